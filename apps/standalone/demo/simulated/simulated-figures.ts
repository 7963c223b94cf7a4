import type { FormOf } from '../../../../libs/playbook/playbook.js';
import { addDays, isoWeek, weekEnd, weekStart } from '../../../../libs/rules/iso-week.js';
import type { Census } from '../../simulator/census.js';
import type { SimulatedMarket } from '../../simulator/simulate-market.js';
import type { Figures, MonthFigures } from '../source.js';

/** Fen a case of twelve: what the dealer pays us, what he charges, what stands on the shelf; and the rival's. */
const price = { product: '500 ml, 12', own: { dealerBuys: 2_900, dealerSells: 3_480, shelf: 4_640 }, rival: { dealerBuys: 3_050, dealerSells: 3_600, shelf: 4_700 }, markup: 0.2 };
/** Stated parts of the net price, and what a month costs as parts of the planned revenue. */
const stated = { unitCost: 0.55, promotion: 0.05, freight: 0.03, people: 0.045, vehicles: 0.015, headOffice: 0.01, launchOutlay: 0.3 } as const;
const unitsPerCase = 12;
const weeksPerMonth = 52 / 12;
/** What we plan to have of the category, once the launch is over. */
const targetShare = 0.4;

export function simulatedFigures(census: Census): Figures {
  const monthly = Math.round(census.outlets.reduce((sum, outlet) => sum + outlet.weekly, 0) * weeksPerMonth);
  const casesPerMonth = Math.round((monthly * targetShare) / unitsPerCase);
  const revenue = casesPerMonth * price.own.dealerBuys;
  const inZone = (zone: number) => census.outlets.filter((outlet) => outlet.zone === zone);
  const ofClass = (wanted: 'A' | 'B' | 'C') => census.outlets.filter((outlet) => outlet.class === wanted);
  const advisers = [...new Set(census.outlets.map((outlet) => outlet.adviser))].sort();
  return {
    zones: census.zones.map((zone) => ({ ...zone, outlets: inZone(zone.no).length })),
    routes: census.zones.map((zone) => ({ zone: zone.no, route: 1, adviser: inZone(zone.no)[0]?.adviser ?? '', outlets: inZone(zone.no).length })),
    dealers: census.dealers, advisers, aOutlets: ofClass('A').map((outlet) => outlet.id),
    classes: { A: ofClass('A').length, B: ofClass('B').length, C: ofClass('C').length },
    positions: { records: census.outlets.length, valid: census.outlets.length - 2 },
    backChecks: census.zones.map((zone) => {
      const found = Math.ceil(inZone(zone.no).length / 4);
      return { block: zone.name, zoneNo: zone.no, date: '2025-11-20', outletsFound: found, missed: found >= 20 ? 1 : 0, fieldsChecked: found * 5, fieldsAgreed: found * 5 - 2 };
    }),
    capacity: capacity(census), focus: census.skus.filter((sku) => sku.own).map(({ code, name }) => ({ sku: code, name })),
    rival: { name: '大河', finding: '大河铺货最广 The widest distribution', weakness: '送货慢,小店断货 Slow delivery, small shops run dry', evidence: '普查 census' },
    price,
    money: {
      netPrice: price.own.dealerBuys, unitCost: part(stated.unitCost), promotionPerUnit: part(stated.promotion), freightPerUnit: part(stated.freight),
      people: Math.round((revenue * stated.people) / advisers.length), vehicles: Math.round(revenue * stated.vehicles), headOffice: Math.round(revenue * stated.headOffice),
      launchOutlay: Math.round(revenue * stated.launchOutlay), cashLimit: revenue, casesPerMonth, volumePerCase: unitsPerCase, targetShare, promotionPerMonth: Math.round(revenue * stated.promotion),
    },
  };
}

const part = (ratio: number): number => Math.round(price.own.dealerBuys * ratio);

/** By the census, and by the main brands, whose sales the dealers know a little better than their share. Units a year. */
function capacity(census: Census): FormOf<'capacity'> {
  const classOf = (wanted: 'A' | 'B' | 'C') => {
    const outlets = census.outlets.filter((outlet) => outlet.class === wanted);
    return { outlets: outlets.length, monthly: (outlets.reduce((sum, outlet) => sum + outlet.weekly, 0) * weeksPerMonth) / outlets.length };
  };
  const [a, b, c] = [classOf('A'), classOf('B'), classOf('C')];
  const yearly = census.outlets.reduce((sum, outlet) => sum + outlet.weekly, 0) * 52;
  return {
    unit: '件 units', people: null, userRate: null, perUserYear: null, aOutlets: a.outlets, aMonthly: a.monthly, bOutlets: b.outlets, bMonthly: b.monthly, cOutlets: c.outlets, cMonthly: c.monthly,
    unsurveyed: 0, seasonIndex: 1, mainBrands: [{ brand: '大河', yearly: yearly * 0.52 }, { brand: '青岭', yearly: yearly * 0.3 }], mainBrandsShare: 0.8,
  };
}

/** The generated street on a calendar, from the launch on. */
export class Calendar {
  constructor(private readonly market: SimulatedMarket, private readonly weeks: readonly string[]) {}

  /** Sales up to the end of the week, with their days. */
  private sales(week: string) {
    const skus = new Map(this.market.census.skus.map((sku) => [sku.code, sku]));
    return this.market.weeks.flatMap((street, index) => {
      const at = this.weeks[index];
      if (at === undefined || at > week) return [];
      return street.sales.flatMap((sale) => {
        const sku = skus.get(sale.sku);
        return sku ? [{ ...sale, day: addDays(weekStart(at), sale.weekday), brand: sku.brand, own: sku.own, amount: sale.quantity * sku.price }] : [];
      });
    });
  }

  /** Months that are over: what left our warehouse for the outlets at the dealers' price, and the stated costs. */
  monthsUpTo(figures: Figures, week: string): MonthFigures[] {
    const end = weekEnd(week);
    const sales = this.sales(week).filter((sale) => sale.own);
    const months = [...new Set(sales.map((sale) => sale.day.slice(0, 7)))].filter((month) => nextMonth(month) <= addDays(end, 1));
    const { money } = figures;
    return months.map((month) => {
      const own = sales.filter((sale) => sale.day.startsWith(month));
      const before = new Set(sales.filter((sale) => sale.day < `${month}-01`).map((sale) => sale.outlet));
      const netRevenue = Math.round((own.reduce((sum, sale) => sum + sale.quantity, 0) / unitsPerCase) * money.netPrice);
      return {
        month: `${month}-01`, netRevenue, variableCost: Math.round(netRevenue * (stated.unitCost + stated.freight)),
        fieldCost: money.people * figures.advisers.length + money.vehicles, promotionCost: money.promotionPerMonth,
        newHandlers: new Set(own.map((sale) => sale.outlet).filter((outlet) => !before.has(outlet))).size, effectiveVisits: this.validCalls(month),
      };
    });
  }

  /** Every third outlet, over four weeks. */
  panel(week: string): FormOf<'shareObservation'> {
    const sample = new Set(this.market.census.outlets.filter((_, index) => index % 3 === 0).map((outlet) => outlet.id));
    const [from, to] = [addDays(weekEnd(week), -27), weekEnd(week)];
    const sales = this.sales(week).filter((sale) => sale.day >= from && sample.has(sale.outlet));
    const amount = (some: typeof sales): number => some.reduce((sum, sale) => sum + sale.amount, 0) / 100;
    const rivals = [...new Set(sales.filter((sale) => !sale.own).map((sale) => sale.brand))].map((brand) => ({ brand, volume: amount(sales.filter((sale) => sale.brand === brand)) }));
    return { from, to, method: 'panel', own: amount(sales.filter((sale) => sale.own)), capacity: amount(sales), rivals, ownInA: null, capacityInA: null };
  }

  /** The last month is not due yet, the ones before are paid. */
  receivables(figures: Figures, week: string): FormOf<'receivables'> {
    const asOf = weekEnd(week);
    const months = this.monthsUpTo(figures, week).slice(-2);
    return {
      asOf, invoices: months.flatMap((month, index) => figures.dealers.map((dealer) => {
        const amount = Math.round(month.netRevenue / figures.dealers.length);
        return { dealer: dealer.code, invoice: `${dealer.code}-${month.month.slice(0, 7)}`, due: addDays(asOf, index === months.length - 1 ? 20 : -10), amount, paid: index === months.length - 1 ? 0 : amount };
      })),
    };
  }

  private validCalls(month: string): number {
    return this.market.weeks.reduce((sum, street, index) => {
      const monday = weekStart(this.weeks[index] ?? isoWeek('2026-01-05'));
      return sum + street.calls.filter((call) => call.valid && addDays(monday, call.weekday).startsWith(month)).length;
    }, 0);
  }
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
}
