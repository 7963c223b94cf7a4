import type { Fields, FormValue } from './define-form.js';
import { parameters } from './parameters.js';
import { select } from './stages/1-select.js';
import { survey } from './stages/2-survey.js';
import { plan } from './stages/3-plan.js';
import { buildPlatform } from './stages/4-build-platform.js';
import { launch } from './stages/5-launch.js';
import { grow } from './stages/6-grow.js';
import { consolidate } from './stages/7-consolidate.js';
import { replicate } from './stages/8-replicate.js';

/** The eight stages of the method as written, in their order, with default thresholds and parameters [S:352-354,403-409]. */
export const playbook = {
  /** Changes whenever a stage, a form or a default changes. */
  version: '2026.1',
  stages: [select, survey, plan, buildPlatform, launch, grow, consolidate, replicate],
  parameters,
} as const;

type AnyStage = (typeof playbook.stages)[number];
type KeyOf<T> = T extends unknown ? keyof T & string : never;
type DeliverablesOf<S> = S extends { readonly deliverables: infer D } ? D : never;
type DefOf<D, K extends string> = D extends { readonly [P in K]: infer V } ? V : never;
type FormIn<V> = V extends { readonly form: { readonly fields: infer F } } ? F : never;

export type TaskKey = KeyOf<AnyStage['tasks']>;
export type KpiKey = KeyOf<AnyStage['kpis']>;
export type ConditionKey = KeyOf<AnyStage['gate']['conditions']>;
/** The same key in several stages is the same paper, handed in again. */
export type DeliverableKey = KeyOf<AnyStage['deliverables']>;

type FieldsOf<K extends DeliverableKey> = FormIn<DefOf<DeliverablesOf<AnyStage>, K>>;
/** Deliverables that are typed forms. */
export type FormKey = { [K in DeliverableKey]: [FieldsOf<K>] extends [never] ? never : K }[DeliverableKey];
/** What the filled form of a deliverable holds. */
export type FormOf<K extends FormKey> = FieldsOf<K> extends infer F extends Fields ? FormValue<F> : never;

export const kpiKeys: readonly KpiKey[] = playbook.stages.flatMap((stage) => Object.keys(stage.kpis) as KpiKey[]);
