import { In, type EntityManager } from 'typeorm';
import type { BundleContent } from '../playbook/bundle-content.js';
import { gateKeys, stageKeys, type StageKey } from '../playbook/define-stage.js';
import type { DeliverableKey, KpiKey } from '../playbook/playbook.js';
import type { Role } from '../playbook/roles.js';
import { localDay } from '../rules/calendar.js';
import type { PassedGate } from '../rules/facts.js';
import type { FieldTotals } from '../rules/field-totals.js';
import { addWeeks, isoWeek, weekEnd } from '../rules/iso-week.js';
import { factsOfBundle, type HistoryReading, type MeasureFacts } from '../rules/readings/measure-facts.js';
import { Candidate, Deliverable, StageRun, type Entry } from './entities/process/entry.js';
import { Market } from './entities/field/master.js';
import { Decision, GatePacket } from './entities/process/gate.js';
import { RoleAssignment } from './entities/process/people.js';
import { fieldTotals } from './field-totals.js';
import { surveyTotalsOf } from './survey/survey-totals.js';
import { marks } from './marks.js';

export type Measurable = { readonly entry: Entry; readonly bundle: BundleContent };

/** The facts that one entry's KPIs are measured on; the street as of its latest weekly review, on the rows that stand today. */
export async function readMeasureFacts(em: EntityManager, entry: Entry, bundle: BundleContent, now: string): Promise<MeasureFacts> {
  const facts = await readFactsOfMany(em, [{ entry, bundle }], now);
  return facts.get(entry.id) as MeasureFacts;
}

/**
 * The same for many entries with a fixed number of queries. With `week`, the street is read as of the end of that week (a review is
 * being made); without, as of each entry's latest review, or of this week while it has none.
 */
export async function readFactsOfMany(em: EntityManager, many: readonly Measurable[], now: string, week?: string): Promise<Map<string, MeasureFacts>> {
  if (many.length === 0) return new Map();
  const ids = many.map(({ entry }) => entry.id);
  const runs = await em.find(StageRun, { where: { entryId: In(ids) }, order: { openedAt: 'ASC', round: 'ASC' } });
  const newest = newestRuns(runs);
  const papers = await em.findBy(Deliverable, { stageRunId: In(newest.map((r) => r.id)), state: In(['handed-in', 'accepted']) });
  const authors = await rolesOf(em, papers.map((d) => d.handedInBy));
  const readings = await historyOf(em, ids, week);
  const gates = await passedGates(em, ids, runs);
  const candidates = await em.find(Candidate, { where: { entryId: In(ids) }, order: { position: 'ASC' } });
  const marketIds = [...candidates.map((c) => c.marketId), ...many.flatMap(({ entry }) => entry.marketId ?? [])];
  const markets = new Map((await em.findBy(Market, { id: In(marketIds) })).map((m) => [m.id, m]));
  const weekOf = (entry: Entry): string => week ?? readings.filter((r) => r.entryId === entry.id).at(-1)?.week ?? isoWeek(localDay(new Date(now), entry.timeZone));
  const street = await streetOf(em, many, weekOf);
  const surveys = await surveyTotalsOf(em, many.flatMap(({ entry }) => (entry.stage === 'survey' && entry.stageRunId !== null ? [entry.stageRunId] : [])), now);
  return new Map(many.map(({ entry, bundle }) => {
    const own = newest.filter((r) => r.entryId === entry.id);
    const mine = papers.filter((d) => d.entryId === entry.id);
    return [entry.id, {
      asOf: weekEnd(weekOf(entry)), timeZone: entry.timeZone, ...factsOfBundle(bundle),
      forms: formsOf(mine, own, bundle, authors), documents: documentsOf(mine),
      field: entry.marketId === null ? null : street.get(entry.id) ?? null,
      survey: entry.stageRunId === null ? null : surveys.get(entry.stageRunId) ?? null,
      history: readings.filter((r) => r.entryId === entry.id && r.week <= weekOf(entry)).map(({ entryId: _id, met, ...r }): HistoryReading => ({ ...r, met: met === null ? null : met === 'yes' })),
      passed: gates.filter((g) => g.entryId === entry.id).map(({ entryId: _id, ...gate }) => gate),
      candidates: candidates.filter((c) => c.entryId === entry.id).flatMap((c) => { const m = markets.get(c.marketId); return m ? [{ marketId: m.id, code: m.code, name: m.name }] : []; }),
      marketCode: entry.marketId === null ? null : markets.get(entry.marketId)?.code ?? null,
      stageOpenedAt: Object.fromEntries(own.map((r) => [r.stage, r.openedAt])),
    }];
  }));
}

/** Share and distribution are compared with values of long ago (gain since G5, launch curve); nothing else looks back further than this. */
const lookBackWeeks = 26;
const longMemory: readonly KpiKey[] = ['marketShare', 'numericDistribution'];

async function historyOf(em: EntityManager, entryIds: readonly string[], week?: string): Promise<HistoryRow[]> {
  const from = week === undefined ? '' : addWeeks(week, -lookBackWeeks);
  return em.query<HistoryRow[]>(
    `select entryId, week, kpi, numerator, denominator, value, met from reading
     where week <> '' and entryId in (${marks(entryIds)}) and (week >= ? or kpi in (${marks(longMemory)})) order by week`, [...entryIds, from, ...longMemory]);
}

type HistoryRow = { entryId: string; week: string; kpi: string; numerator: number | null; denominator: number | null; value: number | null; met: 'yes' | 'no' | null };

/** A new round of an earlier stage makes the later stages' papers history: only what was handed in since counts. */
function newestRuns(runs: readonly StageRun[]): StageRun[] {
  const after = (a: StageRun, b: StageRun): boolean => stageKeys.indexOf(a.stage) > stageKeys.indexOf(b.stage);
  const replaces = (other: StageRun, run: StageRun): boolean => other.entryId === run.entryId
    && (other.stage === run.stage ? other.round > run.round : after(run, other) && other.openedAt > run.openedAt);
  return runs.filter((run) => !runs.some((other) => replaces(other, run)));
}

function formsOf(papers: readonly Deliverable[], runs: readonly StageRun[], bundle: BundleContent, authors: ReadonlyMap<string, Role[]>): MeasureFacts['forms'] {
  const forms: Record<string, unknown[]> = {};
  for (const paper of papers) {
    const run = runs.find((r) => r.id === paper.stageRunId);
    const def = bundle.stages.find((s) => s.key === run?.stage)?.deliverables[paper.deliverableKey];
    if (!run || !def?.form) continue;
    (forms[paper.deliverableKey] ??= []).push({
      item: paper.item, data: paper.content, by: paper.handedInBy, byRoles: authors.get(paper.handedInBy) ?? [], at: paper.handedInAt, state: paper.state, round: run.round, stage: run.stage,
    });
  }
  return forms as MeasureFacts['forms'];
}

function documentsOf(papers: readonly Deliverable[]): MeasureFacts['documents'] {
  const documents: Partial<Record<DeliverableKey, { handedIn: number; accepted: number }>> = {};
  for (const { deliverableKey, state } of papers) {
    const count = (documents[deliverableKey as DeliverableKey] ??= { handedIn: 0, accepted: 0 });
    count.handedIn += 1;
    if (state === 'accepted') count.accepted += 1;
  }
  return documents;
}

async function rolesOf(em: EntityManager, people: readonly string[]): Promise<Map<string, Role[]>> {
  const roles = new Map<string, Role[]>();
  for (const { personId, role } of await em.findBy(RoleAssignment, { personId: In([...new Set(people)]) })) roles.set(personId, [...(roles.get(personId) ?? []), role]);
  return roles;
}

async function passedGates(em: EntityManager, entryIds: readonly string[], runs: readonly StageRun[]): Promise<(PassedGate & { entryId: string })[]> {
  const decisions = await em.find(Decision, { where: { entryId: In([...entryIds]), kind: In(['go', 'conditional_go']), state: 'carried-out' }, order: { at: 'ASC' } });
  const hashes = new Map((await em.find(GatePacket, { where: { id: In(decisions.map((d) => d.packetId)) }, select: { id: true, hash: true } })).map((p) => [p.id, p.hash]));
  const weeks = await weeksJudged(em, entryIds, decisions.map((d) => d.packetId));
  return decisions.flatMap(({ entryId, stageRunId, packetId, at, kind }) => {
    const run = runs.find((r) => r.id === stageRunId);
    return run ? [{ entryId, gate: gateKeys[stageKeys.indexOf(run.stage as StageKey)] as PassedGate['gate'], stage: run.stage, round: run.round, at, kind, packetHash: hashes.get(packetId) ?? '', week: weeks.get(packetId) ?? isoWeek(at.slice(0, 10)) }] : [];
  });
}

/** Up to which week each packet was judged, as its readings say. */
async function weeksJudged(em: EntityManager, entryIds: readonly string[], packetIds: readonly string[]): Promise<Map<string, string>> {
  if (packetIds.length === 0) return new Map();
  const rows = await em.query<{ sourceId: string; asOf: string }[]>(`select sourceId, max(asOf) as asOf from reading
     where entryId in (${marks(entryIds)}) and week = '' and sourceId in (${marks(packetIds)}) group by sourceId`, [...entryIds, ...packetIds]);
  return new Map(rows.map((row) => [row.sourceId, isoWeek(row.asOf)]));
}

/** Totals per entry; entries that look at the same week are counted together. */
async function streetOf(em: EntityManager, many: readonly Measurable[], weekOf: (entry: Entry) => string): Promise<Map<string, FieldTotals>> {
  const byEntry = new Map<string, FieldTotals>();
  const open = many.filter(({ entry }) => entry.marketId !== null);
  for (const week of new Set(open.map(({ entry }) => weekOf(entry)))) {
    const asked = open.filter(({ entry }) => weekOf(entry) === week);
    // One market may be counted in two ways by two entries: each way is asked on its own.
    for (const group of apart(asked)) {
      const totals = await fieldTotals(em, { week, markets: group.map(({ entry, bundle: { parameters: p } }) => ({
        marketId: entry.marketId as string, windowWeeks: p.windowWeeks, volumeBasis: p.volumeBasis, categoryVolume: p.categoryVolume, category: p.category, visitPeriods: p.visits.periodDays,
      })) });
      for (const { entry } of group) {
        const total = totals.get(entry.marketId as string);
        if (total) byEntry.set(entry.id, total);
      }
    }
  }
  return byEntry;
}

function apart(asked: readonly Measurable[]): Measurable[][] {
  const groups: Measurable[][] = [];
  for (const one of asked) {
    const group = groups.find((g) => !g.some((other) => other.entry.marketId === one.entry.marketId));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}
