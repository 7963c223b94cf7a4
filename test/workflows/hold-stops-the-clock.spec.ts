import { anEntryAtG1, happened } from '../support/stage-one.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

const dayMs = 400;

describe('a hold stops the clock', () => {
  let world: World;
  beforeAll(async () => { world = await World.start({ dayMs }); });
  afterAll(() => world.close());

  it('fires nothing while the entry is held, however much time passes, and goes on where it stood', async () => {
    const { company } = world;
    const { rm } = company.people;
    const entryId = await anEntryAtG1(company);
    const { nextDueAt: wouldBeDue } = await company.look(entryId);
    await company.do('hold', rm, { entryId, reason: '等待批文 waiting for a permit' });
    const before = await happened(company, entryId);
    await until('the workflow waits for the resume', () => world.waitsFor(entryId), (w) => w.for === 'resume' && w.until === null);
    await until('the clock would have struck twice', async () => Date.now(), (now) => now > Date.parse(wouldBeDue ?? '') + 3 * dayMs);
    await world.wake(entryId);
    expect(await world.waitsFor(entryId)).toMatchObject({ for: 'resume' });
    expect(await happened(company, entryId)).toEqual(before);
    expect(await company.look(entryId)).toMatchObject({ state: 'held', due: [], nextDueAt: null });

    await company.do('resume', rm, { entryId, reason: '批文已到 the permit is here' });
    const { nextDueAt, due } = await company.look(entryId);
    expect(due).toEqual([]);
    expect(Date.parse(nextDueAt ?? '')).toBeGreaterThan(Date.parse(wouldBeDue ?? '') + 3 * dayMs);
    // And then the clock really runs: the durable timer reminds without anybody's help.
    await until('the timer reminds', () => happened(company, entryId), (h) => (h['remind'] ?? 0) > (before['remind'] ?? 0));
  });
});
