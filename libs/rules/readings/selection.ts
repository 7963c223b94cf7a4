import { raterGap, rankMarkets, rankStability, scoreMarket, type MarketRanking, type Score, type Scorecard, type ScorecardRules } from '../../measures/scorecard.js';
import { ratio } from '../../measures/ratio.js';
import type { Parameters } from '../../playbook/parameters.js';
import type { FormOf } from '../../playbook/playbook.js';
import type { Role } from '../../playbook/roles.js';
import { criteria, criterionKeys, features, featuresPerCriterion, type Criterion } from '../../playbook/scorecard-features.js';
import { text } from '../../playbook/forms/fields.js';
import type { Measured } from '../facts.js';
import { fromRatio, noData, outOf, plain } from './measured.js';
import { list, named, notHandedIn, papers, saying } from './sources.js';

type Card = { readonly data: FormOf<'scorecard'>; readonly by: string; readonly at: string };
type Choice = { readonly data: FormOf<'entryDecision'>; readonly byRoles: readonly Role[] };

/** A round of scoring: stage 1 runs it on the candidates, stage 8 on the target markets. */
export type SelectionInput = {
  readonly candidates: readonly string[];
  readonly cards: readonly Card[];
  readonly agreed: readonly Card[];
  readonly choice: Choice | null;
  readonly parameters: Parameters['scorecard'];
};

export type Selection = SelectionInput & {
  readonly scored: readonly { readonly code: string; readonly scores: readonly Score[]; readonly card: Scorecard }[];
  readonly ranking: MarketRanking;
  /** The market named by the decision, else the first of the ranking; null while nothing is ranked. */
  readonly winner: string | null;
};

/** Scores and ranks the agreed cards; cards of markets that are no candidates are left out. arithmetic.md §1 */
export function selection(input: SelectionInput): Selection {
  const rules = rulesOf(input.parameters);
  const scored = input.candidates.flatMap((code) => {
    const agreed = newest(input.agreed.filter((card) => card.data.market === code));
    if (agreed === null) return [];
    const scores = scoresOf(agreed);
    return [{ code, scores, card: scoreMarket({ ...rules, scores }) }];
  });
  const ranking = rankMarkets(scored);
  const named = input.choice?.data.market ?? null;
  const winner = named !== null && scored.some((market) => market.code === named) ? named : ranking.ranked[0]?.code ?? null;
  return { ...input, scored, ranking, winner };
}

function rulesOf(parameters: Parameters['scorecard']): ScorecardRules {
  return {
    weights: criterionKeys.map((key) => parameters.weights[key]),
    featuresPerCriterion,
    knockoutLimit: parameters.knockOutLimit,
    minScoredToRank: parameters.minScoredToRank,
  };
}

function newest(cards: readonly Card[]): Card | null {
  return cards.reduce<Card | null>((last, next) => (last === null || next.at >= last.at ? next : last), null);
}

function scoresOf(card: Card): Score[] {
  return features.map(({ no }) => card.data.features.find((row) => row.feature === no)?.score ?? null);
}

/** The newest card of each rater of a market. */
function raterCards(round: Selection, code: string): Card[] {
  const cards = round.cards.filter((card) => card.data.market === code);
  return [...new Set(cards.map((card) => card.by))].flatMap((by) => newest(cards.filter((card) => card.by === by)) ?? []);
}

const cards = papers('scorecard', 'agreedScorecard');

export function candidatesScored(round: Selection): Measured {
  if (round.cards.length === 0 && round.agreed.length === 0) return noData(notHandedIn('scorecard'));
  const complete = round.candidates.filter((code) => raterCards(round, code).length >= 2 && round.scored.some((market) => market.code === code));
  return outOf(complete.length, round.candidates.length, saying(cards, named(...complete)));
}

export function winnerTotal(round: Selection): Measured {
  const market = winnerOf(round);
  return market ? plain(market.card.total, saying(cards, named(market.code))) : noData(notHandedIn('agreedScorecard'));
}

/** Features with a score and evidence ÷ all of them. method.md §5.5 */
export function winnerCompleteness(round: Selection): Measured {
  const card = round.winner === null ? null : newest(round.agreed.filter((one) => one.data.market === round.winner));
  if (card === null) return noData(notHandedIn('agreedScorecard'));
  const proven = features.filter(({ no }) => {
    const row = card.data.features.find((one) => one.feature === no);
    return row !== undefined && row.score !== null && (row.evidence ?? '').trim() !== '';
  });
  return fromRatio(ratio(proven.length, features.length), saying(papers('agreedScorecard'), named(card.data.market)));
}

export function leadOverNext(round: Selection): Measured {
  const market = winnerOf(round);
  const next = round.ranking.ranked.find((other) => other.code !== round.winner);
  if (market?.card.total == null || !next) return noData(text('排名中的市场不足两个', 'Fewer than two ranked markets'));
  return plain(market.card.total - next.total, saying(cards, text(`${market.code} 领先 ${next.code}`, `${market.code} before ${next.code}`)));
}

/** 16 runs, each weight once lowered and once raised by a fifth. */
export function stability(round: Selection): Measured {
  return fromRatio(rankStability({ ...rulesOf(round.parameters), candidates: round.scored, swing: 0.2 }).stability, round.scored.length === 0 ? notHandedIn('agreedScorecard') : cards);
}

export function knockOuts(round: Selection): Measured {
  const market = winnerOf(round);
  if (!market) return noData(notHandedIn('agreedScorecard'));
  const at = market.card.knockouts.map((name) => criteria[name.toLowerCase() as Criterion]);
  return plain(market.card.knockouts.length, saying(cards, list(named(market.code), ...at)));
}

/** The widest gap between any two raters of the winner. */
export function widestRaterGap(round: Selection): Measured {
  if (round.winner === null) return noData(notHandedIn('agreedScorecard'));
  const raters = raterCards(round, round.winner).map(scoresOf);
  const gaps = raters.flatMap((a, i) => raters.slice(i + 1).map((b) => raterGap(a, b))).filter((gap) => gap.value !== null);
  const widest = gaps.reduce<(typeof gaps)[number] | null>((wide, next) => (wide === null || (next.value ?? 0) > (wide.value ?? 0) ? next : wide), null);
  return widest ? fromRatio(widest, saying(papers('scorecard'), text(`${round.winner} 的 ${raters.length} 位评分人`, `${raters.length} raters of ${round.winner}`))) : noData(text('评分人不足两位', 'Fewer than two raters'));
}

/** 1: the sponsor named rank 1, or another ranked market as an override with a reason · 0: a decision that is none · no data: none yet. */
export function decisionSigned(round: Selection): Measured {
  const { choice } = round;
  if (choice === null) return noData(notHandedIn('entryDecision'));
  const rank = round.ranking.ranked.find((market) => market.code === choice.data.market)?.rank ?? null;
  const place = rank === null ? text('未进入排名', 'not ranked') : text(`第 ${rank} 名`, `rank ${rank}`);
  const bySponsor = choice.byRoles.includes('sponsor');
  const stands = rank === 1 || (rank !== null && choice.data.override && choice.data.reason.trim() !== '');
  return plain(bySponsor && stands ? 1 : 0, saying(papers('entryDecision'), list(named(choice.data.market), place, ...(bySponsor ? [] : [text('不是总部所签', 'not by the sponsor')]))));
}

function winnerOf(round: Selection) {
  return round.scored.find((market) => market.code === round.winner) ?? null;
}
