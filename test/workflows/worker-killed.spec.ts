import { setTimeout as pause } from 'node:timers/promises';
import { verifyChain } from '../../libs/journal/chain.js';
import { anEntryInSurvey, happened } from '../support/stage-one.js';
import { aRandom } from '../support/random.js';
import { WorkerProcess } from '../support/worker-process.js';
import { World } from '../support/world.js';

const seed = 11;
const entriesWanted = 4;
const killsAtLeast = 4;
const longestLifeMs = 2_000;

describe('a worker that is killed', () => {
  let world: World;
  let worker: WorkerProcess;
  beforeAll(async () => {
    world = await World.start({ worker: false });
    worker = new WorkerProcess(world);
  });
  afterAll(async () => {
    await worker.kill();
    await world.close();
  });

  it('again and again, at any moment, leaves every step done exactly once', async () => {
    const { company } = world;
    const random = aRandom(seed);
    const story = Promise.all(Array.from({ length: entriesWanted }, () => anEntryInSurvey(company)));
    let told = false;
    story.finally(() => { told = true; }).catch(() => undefined);
    for (let kills = 0; !told || kills < killsAtLeast; kills += 1) {
      await worker.start();
      // The moment of the crash is the experiment, not a wait for something.
      await pause(random() * longestLifeMs);
      await worker.kill();
    }
    await worker.start();
    for (const entryId of await story) {
      expect(await company.run(entryId)).toMatchObject({ stage: 'survey', phase: 'working', round: 1 });
      expect(await happened(company, entryId)).toMatchObject({ openStage: 2, freezePacket: 1, decideGate: 1, advance: 1 });
      const { version } = await company.look(entryId);
      expect(await verifyChain(world.db.reader.manager, entryId, version)).toMatchObject({ verified: true });
    }
    expect(await worker.drain()).toBe(0);
  }, 180_000);
});
