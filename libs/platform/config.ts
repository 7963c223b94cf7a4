import { join, resolve } from 'node:path';
import { z } from 'zod';

/*
 * The environment, read once and only here. `readConfig` throws a ConfigFault that names every variable that is wrong.
 */
const port = z.coerce.number().int().min(0).max(65535);
const flag = z.enum(['0', '1', 'true', 'false']).transform((v) => v === '1' || v === 'true');
const url = z.string().regex(/^(mysql|mariadb):\/\/.+\/.+/, 'mysql://user:password@host:port/database or mariadb://…');

const Environment = z.object({
  BEACHHEAD_HOST: z.string().default('127.0.0.1'),
  BEACHHEAD_PORT: port.default(7400),
  /** Where the embedded default keeps its database, the engine's store and its secrets. */
  BEACHHEAD_DATA_DIR: z.string().default('.beachhead'),
  DATABASE_URL: url.optional(),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  BEACHHEAD_TASK_QUEUE: z.string().default('beachhead'),
  BEACHHEAD_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Cookies only over TLS; switch on behind https. */
  BEACHHEAD_COOKIE_SECURE: flag.default(false),
  /** How many proxies stand before the API: the caller's address is taken from that far back in X-Forwarded-For. */
  BEACHHEAD_TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  BEACHHEAD_WAKE_EVERY_MS: z.coerce.number().int().min(50).max(60_000).default(500),
  /** Demo and tests: a working day lasts so many milliseconds. Needs BEACHHEAD_ALLOW_TIME_SCALE=1. */
  BEACHHEAD_DAY_MS: z.coerce.number().int().min(10).max(86_400_000).optional(),
  BEACHHEAD_ALLOW_TIME_SCALE: flag.default(false),
}).refine((e) => e.BEACHHEAD_DAY_MS === undefined || e.BEACHHEAD_ALLOW_TIME_SCALE, {
  path: ['BEACHHEAD_DAY_MS'], message: 'only demo and tests may compress time: set BEACHHEAD_ALLOW_TIME_SCALE=1 as well',
});

export type Config = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly databaseFile: string;
  readonly temporal: { readonly address: string; readonly namespace: string; readonly taskQueue: string };
  readonly logLevel: string;
  readonly cookieSecure: boolean;
  readonly trustProxy: number;
  readonly wakeEveryMs: number;
  readonly dayMs: number | null;
};

export class ConfigFault extends Error {
  constructor(readonly faults: readonly { variable: string; rule: string }[]) {
    super(`环境变量有误 The environment is wrong:\n${faults.map((f) => `  ${f.variable}: ${f.rule}`).join('\n')}`);
    this.name = 'ConfigFault';
  }
}

export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) throw new ConfigFault(parsed.error.issues.map((i) => ({ variable: i.path.join('.'), rule: i.message })));
  const e = parsed.data;
  const dataDir = resolve(e.BEACHHEAD_DATA_DIR);
  return {
    host: e.BEACHHEAD_HOST, port: e.BEACHHEAD_PORT, dataDir,
    databaseUrl: e.DATABASE_URL ?? null, databaseFile: join(dataDir, 'beachhead.sqlite'),
    temporal: { address: e.TEMPORAL_ADDRESS, namespace: e.TEMPORAL_NAMESPACE, taskQueue: e.BEACHHEAD_TASK_QUEUE },
    logLevel: e.BEACHHEAD_LOG_LEVEL, cookieSecure: e.BEACHHEAD_COOKIE_SECURE, trustProxy: e.BEACHHEAD_TRUST_PROXY, wakeEveryMs: e.BEACHHEAD_WAKE_EVERY_MS, dayMs: e.BEACHHEAD_DAY_MS ?? null,
  };
}

const ClientEnvironment = z.object({
  BEACHHEAD_URL: z.url({ protocol: /^https?$/ }).optional(),
  BEACHHEAD_TOKEN: z.string().regex(/^bh_[st]_[A-Za-z0-9_-]{43}$/, 'bh_t_… or bh_s_…').optional(),
  LC_ALL: z.string().optional(), LC_MESSAGES: z.string().optional(), LANG: z.string().optional(),
  XDG_CONFIG_HOME: z.string().optional(), HOME: z.string().optional(), USERPROFILE: z.string().optional(),
});

/** What the command line takes from the environment when its options do not say it. */
export type ClientSettings = {
  readonly url: string | null;
  readonly token: string | null;
  readonly language: 'zh' | 'en';
  /** Folder of the user's own settings, where the session is kept. */
  readonly folder: string;
};

/** Throws ConfigFault naming every variable that is wrong. */
export function readClientSettings(env: Readonly<Record<string, string | undefined>> = process.env): ClientSettings {
  const parsed = ClientEnvironment.safeParse(env);
  if (!parsed.success) throw new ConfigFault(parsed.error.issues.map((i) => ({ variable: i.path.join('.'), rule: i.message })));
  const e = parsed.data;
  const locale = [e.LC_ALL, e.LC_MESSAGES, e.LANG].find((value) => value !== undefined && value !== '') ?? '';
  return {
    url: e.BEACHHEAD_URL ?? null, token: e.BEACHHEAD_TOKEN ?? null, language: locale.toLowerCase().startsWith('zh') ? 'zh' : 'en',
    folder: join(e.XDG_CONFIG_HOME || join(e.HOME || e.USERPROFILE || '.', '.config'), 'beachhead'),
  };
}

/** The environment as a child process inherits it, for programs that start others. */
export function inheritedEnvironment(env: Readonly<Record<string, string | undefined>> = process.env): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const StandaloneEnvironment = z.object({ TEMPORAL_CLI: z.string().min(1).optional(), TEMPORAL_ADDRESS: z.string().min(1).optional() });

export type StandaloneSettings = {
  /** The Temporal server program; null: the entry script has not named one. */
  readonly temporalProgram: string | null;
  /** A Temporal server that is there already and is to be used instead of our own child. */
  readonly temporalAddress: string | null;
};

export function readStandaloneSettings(env: Readonly<Record<string, string | undefined>> = process.env): StandaloneSettings {
  const parsed = StandaloneEnvironment.safeParse(env);
  if (!parsed.success) throw new ConfigFault(parsed.error.issues.map((i) => ({ variable: i.path.join('.'), rule: i.message })));
  return { temporalProgram: parsed.data.TEMPORAL_CLI ?? null, temporalAddress: parsed.data.TEMPORAL_ADDRESS ?? null };
}
