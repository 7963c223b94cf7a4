import type { BundleStage } from '../playbook/bundle-content.js';

/** A task as the rules see it. */
export type TaskFact = { readonly taskKey: string; readonly state: 'locked' | 'ready' | 'done' };
/** The newest version of one item of a deliverable. */
export type DeliverableFact = { readonly deliverableKey: string; readonly item: string; readonly state: 'handed-in' | 'accepted' | 'returned' | 'superseded' };

/** Predecessors of a task that are not done. */
export function openPredecessors(stage: BundleStage, taskKey: string, tasks: readonly TaskFact[]): string[] {
  const done = new Set(tasks.filter((t) => t.state === 'done').map((t) => t.taskKey));
  return (stage.tasks[taskKey]?.after ?? []).filter((key) => !done.has(key));
}

/** Locked tasks whose predecessors are all done now. */
export function unlocked(stage: BundleStage, tasks: readonly TaskFact[]): string[] {
  return tasks.filter((t) => t.state === 'locked' && openPredecessors(stage, t.taskKey, tasks).length === 0).map((t) => t.taskKey);
}

/** A deliverable is in when it has an item, and no item waits for a better version. */
export function isIn(key: string, deliverables: readonly DeliverableFact[]): boolean {
  const items = deliverables.filter((d) => d.deliverableKey === key);
  return items.length > 0 && items.every((d) => d.state === 'handed-in' || d.state === 'accepted');
}

/** Deliverables a task leaves behind that are not in. */
export function missingOf(stage: BundleStage, taskKey: string, deliverables: readonly DeliverableFact[]): string[] {
  return (stage.tasks[taskKey]?.delivers ?? []).filter((key) => !isIn(key, deliverables));
}

/** Required deliverables of the stage that are not in. */
export function missingDeliverables(stage: BundleStage, deliverables: readonly DeliverableFact[]): string[] {
  return Object.entries(stage.deliverables).filter(([key, def]) => def.required && !isIn(key, deliverables)).map(([key]) => key);
}

/** All tasks done and all required deliverables in: the gate can be judged. */
export function workIsDone(stage: BundleStage, tasks: readonly TaskFact[], deliverables: readonly DeliverableFact[]): boolean {
  return tasks.every((t) => t.state === 'done') && missingDeliverables(stage, deliverables).length === 0;
}
