import type { EntityManager } from 'typeorm';
import { Refusal } from '../rules/failures.js';
import { Market } from '../persistence/entities/field/master.js';

/** The market with this code; `invalid-input` naming the field when there is none. */
export async function marketByCode(em: EntityManager, code: string, field = 'market'): Promise<Market> {
  const market = await em.findOneBy(Market, { code });
  if (market) return market;
  throw new Refusal('invalid-input', {}, [{ field, rule: 'known-market', zh: `没有编码为 ${code} 的市场`, en: `There is no market with the code ${code}` }]);
}
