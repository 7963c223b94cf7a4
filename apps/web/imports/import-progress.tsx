import { Alert, Progress } from 'antd';
import type { ImportRow } from '../../../libs/contracts/import-views.js';
import { useWords } from '../language/i18n.js';

/** How far an import is that is not over: its phase, its rows, and what it waits for. */
export function ImportProgress({ at }: { at: ImportRow }) {
  const { t, format } = useWords();
  const rows =
    at.total === null
      ? t('imports.read', { rows: format.number(at.rows) })
      : at.phase === 'writing' || at.phase === 'taking-back'
        ? t('imports.written', { written: format.number(at.written), total: format.number(at.total) })
        : t('imports.whole', { total: format.number(at.total) });
  const part = at.total === null || at.total === 0 ? 0 : Math.floor((100 * at.written) / at.total);
  return (
    <div className="import-progress" role="status">
      <div>
        <b>{t(`imports.phases.${at.phase}`)}</b> {at.rows > 0 && rows}
        {at.seconds !== null && <span className="quiet"> {t('imports.seconds', { seconds: format.number(at.seconds, 0) })}</span>}
      </div>
      <Progress percent={part} status="active" showInfo={at.total !== null} aria-label={t('imports.progress')} />
      {at.waitsForEngine && <Alert type="warning" showIcon title={t('imports.waitsForEngine')} />}
      {at.waitsFor !== null && <p className="quiet">{t('imports.waitsFor', { file: at.waitsFor.fileName })}</p>}
    </div>
  );
}
