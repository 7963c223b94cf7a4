import type { ImportMapping } from '../../../contracts/field.js';
import type { DataImport } from '../../../persistence/entities/field/imports.js';
import { mustImportInto } from '../../../rules/decision-rights.js';
import { Refusal } from '../../../rules/failures.js';
import { loadActor } from '../../actor.js';
import type { ImportKind } from '../define-kind.js';
import { fault, Faults, UnreadableFile } from '../faults.js';
import { kinds } from '../kinds/kinds.js';
import { openFile } from '../open-file.js';
import { contentOf, naturalKeyOf, Upsert } from '../upsert.js';
import { finish } from './finish-import.js';
import { defaultVisitLimits, importPatience, mustGoOn, type ImportDeps } from './import-deps.js';
import { moveOn } from './move-on.js';
import { NaturalKeys, type Outcome } from './natural-keys.js';
import { RowReader, type ResolvedRow } from './resolve-rows.js';
import { dropOrphans, withFile } from './uploads.js';

/** How often a long check says how far it is. */
const progressEveryMs = 1_000;

type Verdict = Pick<DataImport, 'encoding' | 'seen' | 'skipped' | 'repeated' | 'inserted' | 'updated' | 'unchanged' | 'marketIds'>;
const nothingRead: Verdict = { encoding: null, seen: 0, skipped: 0, repeated: 0, inserted: 0, updated: 0, unchanged: 0, marketIds: [] };

/** What every look at a file works with: references are looked up among what is committed. */
export function contextOf(deps: ImportDeps, mapping: ImportMapping) {
  const { sku = 'reject', terminal = 'reject' } = mapping.onUnknown ?? {};
  return { reader: deps.db.reader.manager, onUnknown: { sku, terminal }, visitLimits: deps.visitLimits ?? defaultVisitLimits };
}

/**
 * Reads the whole file and judges every row of it; writes nothing but its own progress. A file with any error is refused as a whole; a
 * trial run says what it would do; anything else goes on to be written. From its start again after a kill.
 */
export async function checkImport(deps: ImportDeps, at: DataImport): Promise<void> {
  const { uow, db } = deps;
  const checking = { ...at, phase: 'checking' as const };
  await uow.run((em) => moveOn(em, at, { phase: 'checking', startedAt: at.startedAt ?? deps.now().toISOString(), seen: 0 }), importPatience);
  await dropOrphans(db, uow, deps.now());
  const faults = new Faults();
  const warnings = new Faults();
  const verdict = await judge(deps, checking, faults, warnings);
  const errors = { errors: faults.inOrder(), moreErrors: faults.more };
  await uow.run(async (em) => {
    if (faults.any) return finish(em, checking, 'refused', { ...verdict, inserted: 0, updated: 0, unchanged: 0, ...errors }, deps.now());
    if (at.dryRun) return finish(em, checking, 'done', { ...verdict, warnings: warnings.inOrder(), moreWarnings: warnings.more }, deps.now());
    return moveOn(em, checking, { ...verdict, inserted: 0, updated: 0, unchanged: 0, phase: 'writing' });
  }, importPatience);
}

async function judge(deps: ImportDeps, at: DataImport, faults: Faults, warnings: Faults): Promise<Verdict> {
  const read = { encoding: null as string | null };
  try {
    return await withFile(deps.db, { uploadId: at.uploadId ?? '', packed: at.packed }, async (source) => {
      const mapping = at.mapping as ImportMapping;
      const file = await openFile(source, mapping.encoding);
      read.encoding = file.encoding;
      if (file.hash !== at.fileHash) throw new UnreadableFile(fault('stored-file'));
      const kind = kinds[at.kind as ImportKind];
      const reader = await RowReader.open(file, kind, mapping, contextOf(deps, mapping), faults);
      return reader === null ? { ...nothingRead, encoding: file.encoding } : await new Check(deps, at, reader, faults, warnings).run(file.encoding);
    });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    faults.add(error.row, null, error.fault, error.cell);
    return { ...nothingRead, encoding: read.encoding };
  }
}

/** One pass over the rows of a file. */
class Check {
  private readonly counts: Record<Outcome, number> = { inserted: 0, updated: 0, unchanged: 0, 'not-asked': 0 };
  private readonly marketIds = new Set<string>();
  private upsert: Upsert | null = null;
  private saidAt = performance.now();

  constructor(private readonly deps: ImportDeps, private readonly at: DataImport, private readonly reader: RowReader, private readonly faults: Faults, private readonly warnings: Faults) {}

  async run(encoding: string): Promise<Verdict> {
    const keys = await NaturalKeys.open();
    try {
      for await (const block of this.reader.blocks()) {
        mustGoOn(this.deps);
        await this.judge(block, keys);
        await this.sayHowFar();
      }
      const { repeated, byOutcome } = await keys.repeats(this.faults);
      const { session, seen, skipped } = this.reader;
      if (!this.faults.any) for (const { row, column, fault: why } of session.check?.() ?? []) this.faults.add(row, column, why);
      if (this.at.dryRun && !this.faults.any) for (const { row, column, fault: why } of await session.warnings?.() ?? []) this.warnings.add(row, column, why);
      const marketIds = [...this.marketIds].sort();
      if (!this.faults.any) await this.mustBeAllowed(marketIds);
      const counts = { inserted: this.counts.inserted - byOutcome.inserted, updated: this.counts.updated - byOutcome.updated, unchanged: this.counts.unchanged - byOutcome.unchanged + repeated };
      return { encoding, seen, skipped, repeated, marketIds, ...counts };
    } finally {
      await keys.close();
    }
  }

  private async judge(block: readonly ResolvedRow[], keys: NaturalKeys): Promise<void> {
    const { target } = this.reader.session;
    const outcomes = this.at.dryRun ? await this.compare(block) : null;
    for (const [index, { row, line }] of block.entries()) {
      const outcome = outcomes?.[index] ?? 'not-asked';
      this.counts[outcome] += 1;
      if (typeof row['marketId'] === 'string') this.marketIds.add(row['marketId']);
      const put = keys.add(naturalKeyOf(row, target), contentOf(row), line, outcome);
      if (put) await put;
    }
  }

  /** A trial run says what the import would do. */
  private async compare(block: readonly ResolvedRow[]): Promise<readonly Outcome[]> {
    const [first] = block;
    if (!first) return [];
    const { manager, driver } = this.deps.db.reader;
    this.upsert ??= new Upsert((name) => driver.escape(name), this.reader.session.target, Object.keys(first.row));
    return this.upsert.compare(manager, block.map(({ row }) => row));
  }

  private async sayHowFar(): Promise<void> {
    if (performance.now() - this.saidAt < progressEveryMs) return;
    await this.deps.uow.run((em) => moveOn(em, this.at, { seen: this.reader.seen }), importPatience);
    this.saidAt = performance.now();
  }

  /** By the roles held now, whatever they were when the file was sent. */
  private async mustBeAllowed(marketIds: readonly string[]): Promise<void> {
    const actor = await loadActor(this.deps.db.reader.manager, this.at.requestedBy);
    try {
      if (!actor) throw new Refusal('not-allowed', { role: '' });
      mustImportInto(actor, marketIds);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.faults.add(1, null, fault('not-allowed', { role: String(error.about['role'] ?? '') }));
    }
  }
}
