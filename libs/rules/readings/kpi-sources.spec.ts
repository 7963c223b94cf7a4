import { workedFacts } from '../../../test/support/worked-example.js';
import { kpiSources, type FieldPart } from '../../playbook/kpi-sources.js';
import { kpiKeys } from '../../playbook/playbook.js';
import type { FieldTotals } from '../field-totals.js';
import { measureKpi } from './measure-kpi.js';
import type { MeasureFacts } from './measure-facts.js';

type Recorded = { readonly facts: MeasureFacts; readonly reads: Set<string> };

/** The worked example, which notes every paper, part of the street and record of the entry that is looked at. */
function recording(): Recorded {
  const reads = new Set<string>();
  const noting = <T extends object>(target: T, name: (key: string) => string): T => new Proxy(target, {
    get(object, key) {
      if (typeof key === 'string') reads.add(name(key));
      return Reflect.get(object, key) as unknown;
    },
  });
  const facts = workedFacts();
  return {
    reads,
    facts: noting({
      ...facts,
      forms: noting(facts.forms, (key) => key),
      documents: noting(facts.documents, (key) => key),
      field: facts.field === null ? null : noting(facts.field, (key) => `field:${key}`),
    }, (key) => ({ history: 'entry:history', passed: 'entry:gates', candidates: 'entry:candidates' })[key] ?? ''),
  };
}

/** Looked at beside the source itself: what a gain is measured from, or which units stand in it. */
const beside = new Set(['', 'forms', 'field:asOf', 'field:marketId']);

describe('where the lint believes a KPI comes from', () => {
  it.each(kpiKeys.filter((kpi) => kpi !== 'evidenceCompleteness' && kpi !== 'inputReadiness').map((kpi) => [kpi]))('%s reads what its source names', (kpi) => {
    const { facts, reads } = recording();
    measureKpi[kpi](facts);
    const named = new Set<string>(kpiSources[kpi].reads.map((read) => (read.startsWith('entry:') || read.startsWith('field:') ? read : read.split('.')[0] ?? '')));
    const unnamed = [...reads].filter((read) => !named.has(read) && !beside.has(read));
    expect(unnamed).toEqual([]);
    // With `either`, the first source that speaks is enough.
    if (!kpiSources[kpi].either) expect([...named].filter((read) => !reads.has(read))).toEqual([]);
  });

  it('names parts of the street that exist', () => {
    const parts: readonly (FieldPart & keyof FieldTotals)[] = ['terminals', 'dealers', 'zones', 'sales', 'repeat', 'churn', 'visits', 'stock', 'dealerStock'];
    expect(Object.keys(workedFacts().field ?? {})).toEqual(expect.arrayContaining([...parts]));
  });
});
