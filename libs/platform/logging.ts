import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/** What must never be read in a log, wherever it stands in what is logged. */
const secrets = ['password', 'passwordHash', 'secret', 'token', 'authorization', 'cookie', 'current', 'next'];

/**
 * The log of a process: one JSON object per line. ERROR means that a person must act; a retry is INFO. Written behind the caller's back
 * (a request does not wait for a disk), flushed at exit. `file` is where it goes instead of standard output.
 */
export function createLogger(level: string, file?: string): Logger {
  const destination = pino.destination({ dest: file ?? 1, sync: false, mkdir: true });
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: secrets.flatMap((key) => [key, `*.${key}`]), censor: '…' } }, destination);
}

/** What Nest says about itself is of interest when something goes wrong; it speaks at debug level until then. */
export class NestLog {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...context: unknown[]): void { this.logger.debug({ context: context.at(-1) }, String(message)); }
  debug(message: unknown, ...context: unknown[]): void { this.logger.debug({ context: context.at(-1) }, String(message)); }
  verbose(message: unknown, ...context: unknown[]): void { this.logger.trace({ context: context.at(-1) }, String(message)); }
  warn(message: unknown, ...context: unknown[]): void { this.logger.warn({ context: context.at(-1) }, String(message)); }
  error(message: unknown, ...context: unknown[]): void { this.logger.error({ context: context.at(-1), detail: context.slice(0, -1) }, String(message)); }
  fatal(message: unknown, ...context: unknown[]): void { this.error(message, ...context); }
}
