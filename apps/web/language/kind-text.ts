import type { Language } from './i18n.js';

/** Kinds of journal lines and notifications in words. A kind that is not listed here shows as it is written in the journal. */
const kinds: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  startEntry: ['发起进入', 'Entry started'],
  openStage: ['开启阶段', 'Stage opened'],
  completeTask: ['完成任务', 'Task completed'],
  assignTask: ['指派任务', 'Task assigned'],
  handIn: ['提交成果', 'Deliverable handed in'],
  reviewDeliverable: ['审核成果', 'Deliverable reviewed'],
  freezePacket: ['冻结评审包', 'Gate packet frozen'],
  lapsePacket: ['评审包失效', 'Gate packet lapsed'],
  vote: ['投票', 'Vote cast'],
  decideGate: ['过门决定', 'Gate decided'],
  sendBack: ['决定退回签字人', 'Decision sent back to its signers'],
  waive: ['豁免条件', 'Condition waived'],
  clearObligation: ['清偿承诺', 'Obligation cleared'],
  hold: ['挂起', 'Held'],
  resume: ['恢复', 'Resumed'],
  stop: ['停止', 'Stopped'],
  remind: ['提醒', 'Reminder sent'],
  escalate: ['升级', 'Escalated'],
  timeOut: ['到期未决', 'Timed out'],
  'time-out': ['到期未决', 'Timed out'],
  fireDeadline: ['到期', 'A deadline passed'],
  advance: ['执行决定', 'Decision carried out'],
  openNext: ['开启下一市场', 'Next market opened'],
  publishBundle: ['发布方案包', 'Bundle published'],
  openedFrom: ['由上一市场开启', 'Opened from the market before'],
  review: ['周评审', 'Weekly review'],
  recordReview: ['周评审', 'Weekly review'],
  recordReviews: ['周评审', 'Weekly review'],
  'task-ready': ['任务可以开始', 'A task is ready'],
  'task-assigned': ['任务指派给您', 'A task was given to you'],
  'deliverable-to-review': ['成果待审核', 'A deliverable waits for review'],
  'deliverable-returned': ['成果被退回', 'A deliverable was returned'],
  'votes-asked': ['请投票', 'Your vote is asked for'],
  'packet-lapsed': ['评审包失效', 'The gate packet lapsed'],
  obligation: ['您承担一项承诺', 'You owe an obligation'],
  'gate-timed-out': ['过门到期未决', 'The gate timed out'],
  reminder: ['提醒', 'Reminder'],
  escalation: ['升级', 'Escalation'],
};

export function kindText(kind: string, language: Language): string {
  return kinds[kind]?.[language === 'zh' ? 0 : 1] ?? kind;
}
