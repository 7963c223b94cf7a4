import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { program } from '../../libs/platform/program.js';
import type { History } from '../support/replay.js';

/** Every released version keeps its recordings: runs that it began are still under way when the next one comes. */
export const recordings = join(program.root, 'test', 'replay', 'histories');
const perSpec = 2;

/** Keeps runs of different shapes, the longest first, when histories are being recorded (`npm run history:record`). */
export function recordHistories(spec: string, histories: readonly History[]): void {
  if (process.env['BEACHHEAD_RECORD_HISTORIES'] !== '1') return;
  const folder = join(recordings, program.version);
  const name = basename(spec, '.spec.ts');
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) if (old.startsWith(`${name}-`)) rmSync(join(folder, old));
  const shapes = new Map<string, History>();
  for (const history of histories) shapes.set((history.events ?? []).map((event) => event.eventType).join(' '), history);
  const kept = [...shapes.values()].sort((a, b) => (b.events?.length ?? 0) - (a.events?.length ?? 0)).slice(0, perSpec);
  for (const [index, history] of kept.entries()) {
    // Who ran it, on which machine, says nothing about the code.
    const json = historyToJSON(history).replaceAll(/"identity": ?"[^"]*"/g, '"identity":"worker"').replaceAll(/"\d+@[^"]*"/g, '"worker"');
    writeFileSync(join(folder, `${name}-${index + 1}.json`), `${JSON.stringify(JSON.parse(json))}\n`);
  }
}
