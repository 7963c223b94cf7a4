import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that can be told from a later one with the same number. */
export type ProcessMark = { readonly pid: number; readonly startedAt: string };

const pollMs = 50;

/** When the process was started, in whatever words the system has for it; null when there is no such process. */
function startOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      // The name in brackets may contain anything; after it, the 20th field is the start in clock ticks since boot.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? null : fields[19] ?? null;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

export function markOf(pid: number): ProcessMark | null {
  const startedAt = startOf(pid);
  return startedAt === null ? null : { pid, startedAt };
}

export function isAlive(mark: ProcessMark): boolean {
  return startOf(mark.pid) === mark.startedAt;
}

/** Asks the process to end and, after `graceMs`, ends it. Does nothing to another process that has its number now. */
export async function endProcess(mark: ProcessMark, graceMs: number): Promise<void> {
  for (const [signal, patience] of [['SIGTERM', graceMs], ['SIGKILL', 5_000]] as const) {
    if (!isAlive(mark)) return;
    try { process.kill(mark.pid, signal); } catch { return; }
    for (const until = Date.now() + patience; isAlive(mark) && Date.now() < until;) await pause(pollMs);
  }
}
