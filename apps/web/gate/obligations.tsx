import { Button } from 'antd';
import { useState } from 'react';
import type { EntryView } from '../../../libs/contracts/views.js';
import { ReasonDialog } from '../entry/reason-dialog.js';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { Mark } from '../shell/marks.js';

/** What conditional goes still owe; the next gate needs them cleared. */
export function Obligations({ entry }: { entry: EntryView }) {
  const { t, format } = useWords();
  const clear = useCommand('clearObligation');
  const [clearing, setClearing] = useState<EntryView['obligations'][number] | null>(null);
  const close = (): void => {
    clear.reset();
    setClearing(null);
  };
  if (entry.obligations.length === 0) return null;
  return (
    <section className="card" aria-labelledby="obligations-title">
      <h2 id="obligations-title">{t('obligation.open')}</h2>
      <ul className="blocked">
        {entry.obligations.map((each) => (
          <li key={each.id}>
            <div>{each.text}</div>
            <div className="row-facts">
              <Mark tone={each.clearedAt !== null ? 'good' : each.overdue ? 'bad' : 'plain'}>
                {t(each.clearedAt !== null ? 'obligation.cleared' : each.overdue ? 'obligation.overdue' : 'obligation.owed')}
              </Mark>
              <span>{each.owner.name}</span>
              <span className={each.overdue && each.clearedAt === null ? 'late' : undefined}>{t('move.dueBy', { day: format.day(each.dueAt, entry.timeZone) })}</span>
            </div>
            {each.clearedAt === null && (
              <Button size="small" onClick={() => setClearing(each)} aria-label={`${t('obligation.clear')}: ${each.text}`}>
                {t('obligation.clear')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ReasonDialog
        open={clearing !== null}
        title={t('obligation.clear')}
        label={t('task.note')}
        confirm={t('obligation.clear')}
        busy={clear.isPending}
        error={clear.error}
        cancel={close}
        {...(clearing && { hint: clearing.text })}
        send={(note) => clearing && clear.mutate({ params: { entryId: entry.id, obligationId: clearing.id }, body: { note } }, { onSuccess: close })}
      />
    </section>
  );
}
