import type { SurveyPhase } from './phase.js';

/** Where a survey stands, as its workflow needs it: plain JSON, read afresh at every look. What follows from the facts was judged by who looked. */
export type SurveyState = {
  readonly surveyId: string;
  readonly entryId: string;
  readonly version: number;
  /** Over: wrapped up, its stage left, or its entry at an end. */
  readonly state: 'running' | 'held' | 'over';
  readonly phase: SurveyPhase;
  /** The facts have reached the next phase. */
  readonly moves: boolean;
  /** Back-checks are owed that nobody has drawn. */
  readonly draws: boolean;
  /** Daily sheets about which somebody must hear now. */
  readonly chases: number;
  /** The next instant at which somebody must hear of a missing sheet; null: none, or held. */
  readonly nextDueAt: string | null;
};
