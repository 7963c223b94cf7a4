import { marginGap, priceChain } from '../../measures/price-chain.js';
import { ratio } from '../../measures/ratio.js';
import { reconcileTarget } from '../../measures/targets.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import type { FormOf } from '../../playbook/playbook.js';
import { plan } from '../../playbook/stages/3-plan.js';
import type { Measured } from '../facts.js';
import { acceptedDocuments, capacityOf } from './2-survey.js';
import { finance, paybackMonth, type Finance } from './finance.js';
import { fromRatio, furthestFromOne, noData, plain, quotientOf } from './measured.js';
import { latest, type Measure, type MeasureFacts } from './measure-facts.js';
import { fieldOf, list, missing, named, notHandedIn, papers, saying } from './sources.js';

type PlanKpi = keyof (typeof plan)['kpis'];
type Tier = FormOf<'priceChain'>['tiers'][number];
type Target = FormOf<'targets'>['targets'][number];

const tierTitles = plan.deliverables.priceChain.form.fields.tiers.of.tier.options;
const targetFields = plan.deliverables.targets.form.fields.targets.of;

const filled = (value: string | null | undefined): boolean => (value ?? '').trim() !== '';
const some = (rows: readonly unknown[] | undefined): boolean => (rows ?? []).length > 0;

/** The nodes of the plan-making flow (method.md §7.1), each found in what was handed in. */
const inputs: readonly (readonly [title: Text, isIn: (facts: MeasureFacts) => boolean])[] = [
  [papers('marketReport'), (f) => (f.documents.marketReport?.handedIn ?? 0) > 0],
  [fieldOf('entryStrategy', 'segments'), (f) => some(latest(f, 'entryStrategy')?.data.segments)],
  [fieldOf('entryStrategy', 'rivals'), (f) => some(latest(f, 'entryStrategy')?.data.rivals)],
  [text('目标竞争对手及其薄弱环节', 'Target rival and its weak point'), (f) => filled(latest(f, 'entryStrategy')?.data.targetRival) && filled(latest(f, 'entryStrategy')?.data.weakness)],
  [fieldOf('priceChain', 'industryMarkup'), (f) => some(latest(f, 'priceChain')?.data.industryMarkup)],
  [text('主要竞品价格', 'Main rival’s prices'), (f) => some(latest(f, 'priceChain')?.data.tiers.filter((tier) => tier.owner === 'rival'))],
  [fieldOf('priceChain', 'dealerReward'), (f) => some(latest(f, 'priceChain')?.data.dealerReward)],
  [fieldOf('priceChain', 'priceSensitivity'), (f) => some(latest(f, 'priceChain')?.data.priceSensitivity)],
  [fieldOf('priceChain', 'unitCost'), (f) => (latest(f, 'priceChain')?.data.unitCost ?? null) !== null],
  [fieldOf('priceChain', 'pricingMethod'), (f) => filled(latest(f, 'priceChain')?.data.pricingMethod)],
  [papers('productScheme'), (f) => some(latest(f, 'productScheme')?.data.products)],
  [text('各区域的经销商', 'Dealers of the zones'), (f) => some(latest(f, 'channelScheme')?.data.zones.filter((zone) => zone.model === 'direct' || filled(zone.dealer)))],
  [papers('channelScheme'), (f) => some(latest(f, 'channelScheme')?.data.zones)],
  [fieldOf('promotionScheme', 'rivalMeans'), (f) => filled(latest(f, 'promotionScheme')?.data.rivalMeans)],
  [fieldOf('promotionScheme', 'promotions'), (f) => some(latest(f, 'promotionScheme')?.data.promotions)],
  [papers('targets'), (f) => some(latest(f, 'targets')?.data.targets)],
  [fieldOf('schedule', 'steps'), (f) => some(latest(f, 'schedule')?.data.steps)],
  [fieldOf('schedule', 'people'), (f) => some(latest(f, 'schedule')?.data.people)],
  [fieldOf('schedule', 'material'), (f) => some(latest(f, 'schedule')?.data.material)],
  [papers('budget'), (f) => some(latest(f, 'budget')?.data.lines)],
];

function inputReadiness(facts: MeasureFacts): Measured {
  const open = inputs.filter(([, isIn]) => !isIn(facts)).map(([title]) => title);
  if (open.length === inputs.length) return noData(text('尚无方案输入', 'No plan input handed in'));
  return fromRatio(ratio(inputs.length - open.length, inputs.length), missing(open, text('方案输入齐全', 'All plan inputs')));
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
  if (gaps.length === 0) return noData(text('没有双方都有价格的环节', 'No tier priced for both sides'));
  const reason = latest(facts, 'priceChain')?.data.marginReason ?? null;
  return plain(Math.min(...gaps), filled(reason) ? saying(papers('priceChain'), text(`理由:${reason}`, `reason: ${reason}`)) : papers('priceChain'));
}

const ofProduct = (product: string, { zh, en }: Text): Text => text(`${product} ${zh}`, `${product} ${en}`);

function negativeTiers(facts: MeasureFacts): Measured {
  const own = tiersOf(facts).filter((tier) => tier.owner === 'own');
  if (own.length === 0) return noData(text('没有我司的价格', 'No price of ours'));
  const products = [...new Set(own.map((tier) => tier.product))];
  const faults = products.flatMap((product) => priceChain(own.filter((tier) => tier.product === product)
    .map((tier) => ({ tier: tier.tier, buyMinor: tier.buy, sellMinor: tier.sell }))).faults.map(({ tier }) => ofProduct(product, tierTitles[tier as Tier['tier']])));
  return plain(faults.length, saying(papers('priceChain'), list(...faults)));
}

function priceIndex(facts: MeasureFacts): Measured {
  const worst = furthestFromOne(pairs(facts, 'terminal').map(({ own, rival }) => ratio(own.sell, rival.sell)));
  return worst ? fromRatio(worst, papers('priceChain')) : noData(text('没有双方的零售价', 'No consumer price of both sides'));
}

/** Children of one parent and level must add up to it; a child whose parent is nowhere is unreconciled by all it carries. */
function targetReconciliation(facts: MeasureFacts): Measured {
  const rows = latest(facts, 'targets')?.data.targets ?? [];
  const children = rows.filter((row) => filled(row.parent));
  if (children.length === 0) return noData(text('没有分解到下级的目标', 'No target is broken down'));
  const groups = [...new Set(children.map((row) => JSON.stringify([row.metric, row.parent, row.level])))];
  const off = groups.map((group) => {
    const [metric, parent, level] = JSON.parse(group) as [Target['metric'], string, Target['level']];
    const values = children.filter((row) => row.metric === metric && row.parent === parent && row.level === level).map((row) => row.value);
    const above = rows.find((row) => row.metric === metric && row.owner === parent);
    const { difference } = reconcileTarget(above?.value ?? 0, values);
    return { of: [named(parent), targetFields.metric.options[metric], targetFields.level.options[level]] as const, size: Math.abs(difference ?? 0) };
  }).filter((group) => group.size !== 0);
  return plain(off.reduce((sum, group) => sum + group.size, 0), saying(papers('targets'), list(...off.map(({ of, size }) => text(`${of.map(({ zh }) => zh).join(' ')} 差 ${size}`, `${of.map(({ en }) => en).join(' ')} off by ${size}`)))));
}

const financial = (measure: (check: Finance) => Measured): Measure => (facts) => {
  const form = latest(facts, 'financeCheck');
  return form === null ? noData(notHandedIn('financeCheck')) : measure(finance(form.data, null));
};

const check = (about: Text): Text => saying(papers('financeCheck'), about);
/** In minor units, as money is kept: whoever measures does not know the currency. */
const peakNeed = (minor: number): Text => check(text(`最大资金需求 ${minor}(最小货币单位)`, `peak cash need ${minor} minor units`));

function requiredShare(facts: MeasureFacts): Measured {
  const form = latest(facts, 'financeCheck')?.data;
  if (form === undefined) return noData(notHandedIn('financeCheck'));
  const required = finance(form, capacityOf(facts)?.median ?? null).breakEven.requiredShare;
  if (required.value === null) return noData(text('没有容量测算,或没有保本量', 'No capacity, or no break-even'));
  return fromRatio(quotientOf(required, ratio(form.targetShare, 1)), papers('financeCheck', 'capacity'));
}

/** Without a contribution no volume ever breaks even: the whole plan is unsafe, which is known and not missing. */
function marginOfSafety({ breakEven, form }: Finance): Measured {
  if (breakEven.fault !== null) return fromRatio(ratio(-form.planUnits, form.planUnits), check(text('每箱没有贡献', 'a case contributes nothing')));
  return fromRatio(breakEven.marginOfSafety, check(breakEven.cases === null ? text('没有保本量', 'no break-even') : text(`保本量 ${breakEven.cases} 箱`, `break-even at ${breakEven.cases} cases`)));
}

export const measurePlan: { readonly [K in PlanKpi]: Measure } = {
  inputReadiness,
  tierMarginGap,
  negativeTiers,
  priceIndex,
  contributionRatio: financial(({ contribution }) => fromRatio(contribution.contributionRatio, papers('financeCheck'))),
  requiredShare,
  marginOfSafety: financial(marginOfSafety),
  payback: financial(({ base }) => plain(paybackMonth(base), base.paybackMonth === null ? check(text('测算期内不能回收', 'not paid back within the horizon')) : papers('financeCheck'))),
  cashHeadroom: financial(({ volumeLess20, form }) => plain(form.cashLimit - volumeLess20.peakNeedMinor, peakNeed(volumeLess20.peakNeedMinor))),
  costCaseHeadroom: financial(({ costPlus10, form }) => plain(form.cashLimit - costPlus10.peakNeedMinor, peakNeed(costPlus10.peakNeedMinor))),
  targetReconciliation,
  planAccepted: (facts) => acceptedDocuments(facts, 'planDocument'),
};
