import type { EntityManager } from 'typeorm';
import type { importKinds } from '../../contracts/field-rows.js';
import type { CellType, Value } from './cells.js';
import type { Fault } from './faults.js';
import type { Change, Target } from './upsert.js';

export type ImportKind = (typeof importKinds)[number];

export type FieldDef = {
  readonly type: CellType;
  /** A row without it is refused, and so is a mapping. */
  readonly required?: true;
  /** Names another row, or repeats a lot: one copy of each text is kept. */
  readonly repeats?: true;
  /** The mapping may ask us to make it up. */
  readonly assignable?: true;
};

/** A row as the mapping reads it: field → value. Fields that are not mapped are not there. */
export type FieldRow = Readonly<Record<string, Value | undefined>>;
/** A row as a table stores it, without its id. All rows of an import have the same columns. */
export type TableRow = Record<string, Value>;

export type RowFault = { readonly column: string | null; readonly fault: Fault };
export type Resolved = { readonly row: TableRow } | { readonly faults: readonly RowFault[] } | { readonly skipped: true };

export type KindContext = {
  /** Sees what is committed; used before the transaction. */
  readonly reader: EntityManager;
  readonly mapped: ReadonlySet<string>;
  readonly assigned: ReadonlySet<string>;
  readonly onUnknown: { readonly sku: 'reject' | 'skip'; readonly terminal: 'reject' | 'skip' };
  readonly visitLimits: VisitLimits;
};

/** From here on a visit counts. arithmetic.md §6 [O] */
export type VisitLimits = { readonly maxDistanceM: number; readonly minMinutes: number; readonly minPhotos: number };

/** One import of one kind, from the first look at the references to the last roll-up. */
export type KindSession = {
  readonly target: Target;
  /** Looks up what these rows refer to; called for every block of rows before they are resolved. */
  load(rows: readonly FieldRow[]): Promise<void>;
  /** Turns a row into a table row; references become ids. Synchronous: everything it needs is loaded. */
  resolve(fields: FieldRow, row: number): Resolved;
  /** After the last row, before the transaction: what only the whole file can tell. `row` is the file's line. */
  check?(): readonly (RowFault & { readonly row: number })[];
  /** In the transaction, before the rows are written: the rows that they refer to. Returns how many rows of other tables changed. */
  before?(em: EntityManager): Promise<number>;
  /** Told of every row that was inserted or changed. */
  changed?(change: Change): void;
  /** In the transaction, after the rows are written: roll-ups. */
  after?(em: EntityManager): Promise<void>;
};

export type KindDef = {
  readonly fields: Readonly<Record<string, FieldDef>>;
  /** What else the mapping must have. */
  checkMapping?(named: ReadonlySet<string>): Fault | null;
  open(context: KindContext): KindSession;
};
