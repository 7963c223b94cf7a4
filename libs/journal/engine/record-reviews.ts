import { randomUUID } from 'node:crypto';
import { In, MoreThan } from 'typeorm';
import { canonical } from '../../playbook/canonical.js';
import type { BundleContent } from '../../playbook/bundle-content.js';
import type { KpiReading } from '../../rules/facts.js';
import { factsOf } from '../../rules/frozen-conditions.js';
import { counts } from '../../rules/gate-verdict.js';
import { weekEnd } from '../../rules/iso-week.js';
import { kpiColour } from '../../rules/kpi-colour.js';
import { lapse } from '../../rules/lapse.js';
import type { MeasureFacts } from '../../rules/readings/measure-facts.js';
import { readReview } from '../../rules/readings/read-stage.js';
import { countColours, reviewFindings, type ReviewedReading } from '../../rules/review-findings.js';
import { Entry } from '../../persistence/entities/process/entry.js';
import { GatePacket, Reading, Review, Sweep } from '../../persistence/entities/process/gate.js';
import { readFactsOfMany } from '../../persistence/facts.js';
import { insertRows } from '../../persistence/insert-rows.js';
import { judgeOn } from '../../persistence/judge.js';
import { lockRow } from '../../persistence/unit-of-work.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { companyCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { evidenceChanged } from '../work.js';

type Page = { readonly sweepId: string; readonly cohort: string; readonly week: string; readonly afterEntryId: string | null; readonly limit: number };
type PageAnswer = { readonly reviewed: number; readonly skipped: number; readonly lastEntryId: string | null };

/**
 * One page of a cohort's weekly review: the street is counted for all its entries at once, then each entry gets its review, exactly
 * once per ISO week. Held entries are skipped: their clocks stand still.
 */
export const recordReviews = companyCommand<Page, PageAnswer>(async (tx, { sweepId, cohort, week, afterEntryId, limit }) => {
  const page = await tx.em.find(Entry, { where: { cohort, state: In(['running', 'held']), ...(afterEntryId !== null && { id: MoreThan(afterEntryId) }) }, order: { id: 'ASC' }, take: limit });
  const done = new Set((await tx.em.find(Review, { where: { entryId: In(page.map((e) => e.id)), week }, select: { entryId: true } })).map((r) => r.entryId));
  const open = page.filter((e) => e.state === 'running' && e.phase !== 'opening' && e.phase !== 'replicating' && !done.has(e.id));
  const many = [];
  for (const entry of open) many.push({ entry, bundle: await tx.bundles.content(tx.em, entry.bundleHash) });
  const facts = await readFactsOfMany(tx.em, many, tx.now, week);
  let reviewed = 0;
  for (const { entry, bundle } of many) {
    const mine = facts.get(entry.id);
    if (mine && await reviewOne(tx, entry.id, bundle, mine, week)) reviewed += 1;
  }
  const skipped = page.length - reviewed;
  await tx.em.increment(Sweep, { id: sweepId }, 'reviewed', reviewed);
  await tx.em.increment(Sweep, { id: sweepId }, 'skipped', skipped);
  return { reviewed, skipped, lastEntryId: page.length < limit ? null : page.at(-1)?.id ?? null };
});

/** False when somebody ended, held or reviewed the entry between the page's read and its lock. */
async function reviewOne(tx: CompanyTransaction, entryId: string, bundle: BundleContent, facts: MeasureFacts, week: string): Promise<boolean> {
  const entry = await lockRow(tx.em, Entry, { id: entryId });
  if (!entry || entry.state !== 'running' || await tx.em.existsBy(Review, { entryId, week })) return false;
  const readings = readReview(bundle, entry.stage, facts).map((reading) => coloured(bundle, reading, facts));
  const reviewId = randomUUID();
  await insertRows(tx.em, Review, [{ id: reviewId, entryId, week, asOf: weekEnd(week), stage: entry.stage, at: tx.now, summary: summaryOf(readings) }]);
  await insertRows(tx.em, Reading, readings.map((r) => ({
    id: randomUUID(), entryId, kpi: r.kpi, sourceId: reviewId, week, asOf: facts.asOf, numerator: r.numerator, denominator: r.denominator, value: r.value,
    met: r.met === null ? null : r.met ? 'yes' as const : 'no' as const, colour: r.colour, bundleHash: entry.bundleHash,
  })));
  await tx.within(entry, async (own) => {
    await lookAgainIfItSaysSomethingElse(own, { ...facts, history: [...facts.history, ...readings.map((r) => ({ ...r, week }))] }, week);
    own.record('review', { week, stage: entry.stage, round: entry.round, counts: countColours(readings) });
  });
  return true;
}

type ColouredReading = KpiReading & ReviewedReading;

function coloured(bundle: BundleContent, reading: KpiReading, facts: MeasureFacts): ColouredReading {
  const kpi = bundle.stages.find((stage) => reading.kpi in stage.kpis)?.kpis[reading.kpi];
  if (!kpi) throw new Error(`the bundle has no KPI ${reading.kpi}`);
  const before = facts.history.filter((one) => one.kpi === reading.kpi);
  const rule = { target: kpi.target, unit: kpi.unit, zeroTolerance: kpi.zeroTolerance ?? false, limits: bundle.parameters.colour };
  return { ...reading, title: kpi.title, colour: kpiColour([...before, reading], rule) };
}

function summaryOf(readings: readonly ColouredReading[]): object {
  return {
    readings: readings.map(({ kpi, title, numerator, denominator, value, met, colour }) => ({ kpi, title, numerator, denominator, value, met, colour })),
    counts: countColours(readings), findings: reviewFindings(readings),
  };
}

/**
 * A watching entry gets a new packet when the week changed what a condition says; an entry before its deciders only when it would no
 * longer pass, so that votes on a packet that still holds are not thrown away every Monday.
 */
async function lookAgainIfItSaysSomethingElse(own: EntryTransaction, facts: MeasureFacts, week: string): Promise<void> {
  const { entry, em } = own;
  if (entry.phase !== 'watching' && entry.phase !== 'gate') return;
  const run = await own.stageRun();
  const packet = run.packetId === null ? null : await em.findOneBy(GatePacket, { id: run.packetId });
  const judged = await judgeOn(facts, em, entry, own.bundle, own.now);
  const fallen = packet !== null && judged.conditions.some((c) => counts(c) && c.met !== true);
  const differs = packet === null || canonical(factsOf(packet.conditions)) !== canonical(factsOf(judged.conditions));
  if (entry.phase === 'gate' ? fallen : differs) await evidenceChanged(own, lapse('weekly-review', week));
}
