import type { Text } from '../playbook/define-form.js';
import type { GateKey, StageKey, Target } from '../playbook/define-stage.js';

/*
 * The words in which facts reach the rules. Plain data, made by persistence from rows, read by rules, shown by contracts.
 */

/**
 * opening: the stage is still to be opened by the engine · working: tasks and deliverables are open · watching: work is in, the gate
 * is not passed · gate: passed, votes are asked · decided: a decision stands, the engine carries it out · replicating: stage 8 said go,
 * the next market is being opened · ended.
 */
export const phases = ['opening', 'working', 'watching', 'gate', 'decided', 'replicating', 'ended'] as const;
export type Phase = (typeof phases)[number];

export type Verdict = 'passed' | 'not_passed' | 'unknown';
export const decisionKinds = ['go', 'conditional_go', 'hold', 'recycle', 'stop'] as const;
export type DecisionKind = (typeof decisionKinds)[number];
export type Colour = 'green' | 'amber' | 'red' | 'grey' | 'none';

/** A ratio or a count as measured; `value` null means "no data" (无数据), never zero. */
export type Measured = {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  /** What it was computed from, for people: papers, rows, weeks. Its words are in readings/sources.ts. */
  readonly evidence: Text;
};

export type KpiReading = Measured & { readonly kpi: string; readonly asOf: string; readonly met: boolean | null; readonly shadow: boolean };

export type TestResult = Measured & {
  readonly kpi: string;
  readonly target: Target;
  readonly weeks: number;
  readonly met: boolean | null;
};

export type ConditionResult = {
  readonly key: string;
  readonly tests: readonly TestResult[];
  /** true met · false not met · null no data. */
  readonly met: boolean | null;
  readonly waived: boolean;
  /** Every test is a shadow KPI: shown, does not count. */
  readonly shadow: boolean;
};

/** A condition as a packet keeps it: packets frozen before evidence was in both languages hold it as one string. */
export type FrozenCondition = Omit<ConditionResult, 'tests'> & { readonly tests: readonly (Omit<TestResult, 'evidence'> & { readonly evidence: Text | string })[] };

export type PacketDeliverable = {
  readonly key: string; readonly item: string; readonly version: number; readonly id: string; readonly hash: string; readonly state: string;
};

export type PassedGate = {
  readonly gate: GateKey; readonly stage: StageKey; readonly round: number; readonly at: string; readonly kind: DecisionKind; readonly packetHash: string;
  /** The ISO week up to which its packet was judged: the street's time, which is not the clock's. */
  readonly week: string;
};
