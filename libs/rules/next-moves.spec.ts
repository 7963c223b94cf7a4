import { makeBundle } from '../playbook/bundle.js';
import { stageOf } from '../playbook/bundle-content.js';
import type { ConditionResult } from './facts.js';
import { nextMoves, type MoveFacts } from './next-moves.js';

const stage = stageOf(makeBundle(), 'select');
const tasks = (states: Readonly<Record<string, 'locked' | 'ready' | 'done'>>): MoveFacts['tasks'] =>
  stage.order.tasks.map((taskKey) => ({ taskKey, role: stage.tasks[taskKey]?.role ?? 'rm', assigneeId: null, state: states[taskKey] ?? 'done', dueAt: '2026-11-20T10:00:00.000Z' }));
const facts = (more: Partial<MoveFacts> = {}): MoveFacts => ({
  state: 'running', phase: 'working', stage, tasks: tasks({}), deliverables: [], packet: null, decideBy: null, obligations: [], now: '2026-11-24T00:00:00.000Z', ...more,
});
const condition = (key: string, met: boolean | null): ConditionResult => ({ key, met, tests: [], waived: false, shadow: false });
const said = (f: MoveFacts): string[] => nextMoves(f).map((m) => `${m.kind} ${m.about}`);

it('names what to hand in before the task it belongs to, and who owes it', () => {
  const moves = nextMoves(facts({ tasks: tasks({ listCandidates: 'ready', collectDeskFacts: 'locked' }), deliverables: stage.order.deliverables.filter((k) => k !== 'candidateList').map((deliverableKey) => ({ deliverableKey, item: '', state: 'handed-in' })) }));
  expect(moves.map((m) => `${m.kind} ${m.about} ${m.role}`)).toEqual(['hand-in candidateList rm', 'complete-task listCandidates rm']);
  expect(moves.every((m) => m.overdue)).toBe(true);
});

it('while watching, tells a known failure from missing data', () => {
  const packet = { verdict: 'not_passed' as const, conditions: [condition('totalHighEnough', false), condition('noKnockOut', null), condition('enoughCandidates', true)], votes: [] };
  expect(said(facts({ phase: 'watching', packet }))).toEqual(['kpi totalHighEnough', 'data noKnockOut']);
  expect(said(facts({ phase: 'watching' }))).toEqual(['engine freeze']);
});

it('at the gate, asks the silent signers, then the decider', () => {
  const conditions = [condition('totalHighEnough', true)];
  const go = (role: 'rm' | 'fin') => ({ personId: role, role, choice: 'go' as const });
  expect(said(facts({ phase: 'gate', packet: { verdict: 'passed', conditions, votes: [go('rm')] } }))).toEqual(['vote G1']);
  expect(nextMoves(facts({ phase: 'gate', packet: { verdict: 'passed', conditions, votes: [go('rm'), go('fin')] } }))).toEqual([expect.objectContaining({ kind: 'decide', role: 'sponsor' })]);
  const refused = [go('rm'), { ...go('fin'), choice: 'no-go' as const }];
  expect(said(facts({ phase: 'gate', packet: { verdict: 'passed', conditions, votes: refused } }))).toEqual(['vote G1']);
});

it.each([
  ['held', facts({ state: 'held' }), ['resume entry']],
  ['ended', facts({ phase: 'ended', state: 'completed' }), []],
  ['opening', facts({ phase: 'opening' }), ['engine opening']],
  ['owing', facts({ phase: 'decided', obligations: [{ id: 'o1', text: 'x', ownerId: 'p', dueAt: '2026-12-01T00:00:00.000Z' }] }), ['engine decided', 'clear-obligation o1']],
])('%s', (_, given, expected) => {
  expect(said(given)).toEqual(expected);
});
