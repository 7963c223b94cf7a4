import { Alert } from 'antd';
import type { ImportView } from '../../../libs/contracts/import-views.js';
import { useWords } from '../language/i18n.js';

const counts = ['rows', 'inserted', 'updated', 'unchanged', 'skipped'] as const;

/** What an import that is over did, or would do; every refused row by its number in the file. */
/** More are for the shell, which lists them all. */
const shownWarnings = 50;

export function ImportResult({ result }: { result: ImportView }) {
  const { t, say, format } = useWords();
  const failed = result.phase === 'refused';
  const gone = result.phase === 'cancelled' || result.phase === 'undone';
  return (
    <div className="import-result">
      <Alert
        showIcon
        type={failed ? 'error' : gone ? 'info' : 'success'}
        title={t(failed ? 'import.refused' : result.phase === 'cancelled' ? 'imports.cancelledNote' : gone ? 'imports.undoneNote' : result.dryRun ? 'import.wouldDo' : 'import.done')}
        description={
          <>
            <div>{result.fileName}</div>
            {result.encoding !== null && <div>{t('import.encoding', { encoding: result.encoding })}</div>}
            {result.takenBackBecause !== null && <div>{result.phase === 'undone' ? t('imports.undone', { why: result.takenBackBecause }) : result.takenBackBecause}</div>}
          </>
        }
      />
      <dl className="facts-line">
        {counts.map((key) => (
          <div key={key}>
            <dt>{t(`import.count.${key}`)}</dt>
            <dd>{format.number(result[key])}</dd>
          </div>
        ))}
      </dl>
      {failed && (
        <div className="scroll-x" tabIndex={0} role="group" aria-label={t('import.errors')}>
          <table className="read-table">
            <caption className="sr-only">{t('import.errors')}</caption>
            <thead>
              <tr>
                <th scope="col" className="number">
                  {t('import.row')}
                </th>
                <th scope="col">{t('import.column')}</th>
                <th scope="col">{t('import.rule')}</th>
              </tr>
            </thead>
            <tbody>
              {result.errors.map((error, index) => (
                <tr key={index}>
                  <td className="number" data-label={t('import.row')}>
                    {error.row}
                  </td>
                  <td data-label={t('import.column')}>{error.column ?? '–'}</td>
                  <td data-label={t('import.rule')}>
                    {say(error.message)} <span className="quiet">{error.rule}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {result.warnings.length > 0 && (
        <>
          <p>{t('import.warnings', { count: result.warnings.length + result.moreWarnings })}</p>
          <ul>
            {result.warnings.slice(0, shownWarnings).map((warning, index) => (
              <li key={index}>
                {t('import.row')} {warning.row}: {say(warning.message)}
              </li>
            ))}
          </ul>
        </>
      )}
      {result.moreErrors > 0 && <p className="quiet">{t('import.moreErrors', { count: result.moreErrors })}</p>}
    </div>
  );
}
