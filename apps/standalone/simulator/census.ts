import { stream } from './random.js';

export type OutletClass = 'A' | 'B' | 'C';
export type SimulatedZone = { readonly no: number; readonly name: string; readonly key: boolean };
export type SimulatedDealer = { readonly code: string; readonly name: string; readonly zones: readonly number[] };
export type SimulatedSku = {
  readonly code: string; readonly name: string; readonly brand: string; readonly own: boolean;
  /** Fen a base unit, as the outlet pays. */
  readonly price: number;
  /** Part of its brand's volume. */
  readonly part: number;
};
export type SimulatedOutlet = {
  readonly id: string; readonly name: string; readonly type: string; readonly address: string;
  readonly zone: number; readonly route: number; readonly dealer: string; readonly adviser: string;
  readonly latitude: number; readonly longitude: number;
  /** Base units a week, all brands of the category. */
  readonly weekly: number;
  /** By cumulative volume: 80 and 95 per cent (arithmetic.md §2). */
  readonly class: OutletClass;
};
export type Census = {
  readonly category: string;
  readonly zones: readonly SimulatedZone[];
  readonly dealers: readonly SimulatedDealer[];
  readonly skus: readonly SimulatedSku[];
  readonly outlets: readonly SimulatedOutlet[];
};

const category = '茶饮料';
const zones: readonly SimulatedZone[] = [
  { no: 1, name: '城关 Town', key: true }, { no: 2, name: '东片 East', key: true }, { no: 3, name: '西片 West', key: false }, { no: 4, name: '南片 South', key: false },
];
const dealers: readonly SimulatedDealer[] = [
  { code: 'D1', name: '城东商贸 Chengdong Trading', zones: [1, 2] }, { code: 'D2', name: '西南副食 Southwest Foods', zones: [3, 4] },
];
const skus: readonly SimulatedSku[] = [
  { code: 'O500', name: '晨露绿茶 500 ml', brand: '晨露', own: true, price: 290, part: 0.6 },
  { code: 'O1L', name: '晨露绿茶 1 L', brand: '晨露', own: true, price: 460, part: 0.4 },
  { code: 'R1', name: '大河茶 500 ml', brand: '大河', own: false, price: 300, part: 1 },
  { code: 'R2', name: '青岭茶 500 ml', brand: '青岭', own: false, price: 270, part: 1 },
  { code: 'R3', name: '乡里茶 500 ml', brand: '乡里', own: false, price: 240, part: 1 },
];
const types = ['便利店', '超市', '餐饮店', '餐饮店', '便利店'] as const;

/** The outlets of one county, what they sell of the category, and who delivers to them. `outlets` is their number. */
export function simulateCensus(seed: number, outlets: number): Census {
  const r = stream(seed, 'census');
  const raw = Array.from({ length: outlets }, (_, index) => {
    const zone = r.whole(1, zones.length);
    return {
      id: `T${String(index + 1).padStart(4, '0')}`, name: `${r.pick(types)}${index + 1} 号`, type: r.pick(types), address: `${zones[zone - 1]?.name ?? ''} ${r.whole(1, 300)} 号`,
      zone, route: 1, dealer: dealers.find((dealer) => dealer.zones.includes(zone))?.code ?? '', adviser: `adv${zone <= 2 ? 1 : 2}`,
      latitude: 30.9 + zone * 0.02 + r.between(0, 0.02), longitude: 121.4 + zone * 0.02 + r.between(0, 0.02),
      weekly: Math.max(12, Math.round(r.around(45, 1.05))),
    };
  });
  const classes = abc(raw);
  return { category, zones, dealers, skus, outlets: raw.map((outlet) => ({ ...outlet, class: classes.get(outlet.id) ?? 'C' })) };
}

function abc(outlets: readonly { readonly id: string; readonly weekly: number }[]): Map<string, OutletClass> {
  const total = outlets.reduce((sum, outlet) => sum + outlet.weekly, 0);
  let before = 0;
  return new Map([...outlets].sort((a, b) => b.weekly - a.weekly || (a.id < b.id ? -1 : 1)).map((outlet) => {
    const share = before / total;
    before += outlet.weekly;
    return [outlet.id, share < 0.8 ? 'A' : share < 0.95 ? 'B' : 'C'];
  }));
}
