import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigFault, readConfig } from '../../../libs/platform/config.js';
import { startSystem, type RunningSystem } from '../system.js';
import { sayOnTerminal, Told } from '../told.js';
import { demoUsage, readDemoArguments, type DemoArguments } from './arguments.js';
import { Cast } from './cast.js';
import { freshDatabase } from './database.js';
import { iowaSource } from './iowa/iowa-source.js';
import { iowaFiles } from './iowa/tables.js';
import { report, type Report } from './report.js';
import { simulatedSource } from './simulated/simulated-source.js';
import type { StorySource } from './source.js';
import { tell } from './story.js';
import { Teller } from './teller.js';

/*
 * `npm run demo`: the whole system on a folder of its own, and a whole story over its public doors.
 */

/** A working day of the clocks: long enough that a gate does not time out while a killed process comes back, short enough to see reminders. */
const dayMs = '30000';

/** A system that is killed while it comes up for the first time is none: another one is started on another folder. */
const startsAtMost = 3;

async function main(): Promise<number> {
  const wanted = readDemoArguments(process.argv.slice(2));
  if (wanted === null) {
    process.stdout.write(`${demoUsage}\n`);
    return 0;
  }
  const source = sourceOf(wanted);
  const interrupted = signalled();
  let isUp = false;
  void interrupted.then((code) => { if (!isUp) process.exit(code); });
  const stage = await setUp(wanted);
  isUp = true;
  try {
    return await Promise.race([perform(stage, source, wanted, interrupted), interrupted]);
  } finally {
    await stage.system.stop();
    await stage.remove();
  }
}

/** Read before anything is started: a wrong folder is known at once. */
function sourceOf({ data, seed }: DemoArguments): StorySource {
  if (data === null) return simulatedSource(seed);
  const folder = resolve(data);
  const missing = Object.values(iowaFiles).filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) throw new Told(`${folder} 中缺少:${missing.join('、')}`, `${folder} has no ${missing.join(', ')}`, 2);
  return iowaSource(folder);
}

async function perform(stage: Stage, source: StorySource, wanted: DemoArguments, interrupted: Promise<number>): Promise<number> {
  const teller = new Teller((line) => process.stdout.write(`${line}\n`));
  const code = await play(stage.system, source, teller, wanted.json).catch((error: unknown) => {
    if (wanted.json) teller.plain(JSON.stringify({ ok: false, seconds: teller.seconds(), entries: [] } satisfies Report));
    throw error;
  });
  if (!wanted.keep) return code;
  sayOnTerminal(`保留运行:${stage.system.url},数据 ${stage.dataDir};按 Ctrl-C 结束`, `still running at ${stage.system.url}, data in ${stage.dataDir}; Ctrl-C ends it`);
  await interrupted;
  return code;
}

/** The exit code of the first Ctrl-C; npm and the terminal may both pass on one key press. */
function signalled(): Promise<number> {
  return new Promise((resolve) => { for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) process.on(signal, () => resolve(code)); });
}

type Stage = { readonly system: RunningSystem; readonly dataDir: string; remove(): Promise<void> };

/** A folder and, where a server is named, a database of its own, and the whole system on them. */
async function setUp(wanted: DemoArguments): Promise<Stage> {
  for (let start = 1; ; start += 1) {
    const { databaseUrl } = readConfig();
    const database = databaseUrl === null ? null : await freshDatabase(databaseUrl);
    const dataDir = mkdtempSync(join(tmpdir(), 'beachhead-demo-'));
    process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
    const remove = async (): Promise<void> => {
      await database?.remove();
      rmSync(dataDir, { recursive: true, force: true });
    };
    try {
      const env = { BEACHHEAD_DAY_MS: dayMs, BEACHHEAD_ALLOW_TIME_SCALE: '1', BEACHHEAD_LOG_LEVEL: 'warn', ...(database && { DATABASE_URL: database.url }) };
      return { system: await startSystem({ dataDir, port: wanted.port, ui: wanted.keep, say: sayOnTerminal, env }), dataDir, remove };
    } catch (error) {
      await remove();
      if (!(error instanceof Told) || start === startsAtMost) throw error;
    }
  }
}

async function play(system: RunningSystem, source: StorySource, teller: Teller, json: boolean): Promise<number> {
  if (system.administrator === null) throw new Told('数据库不是空的。', 'The database is not empty.');
  const cast = await Cast.assemble(system.url, system.administrator);
  const told = await tell(cast, source, teller);
  const { report: found, missing } = await report(cast, told, teller.seconds());
  teller.plain(`\n${found.ok ? '故事如约完成' : '故事没有如约完成'} · ${found.ok ? 'the story ended as told' : `the story did not end as told: ${missing.join('; ')}`} (${found.seconds} s)`);
  for (const entry of found.entries) teller.plain(`  ${entry.market ?? '—'}: ${entry.journal.lines} 条日志 journal lines, ${entry.journal.verified ? '链完整 verified' : '链断裂 BROKEN'}`);
  if (json) teller.plain(JSON.stringify(found));
  return found.ok ? 0 : 1;
}

function failed(error: unknown): number {
  if (error instanceof Told || error instanceof ConfigFault) {
    process.stderr.write(`\n${error.message}\n`);
    return error instanceof Told ? error.exitCode : 2;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}

main().catch(failed).then((code) => process.exit(code));
