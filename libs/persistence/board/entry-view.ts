import { In, type EntityManager } from 'typeorm';
import { stageOf, type BundleContent, type BundleStage } from '../../playbook/bundle-content.js';
import { text } from '../../playbook/forms/fields.js';
import { stageKeys } from '../../playbook/define-stage.js';
import { holdsOneOf, steering, waiving, holds, type Actor } from '../../rules/decision-rights.js';
import { isIn } from '../../rules/work.js';
import type { DeliverableView, EntryView, KpiView, StageRunView, TaskView } from '../../contracts/views.js';
import { Deliverable, Entry, StageRun, TaskRun } from '../entities/process/entry.js';
import { Decision, Reading } from '../entities/process/gate.js';
import { Bundle } from '../entities/process/record.js';
import { judge, type Judgement } from '../judge.js';
import { entryRow, moveView, peopleIn } from './entry-row.js';
import { gateView } from './gate-view.js';
import { namesFor, type Names } from './names.js';
import type { Situation } from './situation.js';

/** What KPIs of an entry rest on that is no longer measured. */
const ended = text('项目已结束,不再测量', 'The entry has ended and is no longer measured');
/** Weekly values shown beside a KPI. */
const weeksShown = 12;

/** The page of an entry, read in one go: rail, work, KPIs as they would be judged now, the gate, what it waits for. */
export async function entryView(em: EntityManager, bundle: BundleContent, situation: Situation, actor: Actor, now: string): Promise<EntryView> {
  const { entry, stage } = situation;
  const where = situation.market ? [situation.market.id] : situation.candidates.map((m) => m.id);
  const tasks = entry.stageRunId === null ? [] : await em.findBy(TaskRun, { stageRunId: entry.stageRunId });
  const versions = entry.stageRunId === null ? [] : await newestVersions(em, entry.stageRunId);
  const sealed = await em.findOneByOrFail(Bundle, { hash: entry.bundleHash });
  const names = await namesFor(em, [
    ...peopleIn(situation), ...tasks.flatMap((t) => [t.assigneeId, t.completedBy]), ...versions.flatMap((d) => [d.handedInBy, d.reviewedBy]), ...situation.obligations.map((o) => o.ownerId),
  ]);
  const judged = entry.phase === 'ended' ? null : await judge(em, entry, bundle, now);
  const related = await em.find(Entry, { where: [{ id: entry.fromEntryId ?? '' }, { fromEntryId: entry.id }], select: { id: true, name: true, fromEntryId: true } });
  const from = related.find((e) => e.id === entry.fromEntryId);
  return {
    ...entryRow(situation, names, now),
    bundle: { hash: entry.bundleHash, alias: sealed.alias }, cohort: entry.cohort, timeZone: entry.timeZone, currency: entry.currency, heldReason: entry.heldReason, endReason: entry.endReason,
    lineage: from && entry.fromBundleHash !== null ? { entryId: from.id, entry: from.name, bundleHash: entry.fromBundleHash } : null,
    opened: related.filter((e) => e.fromEntryId === entry.id).map((e) => ({ entryId: e.id, entry: e.name })),
    candidateMarkets: situation.candidates.map(({ id, code, name }) => ({ id, code, name })),
    rail: await rail(em, bundle, entry), tasks: stage.order.tasks.flatMap((key) => taskView(key, stage, tasks, names, actor, where, now)),
    deliverables: stage.order.deliverables.flatMap((key) => deliverableView(key, stage, versions, names, actor, where)),
    kpis: await kpiViews(em, stage, entry.id, judged),
    gate: situation.run ? await gateView(em, bundle, situation, actor, entry.stage, entry.round, now) : null,
    obligations: situation.obligations.map((o) => ({
      id: o.id, condition: o.condition, text: o.text, owner: names.of(o.ownerId), dueAt: o.dueAt, clearedAt: o.clearedAt, overdue: o.clearedAt === null && o.dueAt < now,
    })),
    moves: situation.moves.map((m) => moveView(m, names)),
    may: {
      hold: entry.state === 'running' && holdsOneOf(actor, steering, where), resume: entry.state === 'held' && holdsOneOf(actor, steering, where),
      stop: (entry.state === 'running' || entry.state === 'held') && holds(actor, 'sponsor', where), waive: entry.state === 'running' && holdsOneOf(actor, waiving, where),
    },
  };
}

async function newestVersions(em: EntityManager, stageRunId: string): Promise<Deliverable[]> {
  const { content: _content, ...columns } = Object.fromEntries(em.connection.getMetadata(Deliverable).columns.map((c) => [c.propertyName, true]));
  return em.find(Deliverable, { where: { stageRunId, state: In(['handed-in', 'accepted', 'returned']) }, select: columns, order: { item: 'ASC' } });
}

async function rail(em: EntityManager, bundle: BundleContent, entry: Entry): Promise<StageRunView[]> {
  const runs = await em.find(StageRun, { where: { entryId: entry.id }, order: { openedAt: 'ASC', round: 'ASC' } });
  const decisions = await em.find(Decision, { where: { entryId: entry.id }, order: { at: 'ASC' } });
  return stageKeys.flatMap((key): StageRunView[] => {
    const { title } = stageOf(bundle, key);
    const been = runs.filter((r) => r.stage === key).map((r): StageRunView => ({
      key, title, round: r.round, state: r.state, openedAt: r.openedAt, closedAt: r.closedAt, decision: decisions.filter((d) => d.stageRunId === r.id && d.state !== 'sent-back').at(-1)?.kind ?? null,
    }));
    const opening = entry.stage === key && entry.phase === 'opening';
    if (been.length > 0 && !opening) return been;
    const ahead: StageRunView = { key, title, round: opening ? entry.round : 1, state: opening ? 'opening' : 'ahead', openedAt: null, closedAt: null, decision: null };
    return [...been, ahead];
  });
}

function taskView(key: string, stage: BundleStage, runs: readonly TaskRun[], names: Names, actor: Actor, where: readonly string[], now: string): TaskView[] {
  const run = runs.find((t) => t.taskKey === key);
  const def = stage.tasks[key];
  if (!run || !def) return [];
  return [{
    key, title: def.title, role: run.role, assignee: names.orNull(run.assigneeId), state: run.state, dueAt: run.dueAt, overdue: run.state !== 'done' && run.dueAt < now,
    after: [...(def.after ?? [])], delivers: [...(def.delivers ?? [])], completedAt: run.completedAt, completedBy: names.orNull(run.completedBy), note: run.note,
    mine: run.state === 'ready' && (run.assigneeId === actor.personId || holdsOneOf(actor, [run.role, 'rm'], where)),
  }];
}

function deliverableView(key: string, stage: BundleStage, versions: readonly Deliverable[], names: Names, actor: Actor, where: readonly string[]): DeliverableView[] {
  const def = stage.deliverables[key];
  if (!def) return [];
  const items = versions.filter((d) => d.deliverableKey === key);
  return [{
    key, title: def.title, roles: [...def.roles], required: def.required, many: def.many ?? null, acceptedBy: def.acceptedBy ?? null,
    form: def.form ? { fields: def.form.fields as Record<string, unknown> } : null, mine: holdsOneOf(actor, def.roles, where), complete: isIn(key, items),
    items: items.map((d) => ({
      id: d.id, item: d.item, version: d.version, state: d.state, hash: d.contentHash, handedInBy: names.of(d.handedInBy), handedInAt: d.handedInAt,
      reviewedBy: names.orNull(d.reviewedBy), reviewedAt: d.reviewedAt, reviewNote: d.reviewNote,
    })),
  }];
}

async function kpiViews(em: EntityManager, stage: BundleStage, entryId: string, judged: Judgement | null): Promise<KpiView[]> {
  const weekly = await em.find(Reading, { where: { entryId, kpi: In([...stage.order.kpis]) }, order: { week: 'DESC' }, take: weeksShown * stage.order.kpis.length });
  return stage.order.kpis.flatMap((key): KpiView[] => {
    const def = stage.kpis[key];
    if (!def) return [];
    const now = judged?.readings.find((r) => r.kpi === key);
    const weeks = weekly.filter((r) => r.kpi === key && r.week !== '').slice(0, weeksShown).reverse();
    return [{
      key, title: def.title, formula: def.formula, unit: def.unit, target: def.target, from: def.from, shadow: def.shadow,
      numerator: now?.numerator ?? null, denominator: now?.denominator ?? null, value: now?.value ?? null, met: now?.met ?? null, asOf: now?.asOf ?? null, evidence: now?.evidence ?? ended,
      colour: weeks.at(-1)?.colour ?? (now === undefined || now.value === null ? 'grey' : def.target === null ? 'none' : now.met ? 'green' : 'red'),
      weeks: weeks.map(({ week, value, colour }) => ({ week, value, colour })),
    }];
  });
}
