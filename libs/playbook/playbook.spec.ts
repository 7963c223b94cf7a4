import type { FormKey, FormOf } from './playbook.js';
import { kpiKeys, playbook } from './playbook.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(value: T): T => value;

describe('the playbook', () => {
  it('has eight stages, each with its gate, in the order of the method', () => {
    expect(playbook.stages.map((stage) => `${stage.key} ${stage.gate.key}`)).toEqual([
      'select G1', 'survey G2', 'plan G3', 'build-platform G4', 'launch G5', 'grow G6', 'consolidate G7', 'replicate G8',
    ]);
  });

  it('measures every KPI under one name only', () => {
    expect(new Set(kpiKeys).size).toBe(kpiKeys.length);
  });

  it('knows what every form holds', () => {
    holds<Equal<FormOf<'entryDecision'>, { readonly market: string; readonly reason: string; readonly override: boolean }>>(true);
    holds<Equal<FormOf<'patrol'>['incidents'][number]['state'], 'open' | 'closed'>>(true);
    holds<Equal<FormOf<'capacity'>['people'], number | null>>(true);
    // @ts-expect-error a document has no form
    const document: FormKey = 'marketReport';
    expect(document).toBe('marketReport');
  });

  it('hands the same paper in again under the same key with the same form', () => {
    const forms = new Map<string, unknown>();
    for (const stage of playbook.stages) {
      for (const [key, deliverable] of Object.entries(stage.deliverables)) {
        const form = 'form' in deliverable ? deliverable.form : null;
        if (forms.has(key)) expect(form).toBe(forms.get(key));
        forms.set(key, form);
      }
    }
    expect(forms.size).toBeGreaterThan(50);
  });
});
