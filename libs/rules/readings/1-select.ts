import type { select } from '../../playbook/stages/1-select.js';
import type { Measured } from '../facts.js';
import { latest, submissions, type Measure, type MeasureFacts } from './measure-facts.js';
import {
  candidatesScored, decisionSigned, knockOuts, leadOverNext, selection, stability, widestRaterGap, winnerCompleteness, winnerTotal, type Selection,
} from './selection.js';

export type SelectKpi = keyof (typeof select)['kpis'];

/** The KPIs of stage 1 over any round of scoring; stage 8 judges its target markets by the same. */
export const selectionKpis: { readonly [K in SelectKpi]: (round: Selection) => Measured } = {
  candidates: candidatesScored,
  winnerTotal,
  winnerCompleteness,
  leadOverNext,
  rankStability: stability,
  knockOuts,
  raterGap: widestRaterGap,
  entryDecisionSigned: decisionSigned,
};

function ownRound(facts: MeasureFacts): Selection {
  return selection({
    candidates: facts.candidates.map((candidate) => candidate.code),
    cards: submissions(facts, 'scorecard'),
    agreed: submissions(facts, 'agreedScorecard'),
    choice: latest(facts, 'entryDecision'),
    parameters: facts.parameters.scorecard,
  });
}

const on = (kpi: SelectKpi): Measure => (facts) => selectionKpis[kpi](ownRound(facts));

export const measureSelect: { readonly [K in SelectKpi]: Measure } = {
  candidates: on('candidates'),
  winnerTotal: on('winnerTotal'),
  winnerCompleteness: on('winnerCompleteness'),
  leadOverNext: on('leadOverNext'),
  rankStability: on('rankStability'),
  knockOuts: on('knockOuts'),
  raterGap: on('raterGap'),
  entryDecisionSigned: on('entryDecisionSigned'),
};
