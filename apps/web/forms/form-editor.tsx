import type { Fields } from '../../../libs/playbook/define-form.js';
import { useWords } from '../language/i18n.js';
import { FieldInput } from './field-input.js';
import type { Draft, Edit, Faults } from './form-value.js';
import { RowsEditor } from './rows-editor.js';

/** The form of a deliverable, drawn from the bundle's fields. `edit` stays the same function while the form is open. */
export function FormEditor({ fields, draft, edit, faults }: { fields: Fields; draft: Draft; edit: Edit; faults: Faults }) {
  const { t, say } = useWords();
  return (
    <div className="form-grid">
      {Object.entries(fields).map(([key, field]) => {
        if (field.type === 'rows')
          return <RowsEditor key={key} name={key} field={field} rows={(draft[key] as Draft[] | null) ?? []} edit={edit} faults={faults} path={key} />;
        const fault = faults[key];
        const id = `field-${key}`;
        return (
          <div key={key} className={field.type === 'text' && (field.max ?? 4000) > 200 ? 'field wide' : 'field'}>
            <label htmlFor={id}>
              {say(field.title)}
              {field.optional && <span className="quiet"> {t('form.optional')}</span>}
            </label>
            <FieldInput
              id={id}
              name={key}
              field={field}
              value={draft[key]}
              change={(value) => edit((current) => ({ ...current, [key]: value }))}
              label={say(field.title)}
              faulty={fault !== undefined}
            />
            {fault && <p className="fault">{say(fault)}</p>}
          </div>
        );
      })}
    </div>
  );
}
