import { aScorecard } from '../support/company.js';
import { allVoteGo, decide, decideMarket, scoreCandidates } from '../support/stage-one.js';
import { World } from '../support/world.js';

describe('what nobody knows never passes', () => {
  let world: World;
  beforeAll(async () => { world = await World.start(); });
  afterAll(() => world.close());

  const verdict = async (entryId: string) => (await world.company.board.gate(world.company.people.rm, entryId, 'select')).packets.at(-1)?.verdict;

  it('freezes a packet that says unknown, asks nobody to vote, and asks as soon as the missing figure is in', async () => {
    const { company } = world;
    const { people: { rm, sponsor }, markets } = company;
    // What would be known to fail is shadowed here, so that only the unknown stands in the way.
    const settings = { kpis: { winnerCompleteness: { shadow: true }, entryDecisionSigned: { shadow: true } } };
    const { hash: bundleHash } = await company.do('sealBundle', sponsor, { alias: 'unknown', settings });
    const entryId = await company.startEntry(bundleHash);
    await scoreCandidates(company, entryId);
    // The winner's agreed card loses its figures: a total of unscored criteria is no number.
    const [winner] = markets;
    const unscored = aScorecard(winner?.code ?? '', 4, Object.fromEntries(Array.from({ length: 19 }, (_, i) => [i + 1, null])));
    const { hash } = await company.board.deliverable(entryId, 'agreedScorecard', winner?.code ?? '');
    const { hash: unscoredHash } = await company.handIn(entryId, rm, 'agreedScorecard', unscored, winner?.code, hash);
    await decideMarket(company, entryId);
    expect(await company.look(entryId)).toMatchObject({ phase: 'watching', stale: false });
    expect(await verdict(entryId)).toBe('unknown');
    await world.passDays(30, entryId);
    expect(await company.run(entryId)).toMatchObject({ stage: 'select', phase: 'watching', state: 'running' });
    await allVoteGo(company, entryId, [rm, company.people.fin]);
    await expect(decide(company, entryId, 'go')).rejects.toMatchObject({ code: 'verdict-not-passed' });

    await company.handIn(entryId, rm, 'agreedScorecard', aScorecard(winner?.code ?? '', 4), winner?.code, unscoredHash);
    expect(await company.run(entryId)).toMatchObject({ phase: 'gate' });
    expect(await verdict(entryId)).toBe('passed');
  });
});
