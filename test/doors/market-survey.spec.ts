import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../libs/contracts/client.js';
import type { SurveyView } from '../../libs/contracts/market-survey-views.js';
import { runCli } from '../support/cli.js';
import { aCompany, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { anEntryInSurvey } from '../support/stage-one.js';
import { aShopForm, dayOf, planSurvey, runSurvey, surveyOf, zonePlan } from '../support/survey.js';
import { everythingStored } from './walk.js';

/* What the doors of the survey refuse, by field and rule, with nothing stored; and the survey from the command line. */
eachDatabase('the doors of the market survey', (ctx) => {
  let api: ApiUnderTest;
  let company: Company;
  let entryId: string;
  let lead: Client;

  beforeAll(async () => {
    api = await startApi({ place: ctx.place });
    company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
    ({ client: lead } = await api.tokenOf(company.people.lead));
    entryId = await anEntryInSurvey(company);
  });
  afterAll(() => api.stop());

  const params = () => ({ entryId });
  const survey = (): Promise<SurveyView> => lead.call('getSurvey', { params: params() });
  const configured = (teams: readonly object[]) => lead.call('configureSurvey', { params: params(), body: { teams: teams as never } });
  const aTeam = (code: string, more: object = {}) => ({ code, name: code, does: { zh: '普查', en: 'Sweep' }, role: 'key_team', ...more });
  const refused = async (call: Promise<unknown>, code: string, ...faults: readonly (readonly [string, string])[]) => {
    await expect(call).rejects.toMatchObject({ problem: { code, errors: faults.map(([field, rule]) => expect.objectContaining({ field, rule, zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/i) })) } });
  };
  const unchanged = async (work: () => Promise<void>) => {
    const before = await everythingStored(api.parts.db);
    await work();
    expect(await everythingStored(api.parts.db)).toBe(before);
  };

  it('an entry that has not come to stage 2 has none', async () => {
    const young = await company.startEntry();
    await expect(lead.call('getSurvey', { params: { entryId: young } })).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('teams that contradict themselves are refused by field and rule', () => unchanged(async () => {
    const [anybody, type] = [randomUUID(), 'martian'];
    await refused(configured([aTeam('key'), aTeam('key')]), 'invalid-input', ['teams.1.code', 'unique']);
    await refused(configured([aTeam('key', { headId: anybody })]), 'invalid-input', ['teams.0', 'known-person']);
    await refused(configured([aTeam('key', { respondentTypes: [type] })]), 'invalid-input', ['teams.0.respondentTypes', 'known-respondent-type']);
    await refused(configured([aTeam('a', { zoneNos: [1] }), aTeam('b', { zoneNos: [1] })]), 'invalid-input', ['teams.1.zoneNos', 'one-team']);
    await refused(configured([aTeam('Key!')]), 'invalid-input', ['teams.0.code', 'format:regex']);
    await refused(lead.call('configureSurvey', { params: params(), body: {} }), 'invalid-input', ['body', 'rule']);
    const work = { key: 'x', title: { zh: '一', en: 'One' }, team: 'nobody', result: { zh: '果', en: 'Result' }, from: '2026-12-02', to: '2026-12-01' };
    await refused(lead.call('configureSurvey', { params: params(), body: { schedule: [work] } }), 'invalid-input', ['schedule.0.team', 'known-team'], ['schedule.0.to', 'after-from']);
  }));

  it('nothing is handed out before there is a plan, and no zone is left without a team', async () => {
    await unchanged(() => expect(lead.call('planAssignments', { params: params(), body: {} })).rejects.toMatchObject({ problem: { code: 'deliverable-missing' } }));
    await company.handIn(entryId, company.people.lead, 'zonePlan', zonePlan);
    const { startDay } = await survey();
    await company.handIn(entryId, company.people.lead, 'surveyPlan', { teams: [{ team: 'key', people: 1, from: startDay, to: startDay, fieldDays: 1 }], outletsPerDay: 3, fees: 0 });
    const before = (await survey()).teams;
    await configured([aTeam('key', { sweeps: 'key' })]);
    await refused(lead.call('planAssignments', { params: params(), body: {} }), 'invalid-input', ['teams', 'every-zone-swept']);
    await configured(before.map(({ code, name, does, role, zoneNos, sweeps, respondentTypes }) => ({ code, name, does, role, zoneNos, sweeps, respondentTypes })));
    expect((await survey()).teams).toEqual(before);
  });

  it('its own respondent types, teams and schedule are configuration', async () => {
    const other = await anEntryInSurvey(company);
    const at = { params: { entryId: other } };
    await lead.call('configureSurvey', {
      ...at, body: {
        respondentTypes: [{ key: 'pharmacy', title: { zh: '药店', en: 'Pharmacy' } }], teams: [aTeam('north', { respondentTypes: ['pharmacy'], headId: company.people.key_team.personId }) as never],
        schedule: [{ key: 'sweep', title: { zh: '普查', en: 'Sweep' }, team: 'north', result: { zh: '档案', en: 'Files' }, from: '2026-12-01', to: '2026-12-09' }],
      },
    });
    expect(await lead.call('getSurvey', at)).toMatchObject({ respondentTypes: [{ key: 'pharmacy' }], teams: [{ code: 'north', head: { id: company.people.key_team.personId } }], schedule: [{ team: 'north', to: '2026-12-09' }] });
    await company.do('stop', company.people.sponsor, { entryId: other, reason: '不做 given up' });
  });

  it('what does not fit the work is refused and leaves everything as it was', async () => {
    const entry = await anEntryInSurvey(company);
    await planSurvey(company, entry, 1);
    await runSurvey(company, entry);
    const rows = await surveyOf(company, entry);
    const at = { entryId: entry };
    const view = await lead.call('getSurvey', { params: at });
    const [zone] = view.assignments.filter((a) => a.targetType === 'zone');
    const assignment = { ...at, assignmentId: zone?.id ?? '' };
    const aRecord = await aShopForm(company);
    const { client: keyTeam } = await api.tokenOf(company.people.key_team);
    const faultsOf = async (...changes: readonly object[]) => (await keyTeam.call('submitSurveyRecords', { body: { records: changes.map((change) => ({ ...aRecord({ day: dayOf(rows, 4), zoneNo: 1 }), ...change })) as never } })).results.map((result) => result.faults.map((f) => `${f.field} ${f.rule}`).join(' '));
    await unchanged(async () => {
      const add = { targetType: 'zone' as const, targetKey: '1', title: '南桥', teamCode: 'key', planned: 1, fromDay: dayOf(rows, 4), dueDay: dayOf(rows, 4) };
      await refused(lead.call('addAssignment', { params: at, body: { ...add, dueDay: dayOf(rows, 3) } }), 'invalid-input', ['dueDay', 'rule']);
      await expect(lead.call('addAssignment', { params: at, body: add })).rejects.toMatchObject({ problem: { code: 'already-exists' } });
      await expect(lead.call('addAssignment', { params: at, body: { ...add, targetKey: '9', teamCode: 'nobody' } })).rejects.toMatchObject({ problem: { code: 'not-found' } });
      await refused(lead.call('changeAssignment', { params: assignment, body: { dueDay: dayOf(rows, 1) } }), 'invalid-input', ['dueDay', 'after-from']);
      await expect(lead.call('changeAssignment', { params: { ...at, assignmentId: randomUUID() }, body: { planned: 3 } })).rejects.toMatchObject({ problem: { code: 'not-found' } });
      await expect(lead.call('moveAssignment', { params: assignment, body: { to: 'accepted' } })).rejects.toMatchObject({ problem: { code: 'wrong-state' } });
      await refused(lead.call('moveAssignment', { params: assignment, body: { to: 'returned' } }), 'invalid-input', ['note', 'rule']);
      const sheet = { ...at, sheetId: view.sheets[0]?.id ?? '' };
      await refused(lead.call('handInSheet', { params: sheet, body: { fees: -1 } }), 'invalid-input', ['fees', 'min:0']);
      await refused(lead.call('handInSheet', { params: sheet, body: { fees: 1.5 } }), 'invalid-input', ['fees', 'type:int']);
      await refused(lead.call('recordTraining', { params: at, body: { day: dayOf(rows, 3), people: [{ personId: randomUUID(), testOutlets: 5 }] } }), 'invalid-input', ['people.0.personId', 'known-person']);
      await refused(lead.call('changeResurvey', { params: { ...at, taskId: randomUUID() }, body: { state: 'closed' } }), 'invalid-input', ['note', 'rule']);
      await expect(keyTeam.call('openResurvey', { params: at, body: { reason: 'coverage', note: '漏', records: 1, dueDay: dayOf(rows, 6) } })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    });
    expect(await faultsOf({ assignmentId: randomUUID() }, { resurveyTaskId: randomUUID() }, { outcome: 'refused', answers: { shop: 'x' } }, { corrects: randomUUID() }, { outcome: 'closed', answers: {} })).toEqual([
      'assignmentId known-assignment', 'resurveyTaskId open-task', 'answers no-answers', 'corrects known-record', '',
    ]);
  });
});

describe('the market survey from the command line', () => {
  it('is shown, handed out, signed, reviewed and checked', async () => {
    const api = await startApi();
    const home = mkdtempSync(join(tmpdir(), 'beachhead-survey-cli-'));
    try {
      const company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
      const entryId = await anEntryInSurvey(company);
      await planSurvey(company, entryId, 1);
      await runSurvey(company, entryId);
      const rows = await surveyOf(company, entryId);
      const run = async <T>(by: keyof Company['people'], ...args: readonly string[]): Promise<{ code: number | null; json: T }> => {
        const { secret } = await api.tokenOf(company.people[by]);
        const { code, out, err } = await runCli(['survey', ...args, '--json'], { BEACHHEAD_URL: api.url, BEACHHEAD_TOKEN: secret, XDG_CONFIG_HOME: home, LANG: 'en_US.UTF-8' }, '');
        expect(err).toBe('');
        return { code, json: JSON.parse(out) as T };
      };
      const items = async (by: keyof Company['people'], ...args: readonly string[]) => (await run<{ items: { id: string; checker?: { id: string }; assignmentId?: string }[] }>(by, ...args)).json.items;
      const shown = await run<SurveyView>('lead', 'show', entryId);
      expect(shown).toMatchObject({ code: 0, json: { phase: 'implementation', progress: { planned: 11 } } });
      const file = join(home, 'sheets.csv');
      expect(await run('lead', 'sheets', entryId, '--csv', file)).toMatchObject({ code: 0, json: { file } });
      expect(readFileSync(file, 'utf8')).toMatch(/Day.*Team.*Zone[^]*key[^]*other/);
      expect(await run('lead', 'plan', entryId)).toMatchObject({ code: 0, json: { planned: 0, kept: 3 } });
      const aRecord = await aShopForm(company);
      await company.do('submitSurveyRecords', company.people.key_team, { records: [aRecord({ day: dayOf(rows, 4), zoneNo: 1 }), aRecord({ day: dayOf(rows, 4), zoneNo: 1 })] });
      const [first = { id: '' }, second = { id: '' }] = await items('clerk', 'records', entryId, '--state', 'submitted');
      expect(await run('clerk', 'review', first.id, '--outcome', 'return')).toMatchObject({ code: 1, json: { code: 'invalid-input', errors: [{ field: 'comment' }] } });
      expect(await run('clerk', 'review', first.id, second.id, '--outcome', 'accept')).toMatchObject({ code: 0, json: { reviewed: 2 } });
      expect(await run('clerk', 'review', first.id, '--outcome', 'accept')).toMatchObject({ code: 4, json: { reviewed: 0, refused: 1, results: [{ faults: [{ rule: 'waits-for-review' }] }] } });
      const [sheet = { id: '' }] = await items('lead', 'sheets', entryId, '--open');
      expect(await run('key_team', 'sign', entryId, sheet.id.slice(0, 8), '--fees', '1200', '--problems', '雨 rain')).toMatchObject({ code: 0, json: { onTime: true } });
      await runSurvey(company, entryId);
      const [check = { id: '', checker: { id: '' } }] = await items('aud', 'checks', entryId);
      expect(check.checker?.id).toBe(company.people.aud.personId);
      expect(await run('aud', 'check', entryId, check.id, '{"fieldsChecked":10,"fieldsAgreed":9,"outletsFound":4,"missedOutlets":0}')).toMatchObject({ code: 0, json: { resurveyTasks: 1 } });
      const [task = { id: '' }] = await items('lead', 'resurveys', entryId);
      expect(await run('lead', 'end-resurvey', entryId, task.id.slice(0, 8), '--note', '已核实 verified')).toMatchObject({ code: 0 });
      const zone = shown.json.assignments.find((a) => a.targetKey === '1');
      expect(await run('lead', 'reassign', entryId, zone?.id.slice(0, 8) ?? '', '--team', 'other', '--planned', '7')).toMatchObject({ code: 0 });
      expect(await run('lead', 'move', entryId, zone?.id ?? '', 'accepted')).toMatchObject({ code: 1, json: { code: 'wrong-state' } });
      expect(await run('lead', 'wrap-up', entryId, '{"lessons":"早出发"}')).toMatchObject({ code: 1, json: { code: 'wrong-state' } });
    } finally {
      await api.stop();
      rmSync(home, { recursive: true, force: true });
    }
  }, 180_000);
});
