import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { pino } from 'pino';
import { program } from '../../libs/platform/program.js';
import { installRuntime } from '../../libs/temporal/runtime.js';
import { workflowBundle } from '../support/workflow-bundle.js';
import { recordings } from './record.js';

const coldReplayMs = 100;

type Recording = { readonly file: string; readonly history: { readonly events: readonly unknown[] } };

const recorded: Recording[] = readdirSync(recordings, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json')).sort()
  .map((file) => ({ file, history: JSON.parse(readFileSync(join(recordings, file), 'utf8')) as Recording['history'] }));
beforeAll(() => installRuntime(pino({ level: 'silent' })));

const workflowIdOf = ({ file }: Recording): string => basename(file, '.json');

describe('recorded histories', () => {
  it('are there, of every workflow', () => {
    const texts = recorded.map(({ history }) => JSON.stringify(history.events[0]));
    expect(texts.some((text) => text.includes('marketEntry'))).toBe(true);
    expect(texts.some((text) => text.includes('weeklyReview'))).toBe(true);
    expect(texts.some((text) => text.includes('dataImport'))).toBe(true);
    expect(texts.some((text) => text.includes('marketSurvey'))).toBe(true);
  });

  it.each(recorded)('$file replays on the workflow code of now', async (recording) => {
    await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, recording.history, workflowIdOf(recording));
  });

  it(`the longest replays cold within ${coldReplayMs} ms`, async () => {
    const longest = recorded.reduce((a, b) => (b.history.events.length > a.history.events.length ? b : a));
    const { stdout } = await promisify(execFile)(process.execPath, [join(program.root, 'test', 'replay', 'cold-replay.mjs'), join(recordings, longest.file)]);
    expect(Number(stdout)).toBeGreaterThan(0);
    expect(Number(stdout)).toBeLessThan(coldReplayMs);
  });
});

/** A change that breaks running entries, planted into a copy of the workflow code. */
const breaks = [
  { what: 'a step that is done before the look', file: 'market-entry.workflow.ts', find: 'let at = await attention.look();', put: 'await record.openStage({ entryId } as never); let at = await attention.look();' },
  { what: 'an activity by another name', file: 'attention.ts', find: 'record.look(entryId)', put: 'record.advance({ entryId } as never)' },
  { what: 'a timer where none was', file: 'weekly-review.workflow.ts', find: 'const { sweepId } = input;', put: "const { sweepId } = input; await (await import('@temporalio/workflow')).sleep(1000);" },
] as const;

describe('a planted break is caught', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'beachhead-planted-'));
    // The copy finds libraries and names where the original does.
    for (const beside of ['node_modules', 'libs', 'activities', 'package.json']) symlinkSync(join(program.root, beside), join(folder, beside));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(breaks)('$what', async ({ file, find, put }) => {
    const copy = join(folder, 'workflows');
    rmSync(copy, { recursive: true, force: true });
    cpSync(join(program.root, 'workflows'), copy, { recursive: true });
    const source = readFileSync(join(copy, file), 'utf8');
    expect(source).toContain(find);
    writeFileSync(join(copy, file), source.replace(find, put));
    const { code } = await bundleWorkflowCode({ workflowsPath: join(copy, 'index.ts'), logger: new DefaultLogger('ERROR') });
    const caught: unknown[] = [];
    for (const recording of recorded) {
      await Worker.runReplayHistory({ workflowBundle: { code } }, recording.history, workflowIdOf(recording)).catch((error: unknown) => caught.push(error));
    }
    expect(caught.length).toBeGreaterThan(0);
    expect(caught[0]).toBeInstanceOf(DeterminismViolationError);
  });
});
