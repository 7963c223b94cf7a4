import type { DeliverableKey, FormKey, FormOf, KpiKey } from './playbook.js';

/** What the street and the entry's own past give, beside what people hand in. */
export type FieldPart = 'terminals' | 'dealers' | 'zones' | 'sales' | 'repeat' | 'churn' | 'visits' | 'stock' | 'dealerStock' | 'frequency' | 'prices' | 'incidents' | 'receivables' | 'contracts';
type FormField = { [K in FormKey]: `${K}.${keyof FormOf<K> & string}` }[FormKey];

/** `scorecard.features` a field of a form · `marketReport` a document · `field:sales` the street · `entry:history` what reviews and gates recorded. */
export type KpiRead = FormField | Exclude<DeliverableKey, FormKey> | `field:${FieldPart}` | 'entry:history' | 'entry:gates' | 'entry:candidates';

export type KpiSource = {
  readonly reads: readonly KpiRead[];
  /** One of the reads is enough. */
  readonly either?: true;
  /** The values the KPI can take, where its unit does not say. A check outside or all over it is a fault. */
  readonly lowest?: number;
  readonly highest?: number;
};

/** One round of scoring: who is winner depends on all of it. */
const round: readonly KpiRead[] = [
  'entry:candidates', 'scorecard.market', 'scorecard.features', 'agreedScorecard.market', 'agreedScorecard.features',
  'entryDecision.market', 'entryDecision.reason', 'entryDecision.override',
];
const cost: readonly KpiRead[] = [
  'financeCheck.netPrice', 'financeCheck.rebate', 'financeCheck.unitCost', 'financeCheck.promotionPerUnit', 'financeCheck.freightPerUnit',
];
const fixed: readonly KpiRead[] = ['financeCheck.fixedCosts', 'financeCheck.launchOutlay'];
const cash: readonly KpiRead[] = [...cost, ...fixed, 'financeCheck.unitsByMonth', 'financeCheck.cashLimit'];
const workload: readonly KpiRead[] = ['staffing.aOutlets', 'staffing.bOutlets', 'staffing.cOutlets', 'staffing.callsPerDay', 'staffing.fieldDaysPer4Weeks', 'staffing.trainedAdvisers'];
const capacity: readonly KpiRead[] = ['capacity.people', 'capacity.userRate', 'capacity.perUserYear', 'capacity.cOutlets', 'capacity.cMonthly', 'capacity.mainBrands', 'capacity.mainBrandsShare'];
const share: readonly KpiRead[] = ['field:sales', 'shareObservation.own', 'shareObservation.capacity'];

/** Where each KPI comes from. The lint refuses a bundle whose KPI has lost its source; a missing KPI does not compile. */
export const kpiSources: { readonly [K in KpiKey]: KpiSource } = {
  candidates: { reads: round },
  winnerTotal: { reads: round, highest: 100 },
  winnerCompleteness: { reads: round },
  leadOverNext: { reads: round, lowest: -100, highest: 100 },
  rankStability: { reads: round },
  knockOuts: { reads: round, highest: 8 },
  raterGap: { reads: round, highest: 4 },
  entryDecisionSigned: { reads: round },

  censusCoverage: { reads: ['zonePlan.zones', 'dailySheet.accepted', 'dailySheet.newFound', 'dailySheet.closed', 'resurveyTask.accepted'] },
  keyZoneCoverage: { reads: ['zonePlan.zones', 'dailySheet.accepted', 'dailySheet.newFound', 'dailySheet.closed', 'resurveyTask.accepted'] },
  missedSweep: { reads: ['backCheck.outletsFound', 'backCheck.missed'] },
  firstPassAcceptance: { reads: ['dailySheet.accepted', 'dailySheet.returned'] },
  backCheckAgreement: { reads: ['backCheck.fieldsChecked', 'backCheck.fieldsAgreed'] },
  gpsValidity: { reads: ['censusCleaning.gpsRecords', 'censusCleaning.gpsValid'] },
  duplicateRate: { reads: ['censusCleaning.submitted', 'censusCleaning.merged'] },
  dailySheetPunctuality: { reads: ['dailySheet.date', 'dailySheet.team', 'surveyPlan.teams'] },
  sweepProductivity: { reads: ['dailySheet.accepted', 'dailySheet.surveyors', 'surveyPlan.outletsPerDay'] },
  openResurvey: { reads: ['dailySheet.returned', 'resurveyTask.records', 'resurveyTask.state'] },
  dealersInterviewed: { reads: ['dealerInterview.dealer', 'surveyBrief.dealers', 'field:dealers'] },
  capacityMethods: { reads: capacity, either: true, highest: 3 },
  capacitySpread: { reads: capacity, either: true, lowest: 1 },
  marketReportAccepted: { reads: ['marketReport'] },

  inputReadiness: { reads: ['entryStrategy.targetRival', 'priceChain.tiers', 'channelScheme.zones', 'targets.targets', 'schedule.steps', 'budget.lines'] },
  tierMarginGap: { reads: ['priceChain.tiers'], lowest: -Infinity },
  negativeTiers: { reads: ['priceChain.tiers'] },
  priceIndex: { reads: ['priceChain.tiers'] },
  contributionRatio: { reads: cost, lowest: -Infinity },
  requiredShare: { reads: [...cost, ...fixed, 'financeCheck.volumePerUnit', 'financeCheck.targetShare', ...capacity] },
  marginOfSafety: { reads: [...cost, ...fixed, 'financeCheck.planUnits'], lowest: -Infinity },
  payback: { reads: cash },
  cashHeadroom: { reads: cash },
  costCaseHeadroom: { reads: cash },
  targetReconciliation: { reads: ['targets.targets'] },
  planAccepted: { reads: ['planDocument'] },

  ownershipCompleteness: { reads: ['field:terminals'] },
  codeValidity: { reads: ['field:terminals'] },
  workloadUse: { reads: ['field:terminals', 'field:frequency', 'organisation.staff', 'organisation.callsPerDay', 'organisation.fieldDaysPer4Weeks'], highest: Infinity },
  dealerMatch: { reads: ['field:contracts', 'dealerContract.zones', 'targets.targets'] },
  coreDealersSigned: { reads: ['field:contracts', 'dealerAssessment.dealers', 'dealerContract.signedOn'] },
  appraisalCoverage: { reads: ['organisation.staff', 'appraisalSheet.person', 'appraisalSheet.signedOn'] },
  trainingPass: { reads: ['organisation.staff', 'training.results', 'training.passMark'] },
  trialWeekTimeliness: { reads: ['trialWeek.recordsTotal', 'trialWeek.sameDay'] },

  numericDistribution: { reads: ['field:sales'] },
  weightedDistribution: { reads: ['field:sales'] },
  distributionQuality: { reads: ['field:sales'] },
  aClassDistribution: { reads: ['field:sales'] },
  visitCompletion: { reads: ['field:visits'] },
  unvisited: { reads: ['field:visits'] },
  strikeRate: { reads: ['field:visits'] },
  outOfStock: { reads: ['field:stock'] },
  priceCompliance: { reads: ['field:stock', 'field:prices'], either: true },

  marketShare: { reads: share, either: true },
  shareGain: { reads: [...share, 'entry:history', 'entry:gates'] },
  laterDistribution: { reads: ['field:sales'] },
  repeatTerminals: { reads: ['field:repeat'] },
  flowThrough: { reads: ['field:dealerStock', 'field:stock'], either: true },
  dealerStockDays: { reads: ['field:dealerStock'] },
  sellThrough: { reads: ['field:stock'] },
  skusPerHandler: { reads: ['field:stock'] },
  costRatio: { reads: ['costReport.fieldCost', 'costReport.promotionCost', 'costReport.netRevenue', 'budget.lines', 'budget.revenue'] },

  safeShare: { reads: share, either: true },
  leadRatio: { reads: [...share, 'shareObservation.rivals'], either: true },
  shareQuality: { reads: [...share, 'shareObservation.ownInA', 'shareObservation.capacityInA'], either: true },
  aTerminalsAgreed: { reads: ['field:terminals', 'agreements.agreements'] },
  terminalChurn: { reads: ['field:churn'] },
  incidentRate: { reads: ['field:incidents', 'patrol.incidents', 'field:terminals'] },
  overdueReceivables: { reads: ['field:receivables', 'receivables.invoices', 'receivables.asOf'] },
  positiveContribution: { reads: ['contributionMonth.month', 'contributionMonth.netRevenue', 'contributionMonth.headOfficeSupport'] },
  templateCompleteness: { reads: ['template.items'] },
  adviserRetention: { reads: ['adviserRoster.advisers'] },

  evidence01: { reads: ['entry:gates'], highest: 1 },
  evidence02: { reads: [...share, 'entry:history', 'shareObservation.method'], lowest: 1 },
  evidence03: { reads: ['entry:history'] },
  evidence04: { reads: ['contributionMonth.month', 'contributionMonth.netRevenue', 'contributionMonth.headOfficeSupport'] },
  evidence05: { reads: ['costReport.newHandlers', 'costReport.effectiveVisits', 'budget.costPerNewHandler', 'budget.costPerEffectiveVisit'] },
  evidence06: { reads: ['entry:history'] },
  evidence07: { reads: ['independentBackCheck.terminals', 'independentBackCheck.fieldsChecked', 'independentBackCheck.fieldsAgreed'] },
  evidence08: { reads: ['evidencePack.headOfficeSupport'] },
  evidence09: { reads: ['field:zones'] },
  evidence10: { reads: ['evidencePack.templateReaders', 'template.items'] },
  evidence11: { reads: [...workload, 'staffing.supervisor'] },
  evidence12: { reads: ['failuresList.failures'] },
  evidenceCompleteness: { reads: ['entry:gates', 'entry:history', 'evidencePack.headOfficeSupport', 'failuresList.failures'] },
  templateReuse: { reads: ['template.items', 'localisation.items'] },
  launchCurve: { reads: ['replicationRequest.market', 'cohortPoint.daysSinceLaunch', 'cohortPoint.numericDistribution', 'entry:history'] },
  timeToG5: { reads: ['replicationRequest.market', 'cohortPoint.passedG5', 'cohortPoint.daysSinceLaunch', 'entry:gates'] },
  peopleReady: { reads: workload },
  cashBurn: { reads: ['replicationRequest.market', 'cohortPoint.outflowToDate', 'staffing.outflow90Days'] },
  targetMarketG1: { reads: ['targetScorecard.market', 'targetScorecard.features', 'targetAgreedScorecard.market', 'targetAgreedScorecard.features', 'replicationRequest.market'] },
};
