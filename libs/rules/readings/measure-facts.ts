import { shadowKpis, targetsOf, type BundleContent } from '../../playbook/bundle-content.js';
import type { StageKey, Target } from '../../playbook/define-stage.js';
import type { Parameters } from '../../playbook/parameters.js';
import type { DeliverableKey, FormKey, FormOf } from '../../playbook/playbook.js';
import type { Role } from '../../playbook/roles.js';
import { localDay } from '../calendar.js';
import type { Measured, PassedGate } from '../facts.js';
import type { FieldTotals } from '../field-totals.js';
import type { SurveyTotals } from '../survey-totals.js';

/** The newest version of one item of a deliverable that was not returned. */
export type Submission<K extends FormKey> = {
  readonly item: string;
  readonly data: FormOf<K>;
  /** Id of the person who handed it in. */
  readonly by: string;
  /** Roles that person held in this market then. */
  readonly byRoles: readonly Role[];
  readonly at: string;
  readonly state: 'handed-in' | 'accepted';
  readonly round: number;
  readonly stage: StageKey;
};

/** What a weekly review of this entry measured. */
export type HistoryReading = {
  readonly week: string;
  readonly kpi: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly met: boolean | null;
};

/** Everything a KPI may be computed from: plain data about one entry, as of one day. */
export type MeasureFacts = {
  /** The day counted up to, on the market's wall. */
  readonly asOf: string;
  readonly timeZone: string;
  readonly parameters: Parameters;
  readonly targets: Readonly<Record<string, Target | null>>;
  /** KPIs that are measured and shown but count nowhere. */
  readonly shadow: ReadonlySet<string>;
  /** Of the newest round of every stage. */
  readonly forms: { readonly [K in FormKey]?: readonly Submission<K>[] };
  readonly documents: { readonly [K in DeliverableKey]?: { readonly handedIn: number; readonly accepted: number } };
  /** null: the entry has no market yet, or nobody measures its street. */
  readonly field: FieldTotals | null;
  /** Rows of the survey in stage 2; absent or null: it is run on paper and its sheets are typed. */
  readonly survey?: SurveyTotals | null;
  /** Weekly reviews of this entry, newest last. */
  readonly history: readonly HistoryReading[];
  readonly passed: readonly PassedGate[];
  readonly candidates: readonly { readonly marketId: string; readonly code: string; readonly name: string }[];
  readonly marketCode: string | null;
  /** When the newest round of each stage was opened. */
  readonly stageOpenedAt: { readonly [K in StageKey]?: string };
};

/** One KPI's way from facts to a number. Null when nothing feeds it, never a made-up zero. */
export type Measure = (facts: MeasureFacts) => Measured;

/** The part of the facts that the bundle decides. */
export function factsOfBundle(bundle: BundleContent): Pick<MeasureFacts, 'parameters' | 'targets' | 'shadow'> {
  return { parameters: bundle.parameters, targets: targetsOf(bundle), shadow: shadowKpis(bundle) };
}

/** All current submissions of a deliverable, none when nothing was handed in. */
export function submissions<K extends FormKey>(facts: MeasureFacts, key: K): readonly Submission<K>[] {
  return (facts.forms[key] as readonly Submission<K>[] | undefined) ?? [];
}

/** The submission handed in last; null when there is none. */
export function latest<K extends FormKey>(facts: MeasureFacts, key: K): Submission<K> | null {
  return submissions(facts, key).reduce<Submission<K> | null>((last, next) => (last === null || next.at >= last.at ? next : last), null);
}

/**
 * The last day whose events a paper can tell of: the day it was handed in, or the day counted up to when that is later. The street is
 * counted up to the last review, and a contract signed and handed in today must not wait for the next one.
 */
export function lastDayOf(facts: Pick<MeasureFacts, 'asOf' | 'timeZone'>, paper: { readonly at: string }): string {
  const handedIn = localDay(new Date(paper.at), facts.timeZone);
  return handedIn > facts.asOf ? handedIn : facts.asOf;
}

/** The last week that a review of this entry measured; null before the first. */
export function newestWeek(history: readonly HistoryReading[]): string | null {
  return history.reduce<string | null>((week, reading) => (week === null || reading.week > week ? reading.week : week), null);
}
