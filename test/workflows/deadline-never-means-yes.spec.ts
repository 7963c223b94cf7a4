import { Decision } from '../../libs/persistence/entities/process/gate.js';
import { allVoteGo, anEntryAtG1, decide, happened } from '../support/stage-one.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

/** G1 reminds after three of these, escalates after six, times out after ten. */
const dayMs = 500;

describe('a deadline that passes', () => {
  let world: World;
  beforeAll(async () => { world = await World.start({ dayMs }); });
  afterAll(() => world.close());

  it('reminds, escalates, times out by the workflow’s own timers, and is never a yes', async () => {
    const { company } = world;
    const { rm, fin } = company.people;
    const entryId = await anEntryAtG1(company);
    await allVoteGo(company, entryId, [rm, fin]);
    await until('the gate times out', () => company.look(entryId), (at) => at.state === 'held', 30_000);
    const kinds = (await company.board.journal(entryId, { after: 0, limit: 500 })).filter((l) => (l.data as { subject?: string }).subject === 'gate').map((l) => l.kind);
    expect(kinds).toEqual(['remind', 'escalate', 'timeOut']);
    expect(await company.look(entryId)).toMatchObject({ stage: 'select', state: 'held' });
    expect(await world.db.reader.manager.countBy(Decision, { entryId })).toBe(0);
    await expect(decide(company, entryId, 'go')).rejects.toMatchObject({ code: 'entry-not-running' });

    await company.do('resume', rm, { entryId, reason: '重新表决 vote again' });
    expect(await company.run(entryId)).toMatchObject({ state: 'running', phase: 'gate' });
    await expect(decide(company, entryId, 'go')).rejects.toMatchObject({ code: 'votes-missing' });
    expect(await happened(company, entryId)).not.toHaveProperty('advance');
  });

  it('fires the same clock once, also when it was first asked for a moment early', async () => {
    const { company } = world;
    const { engine } = await import('../../libs/journal/actor.js');
    const entryId = await company.startEntry();
    await company.do('hold', company.people.rm, { entryId, reason: '暂停' });
    await company.do('resume', company.people.rm, { entryId, reason: '继续' });
    const [{ id }] = await world.db.reader.query<[{ id: string }]>("select id from deadline where entryId = ? and state = 'open' order by at limit 1", [entryId]);
    const commandId = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
    await company.do('fireDeadline', engine, { entryId, deadlineId: id }, commandId);
    const fired = (h: Record<string, number>): number => (h['remind'] ?? 0) + (h['escalate'] ?? 0);
    await until('the timer fires it', () => happened(company, entryId), (h) => fired(h) === 1, 30_000);
    await company.do('fireDeadline', engine, { entryId, deadlineId: id }, commandId);
    const lines = (await company.board.journal(entryId, { after: 0, limit: 500 })).filter((l) => l.kind === 'remind' || l.kind === 'escalate');
    expect(new Set(lines.map((l) => JSON.stringify(l.data))).size).toBe(lines.length);
  });
});
