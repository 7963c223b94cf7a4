import type { BundleStage } from '../playbook/bundle-content.js';
import type { Text } from '../playbook/define-form.js';
import { roles, type Role } from '../playbook/roles.js';
import { missingVotes, type CountedVote } from './decision-rights.js';
import type { ConditionResult, Phase, Verdict } from './facts.js';
import { counts } from './gate-verdict.js';
import { isIn, missingDeliverables, missingOf, type DeliverableFact } from './work.js';

export type MoveKind = 'complete-task' | 'hand-in' | 'accept' | 'kpi' | 'data' | 'vote' | 'decide' | 'clear-obligation' | 'resume' | 'engine';
/** One act that the entry waits for, and who owes it: a role, a person, or (null, null) nobody in particular. */
export type Move = {
  readonly kind: MoveKind; readonly about: string; readonly title: Text; readonly role: Role | null; readonly personId: string | null;
  readonly dueAt: string | null; readonly overdue: boolean;
};

export type MoveFacts = {
  readonly state: 'running' | 'held' | 'completed' | 'stopped';
  readonly phase: Phase;
  readonly stage: BundleStage;
  readonly tasks: readonly { readonly taskKey: string; readonly role: string; readonly assigneeId: string | null; readonly state: 'locked' | 'ready' | 'done'; readonly dueAt: string }[];
  readonly deliverables: readonly DeliverableFact[];
  readonly packet: { readonly verdict: Verdict; readonly conditions: readonly Pick<ConditionResult, 'key' | 'met' | 'waived' | 'shadow'>[]; readonly votes: readonly CountedVote[] } | null;
  readonly decideBy: string | null;
  readonly obligations: readonly { readonly id: string; readonly text: string; readonly ownerId: string; readonly dueAt: string }[];
  readonly now: string;
};

/** Everything the entry waits for, the next act first. Empty only when it has ended. */
export function nextMoves(facts: MoveFacts): Move[] {
  if (facts.phase === 'ended') return [];
  const owed = facts.obligations.map((o) => move(facts, 'clear-obligation', o.id, { zh: `清除义务:${o.text}`, en: `Clear the obligation: ${o.text}` }, null, { personId: o.ownerId, dueAt: o.dueAt }));
  if (facts.state === 'held') return [move(facts, 'resume', 'entry', { zh: '恢复进入项目', en: 'Resume the entry' }, 'rm'), ...owed];
  switch (facts.phase) {
    case 'working': return [...workMoves(facts), ...owed];
    case 'watching': return [...watchMoves(facts), ...owed];
    case 'gate': return [...gateMoves(facts), ...owed];
    default: return [move(facts, 'engine', facts.phase, engineTitles[facts.phase as keyof typeof engineTitles], null), ...owed];
  }
}

const engineTitles = {
  opening: { zh: '引擎开启阶段', en: 'The engine opens the stage' },
  decided: { zh: '引擎执行决策', en: 'The engine carries out the decision' },
  replicating: { zh: '引擎开启下一个市场', en: 'The engine opens the next market' },
};

type More = { readonly personId?: string | null; readonly dueAt?: string | null };

function move(facts: MoveFacts, kind: MoveKind, about: string, title: Text, role: Role | null, { personId = null, dueAt = null }: More = {}): Move {
  return { kind, about, title, role, personId, dueAt, overdue: facts.state === 'running' && dueAt !== null && dueAt < facts.now };
}

function workMoves(facts: MoveFacts): Move[] {
  const { stage } = facts;
  const ready = [...facts.tasks].filter((t) => t.state === 'ready').sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const named = new Set<string>();
  const moves = ready.flatMap((task) => {
    const missing = missingOf(stage, task.taskKey, facts.deliverables);
    for (const key of missing) named.add(key);
    const owner = { personId: task.assigneeId, dueAt: task.dueAt };
    const handIns = missing.map((key) => move(facts, 'hand-in', key, stage.deliverables[key]?.title ?? { zh: key, en: key }, stage.deliverables[key]?.roles[0] ?? null, { dueAt: task.dueAt }));
    return [...handIns, move(facts, 'complete-task', task.taskKey, stage.tasks[task.taskKey]?.title ?? { zh: task.taskKey, en: task.taskKey }, task.role as Role, owner)];
  });
  const locked = new Set(facts.tasks.filter((t) => t.state === 'locked').flatMap((t) => stage.tasks[t.taskKey]?.delivers ?? []));
  const loose = missingDeliverables(stage, facts.deliverables).filter((key) => !named.has(key) && !locked.has(key));
  return [...moves, ...loose.map((key) => move(facts, 'hand-in', key, stage.deliverables[key]?.title ?? { zh: key, en: key }, stage.deliverables[key]?.roles[0] ?? null)), ...acceptances(facts)];
}

/** Deliverables that wait for the one who must accept them. */
function acceptances(facts: MoveFacts): Move[] {
  return Object.entries(facts.stage.deliverables).flatMap(([key, def]) => {
    const waits = def.acceptedBy && isIn(key, facts.deliverables) && facts.deliverables.some((d) => d.deliverableKey === key && d.state === 'handed-in');
    return waits ? [move(facts, 'accept', key, def.title, def.acceptedBy ?? null)] : [];
  });
}

function watchMoves(facts: MoveFacts): Move[] {
  if (!facts.packet) return [move(facts, 'engine', 'freeze', { zh: '引擎冻结闸门材料', en: 'The engine freezes the gate packet' }, null), ...acceptances(facts)];
  const open = facts.packet.conditions.filter((c) => counts(c) && c.met !== true);
  const moves = open.map((c) => move(facts, c.met === null ? 'data' : 'kpi', c.key, facts.stage.gate.conditions[c.key]?.title ?? { zh: c.key, en: c.key }, null));
  return [...acceptances(facts), ...moves];
}

function gateMoves(facts: MoveFacts): Move[] {
  const { gate } = facts.stage;
  const missing = missingVotes(gate, facts.packet?.votes ?? []);
  const due = { dueAt: facts.decideBy };
  if (missing.length > 0) {
    return missing.map((role) => move(facts, 'vote', gate.key, { zh: `${gate.key} 签字:${roles[role].zh}`, en: `Vote on ${gate.key}: ${roles[role].en}` }, role, due));
  }
  return [move(facts, 'decide', gate.key, { zh: `${gate.key} 决策`, en: `Decide ${gate.key}` }, gate.decider, due)];
}
