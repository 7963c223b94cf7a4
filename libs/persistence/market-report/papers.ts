import type { EntityManager } from 'typeorm';
import type { MarketReportView } from '../../contracts/market-report.js';
import { capacityEstimate } from '../../measures/capacity.js';
import { Refusal } from '../../rules/failures.js';
import { capacityByMethod } from '../../rules/readings/2-survey.js';
import { latest, submissions, type MeasureFacts } from '../../rules/readings/measure-facts.js';
import { Deliverable, Entry } from '../entities/process/entry.js';
import { readMeasureFacts } from '../facts.js';
import type { BundleLookup } from '../figures/frame.js';

/** What was handed in with the market's entry: the texts and inputs that no row of the street tells. */
export type Papers = {
  readonly entry: MarketReportView['entry'];
  readonly bundleHash: string | null;
  readonly brief: MarketReportView['basics']['brief'];
  readonly capacity: MarketReportView['capacity']['paper'];
  readonly rivals: MarketReportView['competitors']['rivals'];
  readonly chances: MarketReportView['chances'];
  /** By the dealer's code. */
  readonly interviews: ReadonlyMap<string, MarketReportView['dealers'][number]['interview']>;
  readonly zones: ReadonlyMap<number, { readonly listed: number; readonly personDays: number }>;
};

const none: Papers = { entry: null, bundleHash: null, brief: null, capacity: null, rivals: [], chances: { strategy: null, text: null }, interviews: new Map(), zones: new Map() };

/** The papers of the named entry, or of the newest that has or wants this market. Throws `not-found` for an entry that is not of this market. */
export async function papersOf(em: EntityManager, bundles: BundleLookup, marketId: string, entryId: string | undefined, now: string): Promise<Papers> {
  const entry = entryId === undefined ? await em.findOne(Entry, { where: { marketId }, order: { createdAt: 'DESC' } }) : await em.findOneBy(Entry, { id: entryId });
  if (entryId !== undefined && entry?.marketId !== marketId) throw new Refusal('not-found', { what: `entry ${entryId} of this market` });
  if (!entry) return none;
  const facts = await readMeasureFacts(em, entry, await bundles.content(em, entry.bundleHash), now);
  const strategy = latest(facts, 'entryStrategy')?.data;
  const brief = latest(facts, 'surveyBrief')?.data;
  return {
    entry: { id: entry.id, name: entry.name, stage: entry.stage, currency: entry.currency }, bundleHash: entry.bundleHash,
    brief: brief ? { content: brief.content, scope: brief.scope } : null, capacity: capacityPaper(facts), rivals: strategy?.rivals.map(({ rival, finding }) => ({ rival, finding })) ?? [],
    chances: {
      strategy: strategy ? {
        targetRival: strategy.targetRival, weakness: strategy.weakness, evidence: strategy.evidence, segments: strategy.segments.map(({ name, why }) => ({ name, why })), focusZones: strategy.focusZones.map(({ zoneNo }) => zoneNo),
      } : null,
      text: await reportText(em, entry.id),
    },
    interviews: new Map(submissions(facts, 'dealerInterview').map(({ data }) => [data.dealer, {
      date: data.date, historyYears: data.historyYears, staff: data.staff, networkOutlets: data.networkOutlets, shareOfSales: data.shareOfSales, note: data.note,
    }])),
    zones: new Map((latest(facts, 'zonePlan')?.data.zones ?? []).map(({ zoneNo, listed, personDays }) => [zoneNo, { listed, personDays }])),
  };
}

function capacityPaper(facts: MeasureFacts): Papers['capacity'] {
  const form = latest(facts, 'capacity')?.data;
  if (!form) return null;
  const { topDown, census, mainBrands } = capacityByMethod(form);
  const { methods, median, spread } = capacityEstimate([topDown, census, mainBrands]);
  const { people, userRate, perUserYear, aOutlets, aMonthly, bOutlets, bMonthly, cOutlets, cMonthly, unsurveyed, seasonIndex, mainBrandsShare } = form;
  return {
    unit: form.unit, methods, median, spread,
    topDown: { figure: topDown, inputs: { people, userRate, perUserYear } },
    census: { figure: census, inputs: { aOutlets, aMonthly, bOutlets, bMonthly, cOutlets, cMonthly, unsurveyed, seasonIndex } },
    mainBrands: { figure: mainBrands, inputs: { mainBrands: form.mainBrands.map(({ brand, yearly }) => `${brand} ${yearly}`).join('; ') || null, mainBrandsShare } },
  };
}

async function reportText(em: EntityManager, entryId: string): Promise<string | null> {
  const [paper] = await em.find(Deliverable, { where: { entryId, deliverableKey: 'marketReport' }, order: { handedInAt: 'DESC', version: 'DESC' }, take: 1 });
  const text = (paper?.content as { readonly text?: unknown } | undefined)?.text;
  return typeof text === 'string' && text.trim() !== '' ? text : null;
}
