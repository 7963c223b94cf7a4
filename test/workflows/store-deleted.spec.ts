import { requestWakeOfAll } from '../../libs/journal/wake.js';
import { allVoteGo, anEntryAtG1, anEntryInSurvey, decide, happened } from '../support/stage-one.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

describe('the engine’s store is deleted', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); });
  afterAll(() => world.close());

  it('reconcile wakes everything that is under way, and each entry goes on where it stood', async () => {
    const { company, engine, uow } = world;
    const { rm, fin, sponsor } = company.people;
    const working = await company.startEntry();
    const atGate = await anEntryAtG1(company);
    const inSurvey = await anEntryInSurvey(company);
    const held = await company.startEntry();
    await company.do('hold', rm, { entryId: held, reason: '暂停' });
    const stopped = await company.startEntry();
    await company.do('stop', sponsor, { entryId: stopped, reason: '终止' });
    await world.wakesSent();
    await engine.forget();
    await engine.run();
    // A decision that was taken while nobody listened.
    await allVoteGo(company, atGate, [rm, fin]);
    await decide(company, atGate, 'go');
    const before = await Promise.all([working, inSurvey, held].map((id) => company.look(id)));

    await uow.run((em) => requestWakeOfAll(em));
    world.relay.kick();
    expect(await company.run(atGate)).toMatchObject({ stage: 'survey', phase: 'working' });
    for (const entryId of [working, inSurvey, held]) await until('its workflow is back', () => world.waitsFor(entryId).catch(() => null), (w) => w !== null && w.for !== 'look');
    expect(await Promise.all([working, inSurvey, held].map((id) => company.look(id)))).toEqual(before);
    expect(await world.waitsFor(held)).toMatchObject({ for: 'resume', until: null });
    expect(await happened(company, atGate)).toMatchObject({ openStage: 2, advance: 1 });
    await expect(world.waitsFor(stopped)).rejects.toThrow(/not found/i);
    world.forget(stopped);

    await company.do('resume', rm, { entryId: held, reason: '继续' });
    await until('it waits for its tasks again', () => world.waitsFor(held), (w) => w.for === 'tasks');
  });

  it('brings the schedules of the weekly reviews back as well', async () => {
    const { company, engine, uow } = world;
    const entryId = await company.startEntry();
    await world.wakesSent();
    await engine.forget();
    await engine.run();
    await uow.run((em) => requestWakeOfAll(em));
    world.relay.kick();
    const { cohort } = await company.board.entry(company.people.rm, entryId);
    const { spec, policies } = await until('the schedule is there', () => engine.client.schedule.getHandle(`review/${cohort}`).describe().catch(() => null), (s) => s !== null) ?? {};
    expect(spec).toMatchObject({ timezone: 'Asia/Shanghai', calendars: [{ dayOfWeek: [{ start: 'MONDAY', end: 'MONDAY' }], hour: [{ start: 8, end: 8 }] }] });
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 7 * 86_400_000 });
    await world.wakesSent();
  });
});
