import { pino } from 'pino';
import { WakeRelay } from '../../libs/journal/wake.js';
import { EngineGateway, type WakeCall } from '../../libs/temporal/gateway.js';
import { anEntryInSurvey, happened } from '../support/stage-one.js';
import { aRandom } from '../support/random.js';
import { taskQueue, World } from '../support/world.js';

/** The real gateway on a bad line: of three wakes one gets lost on the way out, one arrives though the sender hears otherwise, one arrives twice. */
class BadLine extends EngineGateway {
  private readonly random = aRandom(7);

  override async wake(call: WakeCall): Promise<void> {
    const luck = this.random();
    if (luck < 1 / 3) throw new Error('lost on the way out');
    await super.wake(call);
    if (luck < 2 / 3) throw new Error('lost on the way back');
    await super.wake(call);
  }
}

describe('wakes that are lost or doubled', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); });
  afterAll(() => world.close());

  it('change nothing: every step happens exactly once', async () => {
    const { company, db, uow, engine } = world;
    await world.relay.stop();
    const relays = [1, 2].map(() => new WakeRelay(db, uow, new BadLine(engine.client, taskQueue), pino({ level: 'silent' })));
    for (const relay of relays) {
      company.door.onWake(() => relay.kick());
      relay.start(50);
    }
    const entries = [];
    for (let i = 0; i < 5; i += 1) entries.push(await anEntryInSurvey(company));
    for (const entryId of entries) {
      expect(await company.look(entryId)).toMatchObject({ stage: 'survey', phase: 'working' });
      expect(await happened(company, entryId)).toMatchObject({ openStage: 2, freezePacket: 1, decideGate: 1, advance: 1 });
    }
    await world.wakesSent();
    for (const relay of relays) await relay.stop();
  });

  it('a wake that nothing caused makes a workflow look and do nothing', async () => {
    const { company } = world;
    world.relay.start(100);
    const entryId = await company.startEntry();
    const before = await company.look(entryId);
    for (let i = 0; i < 10; i += 1) await world.wake(entryId);
    expect(await world.waitsFor(entryId)).toMatchObject({ for: 'tasks' });
    expect(await company.look(entryId)).toEqual(before);
  });
});
