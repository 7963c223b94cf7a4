/*
 * What the two drivers say when something is wrong, in the three words that the rest of the code needs:
 * try again, unknown, not unique.
 */

/** The database is locked, overloaded or away, and stayed so for the whole retry budget. Nothing half is stored. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
  constructor(
    message: string,
    /** Seconds after which asking again makes sense (HTTP Retry-After). */
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const lostCodes = new Set([
  'PROTOCOL_CONNECTION_LOST', 'PROTOCOL_PACKETS_OUT_OF_ORDER', 'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'ENOENT',
  'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN',
]);
/** Too many connections, shutdown, killed, gone away, idle disconnect. */
const lostNumbers = new Set([1040, 1053, 1152, 1158, 1159, 1160, 1161, 1203, 1927, 2006, 2013, 2055, 4031]);
/** Lock-wait time-out, deadlock, statement or NOWAIT lock refused; the transaction did not happen. */
const busyNumbers = new Set([1205, 1213, 1020, 3572]);
const diskCodes = new Set(['SQLITE_FULL', 'SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_IOERR', 'SQLITE_PROTOCOL']);

type DriverError = { readonly code?: unknown; readonly errno?: unknown };

/** TypeORM wraps what the driver threw; connection errors arrive bare. */
function driverError(error: unknown): { code: string; errno: number } {
  const outer = (error ?? {}) as DriverError & { driverError?: DriverError };
  const inner = outer.driverError ?? outer;
  return { code: String(inner.code ?? ''), errno: Number(inner.errno ?? 0) };
}

/** busy: lost a race, nothing happened · lost: the server is gone · disk: the file cannot be written · null: not the database's fault. */
export function databaseTrouble(error: unknown): 'busy' | 'lost' | 'disk' | null {
  const { code, errno } = driverError(error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  if (busyNumbers.has(errno)) return 'busy';
  if (lostCodes.has(code) || lostNumbers.has(errno)) return 'lost';
  if ([...diskCodes].some((disk) => code.startsWith(disk))) return 'disk';
  return null;
}

/** A primary or unique key already holds this value. */
export function isUniqueViolation(error: unknown): boolean {
  const { code } = driverError(error);
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'ER_DUP_ENTRY';
}
