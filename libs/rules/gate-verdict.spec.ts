import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gateVerdict, unmet } from './gate-verdict.js';
import type { ConditionResult } from './facts.js';

type Vector = { readonly id: string; readonly in: unknown; readonly out: unknown };
const vectors = JSON.parse(readFileSync(join(__dirname, '../measures/vectors.json'), 'utf8')) as Vector[];

const condition = (met: boolean | null, more: Partial<ConditionResult> = {}): ConditionResult => ({ key: `c${String(met)}`, tests: [], met, waived: false, shadow: false, ...more });

it.each(vectors.filter((v) => v.id === 'gate' || v.id === 'gate.fail_wins').map((v) => [v.id, v] as const))('vector %s', (_, vector) => {
  const given = (vector.in as { conditions: (boolean | null)[] }).conditions;
  expect(gateVerdict(given.map((met) => condition(met)))).toBe(vector.out);
});

it('refuses a gate without a criterion that counts', () => {
  expect(() => gateVerdict([])).toThrow(RangeError);
  expect(() => gateVerdict([condition(true, { shadow: true })])).toThrow(RangeError);
});

it('a waived condition does not stand in the way, a shadow counts nowhere', () => {
  expect(gateVerdict([condition(true), condition(false, { waived: true })])).toBe('passed');
  expect(gateVerdict([condition(true), condition(null, { shadow: true })])).toBe('passed');
  expect(unmet([condition(null), condition(true), condition(false), condition(false, { waived: true })])).toEqual(['cfalse', 'cnull']);
});

it('passes only when nothing that counts is unmet or unknown', () => {
  const arbitrary = fc.array(fc.record({ met: fc.constantFrom(true, false, null), waived: fc.boolean(), shadow: fc.boolean() }), { minLength: 1 });
  fc.assert(fc.property(arbitrary.filter((cs) => cs.some((c) => !c.shadow)), (cs) => {
    const conditions = cs.map((c, i) => condition(c.met, { ...c, key: String(i) }));
    expect(gateVerdict(conditions) === 'passed').toBe(unmet(conditions).length === 0);
  }));
});
