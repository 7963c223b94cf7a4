export { dataImport } from './data-import.workflow.js';
export { marketEntry } from './market-entry.workflow.js';
export { marketSurvey } from './market-survey.workflow.js';
export { weeklyReview } from './weekly-review.workflow.js';
