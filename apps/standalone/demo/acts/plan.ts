import type { FormOf } from '../../../../libs/playbook/playbook.js';
import { goThrough } from '../gate.js';
import type { Play } from '../play.js';
import type { Figures } from '../source.js';

/** Months that budget and cash are planned for. */
const horizon = 12;

/** S3: strategy, prices, schemes, targets that add up, a budget for the advisers or a part of them, and the finance check. */
export async function makePlan(play: Play, part: number): Promise<void> {
  const { figures } = play.source;
  play.teller.chapter('plan', play.at.round);
  await play.fill('rm', 'entryStrategy', {
    segments: [{ name: figures.price.product, why: '量大,对手有弱点 Large, and the rival has a weak point' }], rivals: [{ rival: figures.rival.name, finding: figures.rival.finding }],
    targetRival: figures.rival.name, weakness: figures.rival.weakness, evidence: figures.rival.evidence,
    focusZones: figures.zones.filter((zone) => zone.key).map((zone) => ({ zoneNo: zone.no })), focusSkus: figures.focus.map(({ sku }) => ({ sku })),
  });
  await play.done('rm', 'setEntryStrategy');
  await play.fill('fin', 'priceChain', priceChain(figures));
  await play.done('fin', 'buildPriceChain');
  await schemes(play, figures);
  await play.fill('sup', 'targets', targets(figures));
  await play.done('sup', 'decomposeTargets');
  await play.fill('rm', 'schedule', {
    steps: [{ what: '平台搭建 Build the platform', week: 1 }, { what: '启动 Launch', week: 5 }],
    people: [{ role: part === 1 ? '客户顾问 Customer adviser' : '客户顾问(与邻区共用)Customer adviser, shared', number: figures.advisers.length }],
    material: [{ what: '价签 Price cards', number: 200 }],
  });
  await play.fill('rm', 'budget', budget(figures, part));
  await play.done('rm', 'scheduleAndBudget');
  await play.fill('fin', 'financeCheck', financeCheck(figures, part));
  await play.done('fin', 'checkFinance');
  const version = await play.write('rm', 'planDocument', `营销计划,顾问费用占 ${part * 100} % Marketing plan with ${part * 100} % of the advisers’ cost`);
  await play.done('rm', 'writePlan');
  await play.accept('sponsor', 'planDocument', version);
  await play.done('sponsor', 'approvePlan');
  await goThrough(play, 'plan', '盈亏与现金都守得住 Break-even and cash both hold');
}

function priceChain({ price, money }: Figures): FormOf<'priceChain'> {
  const tiers = (['own', 'rival'] as const).flatMap((owner) => {
    const { dealerBuys, dealerSells, shelf } = price[owner];
    return [
      { product: price.product, owner, tier: 'dealer' as const, buy: dealerBuys, sell: dealerSells },
      { product: price.product, owner, tier: 'terminal' as const, buy: dealerSells, sell: shelf },
    ];
  });
  return {
    tiers, industryMarkup: [{ tier: 'dealer', markup: price.markup }], dealerReward: [{ kind: '差价 Margin', rate: 0 }],
    priceSensitivity: [{ price: price.own.shelf, wouldBuy: 0.5 }], unitCost: money.unitCost, pricingMethod: '跟随对手 Follows the rival', marginReason: null,
  };
}

async function schemes(play: Play, figures: Figures): Promise<void> {
  await play.fill('rm', 'productScheme', { products: figures.focus.map(({ sku }) => ({ sku, role: 'focus' as const })) });
  await play.fill('rm', 'channelScheme', {
    zones: figures.zones.map((zone) => ({
      zoneNo: zone.no, model: 'dealer' as const, dealer: figures.dealers.find((dealer) => dealer.zones.includes(zone.no))?.code ?? null,
      duties: '经销商送货,我方拜访 The dealer delivers, we call', support: '顾问 Advisers',
    })),
  });
  await play.fill('rm', 'promotionScheme', {
    rivalMeans: '降价 Price cuts', promotions: [{ objective: '首单 First orders', audience: 'terminal', rule: '首单送陈列 Display with the first order', budget: figures.money.promotionPerMonth }],
  });
  await play.done('rm', 'designSchemes');
}

function targets(figures: Figures): FormOf<'targets'> {
  const parts = volumeByZone(figures);
  const row = { parent: null, zoneNo: null, metric: 'volume' as const };
  return {
    targets: [
      { ...row, owner: '全市场 Market', level: 'total', value: figures.money.casesPerMonth },
      ...figures.zones.map((zone) => ({ ...row, owner: zone.name, level: 'zone' as const, parent: '全市场 Market', zoneNo: zone.no, value: parts.get(zone.no) ?? 0 })),
    ],
  };
}

/** The month's volume by outlets, whole cases: what rounding leaves goes to the largest remainders. */
export function volumeByZone({ zones, money }: Figures): Map<number, number> {
  const outlets = zones.reduce((sum, zone) => sum + zone.outlets, 0);
  const raw = zones.map((zone) => ({ no: zone.no, exact: (money.casesPerMonth * zone.outlets) / outlets }));
  const given = new Map(raw.map(({ no, exact }) => [no, Math.floor(exact)]));
  const left = money.casesPerMonth - [...given.values()].reduce((sum, cases) => sum + cases, 0);
  const next = [...raw].sort((a, b) => (b.exact % 1) - (a.exact % 1) || a.no - b.no).slice(0, left);
  for (const { no } of next) given.set(no, (given.get(no) ?? 0) + 1);
  return given;
}

const months = Array.from({ length: horizon }, (_, index) => index + 1);

const peopleCost = ({ money, advisers }: Figures, part: number): number => Math.round(money.people * advisers.length * part);

function budget(figures: Figures, part: number): FormOf<'budget'> {
  const { money, classes } = figures;
  const outlets = classes.A + classes.B + classes.C;
  const people = peopleCost(figures, part);
  const spent = people + money.vehicles + money.promotionPerMonth;
  return {
    lines: months.flatMap((month) => [
      { account: 'people' as const, month, amount: people, fixed: true }, { account: 'vehicle' as const, month, amount: money.vehicles, fixed: true },
      { account: 'promotion' as const, month, amount: money.promotionPerMonth, fixed: false },
    ]),
    revenue: months.map((month) => ({ month, amount: money.netPrice * money.casesPerMonth })),
    // Six out of ten outlets won within six months; every outlet called at twice a month.
    costPerNewHandler: Math.round((spent * 6) / (outlets * 0.6)), costPerEffectiveVisit: Math.round(spent / (outlets * 2)),
  };
}

function financeCheck(figures: Figures, part: number): FormOf<'financeCheck'> {
  const { money } = figures;
  return {
    netPrice: money.netPrice, rebate: 0, unitCost: money.unitCost, promotionPerUnit: money.promotionPerUnit, freightPerUnit: money.freightPerUnit,
    fixedCosts: [
      { account: '人员 People', perMonth: peopleCost(figures, part) }, { account: '车辆 Vehicles', perMonth: money.vehicles }, { account: '总部支持 Head office', perMonth: money.headOffice },
    ],
    launchOutlay: money.launchOutlay, launchSpreadMonths: horizon, planUnits: money.casesPerMonth,
    unitsByMonth: months.map((month) => ({ units: Math.round(money.casesPerMonth * Math.min(1, 0.4 + 0.2 * month)) })),
    volumePerUnit: money.volumePerCase, targetShare: money.targetShare, cashLimit: money.cashLimit,
  };
}
