import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../../apps/api/create-api.js';
import { openParts, type OpenedParts } from '../../apps/api/open-parts.js';
import { Client } from '../../libs/contracts/client.js';
import type { Actor } from '../../libs/journal/actor.js';
import { resetPassword, seedAdministrator } from '../../libs/journal/seed-administrator.js';
import { migrate, type DatabasePlace } from '../../libs/persistence/data-source.js';
import { readConfig } from '../../libs/platform/config.js';
import { createLogger } from '../../libs/platform/logging.js';

export const adminPassword = 'a password for tests';
/** Nothing listens there: commands are taken, wakes wait. */
const noEngine = '127.0.0.1:1';

export type ApiUnderTest = {
  readonly url: string;
  readonly parts: OpenedParts;
  /** Signed in as the administrator `admin`, whose password is `adminPassword`. */
  readonly admin: Client;
  readonly adminToken: string;
  /** A client that carries this secret, or none. */
  as(secret?: string): Client;
  /** An API token of somebody, and a client that carries it. */
  tokenOf(actor: Actor, scopes?: readonly string[]): Promise<{ secret: string; client: Client }>;
  stop(): Promise<void>;
};

export type ApiTestOptions = {
  /** A migrated or empty database; a new SQLite file when left out. */
  readonly place?: DatabasePlace;
  readonly env?: Readonly<Record<string, string>>;
  readonly webFolder?: string;
  /** Off only where speed is measured: every answer is held to its contract otherwise. */
  readonly checkAnswers?: boolean;
  readonly heartbeatMs?: number;
};

/** The real API on a free port over a real database; without an engine unless `TEMPORAL_ADDRESS` is among `env`. The relay is not started. */
export async function startApi({ place, env = {}, webFolder, checkAnswers = true, ...options }: ApiTestOptions = {}): Promise<ApiUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'beachhead-api-'));
  const config = readConfig({ BEACHHEAD_DATA_DIR: folder, TEMPORAL_ADDRESS: noEngine, BEACHHEAD_LOG_LEVEL: 'error', ...(place?.url && { DATABASE_URL: place.url }), ...env });
  const parts = await openParts({ ...config, databaseFile: place?.file ?? config.databaseFile }, createLogger(config.logLevel));
  await migrate(parts.db);
  const api = await createApi(parts, { checkAnswers, webFolder: webFolder ?? null, ...options });
  await api.listen(0, '127.0.0.1');
  const { port } = api.getHttpServer().address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const as = (secret?: string): Client => new Client({ baseUrl: url, ...(secret !== undefined && { token: secret }) });
  const adminToken = await signInAdministrator(parts, as());
  return {
    url, parts, as, adminToken, admin: as(adminToken),
    tokenOf: async (actor, scopes = ['all']) => {
      const { secret } = await parts.sessions.createToken(actor, 'test', scopes, 1);
      return { secret, client: as(secret) };
    },
    stop: async () => {
      await api.close();
      await parts.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The way of a first run: the one-time password, changed at once. */
async function signInAdministrator({ unitOfWork }: OpenedParts, stranger: Client): Promise<string> {
  const now = new Date();
  const { login, password } = await seedAdministrator(unitOfWork, now) ?? await resetPassword(unitOfWork, now, 'admin');
  const { token } = await stranger.call('signIn', { body: { login, password } });
  await stranger.withToken(token).call('changePassword', { body: { current: password, next: adminPassword } });
  return token;
}
