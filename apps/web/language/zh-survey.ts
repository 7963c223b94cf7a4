import type { Words } from './en.js';

/** 市场调查。 */
export const zhSurvey: Pick<Words, 'survey'> = {
  survey: {
    none: '进入第二阶段后开始调查', today: '市场当地今天：{{day}}',
    phases: '调查进程', phase: { preliminary: '前期调查', plan: '调查计划', implementation: '调查实施', review: '审核检查', open: '转为拜访数据' },
    phaseHint: {
      preliminary: '请提交调查提纲和区域划分。', plan: '调查计划须由区域经理接受，并有培训记录；随后分派工作。', implementation: '各小组遍访，并于每日 {{by}} 前签交日汇总表。', review: '外勤已完成：审核、回访、补充调查，然后总结。', open: '调查已结束，之后的记录计入拜访数据。',
    },
    progress: '进度', brought: '已报 {{submitted}} / 计划 {{planned}}', expected: '今日应达：{{expected}}', behind: '落后 {{count}}', onTime: '按计划', accepted: '已通过 {{count}}', coverage: '普查覆盖率', agreement: '回访一致率',
    open: { title: '待完成', nothing: '没有待完成事项', assignments: '分派 {{count}}', toReview: '待审核 {{count}}', returned: '已退回 {{count}}', backChecks: '回访 {{count}}', resurvey: '补充调查 {{count}}' },
    teams: '小组与进度安排', head: '组长：{{name}}', anyone: '任一{{role}}', members: '成员：{{names}}', asks: '对象：{{types}}', zones: '区域 {{zones}}', sweeps: { key: '重点区', normal: '一般区', none: '无区域' }, everyone: '各组',
    scheduleTitle: '进度安排', column: { work: '工作', team: '负责', days: '日期', result: '形成结果' }, trained: '培训', outlets_one: '试访 {{count}} 个终端', outlets_other: '试访 {{count}} 个终端',
    assignments: '分派', noAssignments: '尚未分派', plan: '按计划分派', planBy: { zone: '按区域', route: '按线路' }, planned: '新分派 {{planned}}，原有 {{kept}}',
    target: { zone: '区域 {{key}}', route: '线路 {{key}}', respondent: '访谈对象' }, state: { todo: '未开始', doing: '进行中', submitted: '已提交', returned: '已退回', accepted: '已通过', cancelled: '已取消' },
    count: '{{submitted}} / {{planned}} · 应达 {{expected}} · 通过 {{accepted}}', from: '{{from}} – {{to}}', late: '逾期', mine: '我的', submit: '提交', accept: '通过', return: '退回', reassign: '改派', named: '{{act}}：{{what}}',
    reassignTitle: '改派给小组或人员：{{what}}', team: '小组', person: '人员', nobody: '不指定', days: '日期', returnTitle: '退回：{{what}}',
    sheets: '日汇总表', noSheets: '尚无应交的日汇总表', sheet: '{{team}} · 区域 {{zone}} · {{day}}', sheetState: { open: '未交', 'handed-in': '已交', cancelled: '无需提交' }, dueBy: '{{at}} 前交', missing: '缺交', lateIn: '迟交', sign: '签交', correct: '更正', signTitle: '日汇总表：{{what}}',
    counted: '由记录统计', counts: { planned: '计划', visited: '走访', refused: '拒访', closed: '关闭', newFound: '新发现', submitted: '提交', accepted: '一次通过', returned: '一次退回' }, problems: '问题', news: '竞品动态', fees: '费用（{{currency}}）', signedBy: '{{name}}，{{at}}', earlier: '较早的表（{{count}}）', coming: '今后的表（{{count}}）',
    queue: '待审核', queueEmpty: '没有待审核的记录', selectAll: '全选本页（{{count}}）', selected_one: '已选 {{count}} 条', selected_other: '已选 {{count}} 条', acceptAll: '通过', returnAll: '退回', rejectAll: '否决', comment: '意见', returnMany_one: '退回 {{count}} 条记录', returnMany_other: '退回 {{count}} 条记录',
    rejectMany_one: '永久否决 {{count}} 条记录', rejectMany_other: '永久否决 {{count}} 条记录', reviewed_one: '已审核 {{count}} 条', reviewed_other: '已审核 {{count}} 条', notReviewed: '未能审核', record: '{{form}} · 区域 {{zone}} · {{day}}', versionNo: '第 {{version}} 版', answers: '答案', outcome: { surveyed: '已访', refused: '拒访', closed: '关闭' }, newFound: '新发现', more: '下一页',
    mock: '模拟定位', accuracy: '± {{metres}} 米', noPosition: '无坐标',
    checks: '回访检核', noChecks: '尚未抽取回访', checksHint: '以日志自身的哈希抽取，每位调查员每区每天至少一条；调查与审核者均不得回访。', check: '{{name}} · 区域 {{zone}} · {{day}}', checkState: { todo: '待回访', done: '已完成' }, noChecker: '没有可回访的人', walks: '须走完街区', record2: '填写回访', giveTo: '改派', checkTitle: '回访：{{what}}',
    fieldsChecked: '核对字段', fieldsAgreed: '一致字段', outletsFound: '街区实有终端', missedOutlets: '漏扫终端', note: '备注', agreed: '{{checked}} 项中 {{agreed}} 项一致', missed: '{{found}} 个终端漏扫 {{missed}} 个',
    resurveys: '补充调查', noResurveys: '没有需要补充的调查', reason: { 'back-check': '回访不一致', missed: '漏扫终端', coverage: '覆盖不足', other: '其他' }, resurveyState: { open: '未结', closed: '已结', cancelled: '已取消' }, done: '已通过 {{accepted}} / {{records}}', openOne: '新增补充调查', end: '结清', endTitle: '不再补录而结清', records: '记录数', zone: '区域', due: '期限',
    wrapUp: '总结', wrapUpHint: '经验总结与费用核算。之后调查结束，转为拜访数据。', lessons: '经验', whatFees: '费用项目', plannedFees: '预算（{{currency}}）', spentFees: '实际（{{currency}}）', wrappedUp: '{{name}} 已总结，{{at}}',
  },
};
