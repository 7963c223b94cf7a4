import { Link } from '@tanstack/react-router';
import { useWords } from '../language/i18n.js';
import { useRead } from '../shell/api.js';
import { kindText } from '../language/kind-text.js';

/** The newest things the engine told me: reminders, escalations, packets asked for. */
export function Told() {
  const { t, format, language } = useWords();
  const told = useRead('notifications', {}).data ?? [];
  if (told.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('inbox.told')}</h2>
      <ul className="rows">
        {told.slice(0, 20).map((one) => (
          <li key={one.id} className="row">
            <div className="row-main">{one.entryId === null ? kindText(one.kind, language) : <Link to="/entries/$entryId" params={{ entryId: one.entryId }} className="card-link">{kindText(one.kind, language)}</Link>}</div>
            <time dateTime={one.at} className="quiet">{format.instant(one.at)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}
