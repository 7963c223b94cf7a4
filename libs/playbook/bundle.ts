import type { BundleContent, BundleGate, BundleKpi, BundleStage } from './bundle-content.js';
import { canonical } from './canonical.js';
import type { KpiDef, StageDef, StageKey, TaskDef } from './define-stage.js';
import { lint } from './lint.js';
import type { Finding } from './lint-finding.js';
import type { Parameters } from './parameters.js';
import { playbook, type ConditionKey, type KpiKey, type TaskKey } from './playbook.js';
import { parseSettings, type Settings } from './settings.js';

export type SealedBundle = { readonly hash: string; readonly content: BundleContent };
/** Lower-case hex SHA-256 of a UTF-8 text; the room has no crypto of its own. */
export type Sha256 = (text: string) => string;

export class BundleRefused extends Error {
  override readonly name = 'BundleRefused';
  constructor(readonly findings: readonly Finding[]) {
    super(`bundle refused: ${findings.map((finding) => `${finding.path} ${finding.message.en}`).join('; ')}`);
  }
}

/** The playbook with the settings applied. Throws SettingsRefused on settings it does not know; judges nothing, that is the lint's. */
export function makeBundle(settings: Settings = {}): BundleContent {
  const checked = parseSettings(settings);
  return {
    format: 'beachhead-bundle/1',
    playbook: playbook.version,
    stages: playbook.stages.map((stage) => bundleStage(stage, checked)),
    parameters: overlaid<Parameters>(playbook.parameters, checked.parameters),
  };
}

/** The bundle's name: the hash of its canonical content. */
export function bundleHash(content: BundleContent, sha256: Sha256): string {
  return sha256(canonical(content));
}

/** Only what the lint lets through gets a name. Throws BundleRefused with every finding. */
export function seal(content: BundleContent, sha256: Sha256): SealedBundle {
  const findings = lint(content);
  if (findings.length > 0) throw new BundleRefused(findings);
  return { hash: bundleHash(content, sha256), content };
}

function bundleStage(stage: StageDef, settings: Settings): BundleStage {
  const kpis = mapped(stage.kpis, (kpi, key): BundleKpi => withSettings(kpi, settings.kpis?.[key as KpiKey]));
  return {
    key: stage.key,
    title: stage.title,
    purpose: stage.purpose,
    source: stage.source,
    tasks: mapped(stage.tasks, (task, key): TaskDef => ({ ...task, ...settings.tasks?.[stage.key as StageKey]?.[key as TaskKey] })),
    deliverables: { ...stage.deliverables },
    kpis,
    gate: bundleGate(stage, kpis, settings),
    order: {
      tasks: Object.keys(stage.tasks),
      deliverables: Object.keys(stage.deliverables),
      kpis: Object.keys(stage.kpis),
      conditions: Object.keys(stage.gate.conditions),
    },
  };
}

function withSettings(kpi: KpiDef, setting: { readonly target?: KpiDef['target']; readonly shadow?: boolean } | undefined): BundleKpi {
  return { ...kpi, target: setting?.target === undefined ? kpi.target : setting.target, shadow: setting?.shadow ?? false };
}

function bundleGate(stage: StageDef, kpis: Readonly<Record<string, BundleKpi>>, settings: Settings): BundleGate {
  const gate = stage.gate;
  const setting = settings.gates?.[gate.key];
  return {
    key: gate.key,
    conditions: mapped(gate.conditions, (condition, key) => ({
      title: condition.title,
      anyOf: condition.anyOf.map((test) => ({
        kpi: test.kpi,
        target: test.target ?? kpis[test.kpi]?.target ?? null,
        weeks: setting?.conditions?.[key as ConditionKey]?.weeks ?? test.weeks ?? 1,
      })),
    })),
    signers: setting?.signers ?? gate.signers,
    decider: setting?.decider ?? gate.decider,
    ladder: { ...gate.ladder, ...setting?.ladder },
    withinMonths: setting?.withinMonths === undefined ? gate.withinMonths ?? null : setting.withinMonths,
    source: gate.source,
  };
}

function mapped<V, W>(record: Readonly<Record<string, V>>, change: (value: V, key: string) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

/** Objects are laid over key by key, lists and plain values replace. */
function overlaid<T>(base: T, patch: unknown): T {
  if (patch === undefined) return base;
  if (typeof base !== 'object' || base === null || Array.isArray(base)) return patch as T;
  const over = patch as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(base).map(([key, value]) => [key, overlaid<unknown>(value, over[key])])) as T;
}
