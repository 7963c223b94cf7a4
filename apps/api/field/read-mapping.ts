import type { z } from 'zod';
import { faultsOf } from '../../../libs/contracts/faults.js';
import { ImportMapping } from '../../../libs/contracts/field.js';
import { Refusal } from '../../../libs/rules/failures.js';

/** The mapping that goes with a file. Throws `invalid-input`, naming field and rule. */
export function readMapping(text: string): ImportMapping {
  return readMappingAs(ImportMapping, text);
}

export function readMappingAs<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) throw new Refusal('invalid-input', {}, faultsOf(parsed.error, 'mapping'));
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid-input', {}, [{ field: 'mapping', rule: 'json', zh: '不是合法的 JSON', en: 'Is not JSON' }]);
  }
}
