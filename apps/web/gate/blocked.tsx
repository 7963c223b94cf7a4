import type { NextMove } from '../../../libs/contracts/views.js';
import { MoveLine } from '../board/move-line.js';
import { useWords } from '../language/i18n.js';

/** What stands in the way of a go, and whose turn it is. Missing votes are shown with the votes. */
export function Blocked({ moves: all }: { moves: readonly NextMove[] }) {
  const { t } = useWords();
  const moves = all.filter(({ kind }) => kind !== 'vote' && kind !== 'decide');
  if (moves.length === 0) return null;
  return (
    <section className="card" aria-labelledby="blocked-title">
      <h2 id="blocked-title">{t('gate.blockedBy', { count: moves.length })}</h2>
      <ul className="blocked">
        {moves.map((move) => (
          <li key={`${move.kind} ${move.about} ${move.role ?? ''}`}>
            <MoveLine move={move} />
          </li>
        ))}
      </ul>
    </section>
  );
}
