import type { StageKey } from '../../libs/playbook/define-stage.js';
import type { DecisionKind } from '../../libs/rules/facts.js';
import { Market } from '../../libs/persistence/entities/field/master.js';
import type { Actor } from '../../libs/journal/actor.js';
import { aDocument, aScorecard, type Company } from './company.js';

/** Scores of the candidates, the first one best; each feature alike. */
const scores = [4, 3, 3, 2];

/** Everything stage 1 hands in except the entry decision: lists, facts, two cards per candidate, agreed cards, the sensitivity note. */
export async function scoreCandidates(company: Company, entryId: string): Promise<void> {
  const { people: { rm, clerk, fin, sup }, markets } = company;
  await company.handIn(entryId, rm, 'candidateList', aDocument);
  await complete(company, entryId, rm, 'listCandidates');
  await company.handIn(entryId, clerk, 'deskFacts', aDocument);
  await complete(company, entryId, clerk, 'collectDeskFacts');
  for (const [i, market] of markets.entries()) {
    for (const rater of [fin, sup]) await company.handIn(entryId, rater, 'scorecard', aScorecard(market.code, scores[i]), market.code);
  }
  await complete(company, entryId, rm, 'scoreTwice');
  for (const [i, market] of markets.entries()) await company.handIn(entryId, rm, 'agreedScorecard', aScorecard(market.code, scores[i]), market.code);
  await complete(company, entryId, rm, 'reconcileScores');
  await company.handIn(entryId, clerk, 'sensitivityNote', aDocument);
  await complete(company, entryId, clerk, 'checkSensitivity');
}

export async function decideMarket(company: Company, entryId: string, market: Market | undefined = company.markets[0]): Promise<void> {
  const { sponsor } = company.people;
  await company.handIn(entryId, sponsor, 'entryDecision', { market: market?.code, reason: '先易后难 easy first', override: false });
  await complete(company, entryId, sponsor, 'decideEntry');
  await company.run(entryId);
}

/** An entry whose G1 has passed and asks for votes. */
export async function anEntryAtG1(company: Company): Promise<string> {
  const entryId = await company.startEntry();
  await scoreCandidates(company, entryId);
  await decideMarket(company, entryId);
  return entryId;
}

export async function packetHash(company: Company, entryId: string): Promise<string> {
  const { packets } = await company.board.gate(company.people.rm, entryId, (await company.look(entryId)).stage);
  return packets.at(-1)?.hash ?? '';
}

/** Every signer of the gate says go on the current packet. */
export async function allVoteGo(company: Company, entryId: string, signers: readonly Actor[]): Promise<void> {
  const hash = await packetHash(company, entryId);
  const { stage } = await company.look(entryId);
  for (const signer of signers) await company.do('vote', signer, { entryId, stage, packetHash: hash, role: signer.roles[0]?.role ?? '', choice: 'go', comment: '' });
}

export async function complete(company: Company, entryId: string, actor: Actor, taskKey: string): Promise<void> {
  await company.do('completeTask', actor, { entryId, taskKey });
}

/** The sponsor decides on the current packet. */
export async function decide(company: Company, entryId: string, kind: DecisionKind, more: { readonly toStage?: StageKey } = {}): Promise<void> {
  const { stage } = await company.look(entryId);
  await company.do('decideGate', company.people.sponsor, { entryId, stage, packetHash: await packetHash(company, entryId), kind, reason: '依据充分 well founded', obligations: [], ...more });
}

/** Past G1, into the survey. */
export async function anEntryInSurvey(company: Company): Promise<string> {
  const entryId = await anEntryAtG1(company);
  await allVoteGo(company, entryId, [company.people.rm, company.people.fin]);
  await decide(company, entryId, 'go');
  await company.run(entryId);
  return entryId;
}

/** How often each kind of thing has happened, by the journal. */
export async function happened(company: Company, entryId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of await company.board.journal(entryId, { after: 0, limit: 500 })) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
