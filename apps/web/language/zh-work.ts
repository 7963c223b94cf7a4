import type { Words } from './en.js';

type Part = Pick<Words, 'entry' | 'runState' | 'steer' | 'task' | 'deliverable' | 'form' | 'document' | 'conflict' | 'kpi' | 'review' | 'journal'>;

export const zhWork: Part = {
  entry: {
    notFound: '没有这个进入项目', round: '第 {{round}} 轮', market: '市场', ageName: '历时', bundle: '方案包', copyHash: '复制哈希', zone: '时区与币种', openedFrom: '来自', opened: '已开启', nextAct: '下一步', rail: '八个阶段', tabs: '项目内容', ahead: '未开始', ended: '该项目已结束', stageOpens: '阶段正在开启',
    waitsForEngine: '等待引擎', waitsForEngineHint: '您的操作已保存并生效。工作流引擎暂时没有响应，恢复后会自动继续。', heldBecause: '已挂起：{{reason}}', endedBecause: '已结束：{{reason}}',
    tab: { work: '工作', survey: '调查', kpis: '指标', open_one: '{{count}} 项未完成', open_other: '{{count}} 项未完成', red_one: '{{count}} 项未达标', red_other: '{{count}} 项未达标', gate: '闸门', reviews: '周评审', journal: '日志' },
  },
  runState: { opening: '开启中', open: '进行中', closed: '已关闭' },
  steer: {
    hold: '挂起', resume: '恢复', stop: '停止', reason: '理由', holdTitle: '挂起 {{entry}}', resumeTitle: '恢复 {{entry}}', stopTitle: '永久停止 {{entry}}', holdHint: '恢复之前，所有时限停止计时。', resumeHint: '各时限从停下处继续。', stopHint: '停止后不能恢复；已发生的一切仍可查看。',
  },
  task: {
    title: '任务', state: { locked: '未解锁', ready: '可开始', done: '已完成' }, mine: '我的', doneBy: '{{name}}，{{at}}', waitsFor: '需先完成：{{tasks}}', needs: '需先提交：{{deliverables}}', complete: '完成', completeTitle: '完成：{{task}}', note: '备注', assign: '指派', assignNamed: '指派：{{task}}', assignee: '人员', toRole: '任一{{role}}',
  },
  deliverable: {
    title: '成果', complete: '已齐', owed: '待提交', optional: '选交', acceptedBy: '由{{role}}审核', many: '每{{what}}一份', handIn: '提交', handInNamed: '提交：{{deliverable}}', handInVersion: '提交第 {{version}} 版', handedIn: '已提交，第 {{version}} 版', version: '第 {{version}} 版', newest: '第 {{version}} 版（最新）', versions: '版本',
    view: '查看', viewNamed: '查看 {{deliverable}}', next: '新版本', nextNamed: '{{deliverable}} 的新版本', which: '哪一份：{{what}}', state: { 'handed-in': '已提交', accepted: '已接受', returned: '已退回', superseded: '已取代' }, reviewNote: '{{name}}:{{note}}', accept: '接受', return: '退回', acceptTitle: '接受此版本', returnTitle: '退回此版本',
    reviewedBy: '{{name}} 已接受', returnedBy: '{{name}} 已退回',
  },
  form: {
    yes: '是', no: '否', optional: '（选填）', row: '第 {{row}} 行', rows_one: '{{count}} 行', rows_other: '{{count}} 行', add: '添加一行', remove: '删除', removeRow: '删除第 {{row}} 行', paste: '从表格粘贴', pasteTitle: '粘贴：{{rows}}', pasteHint: '在电子表格中复制若干行，粘贴到此处。列的顺序：{{columns}}。',
    take_one: '采用 {{count}} 行', take_other: '采用 {{count}} 行', unread_one: '{{count}} 个单元格无法识别，将留空', unread_other: '{{count}} 个单元格无法识别，将留空', faults_one: '{{count}} 处需要更正', faults_other: '{{count}} 处需要更正', moreFaults: '另有 {{count}} 处', cancel: '取消', leave: '放弃已填写的内容？', discard: '放弃',
  },
  document: { text: '文字', files: '文件', attach: '添加文件（每个不超过 {{limit}}）', remove: '移除 {{name}}' },
  conflict: {
    title: '他人已先提交', who: '在您编辑期间，{{name}} 于 {{at}} 提交了“{{deliverable}}”第 {{version}} 版。', choose: '可载入该版本（放弃您填写的内容）,或把您的内容作为其后一版提交，或继续编辑。', keep: '继续编辑', reload: '载入对方版本', overwrite: '作为其后一版提交',
  },
  kpi: {
    title: '指标', none: '本阶段没有指标', name: '指标', colour: '状态', value: '数值', parts: '分子 / 分母', target: '目标', weeks: '近几周', from: '来源', asOf: '截至 {{day}}', shadow: '影子', shadowHint: '仅展示，在本项目中不计入', trend: '{{kpi}}，近几周：{{weeks}}', source: { 'handed-in': '提交的成果', field: '市场一线' },
  },
  review: { none: '还没有周评审' },
  journal: { none: '还没有发生任何事', at: '时间', actor: '谁', kind: '事项', data: '内容', hash: '哈希', more: '更多', verify: '验证日志链', dossier: '决策档案', verified_one: '{{count}} 行，验证通过', verified_other: '{{count}} 行，验证通过', broken: '在第 {{line}} 行断裂：{{why}}' },
};
