import type { Fields } from '../../../libs/playbook/define-form.js';
import { useWords } from '../language/i18n.js';
import { FieldInput } from './field-input.js';
import type { Draft, Faults } from './form-value.js';
import { RowsEditor } from './rows-editor.js';

type Props = { readonly fields: Fields; readonly draft: Draft; readonly change: (draft: Draft) => void; readonly faults: Faults; readonly path?: string };

/** The form of a deliverable, drawn from the bundle's fields. */
export function FormEditor({ fields, draft, change, faults, path = '' }: Props) {
  const { t, say } = useWords();
  return (
    <div className="form-grid">
      {Object.entries(fields).map(([key, field]) => {
        const place = `${path}${key}`;
        const fault = faults[place];
        const set = (value: unknown): void => change({ ...draft, [key]: value });
        if (field.type === 'rows') return <RowsEditor key={key} name={key} field={field} rows={(draft[key] as Draft[] | null) ?? []} change={set} faults={faults} path={place} />;
        const id = `field-${place}`;
        return (
          <div key={key} className={field.type === 'text' && (field.max ?? 4000) > 200 ? 'field wide' : 'field'}>
            <label htmlFor={id}>{say(field.title)}{field.optional && <span className="quiet"> {t('form.optional')}</span>}</label>
            <FieldInput id={id} name={key} field={field} value={draft[key]} change={set} label={say(field.title)} faulty={fault !== undefined} />
            {fault && <p className="fault">{say(fault)}</p>}
          </div>
        );
      })}
    </div>
  );
}
