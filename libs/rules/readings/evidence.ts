import { ratio } from '../../measures/ratio.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import type { KpiKey } from '../../playbook/playbook.js';
import type { Measured } from '../facts.js';
import { addWeeks } from '../iso-week.js';
import { templateCompleteness } from './7-consolidate.js';
import { costsAndBudget, spent } from './costs.js';
import { fromRatio, meets, noData, outOf, plain, quotientOf, total } from './measured.js';
import { latest, newestWeek, type HistoryReading, type MeasureFacts } from './measure-facts.js';
import { methodTitle, sharesByMethod } from './share.js';
import { kpiTitle, list, named, notHandedIn, papers, percent, saying } from './sources.js';

/*
 * The twelve evidence rows of method.md §13.3 that need more than one figure; each is a KPI of stage 8.
 */

/** Row 1: G7 passed with a frozen packet. */
export function gatePassed(facts: MeasureFacts): Measured {
  const passed = facts.passed.filter((gate) => gate.gate === 'G7').at(-1);
  return plain(passed !== undefined && passed.packetHash !== '' ? 1 : 0, passed ? text(`G7 材料 ${passed.packetHash.slice(0, 12)}`, `G7 packet ${passed.packetHash.slice(0, 12)}`) : text('未过 G7', 'G7 not passed'));
}

/** Row 2: the spread of the share over its methods; no data before the curve is long enough or while one method stands alone. */
export function shareCurve(facts: MeasureFacts): Measured {
  const { shareCurveWeeks } = facts.parameters.evidence;
  const weeks = new Set(facts.history.filter((reading) => reading.kpi === 'marketShare' && reading.value !== null).map((reading) => reading.week)).size;
  const shares = sharesByMethod(facts);
  if (weeks < shareCurveWeeks) return noData(text(`占有率曲线:须满 ${shareCurveWeeks} 周,现有 ${weeks} 周`, `Share curve: ${weeks} of ${shareCurveWeeks} weeks`));
  if (shares.size < 2) return noData(text(`测量占有率的方法:${shares.size} 种`, `Methods that measured the share: ${shares.size}`));
  const values = [...shares.values()];
  return fromRatio(ratio(Math.max(...values), Math.min(...values)), list(text(`${weeks} 周`, `${weeks} weeks`), ...[...shares].map(([method, share]) => saying(methodTitle(method), named(percent(share))))));
}

/** The weekly readings of a KPI over the last weeks reviewed, oldest first; a week without a reading is null. */
function lastWeeks(facts: MeasureFacts, kpi: string, weeks: number): (HistoryReading | null)[] {
  const newest = newestWeek(facts.history);
  if (newest === null) return [];
  return Array.from({ length: weeks }, (_, index) => {
    const week = addWeeks(newest, index - weeks + 1);
    return facts.history.findLast((reading) => reading.kpi === kpi && reading.week === week) ?? null;
  });
}

function weeksThat(facts: MeasureFacts, kpi: KpiKey, holds: (value: number) => boolean): Measured {
  const { lookBackWeeks } = facts.parameters.evidence;
  const known = lastWeeks(facts, kpi, lookBackWeeks).flatMap((reading) => (reading?.value == null ? [] : [reading.value]));
  if (known.length === 0) return noData(saying(kpiTitle(kpi), text(`最近 ${lookBackWeeks} 周没有读数`, `not measured in the last ${lookBackWeeks} weeks`)));
  return outOf(known.filter(holds).length, lookBackWeeks, saying(kpiTitle(kpi), text(`最近 ${lookBackWeeks} 周中 ${known.length} 周有读数`, `${known.length} of the last ${lookBackWeeks} weeks measured`)));
}

/** Row 3: weeks in which at least as much flowed out as the limit asks. */
export function flowHeld(facts: MeasureFacts): Measured {
  return weeksThat(facts, 'flowThrough', (value) => value >= facts.parameters.evidence.flowThroughFrom);
}

/** Row 6: weeks with zero unvisited customers. */
export function unvisitedHeld(facts: MeasureFacts): Measured {
  return weeksThat(facts, 'unvisited', (value) => value === 0);
}

/** Row 5: cost per new handler and per effective visit, each over its plan; the dearer speaks. */
export function costsHeld(facts: MeasureFacts): Measured {
  const costs = costsAndBudget(facts);
  if (costs === null) return noData(notHandedIn('costReport', 'budget'));
  const { reports, budget } = costs;
  const perHandler = quotientOf(ratio(spent(reports), total(reports, (report) => report.newHandlers)), ratio(budget.costPerNewHandler, 1));
  const perVisit = quotientOf(ratio(spent(reports), total(reports, (report) => report.effectiveVisits)), ratio(budget.costPerEffectiveVisit, 1));
  if (perHandler.value === null || perVisit.value === null) return noData(text('没有新增铺货终端或有效拜访,或没有其计划费用', 'No new handler, no effective visit, or none planned'));
  const dearer = perHandler.value >= perVisit.value ? perHandler : perVisit;
  return fromRatio(dearer, saying(papers('costReport', 'budget'), dearer === perHandler ? text('每新增铺货终端', 'per new handler') : text('每次有效拜访', 'per effective visit')));
}

const backChecked = (about: Text): Text => saying(papers('independentBackCheck'), about);

/** Row 7: agreement of the independent back-check, once it is large enough. */
export function independentCheck(facts: MeasureFacts): Measured {
  const { backCheckTerminals } = facts.parameters.evidence;
  const check = latest(facts, 'independentBackCheck')?.data;
  if (check === undefined) return noData(notHandedIn('independentBackCheck'));
  if (check.terminals < backCheckTerminals) return noData(backChecked(text(`须查 ${backCheckTerminals} 家终端,已查 ${check.terminals} 家`, `${check.terminals} of ${backCheckTerminals} terminals`)));
  return fromRatio(ratio(check.fieldsAgreed, check.fieldsChecked), backChecked(text(`${check.terminals} 家终端`, `${check.terminals} terminals`)));
}

/** Row 8: the most head office people in any of the last weeks; no data unless each of those weeks is stated. */
export function normalTeam(facts: MeasureFacts): Measured {
  const { lookBackWeeks } = facts.parameters.evidence;
  const stated = new Map((latest(facts, 'evidencePack')?.data.headOfficeSupport ?? []).map((row) => [row.week, row.people]));
  const newest = [...stated.keys()].sort().at(-1);
  if (newest === undefined) return noData(text('未填总部支持人数', 'No head office support stated'));
  const people = Array.from({ length: lookBackWeeks }, (_, index) => stated.get(addWeeks(newest, -index)) ?? null);
  const known = people.filter((count): count is number => count !== null);
  if (known.length < lookBackWeeks) return noData(saying(papers('evidencePack'), text(`截至 ${newest} 的 ${lookBackWeeks} 周中填了 ${known.length} 周`, `${known.length} of ${lookBackWeeks} weeks stated up to ${newest}`)));
  return plain(Math.max(...known), saying(papers('evidencePack'), text(`截至 ${newest} 的 ${lookBackWeeks} 周`, `${lookBackWeeks} weeks up to ${newest}`)));
}

/** Row 9: zones that reach the distribution targets of the launch, each by itself. A KPI in shadow does not count here either. */
export function zonesShowIt(facts: MeasureFacts): Measured {
  const zones = facts.field?.zones ?? [];
  if (zones.length === 0) return noData(text('没有测量过的区域', 'No zones measured'));
  const reaches = (kpi: string, numerator: number, denominator: number): boolean => {
    const target = facts.targets[kpi] ?? null;
    if (facts.shadow.has(kpi) || target === null) return true;
    return meets(ratio(numerator, denominator), target) === true;
  };
  const showing = zones.filter((zone) => reaches('numericDistribution', zone.handlers, zone.universe) && reaches('aClassDistribution', zone.handlersA, zone.universeA));
  return outOf(showing.length, zones.length, showing.length === 0 ? text('没有区域达到铺货目标', 'No zone reaches the distribution targets') : saying(text('达到铺货目标的区域', 'Zones that reach the distribution targets'), named(...showing.map((zone) => zone.zoneNo))));
}

/** Row 10: people who were not in the source market and used the complete template. */
export function templateUsed(facts: MeasureFacts): Measured {
  const pack = latest(facts, 'evidencePack')?.data;
  const template = templateCompleteness(facts);
  if (pack === undefined || template.value === null) return noData(notHandedIn('evidencePack', 'template'));
  const outsiders = new Set(pack.templateReaders.filter((reader) => !reader.wasThere && reader.usedFor.trim() !== '').map((reader) => reader.person));
  const complete = template.value === 1;
  return plain(complete ? outsiders.size : 0, complete ? papers('evidencePack') : saying(papers('template'), template.evidence));
}

/** Row 12: what did not work, with its lesson. */
export function failuresListed(facts: MeasureFacts): Measured {
  const list = latest(facts, 'failuresList')?.data.failures;
  if (list === undefined) return noData(notHandedIn('failuresList'));
  return plain(list.filter((one) => one.what.trim() !== '' && one.lesson.trim() !== '').length, papers('failuresList'));
}
