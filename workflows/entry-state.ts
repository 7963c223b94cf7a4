import type { StageKey } from '../libs/playbook/define-stage.js';
import type { Phase } from '../libs/rules/facts.js';

/** Where an entry stands, as the workflow needs it: plain JSON, at most 4 KB, read afresh at every look. */
export type EntryState = {
  readonly entryId: string;
  readonly version: number;
  readonly state: 'running' | 'held' | 'completed' | 'stopped';
  readonly stage: StageKey;
  readonly stageNo: number;
  readonly round: number;
  readonly phase: Phase;
  /** Evidence changed: a new gate packet is due. */
  readonly stale: boolean;
  /** Deadlines that are due now (ids, the earliest twenty). */
  readonly due: readonly string[];
  /** The next open deadline; null when there is none or the entry is held. */
  readonly nextDueAt: string | null;
};
