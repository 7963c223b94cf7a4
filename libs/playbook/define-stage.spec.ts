import type { FormValue } from './define-form.js';
import { defineStage } from './define-stage.js';
import { text } from './forms/fields.js';
import { select } from './stages/1-select.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(value: T): T => value;

const word = text('词', 'word');
const base = { title: word, purpose: word, source: 'spec' } as const;

describe('a stage in which a key is misspelt', () => {
  it('does not compile when a task waits for an unknown task', () => {
    const stage = defineStage({
      ...base,
      key: 'select',
      tasks: {
        first: { title: word, role: 'rm', dueDays: 1, source: 's' },
        // @ts-expect-error `frist` is no task of this stage
        second: { title: word, role: 'rm', dueDays: 1, after: ['frist'], source: 's' },
      },
      deliverables: {},
      kpis: {},
      gate: { key: 'G1', conditions: {}, signers: [], decider: 'rm', ladder: { remind: 1, escalate: 2, timeOut: 3 }, source: 's' },
    });
    expect(stage.key).toBe('select');
  });

  it('does not compile when a task delivers an unknown deliverable', () => {
    const stage = defineStage({
      ...base,
      key: 'select',
      tasks: {
        // @ts-expect-error `papers` is no deliverable of this stage
        first: { title: word, role: 'rm', dueDays: 1, delivers: ['papers'], source: 's' },
      },
      deliverables: { paper: { title: word, roles: ['rm'], required: true, source: 's' } },
      kpis: {},
      gate: { key: 'G1', conditions: {}, signers: [], decider: 'rm', ladder: { remind: 1, escalate: 2, timeOut: 3 }, source: 's' },
    });
    expect(stage.key).toBe('select');
  });

  it('does not compile when a condition reads an unknown KPI', () => {
    const stage = defineStage({
      ...base,
      key: 'select',
      tasks: {},
      deliverables: {},
      kpis: { papers: { title: word, formula: word, unit: 'count', target: null, cadence: 'once', from: 'handed-in', source: 's' } },
      gate: {
        key: 'G1',
        // @ts-expect-error `paper` is no KPI of this stage
        conditions: { some: { title: word, anyOf: [{ kpi: 'paper' }] } },
        signers: [],
        decider: 'rm',
        ladder: { remind: 1, escalate: 2, timeOut: 3 },
        source: 's',
      },
    });
    expect(stage.key).toBe('select');
  });

  it('does not compile with a role, a stage or a unit that nobody knows', () => {
    const stage = defineStage({
      ...base,
      // @ts-expect-error no such stage
      key: 'selekt',
      tasks: {},
      deliverables: {},
      kpis: {},
      gate: { key: 'G1', conditions: {}, signers: [], decider: 'rm', ladder: { remind: 1, escalate: 2, timeOut: 3 }, source: 's' },
    });
    expect(stage.key).toBe('selekt');
  });
});

describe('what a stage knows of its own types', () => {
  it('keeps the exact keys and the values of a form', () => {
    holds<Equal<keyof typeof select.tasks, 'listCandidates' | 'collectDeskFacts' | 'scoreTwice' | 'reconcileScores' | 'checkSensitivity' | 'decideEntry'>>(true);
    holds<Equal<FormValue<(typeof select.deliverables.entryDecision.form)['fields']>, { readonly market: string; readonly reason: string; readonly override: boolean }>>(true);
    type Row = FormValue<(typeof select.deliverables.scorecard.form)['fields']>['features'][number];
    holds<Equal<Row['score'], number | null>>(true);
    holds<Equal<Row['feature'], number>>(true);
    expect(Object.keys(select.deliverables.scorecard.form.fields)).toEqual(['market', 'features', 'note']);
  });
});
