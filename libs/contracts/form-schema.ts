import { z } from 'zod';
import type { Field, Fields } from '../playbook/define-form.js';

const codeText = z.string().trim().min(1).max(120);

function plain(field: Field): z.ZodType {
  switch (field.type) {
    case 'text': return z.string().trim().min(1).max(field.max ?? 4000);
    case 'code': return codeText;
    case 'date': return z.iso.date();
    case 'yes-no': return z.boolean();
    case 'ratio': return z.number().min(0).max(1);
    case 'money': return z.int().min(field.min ?? 0);
    case 'integer': return bounded(z.int(), field);
    case 'quantity': return bounded(z.number(), field);
    case 'choice': return z.enum(Object.keys(field.options) as [string, ...string[]]);
    case 'rows': return z.array(formSchema(field.of)).min(field.min ?? 1).max(field.max ?? 2000);
  }
}

function bounded(number: z.ZodNumber, { min = 0, max }: { min?: number; max?: number }): z.ZodNumber {
  return max === undefined ? number.min(min) : number.min(min).max(max);
}

/**
 * The schema of a filled form, made from its definition in the bundle: what the web form, the CLI and the API check is this one.
 * Unknown fields are refused; an optional field may be left out and is then `null`.
 */
export function formSchema(fields: Fields): z.ZodType {
  const shape = Object.fromEntries(Object.entries(fields).map(([key, field]) =>
    [key, field.optional ? plain(field).nullable().default(null) : plain(field)]));
  return z.strictObject(shape);
}
