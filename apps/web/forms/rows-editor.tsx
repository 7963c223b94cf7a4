import { DeleteOutlined, PlusOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Pagination } from 'antd';
import { useState } from 'react';
import type { Field } from '../../../libs/playbook/define-form.js';
import { useWords } from '../language/i18n.js';
import { FieldInput } from './field-input.js';
import { useFormScope } from './form-scope.js';
import { blankDraft, isFixed, titlesOfNumbers, type Draft, type Faults } from './form-value.js';
import { PasteRows } from './paste-rows.js';

type RowsField = Extract<Field, { type: 'rows' }>;
type Props = { readonly name: string; readonly field: RowsField; readonly rows: readonly Draft[]; readonly change: (rows: Draft[]) => void; readonly faults: Faults; readonly path: string; readonly nested?: boolean };

const perPage = 25;

/** A table to fill: rows are added, removed and pasted from a spreadsheet; where the form fixes their number they are there already. */
export function RowsEditor({ field, rows, change, faults, path, nested = false }: Props) {
  const { t, say } = useWords();
  const { currency } = useFormScope();
  const [page, setPage] = useState(1);
  const [pasting, setPasting] = useState(false);
  const fixed = isFixed(field);
  const last = Math.max(1, Math.ceil(rows.length / perPage));
  const shownPage = Math.min(page, last);
  const first = (shownPage - 1) * perPage;
  const add = (): void => { change([...rows, blankDraft(field.of)]); setPage(Math.ceil((rows.length + 1) / perPage)); };
  const full = field.max !== undefined && rows.length >= field.max;
  const columns = Object.entries(field.of);
  return (
    <section className={nested ? 'rows-editor nested' : 'rows-editor wide'} aria-label={say(field.title)}>
      {!nested && <div className="rows-head"><h3>{say(field.title)} <span className="quiet">{t('form.rows', { count: rows.length })}</span></h3></div>}
      {faults[path] && <p className="fault">{say(faults[path])}</p>}
      {rows.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="group" aria-label={say(field.title)}>
          <table className="edit-table">
            <thead><tr><th scope="col">#</th>{columns.map(([key, column]) => <th key={key} scope="col" data-type={column.type}>{say(column.title)}{unitOf(column, currency)}{column.optional && <span className="quiet"> {t('form.optional')}</span>}</th>)}{!fixed && <th scope="col"><span className="sr-only">{t('form.remove')}</span></th>}</tr></thead>
            <tbody>
              {rows.slice(first, first + perPage).map((row, offset) => {
                const index = first + offset;
                const set = (next: Draft): void => change(rows.map((each, at) => (at === index ? next : each)));
                return (
                  <tr key={index}>
                    <th scope="row">{index + 1}</th>
                    {columns.map(([key, column]) => <Cell key={key} name={key} field={column} given={fixed && titlesOfNumbers(key) !== null} row={row} set={set} faults={faults} path={`${path}.${index}.${key}`} rowNo={index + 1} />)}
                    {!fixed && <td><Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('form.removeRow', { row: index + 1 })} onClick={() => change(rows.filter((_, at) => at !== index))} /></td>}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {!fixed && (
        <div className="buttons">
          <Button size="small" icon={<PlusOutlined />} disabled={full} onClick={add}>{t('form.add')}</Button>
          {!nested && <Button size="small" type="text" icon={<TableOutlined />} onClick={() => setPasting(true)}>{t('form.paste')}</Button>}
        </div>
      )}
      {rows.length > perPage && <Pagination size="small" current={shownPage} pageSize={perPage} total={rows.length} showSizeChanger={false} onChange={setPage} />}
      {pasting && <PasteRows field={field} close={() => setPasting(false)} take={(pasted) => { change([...rows.filter((row) => Object.values(row).some((value) => value !== null && !(Array.isArray(value)))), ...pasted]); setPasting(false); }} />}
    </section>
  );
}

function unitOf(field: Field, currency: string): string {
  if (field.type === 'money') return ` (${currency})`;
  if (field.type === 'quantity' && field.unit !== 'as-stated') return ` (${field.unit})`;
  return '';
}

type CellProps = {
  readonly name: string; readonly field: Field; readonly row: Draft; readonly set: (row: Draft) => void; readonly faults: Faults; readonly path: string; readonly rowNo: number;
  /** The form says what stands here: it is read, not typed. */
  readonly given: boolean;
};

function Cell({ name, field, row, set, faults, path, rowNo, given }: CellProps) {
  const { say, t } = useWords();
  const change = (value: unknown): void => set({ ...row, [name]: value });
  const fault = faults[path];
  const known = given ? titlesOfNumbers(name)?.find(({ no }) => no === row[name]) : undefined;
  if (known) return <td data-label={say(field.title)} className="given">{say(known.title)}</td>;
  const title = `${say(field.title)} · ${t('form.row', { row: rowNo })}`;
  return (
    <td data-label={say(field.title)} data-type={field.type}>
      {field.type === 'rows'
        ? <RowsEditor nested name={name} field={field} rows={(row[name] as Draft[] | null) ?? []} change={change} faults={faults} path={path} />
        : <FieldInput inTable id={`field-${path}`} name={name} field={field} value={row[name]} change={change} label={title} faulty={fault !== undefined} />}
      {fault && field.type !== 'rows' && <p className="fault">{say(fault)}</p>}
    </td>
  );
}
