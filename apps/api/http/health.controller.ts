import { Controller, Inject } from '@nestjs/common';
import { program } from '../../../libs/platform/program.js';
import { Door, type Answer } from './endpoint.js';
import type { Ask } from './ask.js';
import { CachedAnswer } from './cached-answer.js';
import { PARTS, type Parts } from '../parts.js';

const engineMs = 2_000;
const databaseMs = 500;

/** Readiness is the database's; the engine is shown and not required: commands are taken while it is away. */
@Controller()
export class HealthController {
  private readonly engine: CachedAnswer<boolean>;
  private readonly database: CachedAnswer<boolean>;

  constructor(@Inject(PARTS) { engine, db }: Parts) {
    this.engine = new CachedAnswer(engineMs, () => engine.isUp());
    this.database = new CachedAnswer(databaseMs, () => db.reader.query('select 1').then(() => true, () => false));
  }

  @Door('health')
  async health({ response }: Ask<'health'>): Promise<Answer<'health'>> {
    const database = await this.database.get();
    const engine = this.engine.latest();
    if (!database) response.status(503);
    return {
      status: !database ? 'down' : engine === false ? 'degraded' : 'ok', database: database ? 'up' : 'down',
      engine: engine === undefined ? 'unknown' : engine ? 'up' : 'down', version: program.version,
    };
  }
}
