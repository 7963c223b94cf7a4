import type { Words } from './en.js';

type Part = Pick<Words, 'verdict' | 'decision' | 'vote' | 'gate' | 'obligation'>;

export const zhGate: Part = {
  verdict: {
    passed: '通过', not_passed: '未通过', unknown: '未知', sentence: '{{all}} 项条件中满足 {{met}} 项。', failed_one: '不满足：{{names}}。', failed_other: '不满足 {{count}} 项：{{names}}。', withoutData_one: '无数据：{{names}}。', withoutData_other: '无数据 {{count}} 项：{{names}}。',
    aside_one: '{{count}} 项不计入（豁免或影子）。', aside_other: '{{count}} 项不计入（豁免或影子）。',
  },
  decision: { go: '通过', conditional_go: '有条件通过', hold: '挂起', recycle: '退回重做', stop: '停止' },
  vote: { go: '同意', 'no-go': '不同意' },
  gate: {
    none: '还没有闸门材料', packetNo: '材料 {{number}}', preview: '目前情况', frozenAt: '冻结于 {{at}}', lapsedBecause: '失效原因：{{why}}', packetState: { current: '待决策', lapsed: '已失效', 'timed-out': '超时未决', decided: '已决策' },
    conditions: '条件', condition: '条件', met: '结果', tests: '依据', weeks: '连续 {{count}} 周达标', deliverables_one: '一并冻结的成果 {{count}} 份', deliverables_other: '一并冻结的成果 {{count}} 份',
    waived: '已豁免', waivedHint: '豁免到期前不计入', waive: '豁免', waiveNamed: '豁免：{{condition}}', waiveHint: '豁免到期前该条件不计入。已投的票失效，因为依据已变。', waiveDays: '豁免工作日数',
    votes: '投票', voteMissing: '尚未投票', noVote: '未投票', voteLapsed: '不计入', decider: '决策人', yourVote: '我的投票', votedAlready: '您已投：{{choice}}。再次投票将替换，日志保留两次记录。', voteAs: '身份', choice: '我作为{{role}}的意见', comment: '意见', commentNeeded: '意见（不同意必须说明）', castVote: '投票', voted: '已投票',
    decideBy: '请在 {{at}} 前决策', withinMonths_one: '应在开启后 {{count}} 个月内通过闸门', withinMonths_other: '应在开启后 {{count}} 个月内通过闸门', timedOut: '决策期限已过', timedOutHint: '超时绝不等于同意。项目已挂起；恢复后会有新的材料、新的投票和新的期限。',
    blockedBy: '通过之前尚需 ({{count}})', decide: '作出决策', decision: '决策', decided: '已决策，由引擎执行。', toStage: '退回到', decisions: '决策', sentBackBecause: '退回签字人：{{why}}', confirm: '对 {{entry}} 作出“{{decision}}”的决策？',
    decisionState: { standing: '执行中', 'carried-out': '已执行', 'sent-back': '已退回签字人' },
    effect: { go: '开启下一阶段。', conditional_go: '开启下一阶段，并附义务；下一道闸门之前须清偿。', hold: '所有时限停止计时。', recycle: '以新一轮重开较早阶段，本轮保留。', stop: '永久结束该项目。' },
    notOffered: { verdict: '不可选：结论不是“通过”。', votes: '不可选：尚缺投票({{roles}})。', noFailure: '不可选：没有已知不满足的条件。' },
    earlier: '此前的材料', rounds: '轮次', otherStage: '这是“{{stage}}”阶段的闸门。', toCurrent: '到当前的闸门',
  },
  obligation: { title: '义务：谁在何时之前负责什么', text: '义务内容', owner: '负责人', dueDays: '期限（工作日）', open: '义务', owed: '未清', overdue: '逾期', cleared: '已清', clear: '清偿' },
};
