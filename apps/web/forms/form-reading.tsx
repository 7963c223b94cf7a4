import type { Field, Fields } from '../../../libs/playbook/define-form.js';
import { useWords } from '../language/i18n.js';
import { useFormScope } from './form-scope.js';
import { titlesOfNumbers, type Draft } from './form-value.js';

/** A filled form as it was handed in. */
export function FormReading({ fields, content }: { fields: Fields; content: Draft }) {
  const { say } = useWords();
  const shown = useShown();
  return (
    <>
      <dl className="facts">
        {Object.entries(fields)
          .filter(([, field]) => field.type !== 'rows')
          .map(([key, field]) => (
            <div key={key}>
              <dt>{say(field.title)}</dt>
              <dd>{shown(key, field, content[key])}</dd>
            </div>
          ))}
      </dl>
      {Object.entries(fields).map(([key, field]) => field.type === 'rows' && <RowsReading key={key} field={field} rows={(content[key] as Draft[] | null) ?? []} />)}
    </>
  );
}

function RowsReading({ field, rows }: { field: Extract<Field, { type: 'rows' }>; rows: readonly Draft[] }) {
  const { t, say } = useWords();
  const shown = useShown();
  const columns = Object.entries(field.of);
  return (
    <section>
      <h3>
        {say(field.title)} <span className="quiet">{t('form.rows', { count: rows.length })}</span>
      </h3>
      {rows.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="group" aria-label={say(field.title)}>
          <table className="read-table">
            <thead>
              <tr>
                {columns.map(([key, column]) => (
                  <th key={key} scope="col">
                    {say(column.title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  {columns.map(([key, column]) => (
                    <td key={key} data-label={say(column.title)} data-type={column.type}>
                      {shown(key, column, row[key])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** A value of a form as people read it; what was left out is a dash. */
function useShown(): (key: string, field: Field, value: unknown) => string {
  const { t, say, format, list } = useWords();
  const { currency, markets } = useFormScope();
  const shown = (key: string, field: Field, value: unknown): string => {
    if (value === null || value === undefined) return '–';
    switch (field.type) {
      case 'money':
        return format.money(Number(value), currency);
      case 'ratio':
        return format.percent(Number(value));
      case 'quantity':
        return `${format.number(Number(value), 6)}${field.unit === 'as-stated' ? '' : ` ${field.unit}`}`;
      case 'integer': {
        const known = titlesOfNumbers(key)?.find(({ no }) => no === value);
        return known ? `${known.no} ${say(known.title)}` : format.number(Number(value));
      }
      case 'yes-no':
        return t(value === true ? 'form.yes' : 'form.no');
      case 'choice': {
        const option = field.options[String(value)];
        return option ? say(option) : String(value);
      }
      case 'date':
        return format.day(String(value));
      case 'code': {
        const market = markets.find(({ code }) => code === value);
        return market ? `${market.name} (${market.code})` : String(value);
      }
      case 'text':
        return String(value);
      case 'rows':
        return list(
          (value as Draft[]).map((row) =>
            Object.entries(field.of)
              .map(([inner, column]) => shown(inner, column, row[inner]))
              .join(' '),
          ),
        );
    }
  };
  return shown;
}
