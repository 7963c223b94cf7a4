import type { Text } from './define-form.js';
import { gateKeys, stageKeys, type GateKey, type StageKey, type Target } from './define-stage.js';
import { text } from './forms/fields.js';
import type { Parameters } from './parameters.js';
import { kpiKeys, playbook, type ConditionKey, type KpiKey, type TaskKey } from './playbook.js';
import { roleKeys, type Role } from './roles.js';

type Partly<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: Partly<T[K]> } : T;

/** What one entry does differently from the playbook. Everything left out stays as written. */
export type Settings = {
  readonly kpis?: { readonly [K in KpiKey]?: { readonly target?: Target | null; readonly shadow?: boolean } };
  readonly gates?: {
    readonly [G in GateKey]?: {
      readonly signers?: readonly Role[];
      readonly decider?: Role;
      readonly ladder?: { readonly remind?: number; readonly escalate?: number; readonly timeOut?: number };
      readonly withinMonths?: number | null;
      /** Weekly reviews in a row that must be good. */
      readonly conditions?: { readonly [C in ConditionKey]?: { readonly weeks?: number } };
    };
  };
  readonly tasks?: { readonly [S in StageKey]?: { readonly [T in TaskKey]?: { readonly dueDays?: number; readonly role?: Role } } };
  readonly parameters?: Partly<Parameters>;
};

/** `path` names the setting, `kpis.numericDistribution.target.value`. */
export type SettingFault = { readonly path: string; readonly rule: Text };

export class SettingsRefused extends Error {
  override readonly name = 'SettingsRefused';
  constructor(readonly faults: readonly SettingFault[]) {
    super(`settings refused: ${faults.map((fault) => `${fault.path || 'settings'} ${fault.rule.en}`).join('; ')}`);
  }
}

type Check = (value: unknown, path: string) => SettingFault[];

const fault = (path: string, zh: string, en: string): SettingFault[] => [{ path, rule: text(zh, en) }];
const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const number: Check = (value, path) => (typeof value === 'number' && Number.isFinite(value) ? [] : fault(path, '必须是数字', 'must be a number'));
const flag: Check = (value, path) => (typeof value === 'boolean' ? [] : fault(path, '必须是 true 或 false', 'must be true or false'));
const string: Check = (value, path) => (typeof value === 'string' && value.length > 0 && value.length <= 200 ? [] : fault(path, '必须是文字', 'must be a text'));
const oneOf = (options: readonly unknown[]): Check => (value, path) =>
  options.includes(value) ? [] : fault(path, `必须是其中之一:${options.join(' ')}`, `must be one of: ${options.join(' ')}`);
const nullable = (check: Check): Check => (value, path) => (value === null ? [] : check(value, path));
const list = (check: Check): Check => (value, path) =>
  Array.isArray(value) && value.length <= 400 ? value.flatMap((item, index) => check(item, at(path, String(index)))) : fault(path, '必须是列表', 'must be a list');

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every key may be left out; a key that nobody knows is refused, because a misspelt threshold would silently stay at its default. */
const object = (fields: Readonly<Record<string, Check>>): Check => (value, path) => {
  if (!isObject(value)) return fault(path, '必须是对象', 'must be an object');
  return Object.entries(value).flatMap(([key, item]) => {
    const check = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return check ? check(item, at(path, key)) : fault(at(path, key), '没有这一设置', 'is no setting');
  });
};
const keyed = (keys: readonly string[], check: Check): Check => object(Object.fromEntries(keys.map((key) => [key, check])));
const byKey = <K extends string>(keys: readonly K[], check: (key: K) => Check): Check => object(Object.fromEntries(keys.map((key) => [key, check(key)])));

/** An object in a list replaces nothing that it could take missing keys from: all of them must be there. */
const whole = (fields: Readonly<Record<string, Check>>): Check => (value, path) => [
  ...object(fields)(value, path), ...(isObject(value) ? Object.keys(fields).filter((key) => !Object.hasOwn(value, key)).flatMap((key) => fault(at(path, key), '缺少', 'is missing')) : []),
];

const target: Check = (value, path) => {
  if (!isObject(value)) return fault(path, '必须是目标,如 {"op":"at-least","value":0.6}', 'must be a target, such as {"op":"at-least","value":0.6}');
  const limits = value['op'] === 'between' ? ['from', 'to'] : ['value'];
  const missing = limits.filter((key) => value[key] === undefined).flatMap((key) => fault(at(path, key), '缺少', 'is missing'));
  return [...missing, ...object({ op: oneOf(['at-least', 'at-most', 'exactly', 'between']), ...Object.fromEntries(limits.map((key) => [key, number])) })(value, path)];
};

const stageWith = (key: StageKey) => playbook.stages.find((stage) => stage.key === key);
const gateStage = (key: GateKey) => playbook.stages.find((stage) => stage.gate.key === key);

const texts = whole({ zh: string, en: string });
const surveyChecks = object({
  respondentTypes: list(whole({ key: string, title: texts })),
  teams: list(whole({ code: string, name: string, does: texts, role: oneOf(roleKeys), respondentTypes: list(string), sweeps: oneOf(['key', 'normal', 'none']) })),
  schedule: list(whole({ key: string, title: texts, team: string, result: texts, fromDay: number, toDay: number })),
  backCheckShare: number, sheetRemindMinutes: number, sheetToLeadMinutes: number, sheetToManagerMinutes: number, resurveyDays: number, accuracyM: number,
});

const parameterChecks = object({
  scorecard: object({ weights: keyed(['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'], number), knockOutLimit: number, minScoredToRank: number }),
  abc: keyed(['aLimit', 'bLimit'], number),
  visits: object({ periodDays: keyed(['A', 'B', 'C', 'dealer'], number), per4Weeks: keyed(['A', 'B', 'C'], number), minutes: keyed(['A', 'B', 'C'], number) }),
  windowWeeks: number,
  volumeBasis: oneOf(['amount', 'quantity']),
  categoryVolume: oneOf(['census', 'sales']),
  category: nullable(string),
  colour: keyed(['greenFrom', 'amberFrom', 'bandTolerance', 'smallBase', 'greyReviewsToRed', 'goodWeeksAfterRed'], number),
  targetWeights: keyed(['capacity', 'potential', 'competition', 'pastSales'], number),
  dailySheetBy: string,
  survey: surveyChecks,
  evidence: keyed(['shareCurveWeeks', 'lookBackWeeks', 'flowThroughFrom', 'backCheckTerminals', 'launchCurveDay', 'cashBurnDay'], number),
  calendar: object({ workweek: list(oneOf([1, 2, 3, 4, 5, 6, 7])), holidays: list(string), extraWorkdays: list(string) }),
  taskEscalateDays: number,
  reviewSlot: string,
});

const settingsCheck = object({
  kpis: keyed(kpiKeys, object({ target: nullable(target), shadow: flag })),
  gates: byKey(gateKeys, (gate) => object({
    signers: list(oneOf(roleKeys)),
    decider: oneOf(roleKeys),
    ladder: keyed(['remind', 'escalate', 'timeOut'], number),
    withinMonths: nullable(number),
    conditions: keyed(Object.keys(gateStage(gate)?.gate.conditions ?? {}), object({ weeks: number })),
  })),
  tasks: byKey(stageKeys, (stage) => keyed(Object.keys(stageWith(stage)?.tasks ?? {}), object({ dueDays: number, role: oneOf(roleKeys) }))),
  parameters: parameterChecks,
});

/** Reads settings as they come from outside. Throws SettingsRefused, which names every unknown key and wrong type by its path. */
export function parseSettings(value: unknown): Settings {
  const faults = settingsCheck(value, '');
  if (faults.length > 0) throw new SettingsRefused(faults);
  return value as Settings;
}
