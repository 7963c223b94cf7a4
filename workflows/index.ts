export { marketEntry } from './market-entry.workflow.js';
export { weeklyReview } from './weekly-review.workflow.js';
