import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { engine } from '../../libs/journal/actor.js';
import { openDatabase, type Database } from '../../libs/persistence/data-source.js';
import { JournalLine } from '../../libs/persistence/entities/process/record.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { openClient } from '../../libs/temporal/connection.js';
import { whatItWaitsForQuery } from '../../libs/temporal/names.js';
import type { Waiting } from '../../workflows/messages.js';
import { aCompany } from '../support/company.js';
import { aRandom } from '../support/random.js';
import { replayEverything } from '../support/replay.js';
import { anEntryInSurvey, happened } from '../support/stage-one.js';
import { Standalone } from '../support/standalone.js';
import { until } from '../support/until.js';
import { check } from './checker.js';
import { RemoteCompany } from './remote-company.js';

const seed = 2026;
const storiesTold = 4;
const killsAtLeast = 5;
const members = ['app', 'engine'] as const;

/**
 * Hypothesis: whatever is killed and whenever, nothing acknowledged is lost, nothing happens twice, and everything comes to rest where it
 * would have without the kills.
 */
describe(`stories while processes are killed (seed ${seed})`, () => {
  let folder: string;
  let system: Standalone;
  let db: Database;
  let company: RemoteCompany;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'beachhead-chaos-'));
    system = Standalone.run(folder, undefined, { BEACHHEAD_DAY_MS: '60000', BEACHHEAD_ALLOW_TIME_SCALE: '1' });
    const url = await system.url();
    db = await openDatabase({ file: join(folder, 'beachhead.sqlite') });
    company = await aCompany({ db, uow: new UnitOfWork(db) }, new RemoteCompany(db, new UnitOfWork(db), url));
  }, 120_000);
  afterAll(async () => {
    await system.stop();
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const engineSteps = async (): Promise<number> => db.reader.manager.countBy(JournalLine, { actorId: engine.personId });
  const story = async (number: number): Promise<string> => {
    const entryId = await anEntryInSurvey(company);
    await company.do('requestReviews', company.people.rm, { cohort: 'Asia/Shanghai/mon-08', week: `2026-W0${number + 1}` });
    return entryId;
  };

  it('holds every invariant', async () => {
    const random = aRandom(seed);
    const told = Promise.all(Array.from({ length: storiesTold }, (_, number) => story(number)));
    let over = false;
    told.finally(() => { over = true; }).catch(() => undefined);
    const kills: string[] = [];
    while (!over || kills.length < killsAtLeast) {
      // A system that is killed before it has done anything would only be kept from working. One crash in four falls into the start after another.
      const steps = random() > 1 / 4 ? await engineSteps() + Math.ceil(random() * 3) : 0;
      await until('the engine took some steps', engineSteps, (now) => over || now >= steps, 60_000);
      await pause(random() * 500);
      const member = members[Math.floor(random() * members.length)] ?? 'app';
      if (system.kill(member)) kills.push(member);
      await until('it is started again', async () => system.pidOf(member), (pid) => pid !== null, 60_000);
    }
    const entries = await told;

    const client = openClient({ address: system.temporalAddress, namespace: 'default' });
    for (const entryId of entries) {
      expect(await company.run(entryId)).toMatchObject({ stage: 'survey', phase: 'working', round: 1 });
      expect(await happened(company, entryId)).toMatchObject({ openStage: 2, decideGate: 1, advance: 1 });
      // I10: the workflow waits for what the database says is next.
      const { nextDueAt } = await company.look(entryId);
      const seen = () => client.workflow.getHandle(`entry/${entryId}`).query<Waiting>(whatItWaitsForQuery).catch(() => null);
      await until('the workflow waits for what the database says', seen, (waits) => waits?.for === 'tasks' && waits.until === nextDueAt, 60_000);
    }
    await until('every sweep is finished', () => db.reader.query<{ n: number }[]>('select count(*) as n from sweep where finishedAt is null'), ([row]) => Number(row?.n) === 0, 60_000);
    expect(await check(db.reader, company.acknowledged)).toEqual([]);
    // I5: no run failed, and each replays.
    const woken = await db.reader.query<{ workflowId: string }[]>('select workflowId from wake');
    const runs = await replayEverything(client, woken.map((row) => row.workflowId));
    await client.connection.close();
    process.stdout.write(`${JSON.stringify({ seed, stories: entries.length, commands: company.acknowledged.length, kills: Object.fromEntries(members.map((m) => [m, kills.filter((k) => k === m).length])), runs: runs.length, violations: 0 })}\n`);
  }, 400_000);
});
