import type { Client } from '../../libs/contracts/client.js';
import type { SurveyView } from '../../libs/contracts/market-survey-views.js';
import type { Role } from '../../libs/playbook/roles.js';
import { readForm } from '../../libs/journal/field/survey-forms/read-form.js';
import type { SurveyForm } from '../../libs/survey-form/form.js';
import { aCompany, aDocument, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { anEntryInSurvey } from '../support/stage-one.js';
import { aShopForm, dayOf, runSurvey, surveyOf, zonePlan } from '../support/survey.js';
import { aWorkbook, shopSurvey } from '../support/workbooks.js';

/*
 * A whole market survey over HTTP, from the brief to a passing G2: ten outlets listed, one found closed, one newly found, one record given
 * back and mended, a back-check that differs, one outlet missed; every figure counted by hand.
 */
eachDatabase('a market survey over HTTP', (ctx) => {
  let api: ApiUnderTest;
  let company: Company;
  let entryId: string;
  const clients = {} as Record<Role, Client>;

  beforeAll(async () => {
    api = await startApi({ place: ctx.place });
    company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
    for (const [role, actor] of Object.entries(company.people)) clients[role as Role] = (await api.tokenOf(actor)).client;
    entryId = await anEntryInSurvey(company);
  });
  afterAll(() => api.stop());

  const params = () => ({ entryId });
  const survey = (as: Role = 'lead'): Promise<SurveyView> => clients[as].call('getSurvey', { params: params() });
  const handIn = (as: Role, deliverableKey: string, content: object, item = '') => clients[as].call('handIn', { params: { entryId, deliverableKey }, body: { content: content as Record<string, unknown>, item } });
  const done = (as: Role, taskKey: string) => clients[as].call('completeTask', { params: { entryId, taskKey }, body: {} });
  const accept = async (deliverableKey: string, version: number) => clients.rm.call('reviewDeliverable', { params: { entryId, deliverableKey }, body: { version, outcome: 'accept' } });
  const review = (as: Role, recordIds: string[], outcome: 'accept' | 'return', comment?: string) => clients[as].call('reviewSurveyRecords', { body: { recordIds, outcome, ...(comment !== undefined && { comment }) } });

  it('is planned from the papers of stage 2', async () => {
    const { startDay } = await survey();
    const rows = await surveyOf(company, entryId);
    expect(startDay).toBe(rows.startDay);
    await handIn('lead', 'surveyBrief', { content: '终端 outlets', scope: '奉贤', methods: [{ method: 'interview' }], dealers: [{ dealer: 'D1', name: '老王商行' }] });
    await done('lead', 'prepareBrief');
    await handIn('lead', 'zonePlan', zonePlan);
    await done('lead', 'drawZones');
    const teams = (['key', 'other'] as const).map((team) => ({ team, people: 1, from: dayOf(rows, 4), to: dayOf(rows, 5), fieldDays: 2 }));
    const { deliverableVersion } = await handIn('lead', 'surveyPlan', { teams, outletsPerDay: 3, fees: 100_000 });
    await expect(clients.key_team.call('planAssignments', { params: params(), body: {} })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    await accept('surveyPlan', deliverableVersion);
    await done('lead', 'planSurvey');
    await clients.lead.call('recordTraining', { params: params(), body: { day: dayOf(rows, 3), people: [{ personId: company.people.key_team.personId, testOutlets: 5 }, { personId: company.people.area_team.personId, testOutlets: 5 }] } });
    await done('lead', 'trainTeams');
    expect(await clients.lead.call('planAssignments', { params: params(), body: {} })).toMatchObject({ planned: 3, kept: 0 });
    await runSurvey(company, entryId);
    const view = await survey('key_team');
    expect(view).toMatchObject({ phase: 'implementation', progress: { planned: 11, submitted: 0 }, may: { plan: false, review: false }, training: [{ testOutlets: 5 }, { testOutlets: 5 }] });
    expect(view.teams.map((team) => [team.code, team.mine])).toEqual([['lead', false], ['dealers', false], ['key', true], ['other', false]]);
    expect(view.sheets).toHaveLength(4);
  });

  /** The record that was given back and mended: two people have reviewed it. */
  let mended = '';
  it('is brought in, reviewed by somebody else, and mended where it was given back', async () => {
    const rows = await surveyOf(company, entryId);
    const aRecord = await aShopForm(company);
    const { form } = await readForm(await aWorkbook({ ...shopSurvey, settings: [['form_id', 'form_title'], ['dealers', 'Dealer survey']] }), 'dealers.xlsx');
    const { formId: dealerForm } = await company.do('publishSurveyForm', company.people.lead, { form: form as SurveyForm, respondentType: 'dealer', fileName: 'dealers.xlsx' });
    const send = async (as: Role, records: readonly object[]): Promise<string[]> => {
      const answer = await clients[as].call('submitSurveyRecords', { body: { records: records as never } });
      expect(answer.results.flatMap((result) => result.faults)).toEqual([]);
      return answer.results.map((result) => result.recordId as string);
    };
    const first = await send('key_team', [
      ...Array.from({ length: 4 }, () => aRecord({ day: dayOf(rows, 4), zoneNo: 1 })), aRecord({ day: dayOf(rows, 5), zoneNo: 1 }), aRecord({ day: dayOf(rows, 5), zoneNo: 1, newFound: true }),
      aRecord({ day: dayOf(rows, 5), zoneNo: 1, outcome: 'closed' }),
    ]);
    const second = await send('area_team', [2, 2].flatMap((n, index) => Array.from({ length: n }, () => aRecord({ day: dayOf(rows, 4 + index), zoneNo: 2, position: { latitude: 30.9, longitude: 121.5, accuracyM: index === 0 ? 8 : 80, mock: false } }))));
    const { assignments } = await survey();
    const [interview] = await send('dealer_team', [{ ...aRecord({ day: dayOf(rows, 4) }), formId: dealerForm, assignmentId: assignments.find((a) => a.targetType === 'respondent')?.id }]);
    await expect(review('key_team', first, 'accept')).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    await expect(review('clerk', first, 'return')).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'comment' }] } });
    await review('clerk', first.slice(0, 1), 'return', '缺照片 no photo');
    expect(await review('clerk', [...first, ...second, interview as string], 'accept')).toMatchObject({ reviewed: 11, refused: 1 });
    expect(await survey()).toMatchObject({ open: { returned: 1, toReview: 0 }, progress: { submitted: 12, accepted: 11 } });
    [mended = ''] = await send('key_team', [aRecord({ day: dayOf(rows, 5), corrects: first[0] ?? '' })]);
    await review('aud', [mended], 'accept');
    const records = await clients.clerk.call('listSurveyRecords', { query: { surveyId: rows.id, current: 'true', reviewState: 'accepted', limit: 500 } });
    expect(records).toHaveLength(12);
    expect(records.find((record) => record.id === mended)).toMatchObject({ version: 2, rootId: first[0], zoneNo: 1, teamCode: 'key', review: { outcome: 'accept' } });
    await done('dealer_team', 'interviewDealers');
  });

  it('its daily sheets are signed, with the counts that the system made', async () => {
    for (const sheet of (await survey()).sheets) {
      const team: Role = sheet.teamCode === 'key' ? 'key_team' : 'area_team';
      expect(await clients[team].call('handInSheet', { params: { entryId, sheetId: sheet.id }, body: { fees: 2_000, problems: '无' } })).toMatchObject({ onTime: true });
    }
    const { sheets, timeZone } = await survey();
    expect(timeZone).toBe('Asia/Shanghai');
    expect(sheets.map(({ teamCode, counts, state }) => [teamCode, counts.planned, counts.visited, counts.closed, counts.newFound, counts.accepted, counts.returned, state])).toEqual([
      ['key', 3, 4, 0, 0, 3, 1, 'handed-in'], ['other', 2, 2, 0, 0, 2, 0, 'handed-in'], ['key', 3, 3, 1, 1, 3, 0, 'handed-in'], ['other', 2, 2, 0, 0, 2, 0, 'handed-in'],
    ]);
    await done('key_team', 'sweepKeyArea');
    await done('area_team', 'sweepOtherArea');
    await done('lead', 'collectDailySheets');
  });

  it('is checked again by somebody without a part; what differs is surveyed again until nothing is open', async () => {
    const rows = await surveyOf(company, entryId);
    for (const assignment of (await survey()).assignments) {
      const team: Role = assignment.teamCode === 'key' ? 'key_team' : assignment.teamCode === 'other' ? 'area_team' : 'dealer_team';
      const move = (as: Role, to: 'submitted' | 'accepted') => clients[as].call('moveAssignment', { params: { entryId, assignmentId: assignment.id }, body: { to } });
      await move(team, 'submitted');
      await expect(move(team, 'accepted')).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
      await move('lead', 'accepted');
    }
    await runSurvey(company, entryId);
    const { phase, backChecks } = await survey();
    expect(phase).toBe('review');
    // One per surveyor, zone and day: two of the key team, two of the other, one dealer interview.
    expect(backChecks.map((check) => [check.zoneNo, check.walksBlock, check.state]).sort()).toEqual([[1, true, 'todo'], [1, true, 'todo'], [2, true, 'todo'], [2, true, 'todo'], [null, true, 'todo']].sort());
    const { clerk, aud } = company.people;
    const reviewersOf = (recordId: string) => (recordId === mended ? [clerk.personId, aud.personId] : [clerk.personId]);
    const differing = backChecks.find((check) => check.zoneNo === 1)?.id;
    for (const check of backChecks) {
      expect([check.surveyor.id, ...reviewersOf(check.recordId)]).not.toContain(check.checker?.id);
      const role = Object.entries(company.people).find(([, actor]) => actor.personId === check.checker?.id)?.[0] as Role;
      const differs = check.id === differing;
      await clients[role].call('recordBackCheck', {
        params: { entryId, checkId: check.id },
        body: { fieldsChecked: 10, fieldsAgreed: differs ? 8 : 10, outletsFound: 5, missedOutlets: differs ? 1 : 0, findings: differs ? [{ field: 'monthly', was: '40', is: '50' }] : [] },
      });
    }
    const { resurvey } = await survey();
    expect(resurvey.map((task) => [task.reason, task.records, task.state])).toEqual([['back-check', 1, 'open'], ['missed', 1, 'open']]);
    await expect(clients.lead.call('wrapUpSurvey', { params: params(), body: { lessons: '早出发' } })).rejects.toMatchObject({ problem: { code: 'wrong-state' } });
    await clients.lead.call('changeResurvey', { params: { entryId, taskId: resurvey[1]?.id ?? '' }, body: { state: 'closed', note: '该店已关 the shop is closed' } });
    const aRecord = await aShopForm(company);
    const again = await clients.key_team.call('submitSurveyRecords', { body: { records: [{ ...aRecord({ day: dayOf(rows, 6), corrects: resurvey[0]?.recordId ?? '' }) } as never] } });
    expect(again.results[0]?.faults).toEqual([]);
    await review('clerk', [again.results[0]?.recordId ?? ''], 'accept');
    await runSurvey(company, entryId);
    for (const check of (await survey()).backChecks.filter((each) => each.state === 'todo')) {
      const role = Object.entries(company.people).find(([, actor]) => actor.personId === check.checker?.id)?.[0] as Role;
      await clients[role].call('recordBackCheck', { params: { entryId, checkId: check.id }, body: { fieldsChecked: 10, fieldsAgreed: 10, outletsFound: 4, missedOutlets: 0 } });
    }
    expect((await survey()).open).toEqual({ assignments: 0, toReview: 0, returned: 0, backChecks: 0, resurvey: 0 });
    await done('aud', 'backCheck');
    await done('key_team', 'supplementSurvey');
  });

  it('is wrapped up and passes G2 on its rows', async () => {
    await clients.lead.call('wrapUpSurvey', { params: params(), body: { lessons: '早出发 start early', problems: '雨天 rain', fees: [{ what: '交通', planned: 50_000, spent: 42_000 }] } });
    await runSurvey(company, entryId);
    expect(await survey()).toMatchObject({ phase: 'open', wrapUp: { lessons: '早出发 start early', fees: [{ spent: 42_000 }] } });
    await handIn('clerk', 'censusCleaning', { submitted: 0, merged: 0, gpsRecords: 0, gpsValid: 0, note: '见系统 counted by the system' });
    await done('clerk', 'mergeAndCode');
    await handIn('clerk', 'structureTable', aDocument);
    await handIn('clerk', 'capacity', {
      unit: 'kg', people: 1000, userRate: 0.5, perUserYear: 10, aOutlets: null, aMonthly: null, bOutlets: null, bMonthly: null, cOutlets: null, cMonthly: null, unsurveyed: null, seasonIndex: null,
      mainBrands: [{ brand: '甲', yearly: 3000 }, { brand: '乙', yearly: 1000 }], mainBrandsShare: 0.8,
    });
    await done('clerk', 'analyseData');
    const { deliverableVersion } = await handIn('lead', 'marketReport', aDocument);
    await accept('marketReport', deliverableVersion);
    await done('lead', 'writeMarketReport');
    await done('lead', 'wrapUp');
    await company.run(entryId);
    const { packets } = await clients.rm.call('getGate', { params: { entryId, stage: 'survey' }, query: {} });
    const packet = packets.at(-1);
    expect(packet?.verdict).toBe('passed');
    const { kpis } = await clients.rm.call('getEntry', { params: params() });
    const read = (key: string) => { const kpi = kpis.find((one) => one.key === key); return [kpi?.numerator, kpi?.denominator, kpi?.met]; };
    // Ten listed, one newly found, one closed; ten surveys accepted. First reviews: twelve, one given back. Blocks: five walked, and that of the re-survey.
    expect(read('censusCoverage')).toEqual([10, 10, true]);
    expect(read('keyZoneCoverage')).toEqual([6, 6, true]);
    expect(read('firstPassAcceptance')).toEqual([11, 12, true]);
    expect(read('dailySheetPunctuality')).toEqual([4, 4, true]);
    expect(read('openResurvey')).toEqual([0, null, true]);
    expect(read('dealersInterviewed')).toEqual([1, 1, true]);
    const checks = (await survey()).backChecks;
    expect(read('backCheckAgreement')).toEqual([10 * checks.length - 2, 10 * checks.length, true]);
    expect(read('missedSweep')).toEqual([1, 5 * 5 + 4 * (checks.length - 5), true]);
    expect(kpis.find((kpi) => kpi.key === 'censusCoverage')?.evidence.en).toBe('Zone plan and workload and survey records');
    expect(await clients.rm.call('verifyJournal', { params: params() })).toMatchObject({ verified: true });
  });
});
