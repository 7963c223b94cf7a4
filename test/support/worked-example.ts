import { makeBundle } from '../../libs/playbook/bundle.js';
import type { BundleContent } from '../../libs/playbook/bundle-content.js';
import type { StageKey } from '../../libs/playbook/define-stage.js';
import type { FormKey, FormOf } from '../../libs/playbook/playbook.js';
import { features } from '../../libs/playbook/scorecard-features.js';
import type { Settings } from '../../libs/playbook/settings.js';
import { templateItemKeys } from '../../libs/playbook/template-items.js';
import type { FieldTotals } from '../../libs/rules/field-totals.js';
import { addWeeks } from '../../libs/rules/iso-week.js';
import { factsOfBundle, type HistoryReading, type MeasureFacts, type Submission } from '../../libs/rules/readings/measure-facts.js';
import type { Role } from '../../libs/playbook/roles.js';

/*
 * One entry by the numbers of arithmetic.md, in which all eight gates pass. A test changes only what it is about.
 */

export type FormData = { readonly [K in FormKey]?: readonly FormOf<K>[] };

const scores = {
  A: [4, 4, 3, 4, 3, 4, 4, 5, 4, 3, 4, 4, 3, 4, 4, 4, 3, 4, 5],
  B: [5, 3, 4, 3, 5, 2, 4, 3, 2, 2, 5, 4, 4, 5, 3, 3, 3, 4, 4],
  C: [2, 3, 2, 2, 1, 3, 2, 3, 5, 5, 4, 5, 2, 2, 4, 2, 4, 3, 4],
} as const;

/** A filled scorecard; a null score is a feature that was not scored. */
export function card(market: string, marks: readonly (number | null)[]): FormOf<'scorecard'> {
  return {
    market,
    features: features.map(({ no }, index) => ({
      feature: no, score: marks[index] ?? null, evidence: marks[index] == null ? null : `sheet ${no}`, measured: null, measuredUnit: null,
    })),
    note: null,
  };
}

/** The three candidates of arithmetic.md §1: A 70.625, B 63.5, C 49.75. */
export const threeCards = (['A', 'B', 'C'] as const).map((code) => card(code, scores[code]));
/** The second rater sees feature 3 of A one point higher. */
const secondCards = [card('A', scores.A.map((score, index) => (index === 2 ? score + 1 : score))), card('B', scores.B), card('C', scores.C)];
const targetCards = threeCards.map((one, index) => ({ ...one, market: ['X', 'Y', 'Z'][index] ?? '' }));

const sheet = (zoneNo: number, accepted: number, over: Partial<FormOf<'dailySheet'>> = {}): FormOf<'dailySheet'> => ({
  date: '2026-01-12', team: 'key', zoneNo, surveyors: 4, planned: 400, visited: 390, refused: 2, closed: 1, newFound: 3,
  submitted: accepted, accepted, returned: 0, problems: null, competitorNews: null, fees: 120_00, ...over,
});

export const capacityForm: FormOf<'capacity'> = {
  unit: 'kg', people: 480_000, userRate: 0.45, perUserYear: 24,
  aOutlets: 80, aMonthly: 1800, bOutlets: 220, bMonthly: 600, cOutlets: 700, cMonthly: 150, unsurveyed: 150, seasonIndex: 0.95,
  mainBrands: [{ brand: 'P', yearly: 1_500_000 }, { brand: 'Q', yearly: 1_200_000 }, { brand: 'R', yearly: 800_000 }, { brand: 'S', yearly: 400_000 }],
  mainBrandsShare: 0.75,
};

export const financeForm: FormOf<'financeCheck'> = {
  netPrice: 3600, rebate: 0.03, unitCost: 2200, promotionPerUnit: 360, freightPerUnit: 120,
  fixedCosts: [{ account: '4 advisers', perMonth: 2_600_000 }, { account: 'vehicles', perMonth: 900_000 }, { account: 'office', perMonth: 400_000 }, { account: 'other', perMonth: 300_000 }],
  launchOutlay: 7_200_000, launchSpreadMonths: 12, planUnits: 7000,
  unitsByMonth: [2000, 3500, 5000, 6500, 8000, 9000].map((units) => ({ units })),
  volumePerUnit: 6, targetShare: 0.27, cashLimit: 15_000_000,
};

const staff = ['ann', 'bo', 'cy', 'di'];
const weeks = Array.from({ length: 16 }, (_, index) => addWeeks('2026-W15', index));
const months = ['2026-05-01', '2026-06-01', '2026-07-01'];

const planForms: FormData = {
  entryStrategy: [{
    segments: [{ name: 'canteens', why: 'weak rival' }], rivals: [{ rival: 'Q', finding: '38 %' }], targetRival: 'Q', weakness: 'one dealer', evidence: 'interviews',
    focusZones: [{ zoneNo: 1 }], focusSkus: [{ sku: 'K1' }],
  }],
  priceChain: [{
    tiers: [
      { product: 'case', owner: 'own', tier: 'dealer', buy: 3600, sell: 4500 }, { product: 'case', owner: 'own', tier: 'terminal', buy: 4500, sell: 6000 },
      { product: 'Q case', owner: 'rival', tier: 'dealer', buy: 3600, sell: 4400 }, { product: 'Q case', owner: 'rival', tier: 'terminal', buy: 4400, sell: 5800 },
    ],
    industryMarkup: [{ tier: 'dealer', markup: 0.22 }], dealerReward: [{ kind: 'rebate', rate: 0.03 }], priceSensitivity: [{ price: 6000, wouldBuy: 0.6 }],
    unitCost: 2200, pricingMethod: 'beside the rival', marginReason: null,
  }],
  productScheme: [{ products: [{ sku: 'K1', role: 'focus' }] }],
  channelScheme: [{ zones: [{ zoneNo: 1, model: 'dealer', dealer: 'D1', duties: 'stock', support: 'promotion' }] }],
  promotionScheme: [{ rivalMeans: 'gifts', promotions: [{ objective: 'first order', audience: 'terminal', rule: '1 in 10', budget: 500_000 }] }],
  targets: [{
    targets: [
      { owner: 'market', level: 'total', parent: null, zoneNo: null, metric: 'volume', value: 10_001 },
      { owner: 'Z1', level: 'zone', parent: 'market', zoneNo: 1, metric: 'volume', value: 3626 },
      { owner: 'Z2', level: 'zone', parent: 'market', zoneNo: 2, metric: 'volume', value: 3525 },
      { owner: 'Z3', level: 'zone', parent: 'market', zoneNo: 3, metric: 'volume', value: 2850 },
    ],
  }],
  schedule: [{ steps: [{ what: 'launch', week: 1 }], people: [{ role: 'adviser', number: 4 }], material: [{ what: 'price cards', number: 2000 }] }],
  budget: [{
    lines: [1, 2, 3].map((month) => ({ account: 'people', month, amount: 4_200_000, fixed: true })),
    revenue: [1, 2, 3].map((month) => ({ month, amount: 28_000_000 })),
    costPerNewHandler: 20_000, costPerEffectiveVisit: 2_000,
  }],
  financeCheck: [financeForm],
};

/** Every form of the entry, one list per deliverable. */
export const allForms: FormData = {
  scorecard: threeCards,
  agreedScorecard: threeCards,
  entryDecision: [{ market: 'A', reason: 'first of the ranking', override: false }],
  surveyBrief: [{ content: 'all', scope: 'A', methods: [{ method: 'interview' }], dealers: [{ dealer: 'D1', name: null }, { dealer: 'D2', name: null }] }],
  zonePlan: [{ zones: [
    { zoneNo: 1, name: 'North', priority: 'key', listed: 400, personDays: 20 },
    { zoneNo: 2, name: 'East', priority: 'normal', listed: 400, personDays: 20 },
    { zoneNo: 3, name: 'South', priority: 'normal', listed: 350, personDays: 18 },
  ] }],
  surveyPlan: [{ teams: [{ team: 'key', people: 4, from: '2026-01-12', to: '2026-01-14', fieldDays: 1 }], outletsPerDay: 92, fees: 500_000 }],
  dailySheet: [sheet(1, 398), sheet(2, 380), sheet(3, 330, { returned: 5 })],
  dealerInterview: ['D1', 'D2'].map((dealer) => ({
    dealer, date: '2026-01-13', person: 'owner', historyYears: 8, staff: 6, vehicles: 2, warehouse: 300, networkOutlets: 200, shareOfSales: 0.1, note: 'record',
  })),
  censusCleaning: [{ submitted: 1113, merged: 11, gpsRecords: 1100, gpsValid: 1078, note: null }],
  backCheck: [{ block: 'North 4', zoneNo: 1, date: '2026-01-16', outletsFound: 60, missed: 2, fieldsChecked: 600, fieldsAgreed: 570 }],
  resurveyTask: [{ zoneNo: 3, reason: 'no position', records: 5, assignee: 'bo', due: '2026-01-19', state: 'closed', accepted: 5 }],
  capacity: [capacityForm],
  ...planForms,
  organisation: [{ staff: staff.map((person) => ({ person, post: 'adviser', zones: null })), callsPerDay: 25, fieldDaysPer4Weeks: 20 }],
  dealerAssessment: [{
    criteria: [0.15, 0.2, 0.3, 0.15, 0.2].map((weight, index) => ({ criterion: `c${index + 1}`, weight })),
    dealers: [{ dealer: 'D1', scores: [60, 70, 80, 60, 75].map((score) => ({ score })), core: true, zoneNo: 1 }, { dealer: 'D2', scores: [60, 60, 70, 60, 80].map((score) => ({ score })), core: false, zoneNo: 2 }],
  }],
  dealerContract: [{
    dealer: 'D1', zones: [{ zoneNo: 1, monthlyCapacity: 4000 }, { zoneNo: 2, monthlyCapacity: 3600 }, { zoneNo: 3, monthlyCapacity: 2850 }],
    from: '2026-03-01', to: '2027-02-28', exclusive: true, creditLimit: 10_000_000, support: null, signedOn: '2026-03-01',
  }],
  routePlan: [{ routes: [{ zoneNo: 1, routeNo: 1, adviser: 'ann', terminals: 290 }] }],
  workRules: [{ rules: [{ title: 'visits', body: 'eight steps' }], meetings: 'Monday', acknowledged: staff.map((person) => ({ person, on: '2026-03-02' })) }],
  appraisalSheet: staff.map((person) => ({ person, metrics: [{ kpi: 'sales', weight: 1 }], cap: 1.2, signedOn: '2026-03-03' })),
  training: [{ topic: 'visits', passMark: 60, results: staff.map((person) => ({ person, score: 80, on: '2026-03-05' })) }],
  trialWeek: [{ from: '2026-03-09', recordsTotal: 200, sameDay: 196, problems: null }],
  firstStockList: [{ lines: [{ zoneNo: 1, dealer: 'D1', sku: 'K1', quantity: 400, deliveredOn: '2026-04-01' }] }],
  weeklyMinutes: [{ week: '2026-W15', decisions: 'go on', actions: [] }],
  shareObservation: [{ from: '2026-07-01', to: '2026-07-19', method: 'dealer', own: 420, capacity: 1000, rivals: [{ brand: 'Q', volume: 210 }], ownInA: 200, capacityInA: 400 }],
  costReport: months.map((month) => ({ month, fieldCost: 3_000_000, promotionCost: 1_000_000, netRevenue: 28_000_000, newHandlers: 200, effectiveVisits: 2000 })),
  patrol: [{ from: '2026-07-01', to: '2026-07-20', incidents: [{ kind: 'dumping', foundOn: '2026-07-08', terminal: null, evidence: 'batch 7', owner: 'bo', due: '2026-07-15', state: 'closed' }] }],
  agreements: [{ agreements: Array.from({ length: 52 }, (_, index) => ({ terminal: `T${index}`, from: '2026-06-01', to: '2027-05-31', signedOn: '2026-06-01' })) }],
  receivables: [{ asOf: '2026-07-19', invoices: [{ dealer: 'D1', invoice: '1', due: '2026-08-10', amount: 5_000_000, paid: 0 }, { dealer: 'D1', invoice: '2', due: '2026-07-10', amount: 200_000, paid: 0 }] }],
  contributionMonth: months.map((month) => ({ month, netRevenue: 28_000_000, variableCost: 18_000_000, fieldCost: 4_000_000, otherFixed: 1_000_000, headOfficeSupport: 1_500_000 })),
  adviserRoster: [{ advisers: staff.map((person) => ({ person, startedOn: '2026-01-05', leftOn: null })) }],
  template: [{ items: templateItemKeys.map((item) => ({ item, body: 'as done' })) }],
  failuresList: [{ failures: [1, 2, 3, 4, 5].map((no) => ({ what: `attempt ${no}`, why: 'too early', lesson: 'wait' })) }],
  evidencePack: [{
    headOfficeSupport: Array.from({ length: 8 }, (_, index) => ({ week: addWeeks('2026-W22', index), people: index % 2 })),
    templateReaders: [{ person: 'fay', wasThere: false, usedFor: 'planned routes of X', on: '2026-07-15' }], note: null,
  }],
  independentBackCheck: [{ from: '2026-07-10', to: '2026-07-12', terminals: 50, fieldsChecked: 500, fieldsAgreed: 465 }],
  targetScorecard: targetCards,
  targetAgreedScorecard: targetCards,
  localisation: [{ items: templateItemKeys.slice(0, 6).map((item) => ({ item, sourceValue: 'a', newValue: 'b', reason: 'local' })) }],
  staffing: [{
    market: 'X', aOutlets: 80, bOutlets: 220, cOutlets: 850, callsPerDay: 25, fieldDaysPer4Weeks: 20,
    trainedAdvisers: ['p1', 'p2', 'p3', 'p4'].map((person) => ({ person, passedOn: '2026-07-10' })), supervisor: 'gil', outflow90Days: 20_000_000,
  }],
  replicationRequest: [{ market: 'X', reason: 'first of the ranking', override: false }],
  cohortPoint: [
    { market: 'X', daysSinceLaunch: 60, numericDistribution: 0.63, outflowToDate: 15_000_000, passedG5: true },
    { market: 'X', daysSinceLaunch: 90, numericDistribution: 0.7, outflowToDate: 21_000_000, passedG5: true },
  ],
};

/** Distribution 0.7, share 0.45 against 0.20, dealer stock 21 days, 1,610 calls for four advisers. */
export const field: FieldTotals = {
  marketId: 'market-a', asOf: '2026-07-19', week: '2026-W29',
  terminals: { active: 1150, byClass: { A: 80, B: 220, C: 850, none: 0 }, owned: 1150, validCode: 1150 },
  dealers: { active: 2, core: 1, codes: ['D1', 'D2'] },
  zones: [
    { zoneNo: 1, universe: 400, handlers: 300, universeA: 30, handlersA: 27 },
    { zoneNo: 2, universe: 400, handlers: 290, universeA: 30, handlersA: 25 },
    { zoneNo: 3, universe: 350, handlers: 200, universeA: 20, handlersA: 15 },
  ],
  sales: {
    universe: 1150, handlers: 805, universeA: 80, handlersA: 70, categoryVolume: 10_000, categoryVolumeOfHandlers: 7500,
    ownVolume: 4500, ownVolumeA: 2000, marketVolume: 10_000, marketVolumeA: 4000, rival: { brand: 'Q', volume: 2000 },
  },
  weeksOfSales: 16,
  repeat: { firstOrders: 600, repeated: 390 },
  churn: { atStart: 700, lost: 28 },
  visits: { planned: 2500, plannedVisited: 2300, plannedOrdered: 1200, valid: 2500, ordered: 1400, neverVisited: 0, overdue: 0, customers: 1152 },
  stock: { handlers: 40, mustStockSkus: 5, zeroChecks: 14, priceChecks: 100, pricesInBand: 96, opening: 200, received: 340, closing: 200, focusSkusHandled: 100 },
  dealerStock: { closing: 1260, received: 1731, shipped: 1680 },
  frequency: null, prices: null, incidents: null, receivables: null, contracts: null,
};

const reading = (week: string, kpi: string, value: number): HistoryReading => ({ week, kpi, numerator: value, denominator: null, value, met: true });

/** Sixteen good weekly reviews, 2026-W15 to W30. */
export const history: readonly HistoryReading[] = weeks.flatMap((week, index) => [
  reading(week, 'visitCompletion', 0.92), reading(week, 'unvisited', 0), reading(week, 'flowThrough', 0.97),
  reading(week, 'marketShare', 0.3 + index / 100), reading(week, 'numericDistribution', 0.5 + index / 50),
]);

/** Submissions from filled forms: handed in by rater one unless the deliverable says otherwise. */
export function submitted(forms: FormData): MeasureFacts['forms'] {
  const made: Record<string, Submission<FormKey>[]> = {};
  for (const [key, list] of Object.entries(forms) as [FormKey, readonly FormOf<FormKey>[]][]) {
    made[key] = list.map((data, index) => handedIn(data, { item: `${key} ${index}` }));
  }
  return made as MeasureFacts['forms'];
}

export function handedIn<K extends FormKey>(data: FormOf<K>, over: Partial<Submission<K>> = {}): Submission<K> {
  return { item: '', data, by: 'rater-1', byRoles: ['sponsor', 'rm', 'aud'] as Role[], at: '2026-01-12T09:00:00Z', state: 'handed-in', round: 1, stage: 'select' as StageKey, ...over };
}

/** The bundle of the worked example: its sale lines hold all brands. */
export function workedBundle(settings: Settings = {}): BundleContent {
  return makeBundle({ ...settings, parameters: { categoryVolume: 'sales', ...settings.parameters } });
}

/** The facts of the worked example; `forms` replaces single deliverables, everything else by name. */
export function workedFacts(over: Partial<Omit<MeasureFacts, 'forms'>> & { readonly forms?: FormData } = {}, bundle: BundleContent = workedBundle()): MeasureFacts {
  const { forms, ...rest } = over;
  const first = submitted({ ...allForms, ...forms });
  const secondRater = (list: readonly FormOf<'scorecard'>[]) => list.map((data) => handedIn<'scorecard'>(data, { by: 'rater-2' }));
  return {
    ...factsOfBundle(bundle),
    asOf: '2026-07-20',
    timeZone: 'Asia/Shanghai',
    forms: {
      ...first,
      scorecard: [...(first.scorecard ?? []), ...(forms?.scorecard ? [] : secondRater(secondCards))],
      targetScorecard: [...(first.targetScorecard ?? []), ...(forms?.targetScorecard ? [] : secondRater(targetCards) as unknown as Submission<'targetScorecard'>[])],
    },
    documents: { marketReport: { handedIn: 1, accepted: 1 }, planDocument: { handedIn: 1, accepted: 1 } },
    field,
    history,
    passed: [
      { gate: 'G5', stage: 'launch', round: 1, at: '2026-05-08T06:00:00Z', week: '2026-W19', kind: 'go', packetHash: 'a'.repeat(64) },
      { gate: 'G7', stage: 'consolidate', round: 1, at: '2026-07-17T06:00:00Z', week: '2026-W29', kind: 'go', packetHash: 'b'.repeat(64) },
    ],
    candidates: ['A', 'B', 'C'].map((code) => ({ marketId: `market-${code.toLowerCase()}`, code, name: code })),
    marketCode: 'A',
    stageOpenedAt: { launch: '2026-03-30T01:00:00Z' },
    ...rest,
  };
}
