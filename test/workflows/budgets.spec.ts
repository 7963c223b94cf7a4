import { aDocument } from '../support/company.js';
import { historiesOf } from '../support/replay.js';
import { allVoteGo, anEntryAtG1, decide, decideMarket, happened, scoreCandidates } from '../support/stage-one.js';
import { until } from '../support/until.js';
import { workflowBundle } from '../support/workflow-bundle.js';
import { World } from '../support/world.js';

const eventsPerStageRun = 150;
const transitionsPerAdvance = 8;
const lookBytes = 4 * 1024;
const bundleBytes = 2 * 1024 * 1024;

type Described = { readonly raw: { readonly workflowExecutionInfo?: { readonly stateTransitionCount?: { toNumber(): number } | null } | null } };

describe('what the engine costs', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); });
  afterAll(() => world.close());

  const transitions = async (entryId: string, runId?: string): Promise<number> => {
    const described = await world.engine.client.workflow.getHandle(`entry/${entryId}`, runId).describe() as unknown as Described;
    return described.raw.workflowExecutionInfo?.stateTransitionCount?.toNumber() ?? 0;
  };
  const wakes = async (entryId: string): Promise<number> => {
    const [row] = await world.db.reader.query<{ version: number }[]>('select version from wake where workflowId = ?', [`entry/${entryId}`]);
    return row?.version ?? 0;
  };

  it(`at most ${transitionsPerAdvance} state transitions from decision to the next stage at rest`, async () => {
    const { company } = world;
    const entryId = await anEntryAtG1(company);
    await allVoteGo(company, entryId, [company.people.rm, company.people.fin]);
    await world.wakesSent();
    await until('the run rests', () => world.waitsFor(entryId), (w) => w.for === 'decision');
    const run = await world.runId(entryId);
    const before = await transitions(entryId);
    await decide(company, entryId, 'go');
    await until('the next run rests', () => world.waitsFor(entryId), (w) => w.for === 'tasks');
    const spent = await transitions(entryId, run) - before + await transitions(entryId);
    expect(spent).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(transitionsPerAdvance);
  });

  it('no wake for a hundred commands that change neither phase nor clocks that must ring earlier', async () => {
    const { company } = world;
    const { rm, clerk } = company.people;
    const entryId = await company.startEntry();
    const before = await wakes(entryId);
    let hash: string | null = null;
    for (let i = 0; i < 50; i += 1) ({ hash } = await company.handIn(entryId, rm, 'candidateList', { ...aDocument, text: `第 ${i} 版` }, '', hash));
    for (let i = 0; i < 50; i += 1) await company.do('assignTask', rm, { entryId, taskKey: 'collectDeskFacts', personId: i % 2 === 0 ? clerk.personId : null });
    expect(await wakes(entryId)).toBe(before);
  });

  it(`at most ${lookBytes} bytes for a look at an entry whose every clock is due`, async () => {
    const { company } = world;
    const entryId = await company.startEntry();
    company.passDays(365);
    const at = await company.look(entryId);
    expect(at.due.length).toBeGreaterThan(10);
    expect(Buffer.byteLength(JSON.stringify(at))).toBeLessThanOrEqual(lookBytes);
  });

  it('a bundle of at most 2 MB with nothing heavy in it', async () => {
    const { code } = await workflowBundle();
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(bundleBytes);
    expect(code).toMatch(/node_modules\/@temporalio\/workflow\//);
    expect(code).toMatch(/workflows\/market-entry\.workflow\.ts/);
    expect(code).not.toMatch(/node_modules\/(zod|typeorm|@nestjs|rxjs|luxon|dayjs|date-fns|moment)\//);
    expect(code).not.toMatch(/libs\/(playbook|rules|journal|persistence|contracts|measures|platform)\//);
  });
});

describe('a stage in which every clock rings', () => {
  let world: World;
  beforeAll(async () => { world = await World.start({ dayMs: 250 }); });
  afterAll(() => world.close());

  it(`takes at most ${eventsPerStageRun} events: every task late, the gate timed out, resumed and decided`, async () => {
    const { company } = world;
    const { rm, fin } = company.people;
    const entryId = await company.startEntry();
    const run = await world.runId(entryId);
    await until('every task was reminded and escalated', () => company.look(entryId), (at) => at.nextDueAt === null && at.due.length === 0, 30_000);
    await scoreCandidates(company, entryId);
    await decideMarket(company, entryId);
    await until('the gate times out', () => company.look(entryId), (at) => at.state === 'held', 30_000);
    await company.do('resume', rm, { entryId, reason: '再议 once more' });
    await company.run(entryId);
    await allVoteGo(company, entryId, [rm, fin]);
    await decide(company, entryId, 'go');
    await company.run(entryId);
    expect(await happened(company, entryId)).toMatchObject({ escalate: 7, timeOut: 1, advance: 1 });
    const histories = await historiesOf(world.engine.client, `entry/${entryId}`);
    const whole = histories.find((h) => h.events?.[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId === run);
    expect(whole?.events?.length).toBeGreaterThan(20);
    expect(whole?.events?.length).toBeLessThanOrEqual(eventsPerStageRun);
  }, 90_000);
});
