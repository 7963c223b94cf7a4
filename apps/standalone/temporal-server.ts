import { execFile } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openClient } from '../../libs/temporal/connection.js';
import type { Launch } from './kept-process.js';
import { Told } from './told.js';

const upWithinMs = 30_000;
const pollMs = 50;

export type TemporalServer = {
  readonly program: string;
  readonly env: Record<string, string>;
  readonly storeFile: string;
  readonly namespace: string;
  readonly port: number;
  /** Null: without its own web page. */
  readonly uiPort: number | null;
  /** Demo and tests: stages follow each other within a second, which the server's defaults would slow down. */
  readonly hurried: boolean;
};

/** How the development server is started: on loopback, its store in a file that survives a power cut. */
export function temporalLaunch({ program, env, storeFile, namespace, port, uiPort, hurried }: TemporalServer): Launch {
  const args = [
    'server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace, '--log-level', 'warn',
    '--db-filename', storeFile, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL',
    ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...(hurried ? ['history.continueAsNewMinInterval', 'history.workflowIdReuseMinimalInterval'].flatMap((key) => ['--dynamic-config-value', `${key}="0s"`]) : []),
  ];
  return { command: program, args, env, ready: (_child, ended) => answers(`127.0.0.1:${port}`, namespace, ended) };
}

/** Until the server knows the namespace. */
async function answers(address: string, namespace: string, ended: AbortSignal): Promise<void> {
  const client = openClient({ address, namespace });
  try {
    for (const until = Date.now() + upWithinMs; !ended.aborted; await pause(pollMs)) {
      const up = await client.withDeadline(Date.now() + 1_000, () => client.workflowService.describeNamespace({ namespace })).then(() => true, () => false);
      if (up) return;
      if (Date.now() > until) throw new Told(`Temporal 服务器 ${upWithinMs / 1000} 秒内没有就绪。`, `The Temporal server was not ready within ${upWithinMs / 1000} seconds.`);
    }
  } finally {
    await client.connection.close();
  }
}

/** What the program says about itself, such as `temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)`. Throws `Told` when it does not run. */
export async function temporalVersion(program: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 10_000 });
    return stdout.trim();
  } catch (error) {
    throw new Told(`Temporal 服务器程序 ${program} 无法运行:${(error as Error).message}`, `The Temporal server program ${program} does not run: ${(error as Error).message}`);
  }
}

export type StoreState = 'kept' | 'new' | 'other-version';

/**
 * Makes sure that the server will not open a store which another version wrote: it would not migrate it. Such a store is set aside;
 * everything in it can be made again from our database. A store that is not `kept` counts as begun once `stampStore` has been called.
 */
export function prepareStore(storeFile: string, version: string): StoreState {
  if (!existsSync(storeFile)) {
    removeStore(storeFile);
    return 'new';
  }
  if (existsSync(stampOf(storeFile)) && readFileSync(stampOf(storeFile), 'utf8') === version) return 'kept';
  renameSync(storeFile, `${storeFile}.old`);
  removeStore(storeFile);
  return 'other-version';
}

export function stampStore(storeFile: string, version: string): void {
  writeFileSync(stampOf(storeFile), version);
}

function stampOf(storeFile: string): string {
  return `${storeFile}.version`;
}

function removeStore(storeFile: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', '.version']) rmSync(`${storeFile}${suffix}`, { force: true });
}
