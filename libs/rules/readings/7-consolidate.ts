import { ratio } from '../../measures/ratio.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import type { FormOf } from '../../playbook/playbook.js';
import type { consolidate } from '../../playbook/stages/7-consolidate.js';
import { templateItemKeys } from '../../playbook/template-items.js';
import type { Measured } from '../facts.js';
import { addDays } from '../iso-week.js';
import { onField } from './5-launch.js';
import { fromRatio, noData, outOf, rounded, total } from './measured.js';
import { lastDayOf, latest, submissions, type Measure, type MeasureFacts } from './measure-facts.js';
import { onShare, shareOf, shareQuality } from './share.js';
import { copies, from, missing, notHandedIn, papers, saying, street, templateItem } from './sources.js';

type ConsolidateKpi = keyof (typeof consolidate)['kpis'];

const quarterDays = 91;
const halfYearDays = 183;

function aTerminalsAgreed(facts: MeasureFacts): Measured {
  const paper = latest(facts, 'agreements');
  if (paper === null || facts.field === null) return noData(text('没有 A 类终端协议,或没有终端', 'No agreements with A terminals, or no terminals'));
  const standing = paper.data.agreements.filter((one) => one.signedOn !== null && one.signedOn <= lastDayOf(facts, paper) && one.to >= facts.asOf);
  return fromRatio(ratio(new Set(standing.map((one) => one.terminal)).size, facts.field.terminals.byClass.A), from(papers('agreements'), street.terminals));
}

/**
 * Price cuts and dumping of the last quarter per 1,000 terminals: the incidents reported in the market where there are any, else those that
 * patrols wrote down; no data when neither is there. That nobody reported anything is not yet a market in order.
 */
function incidentRate(facts: MeasureFacts): Measured {
  const active = facts.field?.terminals.active ?? 0;
  const found = reportedIncidents(facts) ?? patrolledIncidents(facts);
  if (found === null || active === 0) return noData(text('近一季没有事件上报也没有巡查,或没有终端', 'No incident reported and no patrol in the last quarter, or no terminals'));
  return { numerator: found.incidents, denominator: active, value: rounded((found.incidents * 1000) / active), evidence: found.evidence };
}

type FoundIncidents = { readonly incidents: number; readonly evidence: Text };

function reportedIncidents({ field }: MeasureFacts): FoundIncidents | null {
  if (!field?.incidents) return null;
  const { since, reported, priceCuts, dumping } = field.incidents;
  return { incidents: priceCuts + dumping, evidence: text(`${since} 以来上报事件 ${reported} 起:低价 ${priceCuts},冲流货 ${dumping}`, `${reported} incidents reported since ${since}: ${priceCuts} price cuts, ${dumping} dumping`) };
}

function patrolledIncidents(facts: MeasureFacts): FoundIncidents | null {
  const since = addDays(facts.asOf, -quarterDays);
  const patrols = submissions(facts, 'patrol').map((patrol) => patrol.data).filter((patrol) => patrol.to > since);
  if (patrols.length === 0) return null;
  const incidents = patrols.flatMap((patrol) => patrol.incidents)
    .filter((one) => (one.kind === 'priceCut' || one.kind === 'dumping') && one.foundOn > since && one.foundOn <= facts.asOf);
  return { incidents: incidents.length, evidence: saying(copies(patrols.length, 'patrol'), text(`${since} 以来`, `since ${since}`)) };
}

/** The imported lists where there are any, else the latest one handed in. */
function overdueReceivables(facts: MeasureFacts): Measured {
  const rows = facts.field?.receivables ?? null;
  if (rows !== null) return fromRatio(ratio(rows.overdue, rows.receivable), text(`${rows.dealers} 家经销商的应收账款,${rows.oldest}…${rows.newest}`, `Receivables of ${rows.dealers} dealers, ${rows.oldest}…${rows.newest}`));
  const lists = submissions(facts, 'receivables').map((list) => list.data);
  const newest = lists.reduce<(typeof lists)[number] | null>((last, next) => (last === null || next.asOf >= last.asOf ? next : last), null);
  if (newest === null) return noData(notHandedIn('receivables'));
  const open = newest.invoices.map((invoice) => ({ due: invoice.due, left: Math.max(0, invoice.amount - invoice.paid) }));
  const overdue = open.filter((invoice) => invoice.due < newest.asOf);
  return fromRatio(ratio(total(overdue, (invoice) => invoice.left), total(open, (invoice) => invoice.left)), saying(papers('receivables'), text(`截至 ${newest.asOf},人工提交`, `as of ${newest.asOf}, handed in`)));
}

function contribution(month: FormOf<'contributionMonth'>): number {
  return month.netRevenue - month.variableCost - month.fieldCost - month.otherFixed - month.headOfficeSupport;
}

const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** Months in a row, back from the latest, whose contribution after all support is positive; a month that is missing ends the row. */
export function positiveContribution(facts: MeasureFacts): Measured {
  const months = new Map(submissions(facts, 'contributionMonth').map((month) => [monthNumber(month.data.month), contribution(month.data)]));
  if (months.size === 0) return noData(notHandedIn('contributionMonth'));
  let month = Math.max(...months.keys());
  let row = 0;
  for (; (months.get(month) ?? 0) > 0; month -= 1) row += 1;
  return outOf(row, months.size, copies(months.size, 'contributionMonth'));
}

/** Template items with a body ÷ the eighteen of method.md §13.2. */
export function templateCompleteness(facts: MeasureFacts): Measured {
  const template = latest(facts, 'template');
  if (template === null) return noData(notHandedIn('template'));
  const filled = new Set(template.data.items.filter((item) => item.body.trim() !== '').map((item) => item.item));
  const open = templateItemKeys.filter((key) => !filled.has(key));
  return fromRatio(ratio(templateItemKeys.length - open.length, templateItemKeys.length), missing(open.map(templateItem), papers('template')));
}

/** Of those who started half a year ago or earlier: who stayed at least that long. */
function adviserRetention(facts: MeasureFacts): Measured {
  const roster = latest(facts, 'adviserRoster')?.data.advisers;
  if (roster === undefined) return noData(notHandedIn('adviserRoster'));
  const started = roster.filter((adviser) => addDays(adviser.startedOn, halfYearDays) <= facts.asOf);
  const stayed = started.filter((adviser) => adviser.leftOn === null || adviser.leftOn > addDays(adviser.startedOn, halfYearDays));
  return fromRatio(ratio(stayed.length, started.length), papers('adviserRoster'));
}

export const measureConsolidate: { readonly [K in ConsolidateKpi]: Measure } = {
  safeShare: onShare(shareOf),
  leadRatio: onShare(({ own, rival }) => ratio(own, rival)),
  shareQuality: onShare(shareQuality),
  aTerminalsAgreed,
  terminalChurn: onField('churn', (churn) => ratio(churn.lost, churn.atStart), street.sales),
  incidentRate,
  overdueReceivables,
  positiveContribution,
  templateCompleteness,
  adviserRetention,
};
