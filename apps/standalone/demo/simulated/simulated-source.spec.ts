import { scoreMarket } from '../../../../libs/measures/scorecard.js';
import { parameters } from '../../../../libs/playbook/parameters.js';
import { criterionKeys, featuresPerCriterion } from '../../../../libs/playbook/scorecard-features.js';
import { ranked } from '../ranking.js';
import { simulatedCandidates } from './simulated-source.js';

type Source = ReturnType<typeof simulatedCandidates>;
const seeds = Array.from({ length: 200 }, (_, index) => index * 37 + 1);

function judge(source: Source, code: string) {
  const scores = source.scorecard(code, 'agreed').map((row) => row.score);
  return scoreMarket({
    weights: criterionKeys.map((key) => parameters.scorecard.weights[key]), featuresPerCriterion, scores,
    knockoutLimit: parameters.scorecard.knockOutLimit, minScoredToRank: parameters.scorecard.minScoredToRank,
  });
}

describe('the generated candidates', () => {
  it.each(seeds)('have a winner and a next market that pass G1 (seed %i)', (seed) => {
    const source = simulatedCandidates(seed);
    for (const market of ranked(source).slice(0, 2)) {
      const card = judge(source, market.code);
      expect(card.total).toBeGreaterThanOrEqual(60);
      expect(card.knockouts).toEqual([]);
    }
  });

  it('are ranked as the product ranks them', () => {
    const source = simulatedCandidates(7);
    const totals = ranked(source).map((market) => judge(source, market.code).total ?? 0);
    expect(totals).toEqual([...totals].sort((a, b) => b - a));
  });

  it('show the trap: the largest is not the place to begin', () => {
    const source = simulatedCandidates(7);
    const largest = [...source.candidates].sort((a, b) => capacity(source, b.code) - capacity(source, a.code))[0];
    expect(ranked(source)[0]?.code).not.toBe(largest?.code);
  });
});

function capacity(source: Source, code: string): number {
  return source.scorecard(code, 'agreed').find((row) => row.feature === 9)?.measured ?? 0;
}
