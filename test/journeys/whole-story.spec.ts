import { platform } from 'node:os';
import { stageKeys } from '../../libs/playbook/define-stage.js';
import { onServer } from '../support/databases.js';
import { aRandom } from '../support/random.js';
import { describeWithData, realData } from '../support/real-data.js';
import { until } from '../support/until.js';
import { runDemo, type Child, type DemoRun } from './demo-process.js';

/*
 * One market through the eight stages and the next one opened from it: the demo itself, as a program, over its public doors.
 */
const minutes = 60_000;

function toldAsPromised(run: DemoRun): void {
  if (run.code !== 0) throw new Error(`the demo ended with ${run.code}:\n${run.output.slice(-4000)}`);
  expect(run.report?.ok).toBe(true);
  const [first, second] = run.report?.entries ?? [];
  expect(first?.stages.map((stage) => stage.key)).toEqual(stageKeys);
  expect(run.report?.entries.every((entry) => entry.journal.verified && entry.journal.lines > 20)).toBe(true);
  expect(second?.lineage).toEqual({ bundle: second?.bundle, from: first?.id });
  expect(second?.bundle).not.toBe(first?.bundle);
}

const roundsOf = (run: DemoRun, stage: string) => run.report?.entries[0]?.stages.find((one) => one.key === stage)?.rounds ?? [];

describe('the whole story on a generated market', () => {
  let run: DemoRun;
  beforeAll(async () => { run = await runDemo(['--seed', '1'], {}); }, 4 * minutes);

  it('ends as told, with both journals whole and the second entry on the bundle of the first', () => toldAsPromised(run));

  it('sees the launch gate fail and then pass, because the numbers moved', () => {
    const verdicts = roundsOf(run, 'launch').map((round) => round.verdict);
    expect(verdicts.at(-1)).toBe('passed');
    expect(verdicts.slice(0, -1)).toEqual(verdicts.slice(0, -1).map(() => 'not_passed'));
    const distribution = roundsOf(run, 'launch').map((round) => round.conditions.find((one) => one.kpi === 'numericDistribution')?.value ?? 0);
    expect(distribution[0]).toBeLessThan(0.6);
    expect(distribution.at(-1)).toBeGreaterThanOrEqual(0.6);
  });

  it('recycles to the plan and keeps what the old rounds said', () => {
    expect(roundsOf(run, 'build-platform').map(({ verdict, decision }) => [verdict, decision])).toEqual([['not_passed', 'recycle'], ['passed', 'go']]);
    expect(roundsOf(run, 'plan').map(({ verdict, decision }) => [verdict, decision])).toEqual([['passed', 'go'], ['passed', 'go']]);
  });

  it('gives a conditional go whose debt blocks the next gate until it is cleared', () => {
    expect(roundsOf(run, 'grow').at(-1)).toMatchObject({ verdict: 'not_passed', decision: 'conditional_go' });
    expect(run.output).toContain('obligations-open');
    expect(run.output).toContain('the obligation of the conditional go is cleared');
  });

  it('never counts what nobody measured', () => {
    const tests = run.report?.entries.flatMap((entry) => entry.stages.flatMap((stage) => stage.rounds.flatMap((round) => round.conditions))) ?? [];
    expect(tests.filter((test) => test.value === null && test.met !== null)).toEqual([]);
  });
});

describe('the whole story while its processes are killed', () => {
  const onLinux = platform() === 'linux' ? it : it.skip;

  onLinux('ends as told: app and engine are killed outright, again and again, at seeded moments', async () => {
    const next = aRandom(20_261_124);
    const victims: readonly Child[] = ['app', 'engine', 'engine', 'app', 'engine'];
    const run = await runDemo(['--seed', '2'], {}, async (kill, over) => {
      for (const victim of victims) {
        const moment = Date.now() + 2_000 + next() * 4_000;
        await until(`the moment to kill the ${victim}`, async () => Date.now() > moment, (come) => come, 30_000);
        await until(`the ${victim} to be there and be killed`, async () => over() || kill(victim), (done) => done, 60_000);
      }
    });
    toldAsPromised(run);
    expect(run.killed).toEqual(victims);
  }, 8 * minutes);
});

onServer('the whole story', (ctx) => {
  it('ends as told', async () => {
    const { url } = await ctx.empty();
    toldAsPromised(await runDemo(['--seed', '1'], { DATABASE_URL: url ?? '' }));
  }, 5 * minutes);
});

describeWithData('iowa-liquor', 'the whole story on real shops and sale lines', () => {
  it('ends as told, and shows in the shadow what the data cannot say', async () => {
    const run = await runDemo(['--data', realData()], {});
    toldAsPromised(run);
    expect(run.report?.entries.map((entry) => entry.market)).toEqual(['Story County', 'Polk County']);
    const launch = roundsOf(run, 'launch').at(-1)?.conditions ?? [];
    expect(launch.filter((one) => one.met !== null).map((one) => one.kpi)).toEqual(['numericDistribution', 'aClassDistribution']);
    expect(launch.filter((one) => one.met === null).every((one) => one.value === null)).toBe(true);
  }, 5 * minutes);
});
