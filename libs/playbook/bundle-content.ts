import type { Text } from './define-form.js';
import type { DeliverableDef, GateKey, KpiDef, StageKey, Target, TaskDef } from './define-stage.js';
import type { Parameters } from './parameters.js';
import type { Role } from './roles.js';

/*
 * What an entry runs on, as pure data: the complete stages with every setting applied, and the parameters.
 * A running entry reads this and never the playbook, so that editing a stage changes nothing for those already under way.
 */

/** A shadow KPI is measured and shown, and counts nowhere. */
export type BundleKpi = KpiDef & { readonly shadow: boolean };

/** `target` null: nothing to compare with, which the lint refuses. `weeks` 1: the reading itself. */
export type BundleTest = { readonly kpi: string; readonly target: Target | null; readonly weeks: number };
export type BundleCondition = { readonly title: Text; readonly anyOf: readonly BundleTest[] };

export type BundleGate = {
  readonly key: GateKey;
  readonly conditions: Readonly<Record<string, BundleCondition>>;
  readonly signers: readonly Role[];
  readonly decider: Role;
  /** Working days after votes were asked. */
  readonly ladder: { readonly remind: number; readonly escalate: number; readonly timeOut: number };
  readonly withinMonths: number | null;
  readonly source: string;
};

export type BundleStage = {
  readonly key: StageKey;
  readonly title: Text;
  readonly purpose: Text;
  readonly source: string;
  readonly tasks: Readonly<Record<string, TaskDef>>;
  readonly deliverables: Readonly<Record<string, DeliverableDef>>;
  readonly kpis: Readonly<Record<string, BundleKpi>>;
  readonly gate: BundleGate;
  /** The order in which people read them: stores sort keys as they like. */
  readonly order: {
    readonly tasks: readonly string[];
    readonly deliverables: readonly string[];
    readonly kpis: readonly string[];
    readonly conditions: readonly string[];
  };
};

export type BundleContent = {
  readonly format: 'beachhead-bundle/1';
  /** Version of the playbook it was made from. */
  readonly playbook: string;
  readonly stages: readonly BundleStage[];
  readonly parameters: Parameters;
  /** Stage 8 published it from a proven entry: which, on what bundle, and the hashes of the packets that proved it. */
  readonly provenBy?: {
    readonly entryId: string;
    readonly parent: string;
    readonly packets: readonly string[];
    /** The template as written there, and what is localised for the next market. */
    readonly template: unknown;
    readonly localisation: unknown;
  };
};

/** Throws RangeError when the bundle has no such stage. */
export function stageOf(bundle: BundleContent, key: StageKey): BundleStage {
  const stage = bundle.stages.find((candidate) => candidate.key === key);
  if (!stage) throw new RangeError(`stage: the bundle has no ${key}`);
  return stage;
}

/** Keys of all KPIs that are measured and shown but count nowhere. */
export function shadowKpis(bundle: BundleContent): ReadonlySet<string> {
  return new Set(bundle.stages.flatMap((stage) => Object.entries(stage.kpis).filter(([, kpi]) => kpi.shadow).map(([key]) => key)));
}

/** The target of every KPI after settings; null where it is shown without one. */
export function targetsOf(bundle: BundleContent): Readonly<Record<string, Target | null>> {
  return Object.fromEntries(bundle.stages.flatMap((stage) => Object.entries(stage.kpis).map(([key, kpi]) => [key, kpi.target])));
}
