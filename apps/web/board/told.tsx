import { Link } from '@tanstack/react-router';
import type { NotificationView } from '../../../libs/contracts/views.js';
import { stageKeys } from '../../../libs/playbook/define-stage.js';
import { useWords } from '../language/i18n.js';
import { kindText } from '../language/kind-text.js';
import { useRead } from '../shell/api.js';

const shown = 20;

/** The newest things I was told: reminders, escalations, votes asked for. */
export function Told() {
  const { t, format, language } = useWords();
  const told = useRead('notifications', {}).data ?? [];
  const names = new Map((useRead('listEntries', {}).data ?? []).map((row) => [row.id, row.name]));
  if (told.length === 0) return null;
  return (
    <section className="section" aria-labelledby="told-title">
      <h2 id="told-title">{t('inbox.told')}</h2>
      <ul className="rows inbox">
        {told.slice(0, shown).map((one) => {
          const stage = stageKeys.find((key) => key === one.data['stage']);
          return (
            <li key={one.id} className="row">
              <div className="row-main">
                {one.entryId === null ? (
                  kindText(one.kind, language)
                ) : (
                  <Link to="/entries/$entryId" params={{ entryId: one.entryId }} search={placeOf(one)} className="card-link">
                    {kindText(one.kind, language)}
                  </Link>
                )}
                <div className="quiet">{[names.get(one.entryId ?? ''), stage && t(`stage.${stage}`)].filter(Boolean).join(' · ')}</div>
              </div>
              <time dateTime={one.at} className="quiet">
                {format.instant(one.at)}
              </time>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function placeOf({ data }: NotificationView): { tab: 'work' | 'gate'; item?: string } {
  const item = data['task'] ?? data['deliverable'];
  return typeof item === 'string' ? { tab: 'work', item } : { tab: 'gate' };
}
