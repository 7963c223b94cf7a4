import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigFault, readConfig } from '../../../libs/platform/config.js';
import { startSystem, type RunningSystem } from '../system.js';
import { sayOnTerminal, Told } from '../told.js';
import { demoUsage, readDemoArguments, type DemoArguments } from './arguments.js';
import { Cast } from './cast.js';
import { freshDatabase } from './database.js';
import { iowaSource } from './iowa/iowa-source.js';
import { report } from './report.js';
import { simulatedSource } from './simulated/simulated-source.js';
import { tell } from './story.js';
import { Teller } from './teller.js';

/*
 * `npm run demo`: the whole system on a folder of its own, and a whole story over its public doors.
 */

/** A working day of the clocks: long enough that a gate does not time out while a killed process comes back, short enough to see reminders. */
const dayMs = '12000';

/** A system that is killed while it comes up for the first time is none: another one is started on another folder. */
const startsAtMost = 3;

async function main(): Promise<number> {
  const wanted = readDemoArguments(process.argv.slice(2));
  if (wanted === null) {
    process.stdout.write(`${demoUsage}\n`);
    return 0;
  }
  const stage = await setUp(wanted);
  try {
    const code = await play(stage.system, wanted);
    if (wanted.keep) await untilInterrupted(stage.system, stage.dataDir);
    return code;
  } finally {
    await stage.system.stop();
    await stage.remove();
  }
}

type Stage = { readonly system: RunningSystem; readonly dataDir: string; remove(): Promise<void> };

/** A folder and, where a server is named, a database of its own, and the whole system on them. */
async function setUp(wanted: DemoArguments): Promise<Stage> {
  for (let start = 1; ; start += 1) {
    const { databaseUrl } = readConfig();
    const dataDir = mkdtempSync(join(tmpdir(), 'beachhead-demo-'));
    const database = databaseUrl === null ? null : await freshDatabase(databaseUrl);
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

async function play(system: RunningSystem, wanted: DemoArguments): Promise<number> {
  const teller = new Teller((line) => process.stdout.write(`${line}\n`));
  if (system.administrator === null) throw new Told('数据库不是空的。', 'The database is not empty.');
  const source = wanted.data === null ? simulatedSource(wanted.seed) : iowaSource(resolve(wanted.data));
  const cast = await Cast.assemble(system.url, system.administrator);
  const told = await tell(cast, source, teller);
  const { report: found, missing } = await report(cast, told, teller.seconds());
  teller.plain(`\n${found.ok ? '故事如约完成' : '故事没有如约完成'} · ${found.ok ? 'the story ended as told' : `the story did not end as told: ${missing.join('; ')}`} (${found.seconds} s)`);
  for (const entry of found.entries) teller.plain(`  ${entry.market ?? '—'}: ${entry.journal.lines} 条日志 journal lines, ${entry.journal.verified ? '链完整 verified' : '链断裂 BROKEN'}`);
  if (wanted.json) teller.plain(JSON.stringify(found));
  return found.ok ? 0 : 1;
}

async function untilInterrupted(system: RunningSystem, dataDir: string): Promise<void> {
  sayOnTerminal(`保留运行:${system.url},数据 ${dataDir};按 Ctrl-C 结束`, `still running at ${system.url}, data in ${dataDir}; Ctrl-C ends it`);
  await new Promise<void>((done) => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done()); });
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
