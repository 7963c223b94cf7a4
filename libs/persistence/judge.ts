import type { EntityManager } from 'typeorm';
import type { BundleContent } from '../playbook/bundle-content.js';
import type { ConditionResult, KpiReading, PacketDeliverable, Verdict } from '../rules/facts.js';
import { gateVerdict } from '../rules/gate-verdict.js';
import { judgeConditions, readStage } from '../rules/readings/read-stage.js';
import type { MeasureFacts } from '../rules/readings/measure-facts.js';
import type { Entry } from './entities/process/entry.js';
import { readMeasureFacts } from './facts.js';
import { packetHash } from './packet-hash.js';
import { deliverablesOf } from './work-rows.js';

/** A gate judged on the facts of now. */
export type Judgement = {
  readonly readings: readonly KpiReading[];
  readonly conditions: readonly ConditionResult[];
  readonly verdict: Verdict;
  readonly deliverables: readonly PacketDeliverable[];
  /** Binds votes to exactly these facts. */
  readonly hash: string;
  readonly asOf: string;
  /** In stage 1: the market that the signed entry decision names. */
  readonly chosenMarketId: string | null;
};

/** Reads the facts, measures every KPI of the stage and judges its gate. The one way a verdict comes about. */
export async function judge(em: EntityManager, entry: Entry, bundle: BundleContent, now: string): Promise<Judgement> {
  return judgeOn(await readMeasureFacts(em, entry, bundle, now), em, entry, bundle, now);
}

/** The same on facts that were read already (a page of a weekly review reads them for many entries at once). */
export async function judgeOn(facts: MeasureFacts, em: EntityManager, entry: Entry, bundle: BundleContent, now: string): Promise<Judgement> {
  const waived = await waivedConditions(em, entry, now);
  const readings = readStage(bundle, entry.stage, facts);
  const conditions = judgeConditions(bundle, entry.stage, readings, facts.history, waived);
  const deliverables = entry.stageRunId === null ? [] : (await deliverablesOf(em, entry.stageRunId)).map((d): PacketDeliverable => ({
    key: d.deliverableKey, item: d.item, version: d.version, id: d.id, hash: d.contentHash, state: d.state,
  }));
  const hash = packetHash({ entry: entry.id, stage: entry.stage, round: entry.round, bundle: entry.bundleHash, conditions, deliverables });
  return { readings, conditions, verdict: gateVerdict(conditions), deliverables, hash, asOf: facts.asOf, chosenMarketId: chosenMarket(entry, facts) };
}

function chosenMarket(entry: Entry, facts: MeasureFacts): string | null {
  if (entry.stage !== 'select') return null;
  const code = facts.forms.entryDecision?.[0]?.data.market;
  return facts.candidates.find((c) => c.code === code)?.marketId ?? null;
}

/** Conditions with a waiver that has not expired. */
export async function waivedConditions(em: EntityManager, entry: Entry, now: string): Promise<Set<string>> {
  if (entry.stageRunId === null) return new Set();
  const rows = await em.query<{ condition: string }[]>(
    'select `condition` from waiver where stageRunId = ? and expiresAt > ?', [entry.stageRunId, now]);
  return new Set(rows.map((row) => row.condition));
}
