import { stageKeys } from '../../../libs/playbook/define-stage.js';
import type { EntryRow } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { byStage } from './board-filter.js';
import { EntryCard } from './entry-card.js';

/** A column for each stage; where there is no room for eight, stages stand below each other and empty ones step back. */
export function BoardColumns({ rows }: { rows: readonly EntryRow[] }) {
  const { t } = useWords();
  return (
    <div className="board">
      {byStage(rows).map(({ stage, rows: inStage }) => (
        <section key={stage} className="column" data-empty={inStage.length === 0} aria-labelledby={`stage-${stage}`}>
          <h2 id={`stage-${stage}`}>
            <span className="stage-no">{stageKeys.indexOf(stage) + 1}</span>
            {t(`stage.${stage}`)}
            <span className="column-count" aria-label={t('board.inStage', { count: inStage.length })}>
              {inStage.length}
            </span>
          </h2>
          <ul>
            {inStage.map((row) => (
              <li key={row.id}>
                <EntryCard row={row} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
