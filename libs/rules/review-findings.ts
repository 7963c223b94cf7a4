import type { Text } from '../playbook/define-form.js';
import type { KpiKey } from '../playbook/playbook.js';
import type { Colour } from './facts.js';

export type ReviewedReading = { readonly kpi: string; readonly title: Text; readonly value: number | null; readonly colour: Colour; readonly shadow: boolean };

/** How many of each colour; colours are counted, never averaged (method.md §15 rule 9). A shadow KPI counts nowhere. */
export function countColours(readings: readonly ReviewedReading[]): Record<Colour, number> {
  const counts: Record<Colour, number> = { red: 0, amber: 0, green: 0, grey: 0, none: 0 };
  for (const { colour, shadow } of readings) if (!shadow) counts[colour] += 1;
  return counts;
}

/** KPIs of which one alone misleads (method.md §15 rule 10). */
const pairs: readonly (readonly [KpiKey, KpiKey])[] = [
  ['numericDistribution', 'weightedDistribution'], ['marketShare', 'shareQuality'], ['dealerStockDays', 'outOfStock'], ['visitCompletion', 'strikeRate'],
];

/** What the meeting must talk about: reds by name, greys by name, and pairs of which only one side is measured. */
export function reviewFindings(readings: readonly ReviewedReading[]): Text[] {
  const counting = readings.filter((r) => !r.shadow);
  const reds = counting.filter((r) => r.colour === 'red');
  const greys = counting.filter((r) => r.colour === 'grey');
  return [
    ...reds.map((r) => ({ zh: `${r.title.zh}为红:需要有负责人和日期的行动`, en: `${r.title.en} is red: it needs an action with an owner and a date` })),
    ...greys.map((r) => ({ zh: `${r.title.zh}无数据:灰色不等于绿色`, en: `${r.title.en} has no data: grey is not green` })),
    ...pairs.flatMap(([a, b]) => half(readings, a, b)),
  ];
}

function half(readings: readonly ReviewedReading[], a: string, b: string): Text[] {
  const [one, other] = [readings.find((r) => r.kpi === a), readings.find((r) => r.kpi === b)];
  if (!one || !other || (one.value === null) === (other.value === null)) return [];
  const [seen, unseen] = one.value === null ? [other, one] : [one, other];
  return [{ zh: `${seen.title.zh}要与${unseen.title.zh}同看,后者无数据`, en: `${seen.title.en} misleads without ${unseen.title.en}, which has no data` }];
}
