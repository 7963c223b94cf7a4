import { randomUUID } from 'node:crypto';
import { engine } from '../../libs/journal/actor.js';
import { effectId } from '../../libs/journal/effect-id.js';
import type { DecisionKind } from '../../libs/rules/facts.js';
import type { StageKey } from '../../libs/playbook/define-stage.js';
import { aCompany, aScorecard, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { allVoteGo, anEntryAtG1, complete, decideMarket, packetHash, scoreCandidates } from '../support/stage-one.js';

const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code });

eachDatabase('decisions', (ctx) => {
  let company: Company;
  beforeAll(async () => { company = await aCompany(ctx); });

  const decide = async (entryId: string, kind: DecisionKind, more: { toStage?: StageKey; obligations?: { condition: string; text: string; ownerId: string; dueDays: number }[] } = {}) =>
    company.do('decideGate', company.people.sponsor, {
      entryId, stage: (await company.look(entryId)).stage, packetHash: await packetHash(company, entryId), kind, reason: '理由 reason', obligations: [], ...more,
    });

  /** All candidates score 50: the total of the winner is below 60, everything else holds. */
  async function anEntryBelowTotal(): Promise<string> {
    const entryId = await company.startEntry();
    await scoreCandidates(company, entryId);
    const [best] = company.markets;
    const { hash } = await company.board.deliverable(entryId, 'agreedScorecard', best?.code ?? '');
    await company.handIn(entryId, company.people.rm, 'agreedScorecard', aScorecard(best?.code ?? '', 3, { 1: 4, 2: 4 }), best?.code, hash);
    await decideMarket(company, entryId);
    expect(await company.look(entryId)).toMatchObject({ phase: 'watching' });
    return entryId;
  }
  const owed = (condition: string) => [{ condition, text: '三个月内补足 make it good', ownerId: company.people.rm.personId, dueDays: 5 }];

  it('a conditional go covers only what is known to be unmet, and is remembered until somebody else clears it', async () => {
    const entryId = await anEntryBelowTotal();
    await allVoteGo(company, entryId, [company.people.rm, company.people.fin]);
    await expect(decide(entryId, 'go')).rejects.toEqual(refusal('verdict-not-passed'));
    await expect(decide(entryId, 'conditional_go')).rejects.toEqual(refusal('verdict-not-passed'));
    await expect(decide(entryId, 'conditional_go', { obligations: owed('noKnockOut') })).rejects.toEqual(refusal('conditional-go-not-offered'));
    await decide(entryId, 'conditional_go', { obligations: owed('totalHighEnough') });
    expect(await company.run(entryId)).toMatchObject({ stage: 'survey' });
    const { obligations } = await company.board.entry(company.people.rm, entryId);
    expect(obligations).toEqual([expect.objectContaining({ condition: 'totalHighEnough', clearedAt: null })]);
    const clear = (actor = company.people.rm) => company.do('clearObligation', actor, { entryId, obligationId: obligations[0]?.id ?? '', note: '已补足' });
    await expect(clear()).rejects.toEqual(refusal('own-work'));
    await clear(company.people.sponsor);
    await expect(clear(company.people.sponsor)).rejects.toEqual(refusal('wrong-state'));
  });

  it('a recycle opens a new round and keeps the old one', async () => {
    const entryId = await anEntryAtG1(company);
    await decide(entryId, 'recycle', { toStage: 'select' });
    expect(await company.run(entryId)).toMatchObject({ stage: 'select', round: 2, phase: 'working' });
    const view = await company.board.entry(company.people.rm, entryId);
    expect(view.rail.filter((s) => s.key === 'select').map(({ round, state, decision }) => ({ round, state, decision }))).toEqual([
      { round: 1, state: 'closed', decision: 'recycle' }, { round: 2, state: 'open', decision: null },
    ]);
    expect(view.deliverables.flatMap((d) => d.items)).toEqual([]);
    const first = await company.board.gate(company.people.rm, entryId, 'select', 1);
    expect(first.packets.at(-1)).toMatchObject({ state: 'decided', verdict: 'passed' });
    await expect(decide(entryId, 'recycle', { toStage: 'grow' })).rejects.toEqual(refusal('no-packet'));
  });

  it('a waiver needs head office, shows beside the verdict, and a decision that rests on it goes back when it has expired', async () => {
    const entryId = await anEntryBelowTotal();
    const waive = (actor = company.people.sponsor) => company.do('waive', actor, { entryId, stage: 'select', condition: 'totalHighEnough', reason: '战略市场', days: 1 });
    await expect(waive(company.people.rm)).rejects.toEqual(refusal('not-allowed'));
    await waive();
    expect(await company.run(entryId)).toMatchObject({ phase: 'gate' });
    await allVoteGo(company, entryId, [company.people.rm, company.people.fin]);
    await decide(entryId, 'go');
    company.passDays(2);
    expect(await company.run(entryId)).toMatchObject({ stage: 'select', phase: 'watching' });
    const gate = await company.board.gate(company.people.sponsor, entryId, 'select');
    expect(gate.packets.flatMap((p) => p.decisions)).toEqual([expect.objectContaining({ state: 'sent-back', sentBackBecause: expect.objectContaining({ zh: '首选总分达标' }) })]);
  });

  it('hold and stop take effect at once, and nothing can be decided after a stop', async () => {
    const held = await anEntryAtG1(company);
    await decide(held, 'hold');
    expect(await company.run(held)).toMatchObject({ state: 'held', phase: 'gate' });
    const stopped = await anEntryAtG1(company);
    await decide(stopped, 'stop');
    expect(await company.run(stopped)).toMatchObject({ state: 'stopped', phase: 'ended' });
    await expect(complete(company, stopped, company.people.rm, 'listCandidates')).rejects.toEqual(refusal('entry-not-running'));
  });

  it('a decision and its time-out exclude each other: whoever commits first has happened', async () => {
    const entryId = await anEntryAtG1(company);
    await allVoteGo(company, entryId, [company.people.rm, company.people.fin]);
    const hash = await packetHash(company, entryId);
    company.passDays(11);
    const clocks = (await company.look(entryId)).due;
    const outcomes = await Promise.allSettled([
      company.do('decideGate', company.people.sponsor, { entryId, stage: 'select', packetHash: hash, kind: 'go', reason: 'x', obligations: [] }),
      ...clocks.map((deadlineId) => company.do('fireDeadline', engine, { entryId, deadlineId })),
    ]);
    const at = await company.run(entryId);
    const decided = outcomes[0]?.status === 'fulfilled';
    expect(at).toMatchObject(decided ? { stage: 'survey' } : { stage: 'select', state: 'held' });
  });

  it('reviews a cohort exactly once per entry and week, whoever asks and however often, and skips what is held', async () => {
    const entryId = await company.startEntry();
    await scoreCandidates(company, entryId);
    const { cohort } = await company.board.entry(company.people.rm, entryId);
    const sweep = async (week: string) => {
      const { id: sweepId } = await company.do('requestReviews', company.people.rm, { cohort, week });
      return company.do('recordReviews', engine, { sweepId, cohort, week, afterEntryId: null, limit: 500 }, effectId('page', sweepId));
    };
    const first = await sweep('2026-W40');
    expect(first.reviewed).toBeGreaterThan(0);
    expect((await sweep('2026-W40')).reviewed).toBe(0);
    const reviews = await company.board.reviews(entryId);
    expect(reviews).toEqual([expect.objectContaining({ week: '2026-W40', asOf: '2026-10-04', stage: 'select' })]);
    expect(reviews[0]?.readings.find((r) => r.kpi === 'winnerTotal')).toMatchObject({ value: 75, colour: 'green' });
    expect(reviews[0]?.readings.find((r) => r.kpi === 'entryDecisionSigned')).toMatchObject({ value: null, colour: 'grey' });
    await company.do('hold', company.people.rm, { entryId, reason: 'x' });
    await sweep('2026-W41');
    expect(await company.board.reviews(entryId)).toHaveLength(1);
  });

  it('refuses a bundle whose gate could fail open, with the path of every fault', async () => {
    const seal = (settings: unknown) => company.do('sealBundle', company.people.rm, { alias: randomUUID(), settings });
    await expect(seal({ kpis: { winnerTotl: {} } })).rejects.toMatchObject({ code: 'bundle-refused', faults: [expect.objectContaining({ field: 'settings.kpis.winnerTotl' })] });
    const all = Object.fromEntries(['candidates', 'winnerTotal', 'winnerCompleteness', 'knockOuts', 'entryDecisionSigned'].map((kpi) => [kpi, { shadow: true }]));
    await expect(seal({ kpis: all })).rejects.toMatchObject({ code: 'bundle-refused' });
    const sealed = await seal({ kpis: { winnerTotal: { target: { op: 'at-least', value: 55 } } } });
    expect(await seal({ kpis: { winnerTotal: { target: { op: 'at-least', value: 55 } } } })).toEqual(sealed);
  });
});
