import 'reflect-metadata';
import { pendingMigrations } from '../../libs/persistence/data-source.js';
import { readConfig } from '../../libs/platform/config.js';
import { createLogger } from '../../libs/platform/logging.js';
import { createApi } from './create-api.js';
import { openParts } from './open-parts.js';

/*
 * The API as a process of its own, beside any number of others. Migrations are `beachhead operate migrate`.
 */
const config = readConfig();
const log = createLogger(config.logLevel);
const parts = await openParts(config, log);
if (await pendingMigrations(parts.db)) {
  log.error('the database is older than this program: run `beachhead operate migrate` first');
  await parts.close();
  process.exit(1);
}
const api = await createApi(parts);
await api.listen(config.port, config.host);
parts.relay.start(config.wakeEveryMs);
log.info({ address: await api.getUrl() }, 'the API listens');

async function leave(): Promise<void> {
  await api.close();
  await parts.close();
  log.info('the API has drained');
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void leave());
