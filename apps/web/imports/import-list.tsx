import { Button } from 'antd';
import { useState } from 'react';
import type { ImportRow } from '../../../libs/contracts/import-views.js';
import { useWords } from '../language/i18n.js';
import { Chip, type Tone } from '../shell/marks.js';
import { Nothing, Read } from '../shell/states.js';
import { ImportProgress } from './import-progress.js';
import { TakeBack } from './take-back.js';
import { useImports } from './use-import.js';

const page = 10;
const tones: Readonly<Record<ImportRow['ending'], Tone>> = { done: 'good', refused: 'bad', cancelled: 'plain', undone: 'plain' };

/** The latest imports: how far each is, what it did, and the way back. */
export function ImportList({ show }: { show: (importId: string) => void }) {
  const { t } = useWords();
  const [limit, setLimit] = useState(page);
  const imports = useImports(limit);
  return (
    <Read of={imports}>
      {(all) =>
        all.length === 0 ? (
          <Nothing title={t('imports.none')} />
        ) : (
          <>
            <ul className="import-list">
              {all.map((at) => (
                <Item key={at.id} at={at} show={show} />
              ))}
            </ul>
            {all.length >= limit && (
              <Button type="link" onClick={() => setLimit(limit + page)}>
                {t('imports.more')}
              </Button>
            )}
          </>
        )
      }
    </Read>
  );
}

function Item({ at, show }: { at: ImportRow; show: (importId: string) => void }) {
  const { t, format } = useWords();
  return (
    <li>
      <div className="import-item">
        <Button type="link" size="small" className="import-name" onClick={() => show(at.id)} title={t('imports.open')}>
          {at.fileName}
        </Button>
        <span className="quiet">{t(`import.kinds.${at.kind as 'markets'}`)}</span>
        {at.dryRun && <Chip>{t('imports.trial')}</Chip>}
        {at.over && <Chip tone={tones[at.ending]}>{t(`imports.phases.${at.phase}`)}</Chip>}
        <span className="import-act">
          <TakeBack at={at} />
        </span>
      </div>
      <div className="quiet">
        {at.over && at.phase === 'done' && <>{t('imports.change', { inserted: format.number(at.inserted), updated: format.number(at.updated) })} · </>}
        {at.requestedBy.name} · {format.instant(at.requestedAt)}
      </div>
      {!at.over && <ImportProgress at={at} />}
    </li>
  );
}
