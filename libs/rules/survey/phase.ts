/** 前期调查 → 调查计划 → 调查实施 → 审核检查 → then it stays open, as visit data (method.md §6.1). */
export const surveyPhases = ['preliminary', 'plan', 'implementation', 'review', 'open'] as const;
export type SurveyPhase = (typeof surveyPhases)[number];

export type SurveyProgress = {
  readonly phase: SurveyPhase;
  /** The stage run that it belongs to is still open. */
  readonly stageOpen: boolean;
  readonly briefIn: boolean;
  readonly zonesIn: boolean;
  readonly planAccepted: boolean;
  readonly trained: boolean;
  readonly assignments: number;
  /** Todo, under way or given back. */
  readonly assignmentsOpen: number;
  readonly wrappedUp: boolean;
};

/** The phase that the facts have reached. A survey never goes back: what must be done again is a re-survey task. */
export function surveyPhase(at: SurveyProgress): SurveyPhase {
  const reached = reachedBy(at);
  return surveyPhases.indexOf(reached) > surveyPhases.indexOf(at.phase) ? reached : at.phase;
}

function reachedBy({ stageOpen, briefIn, zonesIn, planAccepted, trained, assignments, assignmentsOpen, wrappedUp }: SurveyProgress): SurveyPhase {
  if (!stageOpen || wrappedUp) return 'open';
  if (!briefIn || !zonesIn) return 'preliminary';
  if (!planAccepted || !trained) return 'plan';
  return assignments > 0 && assignmentsOpen === 0 ? 'review' : 'implementation';
}
