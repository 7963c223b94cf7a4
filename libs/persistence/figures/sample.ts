import { sampledHalfWidth } from '../../measures/distribution.js';
import { ratio } from '../../measures/ratio.js';
import { fromRatio } from '../../rules/readings/measured.js';
import { street, upTo } from '../../rules/readings/sources.js';
import { outletTotals } from '../field/outlet-totals.js';
import { count } from '../field/question.js';
import { checkedIn, ourProducts } from '../field/sources.js';
import { answered, type Answered } from './answered.js';
import { askOf, sourceRows, type Frame } from './frame.js';

/** Distribution among the outlets whose shelf was looked at in the period, with its interval for all customers. arithmetic.md §3 */
export async function measureSample(frame: Frame, z: number): Promise<Answered> {
  const ask = await askOf(frame);
  const [checked, ours] = [checkedIn(ask), ourProducts(ask)];
  const [row]: { outlets: unknown; handlers: unknown }[] = await frame.em.query(
    `SELECT COUNT(DISTINCT c.terminalId) AS outlets, COUNT(DISTINCT CASE WHEN p.id IS NOT NULL AND c.stock > 0 THEN c.terminalId END) AS handlers
     FROM (${checked.sql}) c LEFT JOIN (${ours.sql}) p ON p.id = c.skuId`, [...checked.parameters, ...ours.parameters]);
  const [sample, handlers] = [count(row?.outlets), count(row?.handlers)];
  const universe = Math.max(sample, (await outletTotals(ask, false)).get(frame.market.id)?.terminals.active ?? 0);
  const distribution = ratio(handlers, sample);
  const halfWidth = sampledHalfWidth({ p: distribution.value, sample, universe: universe === 0 ? null : universe, z });
  return answered(fromRatio(distribution, upTo(ask.asOf, street.stock)), await sourceRows(ask, 'stock'), { sample, universe, z, halfWidth });
}
