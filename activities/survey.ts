import { Injectable } from '@nestjs/common';
import type { CommandName } from '../libs/journal/commands.js';
import { readSurveyState } from '../libs/persistence/survey/survey-state.js';
import { Refusal } from '../libs/rules/failures.js';
import type { SurveyState } from '../libs/rules/survey/survey-state.js';
import { EngineDesk } from './engine-desk.js';
import { withHeartbeat } from './heartbeat.js';

type SurveyMove = Extract<CommandName, 'moveSurvey' | 'chaseSheets' | 'drawBackChecks'>;

/** What the engine does for a market survey: its phases, the clocks of its daily sheets, the draw of its back-checks. */
@Injectable()
export class SurveyActivities {
  constructor(private readonly desk: EngineDesk) {}

  /** Throws ApplicationFailure `not-found`. */
  lookAtSurvey({ surveyId }: Pick<SurveyState, 'surveyId'>): Promise<SurveyState> {
    return this.desk.read(async (em) => {
      const standing = await readSurveyState(em, surveyId, this.desk.now());
      if (standing === null) throw new Refusal('not-found', { what: `survey ${surveyId}` });
      return standing;
    });
  }

  moveSurvey(at: SurveyState): Promise<SurveyState> {
    return this.move('moveSurvey', at);
  }

  chaseSheets(at: SurveyState): Promise<SurveyState> {
    return this.move('chaseSheets', at);
  }

  drawBackChecks(at: SurveyState): Promise<SurveyState> {
    return withHeartbeat(() => this.move('drawBackChecks', at));
  }

  /** The version is in the key: a draw that was retried is the same draw, the next one another. */
  private async move(name: SurveyMove, { surveyId, entryId, version }: SurveyState): Promise<SurveyState> {
    await this.desk.attempt(name, entryId, [surveyId, version], { entryId, surveyId });
    return this.lookAtSurvey({ surveyId });
  }
}
