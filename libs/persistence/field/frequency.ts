import type { EntityManager } from 'typeorm';
import type { FrequencyRules, VisitedClass } from '../../rules/visit-frequency.js';
import { byMarket } from './question.js';
import { marks } from '../marks.js';

type Rule = { readonly marketId: string; readonly class: VisitedClass; readonly visitsPer4Weeks: number; readonly minutes: number; readonly validFrom: string };

/** The frequency rules in force on a day, by market; no key where the bundle rules alone. */
export async function frequencyRules(em: EntityManager, marketIds: readonly string[], day: string): Promise<Map<string, FrequencyRules>> {
  const rows: Rule[] = await em.query(
    `SELECT f.marketId, f.class, f.visitsPer4Weeks, f.minutes, f.validFrom FROM frequency_rule f
     WHERE f.marketId IN (${marks(marketIds)}) AND f.validFrom = (SELECT MAX(x.validFrom) FROM frequency_rule x WHERE x.marketId = f.marketId AND x.class = f.class AND x.validFrom <= ?)`,
    [...marketIds, day]);
  return new Map([...byMarket(rows)].map(([marketId, rules]) => [
    marketId, Object.fromEntries(rules.map((rule) => [rule.class, { visitsPer4Weeks: Number(rule.visitsPer4Weeks), minutes: Number(rule.minutes) }])),
  ]));
}
