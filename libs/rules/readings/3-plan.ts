import { marginGap, priceChain } from '../../measures/price-chain.js';
import { ratio } from '../../measures/ratio.js';
import { reconcileTarget } from '../../measures/targets.js';
import type { FormOf } from '../../playbook/playbook.js';
import type { plan } from '../../playbook/stages/3-plan.js';
import type { Measured } from '../facts.js';
import { acceptedDocuments, capacityOf } from './2-survey.js';
import { finance, paybackMonth, type Finance } from './finance.js';
import { fromRatio, furthestFromOne, noData, plain, quotientOf } from './measured.js';
import { latest, type Measure, type MeasureFacts } from './measure-facts.js';

type PlanKpi = keyof (typeof plan)['kpis'];
type Tier = FormOf<'priceChain'>['tiers'][number];

const filled = (value: string | null | undefined): boolean => (value ?? '').trim() !== '';
const some = (rows: readonly unknown[] | undefined): boolean => (rows ?? []).length > 0;

/** The nodes of the plan-making flow (method.md §7.1), each found in what was handed in. */
const inputs: Readonly<Record<string, (facts: MeasureFacts) => boolean>> = {
  marketReport: (f) => (f.documents.marketReport?.handedIn ?? 0) > 0,
  segments: (f) => some(latest(f, 'entryStrategy')?.data.segments),
  rivals: (f) => some(latest(f, 'entryStrategy')?.data.rivals),
  targetRival: (f) => filled(latest(f, 'entryStrategy')?.data.targetRival) && filled(latest(f, 'entryStrategy')?.data.weakness),
  industryMarkup: (f) => some(latest(f, 'priceChain')?.data.industryMarkup),
  rivalPrices: (f) => some(latest(f, 'priceChain')?.data.tiers.filter((tier) => tier.owner === 'rival')),
  dealerReward: (f) => some(latest(f, 'priceChain')?.data.dealerReward),
  priceSensitivity: (f) => some(latest(f, 'priceChain')?.data.priceSensitivity),
  cost: (f) => (latest(f, 'priceChain')?.data.unitCost ?? null) !== null,
  pricingMethod: (f) => filled(latest(f, 'priceChain')?.data.pricingMethod),
  productMix: (f) => some(latest(f, 'productScheme')?.data.products),
  dealers: (f) => some(latest(f, 'channelScheme')?.data.zones.filter((zone) => zone.model === 'direct' || filled(zone.dealer))),
  cooperationModel: (f) => some(latest(f, 'channelScheme')?.data.zones),
  rivalPromotion: (f) => filled(latest(f, 'promotionScheme')?.data.rivalMeans),
  ownPromotion: (f) => some(latest(f, 'promotionScheme')?.data.promotions),
  targets: (f) => some(latest(f, 'targets')?.data.targets),
  schedule: (f) => some(latest(f, 'schedule')?.data.steps),
  people: (f) => some(latest(f, 'schedule')?.data.people),
  material: (f) => some(latest(f, 'schedule')?.data.material),
  budget: (f) => some(latest(f, 'budget')?.data.lines),
};

function inputReadiness(facts: MeasureFacts): Measured {
  const missing = Object.keys(inputs).filter((key) => !inputs[key]?.(facts));
  const all = Object.keys(inputs).length;
  if (missing.length === all) return noData('no plan input handed in');
  return fromRatio(ratio(all - missing.length, all), missing.length === 0 ? 'all plan inputs' : `missing: ${missing.join(' ')}`);
}

const tiersOf = (facts: MeasureFacts): readonly Tier[] => latest(facts, 'priceChain')?.data.tiers ?? [];
const marginOf = (tier: Tier) => ratio(tier.sell - tier.buy, tier.sell);

/** Each own price of a tier beside the rival's: of the same product where named so, else the first. */
function pairs(facts: MeasureFacts, tier: Tier['tier']): { readonly own: Tier; readonly rival: Tier }[] {
  const rows = tiersOf(facts).filter((row) => row.tier === tier);
  const rivals = rows.filter((row) => row.owner === 'rival');
  return rows.filter((row) => row.owner === 'own').flatMap((own) => {
    const rival = rivals.find((row) => row.product === own.product) ?? rivals[0];
    return rival ? [{ own, rival }] : [];
  });
}

function tierMarginGap(facts: MeasureFacts): Measured {
  const gaps = (['dealer', 'terminal'] as const).flatMap((tier) => pairs(facts, tier).flatMap(({ own, rival }) => marginGap(marginOf(own), marginOf(rival)) ?? []));
  if (gaps.length === 0) return noData('no tier priced for both sides');
  const reason = latest(facts, 'priceChain')?.data.marginReason ?? null;
  return plain(Math.min(...gaps), filled(reason) ? `priceChain; reason: ${reason}` : 'priceChain');
}

function negativeTiers(facts: MeasureFacts): Measured {
  const own = tiersOf(facts).filter((tier) => tier.owner === 'own');
  if (own.length === 0) return noData('no own price chain');
  const products = [...new Set(own.map((tier) => tier.product))];
  const faults = products.flatMap((product) => priceChain(own.filter((tier) => tier.product === product)
    .map((tier) => ({ tier: tier.tier, buyMinor: tier.buy, sellMinor: tier.sell }))).faults.map((fault) => `${product} ${fault.tier}`));
  return plain(faults.length, faults.length === 0 ? 'priceChain' : `priceChain: ${faults.join(', ')}`);
}

function priceIndex(facts: MeasureFacts): Measured {
  const worst = furthestFromOne(pairs(facts, 'terminal').map(({ own, rival }) => ratio(own.sell, rival.sell)));
  return worst ? fromRatio(worst, 'priceChain') : noData('no consumer price of both sides');
}

/** Children of one parent and level must add up to it; a child whose parent is nowhere is unreconciled by all it carries. */
function targetReconciliation(facts: MeasureFacts): Measured {
  const rows = latest(facts, 'targets')?.data.targets ?? [];
  const children = rows.filter((row) => filled(row.parent));
  if (children.length === 0) return noData('no target is broken down');
  const groups = [...new Set(children.map((row) => JSON.stringify([row.metric, row.parent, row.level])))];
  const off = groups.map((group) => {
    const [metric, parent, level] = JSON.parse(group) as [string, string, string];
    const values = children.filter((row) => row.metric === metric && row.parent === parent && row.level === level).map((row) => row.value);
    const above = rows.find((row) => row.metric === metric && row.owner === parent);
    const { difference } = reconcileTarget(above?.value ?? 0, values);
    return { name: `${parent} ${metric} ${level}`, size: Math.abs(difference ?? 0) };
  }).filter((group) => group.size !== 0);
  return plain(off.reduce((sum, group) => sum + group.size, 0), off.length === 0 ? 'targets' : `off: ${off.map((group) => `${group.name} ${group.size}`).join(', ')}`);
}

const financial = (measure: (check: Finance) => Measured): Measure => (facts) => {
  const form = latest(facts, 'financeCheck');
  return form === null ? noData('no finance check') : measure(finance(form.data, null));
};

function requiredShare(facts: MeasureFacts): Measured {
  const form = latest(facts, 'financeCheck')?.data;
  if (form === undefined) return noData('no finance check');
  const required = finance(form, capacityOf(facts)?.median ?? null).breakEven.requiredShare;
  if (required.value === null) return noData('no capacity, or no break-even');
  return fromRatio(quotientOf(required, ratio(form.targetShare, 1)), 'financeCheck, capacity');
}

/** Without a contribution no volume ever breaks even: the whole plan is unsafe, which is known and not missing. */
function marginOfSafety({ breakEven, form }: Finance): Measured {
  if (breakEven.fault !== null) return fromRatio(ratio(-form.planUnits, form.planUnits), 'financeCheck: a case contributes nothing');
  return fromRatio(breakEven.marginOfSafety, `financeCheck: break-even at ${breakEven.cases ?? 'none'}`);
}

export const measurePlan: { readonly [K in PlanKpi]: Measure } = {
  inputReadiness,
  tierMarginGap,
  negativeTiers,
  priceIndex,
  contributionRatio: financial(({ contribution }) => fromRatio(contribution.contributionRatio, 'financeCheck')),
  requiredShare,
  marginOfSafety: financial(marginOfSafety),
  payback: financial(({ base }) => plain(paybackMonth(base), base.paybackMonth === null ? 'financeCheck: not within the horizon' : 'financeCheck')),
  cashHeadroom: financial(({ volumeLess20, form }) => plain(form.cashLimit - volumeLess20.peakNeedMinor, `financeCheck: peak need ${volumeLess20.peakNeedMinor}`)),
  costCaseHeadroom: financial(({ costPlus10, form }) => plain(form.cashLimit - costPlus10.peakNeedMinor, `financeCheck: peak need ${costPlus10.peakNeedMinor}`)),
  targetReconciliation,
  planAccepted: (facts) => acceptedDocuments(facts, 'planDocument'),
};
