import type { Field, Fields, Text } from './define-form.js';
import type { DeliverableDef, GateDef, KpiDef, StageDef, Target, TaskDef } from './define-stage.js';
import { playbook } from './playbook.js';
import { roles, type Role } from './roles.js';
import { criteria, features } from './scorecard-features.js';
import { templateItems, templateKinds, type TemplateItem } from './template-items.js';

const both = ({ zh, en }: Text): string => `${zh} ${en}`;
const role = (key: Role): string => `\`${key}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (keys: readonly string[] | undefined): string => (keys ?? []).map((key) => `\`${key}\``).join(' ') || '–';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function onePer({ many, perPerson }: DeliverableDef): string {
  return [...(many ? [both(many)] : []), ...(perPerson ? ['提交人 author'] : [])].join(' × ') || '–';
}

/** A threshold as people read it. */
function targetText(target: Target | null): string {
  if (target === null) return '–';
  switch (target.op) {
    case 'at-least': return `≥ ${target.value}`;
    case 'at-most': return `≤ ${target.value}`;
    case 'exactly': return `= ${target.value}`;
    case 'between': return `${target.from}–${target.to}`;
  }
}

function fieldText(key: string, field: Field): string {
  const name = `${key}${field.optional ? '?' : ''}`;
  switch (field.type) {
    case 'rows': return `${name}[${fieldsText(field.of)}]`;
    case 'choice': return `${name}: ${Object.keys(field.options).join('/')}`;
    case 'quantity': return `${name}: ${field.unit}`;
    case 'text': return name;
    default: return `${name}: ${field.type}`;
  }
}

const fieldsText = (fields: Fields): string => Object.entries(fields).map(([key, field]) => fieldText(key, field)).join(', ');

const tasks = (rows: Readonly<Record<string, TaskDef>>): string => table(
  ['任务 Task', '键 Key', '谁 Who', '期限 Due (工作日 working days)', '之后 After', '产出 Delivers', '出处 Source'],
  Object.entries(rows).map(([key, task]) => [both(task.title), `\`${key}\``, role(task.role), String(task.dueDays), code(task.after), code(task.delivers), task.source]),
);

const deliverables = (rows: Readonly<Record<string, DeliverableDef>>): string => table(
  ['交付物 Deliverable', '键 Key', '谁提交 Handed in by', '必交 Required', '接受 Accepted by', '每 One per', '内容 Holds', '出处 Source'],
  Object.entries(rows).map(([key, one]) => [
    both(one.title), `\`${key}\``, one.roles.map(role).join(' '), one.required ? '是 yes' : '否 no', one.acceptedBy ? role(one.acceptedBy) : '–',
    onePer(one), one.form ? fieldsText(one.form.fields) : '文本或文件 text or files', one.source,
  ]),
);

const kpis = (rows: Readonly<Record<string, KpiDef>>): string => table(
  ['KPI', '键 Key', '公式 Formula', '单位 Unit', '门槛 Threshold', '频率 Cadence', '来源 From', '出处 Source'],
  Object.entries(rows).map(([key, kpi]) => [
    both(kpi.title), `\`${key}\``, `${kpi.formula.zh}<br>${kpi.formula.en}`, kpi.unit, `${targetText(kpi.target)}${kpi.zeroTolerance ? ' 零容忍 zero tolerance' : ''}`,
    kpi.cadence, kpi.from === 'field' ? '市场 street' : '提交 handed in', kpi.source,
  ]),
);

function gate(definition: GateDef, rows: Readonly<Record<string, KpiDef>>): string {
  const tests = (condition: GateDef['conditions'][string]): string => condition.anyOf
    .map((test) => `\`${test.kpi}\` ${targetText(test.target ?? rows[test.kpi]?.target ?? null)}${test.weeks ? `,连续 ${test.weeks} 周 ${test.weeks} weeks running` : ''}`)
    .join(' 或 or ');
  const { remind, escalate, timeOut } = definition.ladder;
  const within = definition.withinMonths ? ` 应在 ${definition.withinMonths} 个月内通过 should pass within ${definition.withinMonths} months.` : '';
  return [
    `全部成立 All must hold (${definition.source}):`,
    '',
    table(['条件 Condition', '键 Key', '检验 Test'], Object.entries(definition.conditions).map(([key, condition]) => [both(condition.title), `\`${key}\``, tests(condition)])),
    '',
    `签署 Signers: ${definition.signers.map(role).join(' ')} · 决定 Decider: ${role(definition.decider)} · 提醒、升级、到期 remind, escalate, time out: ${remind}, ${escalate}, ${timeOut} 个工作日 working days.${within}`,
  ].join('\n');
}

function stage(definition: StageDef, index: number): string {
  return [
    `## S${index + 1} ${both(definition.title)} \`${definition.key}\``,
    `${definition.purpose.zh} — ${definition.purpose.en}. (${definition.source})`,
    '### 任务 Tasks', tasks(definition.tasks),
    '### 交付物 Deliverables', deliverables(definition.deliverables),
    '### KPI', kpis(definition.kpis),
    `### 关口 Gate ${definition.gate.key}`, gate(definition.gate, definition.kpis),
  ].join('\n\n');
}

/** The playbook as a document for people, made from the data that the system runs on. */
export function renderPlaybook(): string {
  const stages: readonly StageDef[] = playbook.stages;
  const items = Object.entries(templateItems) as [TemplateItem, (typeof templateItems)[TemplateItem]][];
  return [
    '<!-- Generated by `npm run playbook`. Change the stages, not this file. -->',
    `# 市场进入手册 Playbook ${playbook.version}`,
    '八个阶段,每个阶段一个关口。所有门槛都是缺省值,可以用设置更改。\n\nEight stages, a gate at the end of each. Every threshold is a default that a setting may change.',
    '比率用小数,百分点也用小数(0.05 为五个点),金额为最小货币单位的整数。\n\nRatios are fractions of one, percentage points too (0.05 is five), money is in whole minor units.',
    table(['键 Key', '角色 Role'], (Object.keys(roles) as Role[]).map((key) => [role(key), both(roles[key])])),
    ...stages.map(stage),
    '## 评分表 Scorecard',
    table(['', '标准 Criterion', '特征 Feature', '权重 Points of the criterion'], features.map((feature) => [
      `f${feature.no}`, both(criteria[feature.criterion]), both(feature.title), String(playbook.parameters.scorecard.weights[feature.criterion]),
    ])),
    '## 模版项 Template items',
    table(['键 Key', '项 Item', '方式 How'], items.map(([key, item]) => [`\`${key}\``, both(item.title), both(templateKinds[item.kind])])),
    '## 参数 Parameters',
    `\`\`\`json\n${JSON.stringify(playbook.parameters, null, 2)}\n\`\`\``,
    '',
  ].join('\n\n');
}
