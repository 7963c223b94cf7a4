import { DataImport } from '../../../persistence/entities/field/imports.js';
import { lockRow } from '../../../persistence/unit-of-work.js';
import { mustImportInto, mustImportSomewhere } from '../../../rules/decision-rights.js';
import { Refusal } from '../../../rules/failures.js';
import type { CompanyTransaction } from '../../company-transaction.js';
import { companyCommand } from '../../define-command.js';
import { whatStandsOn } from './built-on.js';
import { moveOn } from './move-on.js';

type Answer = { readonly importId: string };

/** Stops an import that is under way, at any moment; what it has written is taken back. */
export const cancelImport = companyCommand<Answer, Answer>(async (tx, { importId }) => {
  const at = await locked(tx, importId);
  if (at.finishedAt !== null || at.ending !== 'done') {
    throw new Refusal('wrong-state', { why: `该导入已是 ${at.phase},不能取消。It is ${at.phase} and cannot be cancelled.` });
  }
  await moveOn(tx.em, at, { phase: 'taking-back', ending: 'cancelled', takenBackBy: tx.actor.personId });
  await tx.record(`import/${importId}`, 'stopImport', { phase: at.phase, position: at.position });
  await wake(tx, importId);
  return { importId };
});

/** Undoes a whole import: its rows go, what it changed stands again as it stood. Refused when later data stand on it. Waits for its turn as an import does. */
export const undoImport = companyCommand<Answer & { readonly reason: string }, Answer>(async (tx, { importId, reason }) => {
  const at = await locked(tx, importId);
  const why = whyNotUndo(at);
  if (why !== null) throw new Refusal('wrong-state', { why });
  const on = await whatStandsOn(tx.em, at);
  if (on !== null) throw new Refusal('import-built-on', { by: 'fileName' in on ? `${on.fileName} (${on.importId})` : on.table });
  const [last] = await tx.em.query<{ turn: number }[]>('select max(turn) as turn from data_import');
  await tx.em.query('update data_import set turn = ? where id = ?', [Number(last?.turn) + 1, importId]);
  await moveOn(tx.em, at, { phase: 'waiting', ending: 'undone', finishedAt: null, takenBackBy: tx.actor.personId, takenBackBecause: reason });
  await tx.record(`import/${importId}`, 'requestUndo', { reason });
  await wake(tx, importId);
  return { importId };
});

function whyNotUndo(at: DataImport): string | null {
  if (at.phase !== 'done') return `该导入的状态是 ${at.phase},只有已完成的导入可以撤销。It is ${at.phase}; only an import that is done can be undone.`;
  if (at.dryRun) return '试运行没有写入任何内容。A trial run has written nothing.';
  return at.uploadId === null ? '该导入早于可撤销的导入。It was made before imports could be undone.' : null;
}

async function locked(tx: CompanyTransaction, importId: string): Promise<DataImport> {
  const at = await lockRow(tx.em, DataImport, { id: importId });
  if (!at) throw new Refusal('not-found', { what: `import ${importId}` });
  if (at.requestedBy === tx.actor.personId) mustImportSomewhere(tx.actor);
  else mustImportInto(tx.actor, at.marketIds);
  return at;
}

async function wake(tx: CompanyTransaction, importId: string): Promise<void> {
  await tx.wake({ workflow: 'dataImport', workflowId: `import/${importId}`, args: { importId } });
}
