import { Column, PrimaryColumn, type ColumnOptions, type Driver, type QueryRunner, type TableColumnOptions } from 'typeorm';

/*
 * The column kinds of the whole schema. The only file that knows how two dialects differ: ids and keys are bounded varchars
 * (MySQL indexes need a length), instants are UTC ISO texts that sort as they read, amounts are 64-bit integers that arrive
 * as numbers on both, JSON is a long text. Entities use the decorators, migrations the plain kinds at the end of the file: migrations
 * of the past use those too, so a kind is never changed, only added.
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

/** MySQL's TEXT and BLOB end at 64 KB without the long forms, which the entity types cannot name because SQLite does not know them. */
const longForms: Readonly<Record<string, string>> = { text: 'longtext', blob: 'longblob' };

export function isServer(driver: Driver): boolean {
  return driver.options.type === 'mysql' || driver.options.type === 'mariadb';
}

/** Makes the entities' JSON and byte columns long on MySQL; called before the data source is initialised. */
export function wideTypes(driver: Driver): void {
  if (!isServer(driver)) return;
  const normalize = driver.normalizeType.bind(driver);
  driver.normalizeType = (column) => {
    const type = normalize(column);
    return longForms[type] ?? type;
  };
}

/** Whole days from one day column to a later one, as SQL. */
export function daysBetween(driver: Driver, from: string, to: string): string {
  return isServer(driver) ? `DATEDIFF(${to}, ${from})` : `CAST(julianday(${to}) - julianday(${from}) AS INTEGER)`;
}

type Kind = { readonly nullable?: boolean; readonly default?: string };

/** The kinds for `new Table({ columns })`. Texts as defaults are quoted here. */
export function columnKinds(runner: QueryRunner) {
  const server = isServer(runner.connection.driver);
  const of = (type: string, length?: number) => (name: string, o: Kind = {}): TableColumnOptions =>
    ({ name, type, ...(length === undefined ? {} : { length: String(length) }), isNullable: o.nullable ?? false, default: o.default });
  const sized = (name: string, length: number, o: Kind = {}) =>
    of('varchar', length)(name, o.default === undefined ? o : { ...o, default: `'${o.default}'` });
  const primary = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isPrimary: true });
  return {
    primary,
    id: () => primary(sized('id', 36)),
    ref: of('varchar', 36), key: sized, line: sized, instant: of('varchar', 24), day: of('varchar', 10), hash: of('varchar', 64),
    int: of(server ? 'int' : 'integer'), amount: of('bigint'), decimal: of('double'),
    flag: (name: string, on = false): TableColumnOptions => of(server ? 'tinyint' : 'boolean')(name, { default: on ? '1' : '0' }),
    json: of(server ? 'longtext' : 'text'), bytes: of(server ? 'longblob' : 'blob'),
  };
}
