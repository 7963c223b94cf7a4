import { DeleteOutlined, PlusOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Pagination } from 'antd';
import { memo, useCallback, useState } from 'react';
import type { Field, Fields } from '../../../libs/playbook/define-form.js';
import { useWords } from '../language/i18n.js';
import { FieldInput } from './field-input.js';
import { useFormScope } from './form-scope.js';
import { blankDraft, isFixed, isUntouched, titlesOfNumbers, type Draft, type Edit, type EditRows, type Faults } from './form-value.js';
import { PasteRows } from './paste-rows.js';

type RowsField = Extract<Field, { type: 'rows' }>;
type Props = {
  readonly name: string;
  readonly field: RowsField;
  readonly rows: readonly Draft[];
  readonly edit: Edit;
  readonly faults: Faults;
  readonly path: string;
  readonly nested?: boolean;
};

const perPage = 25;

/** A table to fill: rows are added, removed and pasted from a spreadsheet; where the form fixes their number they are there already. */
export function RowsEditor({ name, field, rows, edit, faults, path, nested = false }: Props) {
  const { t, say } = useWords();
  const [page, setPage] = useState(1);
  const [pasting, setPasting] = useState(false);
  const editRows = useCallback<EditRows>((update) => edit((draft) => ({ ...draft, [name]: update((draft[name] as Draft[] | null) ?? []) })), [edit, name]);
  const fixed = isFixed(field);
  const shownPage = Math.min(page, Math.max(1, Math.ceil(rows.length / perPage)));
  const first = (shownPage - 1) * perPage;
  const add = (): void => {
    editRows((current) => [...current, blankDraft(field.of)]);
    setPage(Math.ceil((rows.length + 1) / perPage));
  };
  return (
    <div className={nested ? 'rows-editor nested' : 'rows-editor wide'}>
      {!nested && (
        <h3>
          {say(field.title)} <span className="quiet">{t('form.rows', { count: rows.length })}</span>
        </h3>
      )}
      {faults[path] && <p className="fault">{say(faults[path])}</p>}
      {rows.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="group" aria-label={say(field.title)}>
          <table className="edit-table">
            <Head field={field} fixed={fixed} />
            <tbody>
              {rows.slice(first, first + perPage).map((row, offset) => (
                <EditRow key={first + offset} index={first + offset} of={field.of} row={row} editRows={editRows} faults={faults} path={path} fixed={fixed} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!fixed && (
        <div className="buttons">
          <Button size="small" icon={<PlusOutlined aria-hidden />} disabled={field.max !== undefined && rows.length >= field.max} onClick={add}>
            {t('form.add')}
          </Button>
          {!nested && (
            <Button size="small" type="text" icon={<TableOutlined aria-hidden />} onClick={() => setPasting(true)}>
              {t('form.paste')}
            </Button>
          )}
        </div>
      )}
      {rows.length > perPage && <Pagination size="small" current={shownPage} pageSize={perPage} total={rows.length} showSizeChanger={false} onChange={setPage} />}
      {pasting && (
        <PasteRows
          field={field}
          close={() => setPasting(false)}
          take={(pasted) => {
            editRows((current) => [...current.filter((row) => !isUntouched(row)), ...pasted]);
            setPasting(false);
          }}
        />
      )}
    </div>
  );
}

function Head({ field, fixed }: { field: RowsField; fixed: boolean }) {
  const { t, say } = useWords();
  const { currency } = useFormScope();
  return (
    <thead>
      <tr>
        <th scope="col">#</th>
        {Object.entries(field.of).map(([key, column]) => (
          <th key={key} scope="col">
            {say(column.title)}
            {unitOf(column, currency)}
            {column.optional && <span className="quiet"> {t('form.optional')}</span>}
          </th>
        ))}
        {!fixed && (
          <th scope="col">
            <span className="sr-only">{t('form.remove')}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

function unitOf(field: Field, currency: string): string {
  if (field.type === 'money') return ` (${currency})`;
  if (field.type === 'quantity' && field.unit !== 'as-stated') return ` (${field.unit})`;
  return '';
}

type RowProps = {
  readonly index: number;
  readonly of: Fields;
  readonly row: Draft;
  readonly editRows: EditRows;
  readonly faults: Faults;
  readonly path: string;
  readonly fixed: boolean;
};

/** One row of a table; drawn again only when it changed, so that typing stays quick in a long table. */
const EditRow = memo(function EditRow({ index, of, row, editRows, faults, path, fixed }: RowProps) {
  const { t } = useWords();
  const edit = useCallback<Edit>((update) => editRows((rows) => rows.map((each, at) => (at === index ? update(each) : each))), [editRows, index]);
  return (
    <tr>
      <th scope="row">{index + 1}</th>
      {Object.entries(of).map(([key, field]) => (
        <Cell key={key} name={key} field={field} row={row} edit={edit} faults={faults} path={`${path}.${index}.${key}`} no={index + 1} given={fixed} />
      ))}
      {!fixed && (
        <td>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t('form.removeRow', { row: index + 1 })}
            onClick={() => editRows((rows) => rows.filter((_, at) => at !== index))}
          />
        </td>
      )}
    </tr>
  );
});

type CellProps = {
  readonly name: string;
  readonly field: Field;
  readonly row: Draft;
  readonly edit: Edit;
  readonly faults: Faults;
  readonly path: string;
  readonly no: number;
  /** A number that the form gives (feature 7) is read, not typed. */
  readonly given: boolean;
};

function Cell({ name, field, row, edit, faults, path, no, given }: CellProps) {
  const { say, t } = useWords();
  const known = given ? titlesOfNumbers(name)?.find((each) => each.no === row[name]) : undefined;
  if (known)
    return (
      <td data-label={say(field.title)} className="given">
        {say(known.title)}
      </td>
    );
  const fault = faults[path];
  return (
    <td data-label={say(field.title)} data-type={field.type}>
      {field.type === 'rows' ? (
        <RowsEditor nested name={name} field={field} rows={(row[name] as Draft[] | null) ?? []} edit={edit} faults={faults} path={path} />
      ) : (
        <FieldInput
          inTable
          id={`field-${path}`}
          name={name}
          field={field}
          value={row[name]}
          change={(value) => edit((current) => ({ ...current, [name]: value }))}
          label={`${say(field.title)} · ${t('form.row', { row: no })}`}
          faulty={fault !== undefined}
        />
      )}
      {fault && field.type !== 'rows' && <p className="fault">{say(fault)}</p>}
    </td>
  );
}
