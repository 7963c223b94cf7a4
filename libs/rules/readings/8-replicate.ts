import { ratio } from '../../measures/ratio.js';
import { workload } from '../../measures/workload.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import { select } from '../../playbook/stages/1-select.js';
import type { replicate } from '../../playbook/stages/8-replicate.js';
import { localDay } from '../calendar.js';
import type { Measured } from '../facts.js';
import { daysFromTo, weekEnd } from '../iso-week.js';
import { selectionKpis, type SelectKpi } from './1-select.js';
import { positiveContribution } from './7-consolidate.js';
import {
  costsHeld, failuresListed, flowHeld, gatePassed, independentCheck, normalTeam, shareCurve, templateUsed, unvisitedHeld, zonesShowIt,
} from './evidence.js';
import { fromRatio, meets, noData } from './measured.js';
import { lastDayOf, latest, submissions, type Measure, type MeasureFacts } from './measure-facts.js';
import { safely } from './safely.js';
import { selection } from './selection.js';
import { from, kpiTitle, missing, named, notHandedIn, papers, saying } from './sources.js';

type ReplicateKpi = keyof (typeof replicate)['kpis'];
type EvidenceKpi = Extract<ReplicateKpi, `evidence${number}`>;

/** Days by which a point may lie off the day it is compared on. */
const dayTolerance = 7;

/** Trained advisers ÷ advisers that the target's outlets need. arithmetic.md §8 */
function peopleReady(facts: MeasureFacts): Measured {
  const paper = latest(facts, 'staffing');
  if (paper === null) return noData(notHandedIn('staffing'));
  const staffing = paper.data;
  const { people } = workload({
    outlets: { A: staffing.aOutlets, B: staffing.bOutlets, C: staffing.cOutlets },
    visitsPer4Weeks: facts.parameters.visits.per4Weeks,
    callsPerDay: staffing.callsPerDay,
    fieldDaysPer4Weeks: staffing.fieldDaysPer4Weeks,
  });
  const trained = new Set(staffing.trainedAdvisers.filter((adviser) => adviser.passedOn <= lastDayOf(facts, paper)).map((adviser) => adviser.person));
  return fromRatio(ratio(trained.size, people), papers('staffing'));
}

/** As people ready, and nobody is ready without a supervisor named. */
function staffedWithSupervisor(facts: MeasureFacts): Measured {
  const ready = peopleReady(facts);
  const supervisor = latest(facts, 'staffing')?.data.supervisor ?? null;
  if (ready.value === null || (supervisor ?? '').trim() !== '') return ready;
  return { ...ready, numerator: 0, value: 0, evidence: saying(papers('staffing'), text('未指定主管', 'no supervisor named')) };
}

const evidenceRows: { readonly [K in EvidenceKpi]: Measure } = {
  evidence01: gatePassed,
  evidence02: shareCurve,
  evidence03: flowHeld,
  evidence04: positiveContribution,
  evidence05: costsHeld,
  evidence06: unvisitedHeld,
  evidence07: independentCheck,
  evidence08: normalTeam,
  evidence09: zonesShowIt,
  evidence10: templateUsed,
  evidence11: staffedWithSupervisor,
  evidence12: failuresListed,
};

const withoutData = ({ zh, en }: Text): Text => text(`${zh}(无数据)`, `${en} (no data)`);

/** Rows met ÷ rows that count: a shadow row does not count, a row without data is not met. method.md §13.7 */
function evidenceCompleteness(facts: MeasureFacts): Measured {
  const rows = (Object.keys(evidenceRows) as EvidenceKpi[]).filter((key) => !facts.shadow.has(key)).map((key) => {
    const target = facts.targets[key] ?? null;
    return { key, met: target === null ? null : meets(safely(evidenceRows[key])(facts), target) };
  });
  const open = rows.filter((row) => row.met !== true).map(({ key, met }) => (met === null ? withoutData(kpiTitle(key)) : kpiTitle(key)));
  return fromRatio(ratio(rows.length - open.length, rows.length), missing(open, text('各项证据均成立', 'All rows met'), text('未成立', 'Not met')));
}

/** The target market's own G1: the conditions of that gate over the scorecards of the targets and the request that names one of them. */
function targetMarketG1(facts: MeasureFacts): Measured {
  const cards = submissions(facts, 'targetScorecard');
  const agreed = submissions(facts, 'targetAgreedScorecard');
  const choice = latest(facts, 'replicationRequest');
  if (agreed.length === 0 && choice === null) return noData(text('没有评过分的目标市场', 'No target market scored'));
  const candidates = [...new Set([...cards, ...agreed].map((card) => card.data.market))].filter((code) => code !== facts.marketCode);
  const round = selection({ candidates, cards, agreed, choice, parameters: facts.parameters.scorecard });
  const conditions = Object.entries<{ readonly title: Text; readonly anyOf: readonly { readonly kpi: SelectKpi }[] }>(select.gate.conditions)
    .map(([, condition]) => ({ title: condition.title, kpis: condition.anyOf.map((test) => test.kpi).filter((kpi) => !facts.shadow.has(kpi)) }))
    .filter((condition) => condition.kpis.length > 0);
  const open = conditions.filter(({ kpis }) => !kpis.some((kpi) => {
    const target = facts.targets[kpi] ?? null;
    return target !== null && meets(selectionKpis[kpi](round), target) === true;
  }));
  return fromRatio(ratio(conditions.length - open.length, conditions.length), missing(open.map(({ title }) => title), saying(papers('replicationRequest'), named(round.winner ?? '')), text('未满足', 'Not met')));
}

function templateReuse(facts: MeasureFacts): Measured {
  const template = latest(facts, 'template');
  const localisation = latest(facts, 'localisation');
  if (template === null || localisation === null) return noData(notHandedIn('template', 'localisation'));
  const items = new Set(template.data.items.map((item) => item.item));
  const changed = new Set(localisation.data.items.map((item) => item.item).filter((item) => items.has(item)));
  return fromRatio(ratio(items.size - changed.size, items.size), papers('template', 'localisation'));
}

/** Cohort points of the market that the request names. */
function points(facts: MeasureFacts) {
  const market = latest(facts, 'replicationRequest')?.data.market;
  return submissions(facts, 'cohortPoint').map((point) => point.data).filter((point) => point.market === market);
}

/** Of dated values the one nearest to a day, if it lies near enough. */
function nearest(values: readonly { readonly day: number; readonly value: number | null }[], day: number): number | null {
  const near = values.filter((one) => one.value !== null && Math.abs(one.day - day) <= dayTolerance);
  return near.reduce<(typeof near)[number] | null>((best, next) => (best === null || Math.abs(next.day - day) < Math.abs(best.day - day) ? next : best), null)?.value ?? null;
}

const aroundDay = (day: number): Text => text(`第 ${day} 天前后`, `around day ${day}`);

function launchCurve(facts: MeasureFacts): Measured {
  const { launchCurveDay } = facts.parameters.evidence;
  const opened = facts.stageOpenedAt.launch;
  if (opened === undefined) return noData(text('市场尚未启动', 'Not launched yet'));
  const launchDay = localDay(new Date(opened), facts.timeZone);
  const source = facts.history.filter((reading) => reading.kpi === 'numericDistribution')
    .map((reading) => ({ day: daysFromTo(launchDay, weekEnd(reading.week)), value: reading.value }));
  const target = points(facts).map((point) => ({ day: point.daysSinceLaunch, value: point.numericDistribution }));
  return fromRatio(ratio(nearest(target, launchCurveDay), nearest(source, launchCurveDay)), saying(from(papers('cohortPoint'), text('本市场周例会', 'own weekly reviews')), aroundDay(launchCurveDay)));
}

function timeToG5(facts: MeasureFacts): Measured {
  const opened = facts.stageOpenedAt.launch;
  const passed = facts.passed.filter((gate) => gate.gate === 'G5').at(-1);
  const target = points(facts).filter((point) => point.passedG5).map((point) => point.daysSinceLaunch);
  if (opened === undefined || passed === undefined || target.length === 0) return noData(text('本市场或目标市场未过 G5', 'G5 not passed here, or not yet there'));
  const source = daysFromTo(localDay(new Date(opened), facts.timeZone), localDay(new Date(passed.at), facts.timeZone));
  return fromRatio(ratio(Math.min(...target), source), from(papers('cohortPoint'), named('G5')));
}

function cashBurn(facts: MeasureFacts): Measured {
  const { cashBurnDay } = facts.parameters.evidence;
  const outflow = nearest(points(facts).map((point) => ({ day: point.daysSinceLaunch, value: point.outflowToDate })), cashBurnDay);
  return fromRatio(ratio(outflow, latest(facts, 'staffing')?.data.outflow90Days ?? null), saying(papers('cohortPoint', 'staffing'), aroundDay(cashBurnDay)));
}

export const measureReplicate: { readonly [K in ReplicateKpi]: Measure } = {
  ...evidenceRows,
  evidenceCompleteness,
  templateReuse,
  launchCurve,
  timeToG5,
  peopleReady,
  cashBurn,
  targetMarketG1,
};
