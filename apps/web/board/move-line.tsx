import type { NextMove } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';

type Tab = 'work' | 'gate';

/** Where on the entry's page the thing is done. */
export function placeOf(move: NextMove): { tab: Tab; item: string | undefined } {
  switch (move.kind) {
    case 'complete-task':
    case 'hand-in':
    case 'accept':
      return { tab: 'work', item: move.about };
    // Both name a condition of the gate.
    case 'kpi':
    case 'data':
      return { tab: 'gate', item: move.about };
    case 'vote':
    case 'decide':
      return { tab: 'gate', item: move.kind };
    case 'clear-obligation':
      return { tab: 'gate', item: 'obligations' };
    case 'resume':
    case 'engine':
      return { tab: 'work', item: undefined };
  }
}

/** Titles of votes, decisions and the like say themselves what is to be done. */
const selfSpeaking: readonly NextMove['kind'][] = ['vote', 'decide', 'clear-obligation', 'resume', 'engine'];

export function MoveTitle({ move }: { move: NextMove }) {
  const { t, say } = useWords();
  return (
    <>
      {!selfSpeaking.includes(move.kind) && <span className="move-kind">{t(`move.${move.kind}`)} </span>}
      {say(move.title)}
    </>
  );
}

/** "Complete the task: … / regional manager / due 12-03". */
export function MoveLine({ move }: { move: NextMove }) {
  return (
    <div className="move">
      <div className="move-act">
        <MoveTitle move={move} />
      </div>
      <MoveOwner move={move} />
    </div>
  );
}

export function MoveOwner({ move }: { move: NextMove }) {
  const { t, role, format } = useWords();
  const owner = move.person?.name ?? (move.role === null ? null : role(move.role));
  return (
    <div className="move-owner">
      {owner !== null && <span>{owner}</span>}
      {move.dueAt !== null && (
        <time dateTime={move.dueAt} className={move.overdue ? 'late' : undefined}>
          {t(move.overdue ? 'move.overdueSince' : 'move.dueBy', { day: format.day(move.dueAt) })}
        </time>
      )}
    </div>
  );
}
