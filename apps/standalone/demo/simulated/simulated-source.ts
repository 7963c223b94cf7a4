import { addDays, addWeeks, weekEnd, weekStart } from '../../../../libs/rules/iso-week.js';
import { simulateCensus } from '../../simulator/census.js';
import { judgedFeatures, simulateCounties, type County } from '../../simulator/country.js';
import { simulateMarket } from '../../simulator/simulate-market.js';
import { judgedRow, measuredRows, type Bands } from '../scoring.js';
import { ranked } from '../ranking.js';
import type { FeatureRow, MarketName, Rater, StorySource } from '../source.js';
import { Calendar, simulatedFigures } from './simulated-figures.js';
import { censusFiles, masterData, priceBands, receivablesFiles, visitsFile, weekFiles } from './simulated-files.js';

const size = { outlets: 150, weeks: 30 } as const;
const firstWeek = '2026-W02';
/** f9 in fen a year. */
const bands: Bands = { capacity: [10_000_000_000, 4_000_000_000, 2_000_000_000, 1_000_000_000], ownShare: [0.08, 0.05, 0.03, 0.01], capacityUnit: '分/年 fen/year' };

/** Five generated counties, and the street of the one that the scorecards name. The same seed tells the same story. */
export function simulatedSource(seed: number): StorySource {
  const { counties, candidates, scorecard } = simulatedCandidates(seed);
  const market = simulateMarket(seed, size);
  const { census } = market;
  const weeks = Array.from({ length: size.weeks }, (_, index) => addWeeks(firstWeek, index));
  const calendar = new Calendar(market, weeks);
  const figures = simulatedFigures(census);
  const chosen = ranked({ candidates, scorecard })[0]?.code ?? '';
  const street = (week: string) => {
    const found = market.weeks[weeks.indexOf(week)];
    if (!found) throw new RangeError(`${week} is not simulated`);
    return found;
  };
  return {
    title: { zh: `模拟市场,种子 ${seed}`, en: `a generated market, seed ${seed}` },
    entryName: `${census.category} ${seed}`, timeZone: 'Asia/Shanghai', currency: 'CNY',
    bundle: {
      alias: `模拟 simulated ${seed}`,
      settings: { kpis: { dailySheetPunctuality: { shadow: true } }, parameters: { category: census.category, categoryVolume: 'sales' } },
    },
    stated: [{ zh: '影子 KPI dailySheetPunctuality:故事是事后讲述的', en: 'shadow KPI dailySheetPunctuality: the story is told afterwards' }],
    candidates, scorecard, market: chosen, masterData: masterData(counties, census), deskFacts: '模拟器给出的县情 County facts of the simulator',
    census: [...censusFiles(chosen, census, addDays(weekStart(firstWeek), -60)), priceBands(chosen, census, addDays(weekStart(firstWeek), -60))], figures, weeks,
    trialWeek: visitsFile(chosen, addWeeks(firstWeek, -1), street(firstWeek)), street: (week) => [...weekFiles(chosen, census, week, street(week)), ...receivablesFiles(chosen, week, calendar.receivables(figures, week))],
    monthsUpTo: (week) => calendar.monthsUpTo(figures, week), panel: (week) => calendar.panel(week), receivables: (week) => calendar.receivables(figures, week),
    patrol: (week) => ({ from: addDays(weekStart(week), -21), to: weekEnd(week), incidents: [] }),
    finalCheck: (week) => ({ from: addDays(weekEnd(week), -13), to: weekEnd(week), terminals: 50, fieldsChecked: 250, fieldsAgreed: 241 }),
    outletsOf: (code) => classesOf(seed, code),
  };
}

/** The counties alone, with what the scorecards say of them. */
export function simulatedCandidates(seed: number): Pick<StorySource, 'candidates' | 'scorecard'> & { readonly counties: readonly County[] } {
  const counties = simulateCounties(seed);
  return { counties, candidates: counties.map(({ code, name }): MarketName => ({ code, name })), scorecard: (code, rater) => cardOf(counties, code, rater) };
}

function cardOf(counties: readonly County[], code: string, rater: Rater): FeatureRow[] {
  const county = counties.find((one) => one.code === code);
  if (!county) throw new RangeError(`${code} is no candidate`);
  const opinions = judgedFeatures.map((feature) => {
    const [first, second] = county.opinions[feature] ?? [1, 1];
    return judgedRow(feature, { first, second, because: '评分人看法 The rater’s view' }, rater);
  });
  const measures = { ...county, capacity: county.categoryAmount, growth: county.categoryGrowth };
  return [...measuredRows(measures, bands, '模拟器 simulator'), ...opinions].sort((a, b) => a.feature - b.feature);
}

function classesOf(seed: number, code: string): { A: number; B: number; C: number } {
  const outlets = simulateCensus(seed + Number(code.slice(1)), size.outlets).outlets;
  const count = (wanted: string): number => outlets.filter((outlet) => outlet.class === wanted).length;
  return { A: count('A'), B: count('B'), C: count('C') };
}
