import { condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { carry, record } from './activities.js';
import type { ImportState } from './import-state.js';
import { changed, whatItWaitsFor } from './messages.js';
import { patiently } from './patience.js';

export type DataImportInput = { readonly importId: string };

const longestHistory = 300;
/** The end of the import before wakes the next; this is for a wake that was lost with an engine's store. */
const longestRestMs = 60_000;

/**
 * One file into the tables of the street. Level-triggered: it looks where the import stands in the database and has it carried on from there,
 * by whichever worker lives, until it is over. Returns how it ended.
 */
export async function dataImport({ importId }: DataImportInput): Promise<string> {
  let woken = false;
  let at: ImportState | null = null;
  setHandler(changed, () => { woken = true; });
  setHandler(whatItWaitsFor, () => ({ for: at?.waits ? 'an earlier import' : at?.phase ?? 'look', until: null, version: at?.version ?? null }));

  /** What is read after this point contains everything that any earlier wake spoke of. */
  const read = (attempt: () => Promise<ImportState>): Promise<ImportState> => {
    woken = false;
    return patiently(attempt, () => woken);
  };
  at = await read(() => record.lookAtImport({ importId }));
  while (!at.over) {
    if (at.waits) await condition(() => woken, longestRestMs);
    at = await read(() => (at?.waits ? record.lookAtImport({ importId }) : carry.carryImport({ importId })));
    if (!at.over && workflowInfo().historyLength >= longestHistory) await continueAsNew<typeof dataImport>({ importId });
  }
  return at.phase;
}
