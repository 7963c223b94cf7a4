import type { FormOf } from '../../../../libs/playbook/playbook.js';
import { addDays, weekEnd, weekStart } from '../../../../libs/rules/iso-week.js';
import type { Figures, FinalCheck, MonthFigures } from '../source.js';
import { dealer, zoneNames } from './iowa-files.js';
import { rivalVendor } from './county-measures.js';
import { firstWeek, type Line, type StoryCounty } from './story-county.js';
import { cents, sum, type Row } from './tables.js';

/** The state sells to shops at one and a half times what it pays the supplier (products.csv: bottle_retail = 1.5 × bottle_cost). */
const stateMarkup = 1.5;
/** Stated: what a shop adds on the shelf, and what a case costs us to make, to promote and to ship, as parts of the net price. */
const stated = { shelfMarkup: 1.25, unitCost: 0.55, promotion: 0.06, freight: 0.02 } as const;
/** Crown Royal and Black Velvet, 750 ml, cases of twelve, as the state lists them. */
const focus = [{ sku: '11296', name: 'CROWN ROYAL 750 ml' }, { sku: '10807', name: 'CROWN ROYAL REGAL APPLE 750 ml' }, { sku: '11297', name: 'CROWN ROYAL 1000 ml' }] as const;
const rivalItem = '11776';

/** What the forms of the Story entry say, from its shops, products and lines. `panel`: the state's shop-months, an independent count of the same shops. */
export function storyFigures(county: StoryCounty, products: readonly Row[], panel: readonly Row[], polkJointShare: number): Figures {
  const { shops } = county;
  const inZone = (zone: number) => shops.filter((shop) => shop.zone === zone);
  const caseOf = (item: string): number => {
    const product = products.find((row) => row['item'] === item);
    return cents(product?.['bottle_cost'] ?? '0') * Number(product?.['pack'] ?? 0);
  };
  const half = county.lines.filter((line) => line.inCategory && line.day < weekStart(firstWeek));
  const netPrice = caseOf(focus[0].sku);
  const casesPerMonth = Math.round(sum(half.filter((line) => line.own), (line) => line.cents) / stateMarkup / 6 / netPrice);
  return {
    zones: [1, 2].map((no) => ({ no, name: zoneNames[no] ?? '', key: no === 1, outlets: inZone(no).length })),
    routes: [...new Set(shops.map((shop) => `${shop.zone}/${shop.route}`))].sort().map((key) => {
      const [zone = 0, route = 0] = key.split('/').map(Number);
      return { zone, route, adviser: 'adv1', outlets: shops.filter((shop) => shop.zone === zone && shop.route === route).length };
    }),
    dealers: [dealer], advisers: ['adv1'], focus,
    classes: { A: ofClass(county, 'A').length, B: ofClass(county, 'B').length, C: ofClass(county, 'C').length }, aOutlets: ofClass(county, 'A').map((shop) => shop.id),
    positions: { records: shops.length, valid: shops.filter((shop) => shop.latitude !== '').length },
    backChecks: [1, 2].map((zone) => backCheck(county, zone, panel)),
    capacity: capacity(county, half, polkJointShare),
    rival: {
      name: rivalVendor, finding: 'Black Velvet sells more than any other Canadian whisky in the county', weakness: 'one brand, sold by price; few shops outside Ames stock it all the time',
      evidence: 'invoice lines of the first half of 2021',
    },
    price: { product: '750 ml, 12', own: tiers(netPrice), rival: tiers(caseOf(rivalItem)), markup: stateMarkup - 1 },
    money: {
      netPrice, unitCost: part(netPrice, stated.unitCost), promotionPerUnit: part(netPrice, stated.promotion), freightPerUnit: part(netPrice, stated.freight),
      people: 420_000, vehicles: 60_000, headOffice: 80_000, launchOutlay: 600_000, cashLimit: 1_500_000,
      casesPerMonth, volumePerCase: (netPrice * stateMarkup) / 100, targetShare: 0.45, promotionPerMonth: part(netPrice, stated.promotion) * casesPerMonth,
    },
  };
}

const part = (amount: number, ratio: number): number => Math.round(amount * ratio);
const ofClass = (county: StoryCounty, wanted: 'A' | 'B' | 'C') => county.shops.filter((shop) => shop.class === wanted);

function tiers(cost: number): Figures['price']['own'] {
  const dealerSells = part(cost, stateMarkup);
  return { dealerBuys: cost, dealerSells, shelf: part(dealerSells, stated.shelfMarkup) };
}

/** By the census, and by the four main vendors over their joint share in the county next door. Dollars a year at shop prices. */
function capacity(county: StoryCounty, half: readonly Line[], polkJointShare: number): FormOf<'capacity'> {
  const monthly = (wanted: 'A' | 'B' | 'C'): number => {
    const shops = ofClass(county, wanted);
    return sum(shops, (shop) => shop.monthly) / 100 / shops.length;
  };
  const vendors = [...new Set(half.map((line) => line.vendor))].map((brand) => ({ brand, yearly: (sum(half.filter((line) => line.vendor === brand), (line) => line.cents) / 100) * 2 }));
  const { A: aMonthly, B: bMonthly, C: cMonthly } = { A: monthly('A'), B: monthly('B'), C: monthly('C') };
  return {
    unit: 'USD at shop prices', people: null, userRate: null, perUserYear: null,
    aOutlets: ofClass(county, 'A').length, aMonthly, bOutlets: ofClass(county, 'B').length, bMonthly, cOutlets: ofClass(county, 'C').length, cMonthly, unsurveyed: 0, seasonIndex: 1,
    mainBrands: vendors.sort((a, b) => b.yearly - a.yearly).slice(0, 4), mainBrandsShare: polkJointShare,
  };
}

/** Shops of a zone in June: found by the state's shop-months, missed by our census, and figures that both have. */
function backCheck(county: StoryCounty, zone: number, panel: readonly Row[]): FormOf<'backCheck'> {
  const month = '2021-06';
  const found = panel.filter((row) => row['month'] === month && county.shop(row['store'] ?? '').zone === zone);
  const ours = new Set(county.shops.map((shop) => shop.id));
  const { checked, agreed } = compared(county, found, month);
  const where = { block: zoneNames[zone] ?? '', zoneNo: zone, date: '2021-07-01' };
  return { ...where, outletsFound: found.length, missed: found.filter((row) => !ours.has(row['store'] ?? '')).length, fieldsChecked: checked, fieldsAgreed: agreed };
}

/** Lines, bottles and dollars of each shop in a month, by the invoice lines and by the shop-months. */
function compared(county: StoryCounty, found: readonly Row[], month: string): { checked: number; agreed: number } {
  const lines = county.lines.filter((line) => line.day.startsWith(month));
  const agreed = sum(found, (row) => {
    const own = lines.filter((line) => line.shop === row['store']);
    const same = [own.length === Number(row['lines']), sum(own, (line) => Number(line.row['bottles'])) === Number(row['bottles']), sum(own, (line) => line.cents) === cents(row['dollars'] ?? '0')];
    return same.filter(Boolean).length;
  });
  return { checked: found.length * 3, agreed };
}

/** The last two whole months before the end of the week, shop by shop. */
export function finalCheck(county: StoryCounty, panel: readonly Row[], week: string): FinalCheck {
  const months = ['2021-09', '2021-10'].filter((month) => `${month}-31` <= weekEnd(week));
  const found = months.flatMap((month) => panel.filter((row) => row['month'] === month));
  const checks = months.map((month) => compared(county, panel.filter((row) => row['month'] === month), month));
  return {
    from: '2021-09-01', to: '2021-10-31', terminals: new Set(found.map((row) => row['store'])).size,
    fieldsChecked: sum(checks, (check) => check.checked), fieldsAgreed: sum(checks, (check) => check.agreed),
  };
}

/** Months since the launch that are over by the end of the week: revenue from the lines, costs at the stated rates of the plan. */
export function monthsUpTo(county: StoryCounty, figures: Figures, week: string): MonthFigures[] {
  const end = weekEnd(week);
  const months = ['2021-07', '2021-08', '2021-09', '2021-10', '2021-11', '2021-12'].filter((month) => lastDay(month) <= end);
  const { money } = figures;
  return months.map((month) => {
    const own = county.sinceLaunch(week).filter((line) => line.own && line.day.startsWith(month));
    const before = new Set(county.sinceLaunch(week).filter((line) => line.own && line.day < `${month}-01`).map((line) => line.shop));
    const netRevenue = Math.round(sum(own, (line) => line.cents) / stateMarkup);
    return {
      month: `${month}-01`, netRevenue, variableCost: part(netRevenue, stated.unitCost + stated.freight), fieldCost: money.people + money.vehicles, promotionCost: money.promotionPerMonth,
      newHandlers: new Set(own.map((line) => line.shop).filter((shop) => !before.has(shop))).size, effectiveVisits: 0,
    };
  });
}

const lastDay = (month: string): string => addDays(month === '2021-12' ? '2022-01-01' : `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}-01`, -1);

/** Every third shop by number, in the four weeks that end with the week (arithmetic.md §3). */
export function panelShare(county: StoryCounty, week: string): FormOf<'shareObservation'> {
  const sample = new Set(county.shops.filter((_, index) => index % 3 === 0).map((shop) => shop.id));
  const to = weekEnd(week);
  const from = addDays(to, -27);
  const lines = county.sinceLaunch(week).filter((line) => line.day >= from && sample.has(line.shop));
  const dollars = (some: readonly Line[]): number => sum(some, (line) => line.cents) / 100;
  return {
    from, to, method: 'panel', own: dollars(lines.filter((line) => line.own)), capacity: dollars(lines),
    rivals: [{ brand: rivalVendor, volume: dollars(lines.filter((line) => line.vendor === rivalVendor)) }], ownInA: null, capacityInA: null,
  };
}
