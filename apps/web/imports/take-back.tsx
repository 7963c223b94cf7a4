import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import type { ImportRow } from '../../../libs/contracts/import-views.js';
import { ReasonDialog } from '../entry/reason-dialog.js';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';

/** Stops an import that is under way, or undoes one that is done, for whoever may. */
export function TakeBack({ at }: { at: ImportRow }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const cancel = useCommand('cancelImport');
  const undo = useCommand('undoImport');
  const params = { importId: at.id };
  if (at.may.cancel) {
    return (
      <Popconfirm title={t('imports.cancelTitle')} description={t('imports.cancelHint')} okText={t('imports.cancel')} cancelText={t('imports.keep')} onConfirm={() => cancel.mutate({ params })}>
        <Button size="small" danger loading={cancel.isPending}>
          {t('imports.cancel')}
        </Button>
      </Popconfirm>
    );
  }
  if (!at.may.undo) return null;
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('imports.undo')}
      </Button>
      <ReasonDialog
        open={asking}
        title={t('imports.undoTitle', { file: at.fileName })}
        hint={t('imports.undoHint')}
        confirm={t('imports.undo')}
        danger
        busy={undo.isPending}
        error={undo.error}
        cancel={() => {
          undo.reset();
          setAsking(false);
        }}
        send={(reason) => undo.mutate({ params, body: { reason } }, { onSuccess: () => setAsking(false) })}
      />
    </>
  );
}
