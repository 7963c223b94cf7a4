import type { SurveyPhase } from '../libs/rules/survey/phase.js';

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
  readonly nextDueAt: string | null;
};
