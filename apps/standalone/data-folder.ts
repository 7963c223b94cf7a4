import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile, type FileLock } from '../../libs/persistence/file-lock.js';
import { Told } from './told.js';
import { endProcess, isAlive, markOf, type ProcessMark } from './processes.js';

/** The processes of one running system. */
type Family = { readonly supervisor: ProcessMark | null; readonly engine: ProcessMark | null; readonly app: ProcessMark | null };

const nobody: Family = { supervisor: null, engine: null, app: null };
const orphanGraceMs = 3_000;

/** The data directory, held by this process alone: database, engine store, logs, and who is running on it. */
export class DataFolder {
  private family = nobody;

  private constructor(readonly path: string, private readonly lock: FileLock) {}

  /**
   * Takes the folder for this process and ends what a killed predecessor left running on it. Throws `Told` when another system runs on it,
   * or when it cannot be written.
   */
  static async open(path: string): Promise<DataFolder> {
    const lock = await takeLock(path);
    if (lock === null) throw inUse(path);
    const folder = new DataFolder(path, lock);
    const { app, engine } = folder.read();
    for (const orphan of [app, engine]) if (orphan) await endProcess(orphan, orphanGraceMs);
    folder.write({ ...nobody, supervisor: markOf(process.pid) });
    return folder;
  }

  get engine(): ProcessMark | null {
    return this.family.engine;
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Remembers a child, so that whoever comes after a kill can end it. Returns how it is remembered. */
  keep(role: 'engine' | 'app', pid: number | null): ProcessMark | null {
    const mark = pid === null ? null : markOf(pid);
    this.write({ ...this.family, [role]: mark });
    return mark;
  }

  async close(): Promise<void> {
    rmSync(this.file('run.json'), { force: true });
    await this.lock.release();
  }

  private read(): Family {
    return readFamily(this.path);
  }

  private write(family: Family): void {
    this.family = family;
    const whole = this.file('run.json.new');
    writeFileSync(whole, JSON.stringify(family));
    renameSync(whole, this.file('run.json'));
  }
}

async function takeLock(path: string): Promise<FileLock | null> {
  try {
    mkdirSync(join(path, 'logs'), { recursive: true });
    return await lockFile(join(path, 'lock'));
  } catch (error) {
    throw new Told(`无法写入数据目录 ${path}:${(error as Error).message}`, `The data directory ${path} cannot be written: ${(error as Error).message}`);
  }
}

function readFamily(path: string): Family {
  try {
    return { ...nobody, ...JSON.parse(readFileSync(join(path, 'run.json'), 'utf8')) as Partial<Family> };
  } catch {
    return nobody;
  }
}

function inUse(path: string): Told {
  const { supervisor } = readFamily(path);
  const pid = supervisor && isAlive(supervisor) ? supervisor.pid : null;
  return new Told(
    `另一个 Beachhead${pid === null ? '' : `(进程 ${pid})`}正在使用数据目录 ${path}。请先停止它,或用 --data-dir 指定另一个目录。`,
    `Another Beachhead${pid === null ? '' : ` (process ${pid})`} is running on the data directory ${path}. Stop it first, or name another directory with --data-dir.`);
}
