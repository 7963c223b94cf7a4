import { defineQuery, defineSignal } from '@temporalio/workflow';
import { changedSignal, whatItWaitsForQuery } from '../libs/temporal/names.js';

/** Something was committed: look again. The version is for people who read histories; the workflow acts on what it reads. */
export const changed = defineSignal<[version: number]>(changedSignal);

export type Waiting = {
  /** What the run does or waits for now, in one word. */
  readonly for: string;
  /** The instant at which it looks again by itself. */
  readonly until: string | null;
  /** The version of the entry it has seen. */
  readonly version: number | null;
};
export const whatItWaitsFor = defineQuery<Waiting>(whatItWaitsForQuery);
