import fc from 'fast-check';
import { playbook } from '../playbook/playbook.js';
import type { DeliverableDef } from '../playbook/define-stage.js';
import type { Field, Fields } from '../playbook/define-form.js';
import { checkContent } from './deliverable-content.js';

const defs: readonly (readonly [string, DeliverableDef])[] = playbook.stages.flatMap((s) => Object.entries<DeliverableDef>(s.deliverables).map(([key, def]) => [`${s.key} ${key}`, def] as const));

function filled(field: Field): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'text': case 'code': return fc.constant('x');
    case 'date': return fc.constant('2026-11-24');
    case 'yes-no': return fc.boolean();
    case 'ratio': return fc.constantFrom(0, 0.5, 1);
    case 'money': case 'integer': case 'quantity': return fc.constant(Math.min(Math.max(1, ('min' in field ? field.min : 0) ?? 0), ('max' in field ? field.max : 1e6) ?? 1e6));
    case 'choice': return fc.constantFrom(...Object.keys(field.options));
    case 'rows': return fc.array(form(field.of), { minLength: field.min ?? 1, maxLength: Math.max(field.min ?? 1, 2) });
  }
}
const form = (fields: Fields): fc.Arbitrary<Record<string, unknown>> => fc.record(Object.fromEntries(Object.entries(fields).map(([key, f]) => [key, filled(f)])));

it.each(defs.filter(([, def]) => def.form))('%s takes what its form asks for and refuses a field nobody asked for', (_, def) => {
  fc.assert(fc.property(form(def.form?.fields ?? {}), (content) => {
    expect(Object.keys(checkContent(def, content)).sort()).toEqual(Object.keys(def.form?.fields ?? {}).sort());
    expect(() => checkContent(def, { ...content, surprise: 1 })).toThrow(expect.objectContaining({ code: 'invalid-input', faults: [expect.objectContaining({ field: 'content.surprise', rule: 'unknown-field' })] }));
  }), { numRuns: 5 });
});

it('a text or a file is a document, nothing is not', () => {
  const def = defs.find(([, d]) => !d.form)?.[1] as DeliverableDef;
  expect(checkContent(def, { text: 'x' })).toEqual({ text: 'x', fileIds: [] });
  expect(() => checkContent(def, {})).toThrow(expect.objectContaining({ faults: [expect.objectContaining({ field: 'content.text' })] }));
});

it('names field and rule in both languages, down to the row', () => {
  const card = defs.find(([name]) => name === 'select scorecard')?.[1] as DeliverableDef;
  const row = { feature: 1, score: 4, evidence: 'e', measured: null, measuredUnit: null };
  const content = { market: 'm', note: null, features: Array.from({ length: 19 }, (_, i) => (i === 3 ? { ...row, score: 7 } : row)) };
  expect(() => checkContent(card, content)).toThrow(expect.objectContaining({
    faults: [{ field: 'content.features.3.score', rule: 'max:5', zh: expect.stringContaining('5'), en: expect.stringContaining('at most 5') }],
  }));
});
