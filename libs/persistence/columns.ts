import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/*
 * The column kinds of the whole schema. The only file that knows how two dialects differ: ids and keys are bounded varchars
 * (MySQL indexes need a length), instants are UTC ISO texts that sort as they read, amounts are 64-bit integers that arrive
 * as numbers on both, JSON is a long text.
 */
const asNumber = { to: (v: number | null) => v, from: (v: string | number | null) => (v === null ? null : Number(v)) };
type Opts = Pick<ColumnOptions, 'nullable' | 'default' | 'unique'>;

export const PrimaryId = (): PropertyDecorator => PrimaryColumn({ type: 'varchar', length: 36 });
export const PrimaryKey = (length = 80): PropertyDecorator => PrimaryColumn({ type: 'varchar', length });
export const PrimaryNumber = (): PropertyDecorator => PrimaryColumn({ type: 'int' });
/** Reference to another row, a UUID. */
export const Ref = (o: Opts = {}): PropertyDecorator => Column({ type: 'varchar', length: 36, ...o });
/** A word of the code (role, stage, KPI, state …) or a short business key. */
export const Key = (length = 80, o: Opts = {}): PropertyDecorator => Column({ type: 'varchar', length, ...o });
/** A line that people wrote. */
export const Line = (length = 400, o: Opts = {}): PropertyDecorator => Column({ type: 'varchar', length, ...o });
/** UTC, `2026-11-24T08:00:00.000Z`. */
export const Instant = (o: Opts = {}): PropertyDecorator => Column({ type: 'varchar', length: 24, ...o });
/** Local calendar day, `2026-11-24`. */
export const Day = (o: Opts = {}): PropertyDecorator => Column({ type: 'varchar', length: 10, ...o });
/** SHA-256, lower-case hex. */
export const Hash = (o: Opts = {}): PropertyDecorator => Column({ type: 'varchar', length: 64, ...o });
export const Int = (o: Opts = {}): PropertyDecorator => Column({ type: 'int', ...o });
/** Minor units of money or base units of goods; exact up to 2^53. */
export const Amount = (o: Opts = {}): PropertyDecorator => Column({ type: 'bigint', transformer: asNumber, ...o });
/** A measured decimal (coordinates, KPI values): never money. */
export const Decimal = (o: Opts = {}): PropertyDecorator => Column({ type: 'double', ...o });
export const Flag = (o: Opts = {}): PropertyDecorator => Column({ type: 'boolean', default: false, ...o });
export const Json = (o: Opts = {}): PropertyDecorator => Column({ type: 'simple-json', ...o });
export const Bytes = (): PropertyDecorator => Column({ type: 'blob' });
