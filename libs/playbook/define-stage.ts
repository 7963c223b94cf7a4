import type { Form, Text } from './define-form.js';
import type { Role } from './roles.js';

export const stageKeys = ['select', 'survey', 'plan', 'build-platform', 'launch', 'grow', 'consolidate', 'replicate'] as const;
export type StageKey = (typeof stageKeys)[number];
export const gateKeys = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8'] as const;
export type GateKey = (typeof gateKeys)[number];

/** `at-least` 60 means value >= 60. Limits of a band belong to it. */
export type Target =
  | { readonly op: 'at-least' | 'at-most' | 'exactly'; readonly value: number }
  | { readonly op: 'between'; readonly from: number; readonly to: number };

export type TaskDef<T extends string = string, D extends string = string> = {
  readonly title: Text;
  readonly role: Role;
  /** Working days after the stage opened. */
  readonly dueDays: number;
  readonly after?: readonly NoInfer<T>[];
  /** The task can be completed once these are handed in. */
  readonly delivers?: readonly NoInfer<D>[];
  readonly source: string;
};

/**
 * What work leaves behind. With a `form` it is typed data that KPIs read; without, a versioned text or files.
 * `many` names what keeps several of them apart (one scorecard per candidate and rater, one sheet per team and day).
 */
export type DeliverableDef = {
  readonly title: Text;
  readonly roles: readonly Role[];
  readonly required: boolean;
  readonly many?: Text;
  /** Each person hands in their own, never over another's: the item gets the author's login (`story/li`). */
  readonly perPerson?: true;
  /** Someone of this role must accept it, never its author. */
  readonly acceptedBy?: Role;
  readonly form?: Form;
  readonly source: string;
};

/** `ratio`: a part of a whole, 0–1 · `times`: a quotient that may exceed 1 (spread, index, lead) · `pp`: a difference of two ratios, 0.05 = 5 pp. */
export type KpiUnit = 'ratio' | 'times' | 'count' | 'points' | 'days' | 'months' | 'money' | 'pp' | 'per-1000';

export type KpiDef = {
  readonly title: Text;
  /** Numerator / denominator in words. */
  readonly formula: Text;
  readonly unit: KpiUnit;
  /** null: shown without a colour ("rising"). */
  readonly target: Target | null;
  readonly cadence: 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'once';
  /** handed-in: computed from deliverables · field: computed from the street (sales, visits, stock, master data). */
  readonly from: 'handed-in' | 'field';
  /** Any breach is red, whatever the size (method.md §15 rule 6). */
  readonly zeroTolerance?: true;
  readonly source: string;
};

/** Met when the KPI's reading meets the target; with `weeks`, when the last so many weekly reviews in a row met it. */
export type Test<P extends string = string> = { readonly kpi: NoInfer<P>; readonly target?: Target; readonly weeks?: number };

export type Condition<P extends string = string> = {
  readonly title: Text;
  /** Met when any one of the tests is met. */
  readonly anyOf: readonly Test<P>[];
};

export type GateDef<P extends string = string> = {
  readonly key: GateKey;
  readonly conditions: Readonly<Record<string, Condition<P>>>;
  /** Every role listed here must have said go. */
  readonly signers: readonly Role[];
  /** Commits the company: a named person of this role. */
  readonly decider: Role;
  /** Working days after votes were asked: remind the silent, escalate to the decider's side, then time out (never a yes). */
  readonly ladder: { readonly remind: number; readonly escalate: number; readonly timeOut: number };
  /** Months after the stage opened by which the market should have passed; shown beside the verdict. */
  readonly withinMonths?: number;
  readonly source: string;
};

export type StageDef<K extends StageKey = StageKey, T extends string = string, D extends string = string, P extends string = string> = {
  readonly key: K;
  readonly title: Text;
  readonly purpose: Text;
  readonly source: string;
  readonly tasks: Readonly<Record<T, TaskDef<T, D>>>;
  readonly deliverables: Readonly<Record<D, DeliverableDef>>;
  readonly kpis: Readonly<Record<P, KpiDef>>;
  readonly gate: GateDef<P>;
};

/** A misspelt task, deliverable or KPI key does not compile. */
export function defineStage<
  const K extends StageKey, const T extends string, const D extends string, const P extends string,
  const S extends StageDef<K, T, D, P>,
>(stage: S & StageDef<K, T, D, P>): S {
  return stage;
}
