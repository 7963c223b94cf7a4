import type { EntityManager } from 'typeorm';
import type { importKinds } from '../../contracts/field-rows.js';
import type { CellType, Value } from './cells.js';
import type { Fault } from './faults.js';
import type { Target } from './upsert.js';

export type ImportKind = (typeof importKinds)[number];

export type FieldDef = {
  readonly type: CellType;
  /** A row without it is refused, and so is a mapping. */
  readonly required?: true;
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

/** A sum that follows from rows: of which terminal, dealer, SKU or market, and of which week where it is one of a week. */
export type Touch = { readonly what: TouchKind; readonly id: string; readonly week: string };
export const touchKinds = ['sales', 'market', 'brand', 'sku', 'orders', 'visit-week', 'visits', 'dealer-visits', 'prices', 'figures'] as const;
export type TouchKind = (typeof touchKinds)[number];

/** Notes what an import does to rows beside its own, so that it can be taken back. */
export type SideChanges = {
  inserted(table: string, id: string): void;
  changed(table: string, id: string, was: TableRow): void;
  touched(touch: Touch): void;
};

/** One look at one file of one kind: at its check, and again while it is written. */
export type KindSession = {
  readonly target: Target;
  /** Looks up what these rows refer to; called for every block of rows before they are resolved. */
  load(rows: readonly FieldRow[]): Promise<void>;
  /** Turns a row into a table row; references become ids. Synchronous: everything it needs is loaded. */
  resolve(fields: FieldRow, row: number): Resolved;
  /** After the last row, before any is written: what only the whole file can tell. `row` is the file's line. A kind that has this is held in memory. */
  check?(): readonly (RowFault & { readonly row: number })[];
  /** In a trial run, after the last row of a file without errors: what is no error, and a person should look at. */
  warnings?(): Promise<readonly (RowFault & { readonly row: number })[]>;
  /**
   * In the first transaction of a run that writes: the rows that the file's own refer to, and what must give way to them. Finds nothing left
   * to do where an earlier run has done it.
   */
  before?(em: EntityManager, side: SideChanges): Promise<unknown>;
};

export type KindDef = {
  readonly fields: Readonly<Record<string, FieldDef>>;
  /** What else the mapping must have. */
  checkMapping?(named: ReadonlySet<string>): Fault | null;
  /** The sums that a row takes part in, or took: told of every row that is inserted, changed (as it was and as it is) or taken back. */
  touched?(row: TableRow, other: TableRow | null): readonly Touch[];
  open(context: KindContext): KindSession;
};
