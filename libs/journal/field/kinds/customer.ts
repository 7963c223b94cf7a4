import type { FieldRow, KindContext, Resolved } from '../define-kind.js';
import { fault } from '../faults.js';
import { unknown, type References } from '../references.js';

/** Exactly one of terminal and dealer, as its id. */
export function customerOf(fields: FieldRow, marketId: string, known: References, { onUnknown }: Pick<KindContext, 'onUnknown'>): Resolved {
  const named = (['terminal', 'dealer'] as const).filter((customer) => (fields[customer] ?? null) !== null);
  const [customer] = named;
  if (named.length !== 1 || customer === undefined) return { faults: [{ column: null, fault: fault('one-of') }] };
  const id = known.idOf(customer, marketId, fields[customer]);
  if (id !== undefined) return { row: { terminalId: customer === 'terminal' ? id : null, dealerId: customer === 'dealer' ? id : null } };
  if (customer === 'terminal' && onUnknown.terminal === 'skip') return { skipped: true };
  return { faults: [unknown(customer, fields[customer])] };
}
