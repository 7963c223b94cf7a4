import { canonical } from '../playbook/canonical.js';
import type { FrozenCondition } from '../rules/facts.js';
import { evidenceText } from '../rules/frozen-conditions.js';
import { packetHash, wordsHash } from './packet-hash.js';
import { sha256 } from './sha256.js';

const condition = (evidence: FrozenCondition['tests'][number]['evidence'], value = 0.7): FrozenCondition => ({
  key: 'distributed', met: true, waived: false, shadow: false,
  tests: [{ kpi: 'numericDistribution', target: { op: 'at-least', value: 0.6 }, weeks: 1, numerator: 70, denominator: 100, value, met: true, evidence }],
});
const packet = (...conditions: FrozenCondition[]) => ({ entry: 'e', stage: 'launch', round: 1, bundle: 'b'.repeat(64), conditions, deliverables: [] });
const said = { zh: '销售明细', en: 'Sale lines' };

describe('the name of a packet', () => {
  it('is of its facts: better words change nothing, another figure everything', () => {
    const hash = packetHash(packet(condition(said)));
    expect(packetHash(packet(condition({ zh: '销售', en: 'Sales' })))).toBe(hash);
    expect(packetHash(packet(condition(said, 0.71)))).not.toBe(hash);
    expect(packetHash(packet({ ...condition(said), waived: true }))).not.toBe(hash);
  });

  it('stays what it was where the evidence was one string', () => {
    const old = packet(condition('sale lines to 2026-03-01'));
    expect(packetHash(old)).toBe(sha256(canonical(old)));
    expect(packetHash(packet(condition('sale lines to 2026-03-08')))).not.toBe(packetHash(old));
    expect(wordsHash(old.conditions)).toBeNull();
  });

  it('the journal keeps the words by a hash of their own', () => {
    expect(wordsHash([condition(said)])).not.toBe(wordsHash([condition({ ...said, zh: '销售' })]));
    expect(wordsHash([condition(said)])).toBe(wordsHash([condition(said, 0.71)]));
  });

  it('a string is shown as it was written, in either language', () => {
    expect(evidenceText('scorecard: A')).toEqual({ zh: 'scorecard: A', en: 'scorecard: A' });
    expect(evidenceText(said)).toBe(said);
  });
});
