import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import { surveyPhases } from '../../../libs/rules/survey/phase.js';
import { useWords } from '../language/i18n.js';
import { Chip, Mark } from '../shell/marks.js';

const openKinds = ['assignments', 'toReview', 'returned', 'backChecks', 'resurvey'] as const;

/** The phase, what is brought in against what should be by today, and what is still open. */
export function Progress({ survey }: { survey: SurveyView }) {
  const { t, format } = useWords();
  const { progress, open } = survey;
  const behind = progress.expected - progress.submitted;
  const quotient = ({ value, numerator, denominator }: SurveyView['coverage']): string => (value === null ? t('met.unknown') : `${format.percent(value)} (${numerator} / ${denominator})`);
  const waiting = openKinds.filter((kind) => open[kind] > 0);
  const part = (count: number): string => `${progress.planned === 0 ? 0 : Math.min(100, (100 * count) / progress.planned)}%`;
  return (
    <section className="card survey-progress" aria-labelledby="survey-progress-title">
      <h2 id="survey-progress-title" className="sr-only">
        {t('survey.progress')}
      </h2>
      <ol className="survey-phases" aria-label={t('survey.phases')}>
        {surveyPhases.map((phase) => (
          <li key={phase} aria-current={phase === survey.phase ? 'step' : undefined}>
            {t(`survey.phase.${phase}`)}
          </li>
        ))}
      </ol>
      <p>
        {t(`survey.phaseHint.${survey.phase}`, { by: survey.dailySheetBy })} <span className="quiet">{t('survey.today', { day: format.day(survey.today) })}</span>
      </p>
      {progress.planned > 0 && (
        <div className="survey-bar-line">
          <div className="survey-bar" aria-hidden="true">
            <span className="brought" style={{ width: part(progress.submitted) }} />
            <span className="accepted" style={{ width: part(progress.accepted) }} />
            <span className="expected" style={{ left: part(progress.expected) }} />
          </div>
          <p className="row-facts">
            <b>{t('survey.brought', { submitted: progress.submitted, planned: progress.planned })}</b>
            <span>{t('survey.expected', { expected: progress.expected })}</span>
            <Mark tone={behind > 0 ? 'near' : 'good'}>{behind > 0 ? t('survey.behind', { count: behind }) : t('survey.onTime')}</Mark>
            <span>{t('survey.accepted', { count: progress.accepted })}</span>
          </p>
        </div>
      )}
      <dl className="facts-line">
        <div>
          <dt>{t('survey.coverage')}</dt>
          <dd>{quotient(survey.coverage)}</dd>
        </div>
        <div>
          <dt>{t('survey.agreement')}</dt>
          <dd>{quotient(survey.agreement)}</dd>
        </div>
        <div>
          <dt>{t('survey.open.title')}</dt>
          <dd className="buttons">
            {waiting.length === 0 ? t('survey.open.nothing') : waiting.map((kind) => <Chip key={kind} tone="near">{t(`survey.open.${kind}`, { count: open[kind] })}</Chip>)}
          </dd>
        </div>
      </dl>
    </section>
  );
}
