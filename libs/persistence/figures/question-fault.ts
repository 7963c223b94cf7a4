import { Refusal } from '../../rules/failures.js';

/** A question that cannot be answered as it was put: 400, naming the field of the query and the rule. */
export function questionFault(field: string, rule: string, zh: string, en: string): Refusal {
  return new Refusal('invalid-input', {}, [{ field: `query.${field}`, rule, zh, en }]);
}
