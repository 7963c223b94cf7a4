import { ratio } from '../../measures/ratio.js';
import { workloadUse } from '../../measures/workload.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import type { buildPlatform } from '../../playbook/stages/4-build-platform.js';
import type { Measured } from '../facts.js';
import type { FieldTotals } from '../field-totals.js';
import { frequencyOf, frequencyOfClass } from '../visit-frequency.js';
import { fromRatio, furthestFromOne, noData, total } from './measured.js';
import { lastDayOf, latest, submissions, type Measure, type MeasureFacts } from './measure-facts.js';
import { copies, from, list, none, notHandedIn, papers, saying, street } from './sources.js';

type BuildPlatformKpi = keyof (typeof buildPlatform)['kpis'];

/** Calls in four weeks, by the market's visit frequencies of the day or else the bundle's. */
export function requiredCalls({ field, parameters }: Pick<MeasureFacts, 'field' | 'parameters'>): number | null {
  if (field === null) return null;
  const frequencies = frequencyOf(field.frequency, parameters);
  const { A, B, C, none } = field.terminals.byClass;
  const calls = (outlets: number, name: 'A' | 'B' | 'C' | null): number => outlets * frequencyOfClass(name, frequencies).visitsPer4Weeks;
  return calls(A, 'A') + calls(B, 'B') + calls(C, 'C') + calls(none, null);
}

function workload(facts: MeasureFacts): Measured {
  const calls = requiredCalls(facts);
  const organisation = latest(facts, 'organisation')?.data;
  if (calls === null || organisation === undefined) return noData(text('没有组织与人员,或没有终端', 'No organisation, or no terminals'));
  const people = new Set(organisation.staff.filter((row) => row.post === 'adviser').map((row) => row.person)).size;
  const { callsPerDay, fieldDaysPer4Weeks } = organisation;
  return fromRatio(workloadUse({ calls, people, callsPerDay, fieldDaysPer4Weeks }), saying(from(papers('organisation'), street.terminals), text(`${people} 名顾问`, `${people} advisers`)));
}

const recordedHere = (contracts: number): Text => text(`${contracts} 份登记的合同`, `${contracts} recorded contracts`);

/** What the dealers can carry in each zone against its target: by the contracts of the market where any was recorded, else by those handed in. */
function dealerMatch(facts: MeasureFacts): Measured {
  const zones = (latest(facts, 'targets')?.data.targets ?? []).filter((row) => row.level === 'zone' && row.metric === 'volume' && row.zoneNo !== null);
  const recorded = facts.field?.contracts ?? null;
  const contracts = recorded?.filter((contract) => contract.endedOn === null || contract.endedOn > facts.asOf) ?? submissions(facts, 'dealerContract').map((contract) => contract.data);
  if (zones.length === 0 || contracts.length === 0) return noData(text('没有区域销量目标,或没有经销商合同', 'No volume target of a zone, or no dealer contract'));
  const capacity = (zoneNo: number | null): number => total(contracts.flatMap((contract) => contract.zones).filter((zone) => zone.zoneNo === zoneNo), (zone) => zone.monthlyCapacity);
  const worst = furthestFromOne(zones.map((zone) => ({ ...ratio(capacity(zone.zoneNo), zone.value), zoneNo: zone.zoneNo })));
  if (!worst) return noData(text('没有大于零的区域目标', 'No zone has a target above zero'));
  const rests = from(papers('targets'), recorded === null ? papers('dealerContract') : recordedHere(contracts.length));
  return fromRatio(worst, saying(rests, text(`区域 ${worst.zoneNo}`, `zone ${worst.zoneNo}`)));
}

/** A paper without a date, or with one that is still to come, is planned. */
function isSigned(facts: MeasureFacts, paper: { readonly at: string; readonly data: { readonly signedOn: string | null } }): boolean {
  return paper.data.signedOn !== null && paper.data.signedOn <= lastDayOf(facts, paper);
}

/** The contracts of the market where any was recorded, else those handed in. */
function coreDealersSigned(facts: MeasureFacts): Measured {
  const recorded = facts.field?.contracts ?? null;
  if (recorded !== null && facts.field !== null) {
    const signed = new Set(recorded.filter((contract) => contract.core && standsSigned(facts, contract)).map((contract) => contract.dealer));
    return fromRatio(ratio(signed.size, facts.field.dealers.core), recordedHere(recorded.length));
  }
  const core = new Set((latest(facts, 'dealerAssessment')?.data.dealers ?? []).filter((row) => row.core).map((row) => row.dealer));
  const signed = submissions(facts, 'dealerContract').filter((contract) => isSigned(facts, contract) && core.has(contract.data.dealer));
  return fromRatio(ratio(new Set(signed.map((contract) => contract.data.dealer)).size, core.size), core.size === 0 ? text('没有选定核心经销商', 'No core dealer chosen') : papers('dealerAssessment', 'dealerContract'));
}

/** Signed, and neither over nor ended; a signature recorded since the last review counts as a paper handed in since does. */
function standsSigned({ asOf }: MeasureFacts, { signedOn, recordedOn, toDay, endedOn }: NonNullable<FieldTotals['contracts']>[number]): boolean {
  const day = recordedOn !== null && recordedOn > asOf ? recordedOn : asOf;
  return signedOn !== null && signedOn <= day && toDay >= asOf && (endedOn === null || endedOn >= asOf);
}

function staffOf(facts: MeasureFacts): Set<string> {
  return new Set((latest(facts, 'organisation')?.data.staff ?? []).map((row) => row.person));
}

function appraisalCoverage(facts: MeasureFacts): Measured {
  const staff = staffOf(facts);
  const signed = submissions(facts, 'appraisalSheet').filter((sheet) => isSigned(facts, sheet) && staff.has(sheet.data.person));
  return fromRatio(ratio(new Set(signed.map((sheet) => sheet.data.person)).size, staff.size), staff.size === 0 ? notHandedIn('organisation') : papers('organisation', 'appraisalSheet'));
}

function trainingPass(facts: MeasureFacts): Measured {
  const staff = [...staffOf(facts)];
  const topics = submissions(facts, 'training').map((training) => training.data);
  if (topics.length === 0) return noData(notHandedIn('training'));
  const passed = staff.filter((person) => topics.every((topic) => topic.results.some((row) => row.person === person && row.score >= topic.passMark)));
  return fromRatio(ratio(passed.length, staff.length), list(papers('organisation'), copies(topics.length, 'training')));
}

export const measureBuildPlatform: { readonly [K in BuildPlatformKpi]: Measure } = {
  ownershipCompleteness: ({ field }) => (field ? fromRatio(ratio(field.terminals.owned, field.terminals.active), from(street.terminals, street.routes)) : noData(none(street.terminals))),
  codeValidity: ({ field }) => (field ? fromRatio(ratio(field.terminals.validCode, field.terminals.active), from(street.terminals)) : noData(none(street.terminals))),
  workloadUse: workload,
  dealerMatch,
  coreDealersSigned,
  appraisalCoverage,
  trainingPass,
  trialWeekTimeliness: (facts) => {
    const week = latest(facts, 'trialWeek');
    return week ? fromRatio(ratio(week.data.sameDay, week.data.recordsTotal), papers('trialWeek')) : noData(notHandedIn('trialWeek'));
  },
};
