import type { BundleContent, BundleStage } from './bundle-content.js';
import { gateKeys, stageKeys } from './define-stage.js';
import { text } from './forms/fields.js';
import { lintChecks } from './lint-checks.js';
import type { Finding } from './lint-finding.js';
import { lintParameters } from './lint-parameters.js';
import { lintSources } from './lint-sources.js';
import { roleKeys } from './roles.js';

/**
 * Everything that would let a gate pass in silence, or never pass at all. An empty list is the only way to a sealed bundle: the worst
 * defects of other gates were silent passes (gates.md §4, nos. 10 and 11).
 */
export function lint(bundle: BundleContent): Finding[] {
  return [
    ...lintStages(bundle),
    ...bundle.stages.flatMap((stage) => [...lintTasks(stage), ...lintPeople(stage), ...lintGate(stage), ...lintChecks(stage)]),
    ...lintSources(bundle),
    ...lintParameters(bundle),
  ];
}

function lintStages({ stages }: BundleContent): Finding[] {
  const complete = stages.length === stageKeys.length && stages.every((stage, index) => stage.key === stageKeys[index] && stage.gate.key === gateKeys[index]);
  return complete ? [] : [{ rule: 'stages', path: 'stages', message: text('必须是八个阶段,依次各有一个关口', 'must be the eight stages in order, each with its gate') }];
}

function lintTasks(stage: BundleStage): Finding[] {
  const found: Finding[] = [];
  const delivered = new Set<string>();
  for (const [key, task] of Object.entries(stage.tasks)) {
    const path = `stages.${stage.key}.tasks.${key}`;
    if (!(Number.isInteger(task.dueDays) && task.dueDays > 0)) found.push({ rule: 'due-days', path: `${path}.dueDays`, message: text('必须是大于零的整数', 'must be a whole number above zero') });
    for (const other of task.after ?? []) {
      if (!Object.hasOwn(stage.tasks, other)) found.push({ rule: 'unknown-task', path: `${path}.after`, message: text(`没有任务 ${other}`, `there is no task ${other}`) });
    }
    for (const deliverable of task.delivers ?? []) {
      delivered.add(deliverable);
      if (!Object.hasOwn(stage.deliverables, deliverable)) {
        found.push({ rule: 'unknown-deliverable', path: `${path}.delivers`, message: text(`没有交付物 ${deliverable}`, `there is no deliverable ${deliverable}`) });
      }
    }
    if (waitsForItself(stage, key)) found.push({ rule: 'cyclic-tasks', path: `${path}.after`, message: text('任务互相等待', 'waits for itself') });
  }
  for (const [key, deliverable] of Object.entries(stage.deliverables)) {
    if (deliverable.required && !delivered.has(key)) {
      found.push({ rule: 'undelivered', path: `stages.${stage.key}.deliverables.${key}`, message: text('必交,但没有任务产出它', 'is required and no task delivers it') });
    }
  }
  return found;
}

function waitsForItself(stage: BundleStage, key: string): boolean {
  const seen = new Set<string>();
  const open = [...(stage.tasks[key]?.after ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === key) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(stage.tasks[next]?.after ?? []));
  }
  return false;
}

function lintPeople(stage: BundleStage): Finding[] {
  const known = new Set<string>(roleKeys);
  const unknown = (path: string, role: string): Finding[] =>
    known.has(role) ? [] : [{ rule: 'unknown-role', path, message: text(`没有角色 ${role}`, `there is no role ${role}`) }];
  const found = Object.entries(stage.tasks).flatMap(([key, task]) => unknown(`stages.${stage.key}.tasks.${key}.role`, task.role));
  for (const [key, deliverable] of Object.entries(stage.deliverables)) {
    const path = `stages.${stage.key}.deliverables.${key}`;
    found.push(...deliverable.roles.flatMap((role) => unknown(`${path}.roles`, role)));
    if (deliverable.roles.length === 0) found.push({ rule: 'unknown-role', path: `${path}.roles`, message: text('没有人可以提交', 'nobody may hand it in') });
    if (deliverable.acceptedBy !== undefined) found.push(...unknown(`${path}.acceptedBy`, deliverable.acceptedBy));
  }
  return found;
}

function lintGate(stage: BundleStage): Finding[] {
  const { gate } = stage;
  const path = `stages.${stage.key}.gate`;
  const found: Finding[] = [];
  const known = new Set<string>(roleKeys);
  const shadowed = (kpi: string): boolean => stage.kpis[kpi]?.shadow === true;
  const counting = Object.values(gate.conditions).filter((condition) => condition.anyOf.some((test) => !shadowed(test.kpi)));
  if (counting.length === 0) {
    found.push({ rule: 'gate-without-criteria', path: `${path}.conditions`, message: text('关口没有计入的条件', 'the gate has no condition that counts') });
  }
  for (const [key, condition] of Object.entries(gate.conditions)) {
    if (condition.anyOf.length === 0) found.push({ rule: 'condition-without-tests', path: `${path}.conditions.${key}`, message: text('条件没有检验', 'the condition tests nothing') });
  }
  if (gate.signers.length === 0) found.push({ rule: 'no-signer', path: `${path}.signers`, message: text('没有签署人', 'nobody signs') });
  if (new Set(gate.signers).size !== gate.signers.length) found.push({ rule: 'no-signer', path: `${path}.signers`, message: text('同一角色列了两次', 'names a role twice') });
  for (const role of [...gate.signers, gate.decider]) {
    if (!known.has(role)) found.push({ rule: 'no-signer', path, message: text(`没有角色 ${role}`, `no such role: ${role}`) });
  }
  const { remind, escalate, timeOut } = gate.ladder;
  const rising = [remind, escalate, timeOut].every(Number.isInteger) && remind > 0 && escalate > remind && timeOut > escalate;
  if (!rising) found.push({ rule: 'ladder', path: `${path}.ladder`, message: text('提醒、升级、到期须为递增的正整数', 'remind, escalate, timeOut must be whole and rising, above zero') });
  if (gate.withinMonths !== null && !(Number.isInteger(gate.withinMonths) && gate.withinMonths > 0)) {
    found.push({ rule: 'within-months', path: `${path}.withinMonths`, message: text('必须是大于零的整数', 'must be a whole number above zero') });
  }
  return found;
}
