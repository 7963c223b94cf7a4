import { Controller, Inject } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { SurveyBoard } from '../../../libs/persistence/board/survey-board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { PARTS, type Parts } from '../parts.js';

@Controller()
export class SurveyRecordsController {
  private readonly board: SurveyBoard;

  constructor(private readonly door: DecisionDoor, @Inject(PARTS) { db }: Parts) {
    this.board = new SurveyBoard(db);
  }

  @Door('submitSurveyRecords')
  async submitSurveyRecords({ by, body }: Ask<'submitSurveyRecords'>): Promise<Answer<'submitSurveyRecords'>> {
    return this.door.commit('submitSurveyRecords', { ...by, input: body });
  }

  @Door('reviewSurveyRecords')
  async reviewSurveyRecords({ by, body }: Ask<'reviewSurveyRecords'>): Promise<Answer<'reviewSurveyRecords'>> {
    return this.door.commit('reviewSurveyRecords', { ...by, input: body });
  }

  @Door('listSurveyRecords')
  async listSurveyRecords({ query }: Ask<'listSurveyRecords'>): Promise<Answer<'listSurveyRecords'>> {
    return this.board.records(query);
  }
}
