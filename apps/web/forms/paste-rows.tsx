import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Field } from '../../../libs/playbook/define-form.js';
import { useWords } from '../language/i18n.js';
import { useFormScope } from './form-scope.js';
import type { Draft } from './form-value.js';
import { rowsFromText } from './rows-from-text.js';

type Props = { readonly field: Extract<Field, { type: 'rows' }>; readonly close: () => void; readonly take: (rows: Draft[]) => void };

/** Takes rows copied out of a spreadsheet and shows, before taking them, how many there are and which cells could not be read. */
export function PasteRows({ field, close, take }: Props) {
  const { t, say, list } = useWords();
  const { currency } = useFormScope();
  const [text, setText] = useState('');
  const pasted = rowsFromText(text, field.of, currency);
  const columns = Object.values(field.of)
    .filter((column) => column.type !== 'rows')
    .map((column) => say(column.title));
  return (
    <Modal
      open
      title={t('form.pasteTitle', { rows: say(field.title) })}
      okText={t('form.take', { count: pasted.rows.length })}
      okButtonProps={{ disabled: pasted.rows.length === 0 }}
      onOk={() => take(pasted.rows)}
      onCancel={close}
      width={680}
    >
      <p className="quiet">{t('form.pasteHint', { columns: list(columns) })}</p>
      <Input.TextArea
        autoFocus
        aria-label={t('form.paste')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoSize={{ minRows: 6, maxRows: 14 }}
        className="mono"
      />
      {pasted.unread.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('form.unread', { count: pasted.unread.length })}
          description={list(
            pasted.unread.slice(0, 5).map(({ row, column, cell }) => `${t('form.row', { row })} ${say(field.of[column]?.title ?? { zh: column, en: column })}: ${cell}`),
          )}
        />
      )}
    </Modal>
  );
}
