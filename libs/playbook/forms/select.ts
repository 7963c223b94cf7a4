import { defineForm } from '../define-form.js';
import { features } from '../scorecard-features.js';
import { code, count, line, optional, quantity, rows, yesNo } from './fields.js';

const featureRow = {
  feature: count('特征号', 'Feature number', { min: 1, max: features.length }),
  score: optional(count('评分 1–5', 'Score 1–5', { min: 1, max: 5 })),
  evidence: optional(line('证据', 'Evidence')),
  measured: optional(quantity('实测值', 'Measured value', 'as-stated', -1e15)),
  measuredUnit: optional(line('单位', 'Unit of the measured value', 40)),
};

/** One candidate's 19 features as one rater sees them, or as the raters agreed (method.md §5.3). An unscored feature has no score. */
export const scorecardForm = defineForm({
  market: code('候选市场', 'Candidate market'),
  features: rows('特征', 'Features', featureRow, { min: features.length, max: features.length }),
  note: optional(line('备注', 'Note')),
});

/** Names one market of a scored ranking; any other than rank 1 is an override and needs its reason. */
export const marketChoiceForm = defineForm({
  market: code('选定市场', 'Chosen market'),
  reason: line('理由', 'Reason'),
  override: yesNo('不选第一名', 'Overrides the ranking'),
});
