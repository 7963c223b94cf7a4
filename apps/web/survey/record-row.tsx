import { Checkbox } from 'antd';
import type { SurveyRecordView } from '../../../libs/contracts/survey-views.js';
import { useWords } from '../language/i18n.js';
import { Chip, Mark } from '../shell/marks.js';

type Props = { readonly record: SurveyRecordView; readonly chosen?: boolean; readonly choose?: (on: boolean) => void };

/** A filled form: who, where and when, what is strange about it, and its answers behind a fold. */
export function RecordRow({ record, chosen = false, choose }: Props) {
  const { t, format } = useWords();
  const name = t('survey.record', { form: record.formKey, zone: record.zoneNo ?? '–', day: record.day === null ? '–' : format.day(record.day) });
  const answers = Object.entries(record.answers);
  return (
    <li className="row">
      {choose && <Checkbox checked={chosen} onChange={({ target }) => choose(target.checked)} aria-label={`${name} ${record.id.slice(0, 8)}`} />}
      <div className="row-main">
        <h3 className="row-title">
          {name} {record.version > 1 && <Chip>{t('survey.versionNo', { version: record.version })}</Chip>} {record.newFound && <Chip tone="good">{t('survey.newFound')}</Chip>}
        </h3>
        <div className="row-facts">
          <span>{record.submittedBy.name}</span>
          {record.outcome !== 'surveyed' && <Mark tone="off">{t(`survey.outcome.${record.outcome}`)}</Mark>}
          {record.mock && <Mark tone="bad">{t('survey.mock')}</Mark>}
          {record.latitude === null ? <span className="quiet">{t('survey.noPosition')}</span> : record.accuracyM !== null && <span>{t('survey.accuracy', { metres: format.number(record.accuracyM, 0) })}</span>}
          <span className="quiet">{format.instant(record.submittedAt)}</span>
        </div>
        {answers.length > 0 && (
          <details className="survey-more">
            <summary>{t('survey.answers')}</summary>
            <dl className="facts">
              {answers.map(([key, value]) => (
                <div key={key}>
                  <dt>{key}</dt>
                  <dd>{typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}
