import { capacityEstimate, censusCapacity, mainBrandsCapacity, topDownCapacity, type CapacityEstimate } from '../../measures/capacity.js';
import { ratio } from '../../measures/ratio.js';
import { text } from '../../playbook/forms/fields.js';
import type { FormOf } from '../../playbook/playbook.js';
import type { survey } from '../../playbook/stages/2-survey.js';
import { instantAt } from '../calendar.js';
import type { SurveyTotals } from '../survey-totals.js';
import { fromRatio, noData, plain, total } from './measured.js';
import { latest, submissions, type Measure, type MeasureFacts } from './measure-facts.js';
import { copies, from, list, named, notHandedIn, papers, saying, street } from './sources.js';

type SurveyKpi = keyof (typeof survey)['kpis'];
type Sheet = FormOf<'dailySheet'>;

/** Where the figures come from: from the rows of a survey that was handed out in the system, else from the sheets that people typed. Never both. */
const rowsOf = (facts: MeasureFacts): SurveyTotals | null => facts.survey ?? null;

const sheetsOf = (facts: MeasureFacts): Sheet[] => submissions(facts, 'dailySheet').map((sheet) => sheet.data);

/** Accepted ÷ (listed + newly found − closed), over the zones asked for; records accepted after a second survey count too. */
function coverage(facts: MeasureFacts, priorities: readonly ('key' | 'normal')[]) {
  const plan = latest(facts, 'zonePlan');
  if (plan === null) return noData(notHandedIn('zonePlan'));
  const zones = plan.data.zones.filter((zone) => priorities.includes(zone.priority));
  const numbers = new Set(zones.map((zone) => zone.zoneNo));
  const rows = rowsOf(facts);
  if (rows !== null) {
    const swept = rows.zones.filter((zone) => zone.zoneNo !== null && numbers.has(zone.zoneNo));
    const base = total(zones, (zone) => zone.listed) + total(swept, (zone) => zone.newFound - zone.closed);
    const elsewhere = total(rows.zones.filter((zone) => zone.zoneNo === null), (zone) => zone.accepted);
    return fromRatio(ratio(total(swept, (zone) => zone.accepted), Math.max(base, 0)), list(from(papers('zonePlan'), street.surveyed), ...(elsewhere > 0 ? [text(`${elsewhere} 家通过的不属任何区域`, `${elsewhere} accepted in no zone`)] : [])));
  }
  const sheets = sheetsOf(facts).filter((sheet) => numbers.has(sheet.zoneNo));
  if (sheets.length === 0) return noData(notHandedIn('dailySheet'));
  const again = submissions(facts, 'resurveyTask').filter((task) => numbers.has(task.data.zoneNo) && task.data.state === 'closed');
  const accepted = total(sheets, (sheet) => sheet.accepted) + total(again, (task) => task.data.accepted);
  const expected = total(zones, (zone) => zone.listed) + total(sheets, (sheet) => sheet.newFound - sheet.closed);
  return fromRatio(ratio(accepted, Math.max(expected, 0)), list(papers('zonePlan'), copies(sheets.length, 'dailySheet'), ...(again.length > 0 ? [copies(again.length, 'resurveyTask')] : [])));
}

function punctuality(facts: MeasureFacts) {
  const rows = rowsOf(facts);
  if (rows !== null) return fromRatio(ratio(rows.teamDays.onTime, rows.teamDays.due), text('系统内的日汇总表', 'Daily sheets filled in here'));
  const sheets = submissions(facts, 'dailySheet');
  const plan = latest(facts, 'surveyPlan');
  if (sheets.length === 0 && plan === null) return noData(notHandedIn('dailySheet'));
  const late = new Set<string>();
  const days = new Map<string, Set<string>>();
  for (const sheet of sheets) {
    const { team, date } = sheet.data;
    days.set(team, (days.get(team) ?? new Set()).add(date));
    if (Date.parse(sheet.at) > instantAt(date, `${facts.parameters.dailySheetBy}:00`, facts.timeZone).getTime()) late.add(`${team} ${date}`);
  }
  const handedIn = total([...days.values()], (dates) => dates.size);
  // A sheet that never came is only known to be missing once the team's field days are over.
  const absent = total(plan?.data.teams ?? [], (team) => (facts.asOf >= team.to ? Math.max(0, team.fieldDays - (days.get(team.team)?.size ?? 0)) : 0));
  return fromRatio(ratio(handedIn - late.size, handedIn + absent), saying(papers('dailySheet'), text(`有表 ${handedIn} 组日,缺表 ${absent} 组日`, `${handedIn} team-days with a sheet, ${absent} without`)));
}

function productivity(facts: MeasureFacts) {
  const plan = latest(facts, 'surveyPlan');
  const rows = rowsOf(facts);
  if (rows !== null) return plan === null ? noData(notHandedIn('surveyPlan')) : fromRatio(ratio(total(rows.zones, (zone) => zone.accepted), rows.surveyorDays * plan.data.outletsPerDay), from(papers('surveyPlan'), street.surveyed));
  const sheets = sheetsOf(facts);
  if (plan === null || sheets.length === 0) return noData(notHandedIn('surveyPlan', 'dailySheet'));
  return fromRatio(ratio(total(sheets, (sheet) => sheet.accepted), total(sheets, (sheet) => sheet.surveyors) * plan.data.outletsPerDay), papers('dailySheet', 'surveyPlan'));
}

/** Records returned at review that were not surveyed again; a task that is open keeps its records open. */
function openResurvey(facts: MeasureFacts) {
  const rows = rowsOf(facts);
  if (rows !== null) return plain(rows.resurvey + rows.returned, text(`补充调查任务中 ${rows.resurvey} 条,退回未重交 ${rows.returned} 条`, `${rows.resurvey} in open re-survey tasks, ${rows.returned} given back and not sent again`));
  const sheets = sheetsOf(facts);
  const tasks = submissions(facts, 'resurveyTask').map((task) => task.data);
  if (sheets.length === 0 && tasks.length === 0) return noData(notHandedIn('dailySheet'));
  const inState = (state: 'open' | 'closed'): number => total(tasks.filter((task) => task.state === state), (task) => task.records);
  const returned = total(sheets, (sheet) => sheet.returned);
  return plain(Math.max(inState('open'), returned - inState('closed'), 0), text(`退回 ${returned} 条,已补调 ${inState('closed')} 条`, `${returned} returned, ${inState('closed')} surveyed again`));
}

function dealersInterviewed(facts: MeasureFacts) {
  const known = new Set([...(latest(facts, 'surveyBrief')?.data.dealers ?? []).map((row) => row.dealer), ...(facts.field?.dealers.codes ?? [])]);
  const interviewed = new Set(submissions(facts, 'dealerInterview').map((interview) => interview.data.dealer).filter((dealer) => known.has(dealer)));
  // A dealer interviewed on paper and one interviewed in the system count alike, and each once.
  for (const dealer of rowsOf(facts)?.dealers ?? []) if (known.has(dealer)) interviewed.add(dealer);
  const open = [...known].filter((dealer) => !interviewed.has(dealer)).slice(0, 20);
  const papersOrRows = from(papers('dealerInterview'), ...(rowsOf(facts) === null ? [] : [street.surveyed]));
  return fromRatio(ratio(interviewed.size, known.size), known.size === 0 ? text('没有已知的经销商', 'No dealer known') : open.length === 0 ? papersOrRows : saying(text('未访谈', 'Not interviewed'), named(...open)));
}

function censusFigure(form: FormOf<'capacity'>): number | null {
  const { aOutlets, aMonthly, bOutlets, bMonthly, cOutlets, cMonthly, unsurveyed, seasonIndex } = form;
  if (aOutlets === null || aMonthly === null || bOutlets === null || bMonthly === null || cOutlets === null || cMonthly === null) return null;
  if (unsurveyed === null || seasonIndex === null) return null;
  return censusCapacity({
    classes: [
      { class: 'A', outlets: aOutlets, kgMonthEach: aMonthly },
      { class: 'B', outlets: bOutlets, kgMonthEach: bMonthly },
      { class: 'C', outlets: cOutlets, kgMonthEach: cMonthly },
    ],
    unsurveyedOutlets: unsurveyed, unsurveyedKgMonthEach: cMonthly, seasonIndex,
  }).kgYear;
}

/** A year's capacity by each of the three methods; null where one lacks an input. arithmetic.md §4 */
export function capacityByMethod(form: FormOf<'capacity'>): { readonly topDown: number | null; readonly census: number | null; readonly mainBrands: number | null } {
  return {
    topDown: topDownCapacity({ people: form.people, userRate: form.userRate, kgPerUserYear: form.perUserYear }),
    census: censusFigure(form),
    mainBrands: mainBrandsCapacity({ kgYearOfBrands: form.mainBrands.map((brand) => brand.yearly), jointShare: form.mainBrandsShare }),
  };
}

/** Yearly capacity by the methods that have all their inputs; null while the form is not in. arithmetic.md §4 */
export function capacityOf(facts: MeasureFacts): CapacityEstimate | null {
  const form = latest(facts, 'capacity')?.data;
  return form === undefined ? null : capacityEstimate(Object.values(capacityByMethod(form)));
}

/** How many of a document were accepted; no data while none was handed in. */
export function acceptedDocuments(facts: MeasureFacts, key: 'marketReport' | 'planDocument') {
  const counts = facts.documents[key];
  if (counts === undefined || counts.handedIn === 0) return noData(notHandedIn(key));
  return plain(counts.accepted, saying(papers(key), text(`已提交 ${counts.handedIn} 份`, `${counts.handedIn} handed in`)));
}

export const measureSurvey: { readonly [K in SurveyKpi]: Measure } = {
  censusCoverage: (facts) => coverage(facts, ['key', 'normal']),
  keyZoneCoverage: (facts) => coverage(facts, ['key']),
  missedSweep: (facts) => {
    const rows = rowsOf(facts);
    if (rows !== null) return fromRatio(ratio(rows.checks.missed, rows.checks.outletsFound), text(`重走 ${rows.checks.blocks} 个街区`, `${rows.checks.blocks} blocks walked again`));
    const checks = submissions(facts, 'backCheck').map((check) => check.data);
    return fromRatio(ratio(total(checks, (check) => check.missed), total(checks, (check) => check.outletsFound)), copies(checks.length, 'backCheck'));
  },
  firstPassAcceptance: (facts) => {
    const rows = rowsOf(facts);
    if (rows !== null) return fromRatio(ratio(rows.acceptedFirst, rows.reviewedFirst), text('调查记录的首次审核', 'First reviews of survey records'));
    const sheets = sheetsOf(facts);
    return fromRatio(ratio(total(sheets, (sheet) => sheet.accepted), total(sheets, (sheet) => sheet.accepted + sheet.returned)), copies(sheets.length, 'dailySheet'));
  },
  backCheckAgreement: (facts) => {
    const rows = rowsOf(facts);
    if (rows !== null) return fromRatio(ratio(rows.checks.fieldsAgreed, rows.checks.fieldsChecked), text(`回访 ${rows.checks.done} 家,未完成 ${rows.checks.open} 家`, `${rows.checks.done} back-checks, ${rows.checks.open} open`));
    const checks = submissions(facts, 'backCheck').map((check) => check.data);
    return fromRatio(ratio(total(checks, (check) => check.fieldsAgreed), total(checks, (check) => check.fieldsChecked)), copies(checks.length, 'backCheck'));
  },
  gpsValidity: (facts) => {
    const rows = rowsOf(facts);
    if (rows !== null) return fromRatio(ratio(rows.positions.valid, rows.positions.records), text('带坐标的调查记录', 'Survey records with a position'));
    const form = latest(facts, 'censusCleaning');
    return form ? fromRatio(ratio(form.data.gpsValid, form.data.gpsRecords), papers('censusCleaning')) : noData(notHandedIn('censusCleaning'));
  },
  duplicateRate: (facts) => {
    const rows = rowsOf(facts);
    if (rows !== null) return fromRatio(ratio(rows.merged, rows.submitted), text('终端被合并的调查记录', 'Survey records whose outlet was merged'));
    const form = latest(facts, 'censusCleaning');
    return form ? fromRatio(ratio(form.data.merged, form.data.submitted), papers('censusCleaning')) : noData(notHandedIn('censusCleaning'));
  },
  dailySheetPunctuality: punctuality,
  sweepProductivity: productivity,
  openResurvey,
  dealersInterviewed,
  capacityMethods: (facts) => plain(capacityOf(facts)?.methods ?? null, latest(facts, 'capacity') === null ? notHandedIn('capacity') : papers('capacity')),
  capacitySpread: (facts) => {
    const estimate = capacityOf(facts);
    return estimate ? fromRatio(estimate.spread, saying(papers('capacity'), text(`${estimate.methods} 种方法,中位数${estimate.median === null ? '无' : ` ${estimate.median}`}`, `${estimate.methods} methods, median ${estimate.median ?? 'none'}`))) : noData(notHandedIn('capacity'));
  },
  marketReportAccepted: (facts) => acceptedDocuments(facts, 'marketReport'),
};
