import { Controller, Inject } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { MarketSurveyBoard } from '../../../libs/persistence/board/market-survey-board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { PARTS, type Parts } from '../parts.js';

/** The market survey of an entry. */
@Controller()
export class MarketSurveyController {
  private readonly board: MarketSurveyBoard;

  constructor(private readonly door: DecisionDoor, @Inject(PARTS) { db, bundles }: Parts) {
    this.board = new MarketSurveyBoard(db, bundles);
  }

  @Door('getSurvey')
  async getSurvey({ by, params }: Ask<'getSurvey'>): Promise<Answer<'getSurvey'>> {
    return this.board.survey(by.actor, params.entryId, new Date().toISOString());
  }

  @Door('listSurveyAssignments')
  async listSurveyAssignments({ by, params }: Ask<'listSurveyAssignments'>): Promise<Answer<'listSurveyAssignments'>> {
    return this.board.list(by.actor, params.entryId, 'assignments', new Date().toISOString());
  }

  @Door('listDailySheets')
  async listDailySheets({ by, params }: Ask<'listDailySheets'>): Promise<Answer<'listDailySheets'>> {
    return this.board.list(by.actor, params.entryId, 'sheets', new Date().toISOString());
  }

  @Door('listBackChecks')
  async listBackChecks({ by, params }: Ask<'listBackChecks'>): Promise<Answer<'listBackChecks'>> {
    return this.board.list(by.actor, params.entryId, 'backChecks', new Date().toISOString());
  }

  @Door('listResurveys')
  async listResurveys({ by, params }: Ask<'listResurveys'>): Promise<Answer<'listResurveys'>> {
    return this.board.list(by.actor, params.entryId, 'resurvey', new Date().toISOString());
  }

  @Door('configureSurvey')
  async configureSurvey({ by, params, body }: Ask<'configureSurvey'>): Promise<Answer<'configureSurvey'>> {
    return this.door.commit('configureSurvey', { ...by, input: { ...params, ...body }});
  }

  @Door('recordTraining')
  async recordTraining({ by, params, body }: Ask<'recordTraining'>): Promise<Answer<'recordTraining'>> {
    return this.door.commit('recordTraining', { ...by, input: { ...params, ...body } });
  }

  @Door('planAssignments')
  async planAssignments({ by, params, body }: Ask<'planAssignments'>): Promise<Answer<'planAssignments'>> {
    return this.door.commit('planAssignments', { ...by, input: { ...params, ...body } });
  }

  @Door('addAssignment')
  async addAssignment({ by, params, body }: Ask<'addAssignment'>): Promise<Answer<'addAssignment'>> {
    return this.door.commit('addAssignment', { ...by, input: { ...params, ...body } });
  }

  @Door('changeAssignment')
  async changeAssignment({ by, params, body }: Ask<'changeAssignment'>): Promise<Answer<'changeAssignment'>> {
    return this.door.commit('changeAssignment', { ...by, input: { ...params, ...body } });
  }

  @Door('moveAssignment')
  async moveAssignment({ by, params, body }: Ask<'moveAssignment'>): Promise<Answer<'moveAssignment'>> {
    return this.door.commit('moveAssignment', { ...by, input: { ...params, ...body } });
  }

  @Door('handInSheet')
  async handInSheet({ by, params, body }: Ask<'handInSheet'>): Promise<Answer<'handInSheet'>> {
    return this.door.commit('handInSheet', { ...by, input: { ...params, ...body } });
  }

  @Door('assignBackCheck')
  async assignBackCheck({ by, params, body }: Ask<'assignBackCheck'>): Promise<Answer<'assignBackCheck'>> {
    return this.door.commit('assignBackCheck', { ...by, input: { ...params, ...body } });
  }

  @Door('recordBackCheck')
  async recordBackCheck({ by, params, body }: Ask<'recordBackCheck'>): Promise<Answer<'recordBackCheck'>> {
    return this.door.commit('recordBackCheck', { ...by, input: { ...params, ...body } });
  }

  @Door('openResurvey')
  async openResurvey({ by, params, body }: Ask<'openResurvey'>): Promise<Answer<'openResurvey'>> {
    return this.door.commit('openResurvey', { ...by, input: { ...params, ...body } });
  }

  @Door('changeResurvey')
  async changeResurvey({ by, params, body }: Ask<'changeResurvey'>): Promise<Answer<'changeResurvey'>> {
    return this.door.commit('changeResurvey', { ...by, input: { ...params, ...body } });
  }

  @Door('wrapUpSurvey')
  async wrapUpSurvey({ by, params, body }: Ask<'wrapUpSurvey'>): Promise<Answer<'wrapUpSurvey'>> {
    return this.door.commit('wrapUpSurvey', { ...by, input: { ...params, ...body } });
  }
}
