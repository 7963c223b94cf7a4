import type { Logger as EngineLog, LogLevel } from '@temporalio/common';
import { makeTelemetryFilterString, Runtime } from '@temporalio/worker';

type Write = (about: object, message: string) => void;
type Log = Readonly<Record<'debug' | 'info' | 'error', Write>>;

/** The SDK warns about every retry; here a retry is INFO, and ERROR means that a person must act. */
const levels: Readonly<Record<LogLevel, keyof Log>> = { TRACE: 'debug', DEBUG: 'debug', INFO: 'debug', WARN: 'info', ERROR: 'error' };

let installed = false;

/** Sets up the process's Temporal runtime, once: signals belong to the program, not to the SDK, and it logs into our log. */
export function installRuntime(log: Log): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    shutdownSignals: [],
    logger: engineLog(log),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} } },
  });
}

function engineLog(log: Log): EngineLog {
  const write = (level: LogLevel, message: string, meta: object = {}): void => log[levels[level]]({ ...meta, from: 'temporal' }, message);
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}
