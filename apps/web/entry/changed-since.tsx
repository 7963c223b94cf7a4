import type { ReviewView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';

/** Says which weeks of a window an import has changed since they were measured. Nothing, where none was. */
export function ChangedSince({ changes }: { changes: ReviewView['changedSince'] }) {
  const { t, list } = useWords();
  if (changes.length === 0) return null;
  const weeks = [...new Set(changes.map(({ week }) => week))];
  const files = [...new Set(changes.map(({ fileName }) => fileName))];
  return <p className="note">{t('imports.changedSince', { weeks: list(weeks), files: list(files) })}</p>;
}
