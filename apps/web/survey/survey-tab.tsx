import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import type { EntryView } from '../../../libs/contracts/views.js';
import { ApiProblem } from '../../../libs/contracts/client.js';
import { useWords } from '../language/i18n.js';
import { useRead } from '../shell/api.js';
import { Nothing, Read } from '../shell/states.js';
import { Assignments } from './assignments.js';
import { BackChecks } from './back-checks.js';
import { Progress } from './progress.js';
import { Resurveys } from './resurveys.js';
import { ReviewQueue } from './review-queue.js';
import { Sheets } from './sheets.js';
import { Teams } from './teams.js';
import { WrapUp } from './wrap-up.js';
import './survey.css';

/** The market survey: where it stands against today, what each team owes, what waits for review, what is checked and surveyed again. */
export function SurveyTab({ entry }: { entry: EntryView }) {
  const { t } = useWords();
  const survey = useRead('getSurvey', { params: { entryId: entry.id } });
  if (survey.error instanceof ApiProblem && survey.error.problem.status === 404) return <Nothing title={t('survey.none')} />;
  return <Read of={survey}>{(view) => <SurveyOf survey={view} acts={entry.state === 'running'} />}</Read>;
}

export type SurveyPart = { readonly survey: SurveyView; readonly acts: boolean };

function SurveyOf({ survey, acts }: SurveyPart) {
  const under = acts && survey.phase !== 'open';
  return (
    <>
      <Progress survey={survey} />
      <div className="two-columns survey-columns">
        <div>
          <Assignments survey={survey} acts={under} />
          <BackChecks survey={survey} acts={under} />
          <Resurveys survey={survey} acts={under} />
          <WrapUp survey={survey} acts={under} />
          <Teams survey={survey} />
        </div>
        <div>
          {survey.may.review && <ReviewQueue survey={survey} acts={acts} />}
          <Sheets survey={survey} acts={under} />
        </div>
      </div>
    </>
  );
}
