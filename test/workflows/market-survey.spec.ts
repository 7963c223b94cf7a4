import { engine } from '../../libs/journal/actor.js';
import { DailySheet } from '../../libs/persistence/entities/field/market-survey.js';
import { Notification } from '../../libs/persistence/entities/process/record.js';
import { readSurveyState } from '../../libs/persistence/survey/survey-state.js';
import { surveyWorkflowId } from '../../libs/temporal/names.js';
import { anEntryInSurvey, happened } from '../support/stage-one.js';
import { planSurvey, sheetsOf } from '../support/survey.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

/** The field work begins on the fourth of these. */
const dayMs = 1_500;

describe('the survey of an entry', () => {
  let world: World;
  beforeAll(async () => { world = await World.start({ dayMs }); });
  afterAll(() => world.close());

  const phaseOf = async (surveyId: string) => (await readSurveyState(world.db.reader.manager, surveyId, world.company.now().toISOString()))?.phase;
  const told = async (entryId: string) => (await world.db.reader.manager.findBy(Notification, { entryId })).filter((n) => n.kind.startsWith('sheet-')).map((n) => `${n.role} ${(n.data as { step: string }).step} ${(n.data as { zoneNo: number }).zoneNo}`).sort();

  it('has a workflow of its own from the moment stage 2 opens, which reminds of daily sheets, escalates, and never hands one in', async () => {
    const { company } = world;
    const entryId = await anEntryInSurvey(company);
    const survey = await planSurvey(company, entryId, 1);
    await until('the field work begins', () => phaseOf(survey.id), (phase) => phase === 'implementation');
    await until('the regional manager has heard of both sheets', () => told(entryId), (lines) => lines.filter((line) => line.startsWith('rm')).length === 2, 40_000);
    expect(await told(entryId)).toEqual(['area_team remind 2', 'key_team remind 1', 'lead to-lead 1', 'lead to-lead 2', 'rm to-manager 1', 'rm to-manager 2']);
    expect((await sheetsOf(company, survey.id)).map((sheet) => [sheet.state, sheet.signedBy, sheet.nextStep])).toEqual([['open', null, null], ['open', null, null]]);

    const [sheet] = await sheetsOf(company, survey.id);
    expect(await company.do('handInSheet', company.people.key_team, { entryId, sheetId: sheet?.id ?? '', problems: null, competitorNews: null, fees: 0 })).toMatchObject({ onTime: false });
  }, 90_000);

  it('asked again by anybody, the same clock chases nobody twice', async () => {
    const { company } = world;
    const entryId = await anEntryInSurvey(company);
    const survey = await planSurvey(company, entryId, 1);
    await until('the regional manager has heard', () => told(entryId), (lines) => lines.filter((line) => line.startsWith('rm')).length === 2, 40_000);
    await company.do('chaseSheets', engine, { entryId, surveyId: survey.id });
    await company.do('moveSurvey', engine, { entryId, surveyId: survey.id });
    expect(await told(entryId)).toHaveLength(6);
  }, 90_000);

  it('ends with its stage: what was never handed in stays missing, and nobody is chased for it any more', async () => {
    const { company } = world;
    const entryId = await anEntryInSurvey(company);
    const survey = await planSurvey(company, entryId, 2);
    await until('the field work begins', () => phaseOf(survey.id), (phase) => phase === 'implementation');
    await company.do('stop', company.people.sponsor, { entryId, reason: '市场取消 the market is given up' });
    await until('its workflow ends', async () => (await world.engine.client.workflow.getHandle(surveyWorkflowId(survey.id)).describe()).status.name, (status) => status === 'COMPLETED');
    expect(await world.db.reader.manager.countBy(DailySheet, { surveyId: survey.id, state: 'handed-in' })).toBe(0);
    expect((await happened(company, entryId))['moveSurvey']).toBe(1);
  }, 60_000);
});
