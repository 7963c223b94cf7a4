import type { ImportMapping } from '../../../contracts/field.js';
import { DataImport } from '../../../persistence/entities/field/imports.js';
import { mustImportSomewhere } from '../../../rules/decision-rights.js';
import { companyCommand } from '../../define-command.js';
import type { ImportKind } from '../define-kind.js';
import { rowId } from '../row-id.js';

type RequestImport = {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly fileHash: string;
  readonly size: number;
  readonly mapping: ImportMapping;
  /** Says what the import would do, and does nothing. */
  readonly dryRun: boolean;
  /** Whose pieces hold the file. */
  readonly uploadId: string;
  readonly packed: boolean;
};

/** Takes a stored file in: from here on the import happens, whoever dies meanwhile. The engine is woken to carry it. */
export const requestImport = companyCommand<RequestImport, { importId: string }>(async (tx, asked) => {
  mustImportSomewhere(tx.actor);
  const id = rowId();
  const [last] = await tx.em.query<{ turn: number | null }[]>('select max(turn) as turn from data_import');
  await tx.em.insert(DataImport, {
    id, turn: Number(last?.turn ?? 0) + 1, ...asked, mapping: asked.mapping as never, phase: 'waiting', ending: 'done', marketIds: [], builtOn: [], errors: [],
    requestedBy: tx.actor.personId, requestedAt: tx.now, encoding: null, startedAt: null, finishedAt: null, takenBackBy: null, takenBackBecause: null,
  });
  const { mapping: _columns, uploadId: _pieces, packed: _how, ...said } = asked;
  await tx.record(`import/${id}`, 'requestImport', said);
  await tx.wake({ workflow: 'dataImport', workflowId: `import/${id}`, args: { importId: id } });
  return { importId: id };
});
