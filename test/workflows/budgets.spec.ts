import { engine } from '../../libs/journal/actor.js';
import { aDocument } from '../support/company.js';
import { historiesOf } from '../support/replay.js';
import { allVoteGo, anEntryAtG1, decide } from '../support/stage-one.js';
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

  it(`at most ${eventsPerStageRun} events in a run in which every clock of stage 1 rings, and the gate times out`, async () => {
    const { company } = world;
    const entryId = await company.startEntry();
    const steps = 40;
    for (let day = 0; day < steps; day += 1) {
      await world.passDays(1, entryId);
      await company.run(entryId);
    }
    const [run] = await historiesOf(world.engine.client, `entry/${entryId}`);
    expect((await company.look(entryId)).nextDueAt).toBeNull();
    // Forty wakes of the test's own, eight events each, are not the entry's: real days pass on timers.
    const wakesOfTheTest = steps * 5;
    expect((run?.events?.length ?? Infinity) - wakesOfTheTest).toBeLessThanOrEqual(eventsPerStageRun);
  });

  it('no wake for a hundred commands that change neither phase nor clocks that must ring earlier', async () => {
    const { company } = world;
    const { rm, clerk, fin } = company.people;
    const entryId = await company.startEntry();
    const before = await wakes(entryId);
    let hash: string | null = null;
    for (let i = 0; i < 50; i += 1) ({ hash } = await company.handIn(entryId, rm, 'candidateList', { ...aDocument, text: `第 ${i} 版` }, '', hash));
    for (let i = 0; i < 50; i += 1) await company.do('assignTask', rm, { entryId, taskKey: 'collectDeskFacts', personId: i % 2 === 0 ? clerk.personId : null });
    expect(fin.personId).not.toBe(engine.personId);
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
