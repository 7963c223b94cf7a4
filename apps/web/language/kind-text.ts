import type { Language } from './i18n.js';

/** Kinds of journal lines and notifications in words. A kind that is not listed here shows as it is written in the journal. */
const kinds: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  startEntry: ['发起进入', 'Entry started'],
  openStage: ['开启阶段', 'Stage opened'],
  completeTask: ['完成任务', 'Task completed'],
  assignTask: ['指派任务', 'Task assigned'],
  handIn: ['提交成果', 'Deliverable handed in'],
  reviewDeliverable: ['审核成果', 'Deliverable reviewed'],
  freezePacket: ['冻结闸门材料', 'Gate packet frozen'],
  lookAgain: ['闸门材料失效', 'Gate packet lapsed'],
  vote: ['投票', 'Vote cast'],
  decideGate: ['闸门决策', 'Gate decided'],
  advance: ['执行决策', 'Decision carried out'],
  sendBack: ['决策退回签字人', 'Decision sent back to its signers'],
  waive: ['豁免条件', 'Condition waived'],
  clearObligation: ['清除义务', 'Obligation cleared'],
  hold: ['挂起', 'Held'],
  resume: ['恢复', 'Resumed'],
  stop: ['停止', 'Stopped'],
  remind: ['提醒', 'Reminder sent'],
  escalate: ['升级', 'Escalated'],
  timeOut: ['超时', 'Timed out'],
  review: ['周评审', 'Weekly review'],
  openNext: ['开启下一个市场', 'Next market opened'],
  'task-ready': ['任务可以开始', 'A task is ready'],
  'task-assigned': ['任务指派给您', 'A task was given to you'],
  'task-due': ['任务即将到期', 'A task is due'],
  'task-late': ['任务逾期', 'A task is late'],
  'deliverable-to-review': ['成果待审核', 'A deliverable waits for review'],
  'deliverable-returned': ['成果被退回', 'A deliverable was returned'],
  'votes-asked': ['请投票', 'Your vote is asked for'],
  'gate-due': ['闸门即将到期', 'A gate is due'],
  'gate-late': ['闸门逾期', 'A gate is late'],
  'gate-timed-out': ['闸门超时未决', 'A gate timed out undecided'],
  'decision-sent-back': ['决策退回签字人', 'A decision was sent back'],
  'stage-over-term': ['阶段超过期限', 'A stage is over its term'],
  obligation: ['您承担一项义务', 'You owe an obligation'],
  'obligation-due': ['义务即将到期', 'An obligation is due'],
  'obligation-late': ['义务逾期', 'An obligation is late'],
};

export function kindText(kind: string, language: Language): string {
  return kinds[kind]?.[language === 'zh' ? 0 : 1] ?? kind;
}
