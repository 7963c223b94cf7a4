import type { EntryView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { Nothing } from '../shell/states.js';
import { Deliverables } from './deliverables.js';
import { Tasks } from './tasks.js';
import { useLanding } from './use-landing.js';

/** What is to be done in this stage, and what it leaves behind. */
export function Work({ entry, item }: { entry: EntryView; item: string | undefined }) {
  const { t } = useWords();
  const land = useLanding(item);
  if (entry.tasks.length === 0 && entry.deliverables.length === 0) return <Nothing title={t(entry.phase === 'ended' ? 'entry.ended' : 'entry.stageOpens')} />;
  return (
    <div className="two-columns">
      <section aria-labelledby="tasks-title">
        <h2 id="tasks-title">{t('task.title')}</h2>
        <Tasks entry={entry} land={land} />
      </section>
      <section aria-labelledby="deliverables-title">
        <h2 id="deliverables-title">{t('deliverable.title')}</h2>
        <Deliverables entry={entry} land={land} />
      </section>
    </div>
  );
}
