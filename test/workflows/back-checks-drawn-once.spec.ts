import { setTimeout as pause } from 'node:timers/promises';
import { JournalLine } from '../../libs/persistence/entities/process/record.js';
import { sha256 } from '../../libs/persistence/sha256.js';
import { backCheckPool } from '../../libs/persistence/survey/back-check-pool.js';
import { backChecksOwed, drawBackChecks } from '../../libs/rules/survey/back-check.js';
import { anEntryInSurvey } from '../support/stage-one.js';
import { aRandom } from '../support/random.js';
import { aShopForm, checksOf, dayOf, planSurvey, sheetsOf, submit, surveyOf } from '../support/survey.js';
import { until } from '../support/until.js';
import { WorkerProcess } from '../support/worker-process.js';
import { World } from '../support/world.js';

const seed = 7;
const perBlock = 150;
const longestLifeMs = 900;

describe('a worker that is killed while it draws back-checks', () => {
  let world: World;
  let worker: WorkerProcess;
  beforeAll(async () => {
    world = await World.start({ worker: false });
    worker = new WorkerProcess(world);
    await worker.start();
  });
  afterAll(async () => {
    await worker.kill();
    await world.close();
  });

  it('has drawn them once, and anybody draws the same from the journal', async () => {
    const { company } = world;
    const { key_team, area_team, clerk, lead } = company.people;
    const entryId = await anEntryInSurvey(company);
    const { id } = await planSurvey(company, entryId, 2);
    const survey = await until('the field work begins', () => surveyOf(company, entryId), ({ phase }) => phase === 'implementation');
    await worker.kill();

    const aRecord = await aShopForm(company);
    const ids: string[] = [];
    for (const [person, zoneNo] of [[key_team, 1], [area_team, 2]] as const) {
      for (const day of [4, 5]) ids.push(...await submit(company, person, Array.from({ length: perBlock }, () => aRecord({ day: dayOf(survey, day), zoneNo }))));
    }
    for (let at = 0; at < ids.length; at += 300) await company.do('reviewSurveyRecords', clerk, { recordIds: ids.slice(at, at + 300), outcome: 'accept', comment: null });
    for (const sheet of await sheetsOf(company, id)) await company.do('handInSheet', lead, { entryId, sheetId: sheet.id, problems: null, competitorNews: null, fees: 0 });
    expect(await checksOf(company, id)).toEqual([]);
    const before = (await company.look(entryId)).version;

    const random = aRandom(seed);
    const drawn = async (): Promise<boolean> => (await checksOf(company, id)).length > 0;
    for (let kills = 0; kills < 3 || !(await drawn()); kills += 1) {
      await worker.start();
      // The moment of the crash is the experiment, not a wait for something.
      await pause(random() * longestLifeMs);
      await worker.kill();
      if (kills > 40) throw new Error('never drawn');
    }
    await worker.start();
    await until('the wakes are sent', () => world.db.reader.query<{ n: number }[]>('select count(*) as n from wake where pending = 1'), ([row]) => Number(row?.n) === 0);

    const checks = await checksOf(company, id);
    expect(checks).toHaveLength(backChecksOwed(4 * perBlock, 4, 0.05));
    expect(new Set(checks.map((check) => check.recordId)).size).toBe(checks.length);
    expect(new Set(checks.filter((check) => check.walksBlock).map((check) => check.block)).size).toBe(4);
    expect(await world.db.reader.manager.countBy(JournalLine, { chain: entryId, kind: 'drawBackChecks' })).toBe(1);

    const line = await world.db.reader.manager.findOneByOrFail(JournalLine, { chain: entryId, seq: before });
    const again = drawBackChecks(await backCheckPool(world.db.reader.manager, survey), [], 0.05, (recordId) => sha256(`${line.hash}/${recordId}`));
    expect(new Set(again.map((check) => check.recordId))).toEqual(new Set(checks.map((check) => check.recordId)));
    expect(checks.every((check) => check.seed === line.hash && check.checkerId !== null && check.checkerId !== check.surveyorId && check.checkerId !== clerk.personId)).toBe(true);
    expect(await worker.drain()).toBe(0);
  }, 240_000);
});
