import { parameters } from '../../../libs/playbook/parameters.js';
import { criterionKeys, features } from '../../../libs/playbook/scorecard-features.js';
import type { MarketName, StorySource } from './source.js';

type Scored = Pick<StorySource, 'candidates' | 'scorecard'>;

/** Candidates by what the agreed scorecards say, best first: whom the sponsor will name (arithmetic.md §1). */
export function ranked(source: Scored): MarketName[] {
  const totals = new Map(source.candidates.map((market) => [market.code, totalOf(source, market.code)]));
  return [...source.candidates].sort((a, b) => (totals.get(b.code) ?? 0) - (totals.get(a.code) ?? 0));
}

function totalOf(source: Scored, code: string): number {
  const scores = new Map(source.scorecard(code, 'agreed').map((row) => [row.feature, row.score]));
  return criterionKeys.reduce((total, criterion) => {
    const own = features.filter((feature) => feature.criterion === criterion).flatMap((feature) => scores.get(feature.no) ?? []);
    return total + parameters.scorecard.weights[criterion] * (own.reduce((sum, score) => sum + (score - 1) / 4, 0) / own.length);
  }, 0);
}
