import type { BundleGate } from '../playbook/bundle-content.js';
import type { TaskDef } from '../playbook/define-stage.js';
import { addMonths, addWorkingDays, type Calendar, type Pace } from './calendar.js';

export type Clock = { readonly subject: 'task' | 'gate' | 'obligation' | 'stage'; readonly step: 'remind' | 'escalate' | 'time-out'; readonly at: string };

/** Working days a task may be late before its manager hears of it. */
type Patience = { readonly taskEscalateDays: number };

/** When a task is due, and its clocks: a reminder when it is due, an escalation when it stays open. */
export function taskClocks(task: TaskDef, openedAt: Date, patience: Patience, calendar: Calendar, pace: Pace): { dueAt: string; clocks: Clock[] } {
  const due = addWorkingDays(openedAt, task.dueDays, calendar, pace);
  const late = addWorkingDays(due, patience.taskEscalateDays, calendar, pace);
  return {
    dueAt: due.toISOString(),
    clocks: [
      { subject: 'task', step: 'remind', at: due.toISOString() },
      { subject: 'task', step: 'escalate', at: late.toISOString() },
    ],
  };
}

/** The ladder of a gate from the moment votes were asked: remind the silent, escalate, time out. A time-out is never a yes. */
export function gateClocks(gate: BundleGate, askedAt: Date, calendar: Calendar, pace: Pace): Clock[] {
  const steps = [['remind', gate.ladder.remind], ['escalate', gate.ladder.escalate], ['time-out', gate.ladder.timeOut]] as const;
  return steps.map(([step, days]) => ({ subject: 'gate', step, at: addWorkingDays(askedAt, days, calendar, pace).toISOString() }));
}

/** The term of a stage (G5 three months, G6 six): shown beside the verdict when it has passed (method.md §3.4). */
export function stageClocks(gate: BundleGate, openedAt: Date, calendar: Calendar, pace: Pace): Clock[] {
  if (gate.withinMonths === null) return [];
  return [{ subject: 'stage', step: 'time-out', at: addMonths(openedAt, gate.withinMonths, calendar, pace).toISOString() }];
}

/** An obligation is reminded half-way and escalated when its day has come. */
export function obligationClocks(days: number, from: Date, calendar: Calendar, pace: Pace): { dueAt: string; clocks: Clock[] } {
  const due = addWorkingDays(from, days, calendar, pace).toISOString();
  const half = addWorkingDays(from, Math.max(1, Math.floor(days / 2)), calendar, pace).toISOString();
  return { dueAt: due, clocks: [{ subject: 'obligation', step: 'remind', at: half }, { subject: 'obligation', step: 'escalate', at: due }] };
}
