import type { Words } from './en.js';
import { zhGate } from './zh-gate.js';
import { zhImports } from './zh-imports.js';
import { zhSurvey } from './zh-survey.js';
import { zhWork } from './zh-work.js';

export const zh: Words = {
  brand: '滩头 Beachhead',
  nav: { board: '看板', inbox: '我的工作', data: '数据', people: '人员', tokens: 'API 令牌', start: '发起进入', main: '主导航', home: '滩头，回到看板', skip: '跳到内容' },
  live: { live: '实时', connecting: '连接中', offline: '离线', liveHint: '他人的改动会自动显示', connectingHint: '正在连接服务器', offlineHint: '实时连接已断开，正在重试' },
  theme: { choose: '主题', light: '浅色', dark: '深色', system: '跟随系统' },
  session: {
    tagline: '按深度营销方法进入市场', login: '登录名', password: '密码', signIn: '登录', signOut: '退出登录', menu: '{{name}} 的账号', firstRun: '首次启动时，程序会显示管理员的登录名和一次性密码。',
    change: '修改密码', mustChange: '一次性密码已完成使命，请设置自己的密码后继续。', changed: '密码已修改', current: '当前密码', next: '新密码', repeat: '再次输入新密码', rule: '至少 10 个字符', differ: '两次输入不一致',
  },
  state: {
    loading: '加载中', again: '重试', copied: '已复制', copyByHand: '请选中文字后复制', unreachable: '无法连接服务器', unreachableNext: '没有丢失任何内容：重发时使用同一命令编号。请检查网络后重试。', retryAfter: '请在 {{seconds}} 秒后重试。',
    requestId: '请求编号', copyRequestId: '复制请求编号', noPage: '没有这个页面',
  },
  fault: {
    required: '必填', min: '不小于 {{limit}}', max: '不大于 {{limit}}', long: '最多 {{limit}} 个字符', ratio: '应在 0 % 到 100 % 之间', invalid: '无效', rowsMin: '至少 {{limit}} 行', rowsMax: '至多 {{limit}} 行', document: '请填写文字或至少附一个文件',
  },
  stage: { select: '选市场', survey: '调查', plan: '方案', 'build-platform': '建平台', launch: '启动', grow: '成长', consolidate: '巩固', replicate: '复制' },
  entryState: { running: '进行中', held: '已挂起', completed: '已完成', stopped: '已停止' },
  phase: { opening: '开启中', working: '工作中', watching: '观察指标', gate: '待决策', decided: '已决策', replicating: '复制中', ended: '已结束' },
  colour: { green: '达标', amber: '接近', red: '未达标', grey: '无数据', none: '仅展示' },
  met: { yes: '满足', no: '不满足', unknown: '无数据' },
  board: {
    view: '视图', asBoard: '看板', asTable: '表格', search: '搜索名称或市场', byState: '按状态', byCondition: '按条件', clear: '清除筛选', only: { overdue: '逾期', blocked: '有阻碍', gate: '待决策', engine: '等待引擎' },
    none: '还没有进入项目', noMatch: '没有符合条件的结果', first: { people: '添加人员并授予角色', markets: '导入至少三个市场', entry: '发起第一个进入' },
    candidates_one: '{{count}} 个候选：{{names}}', candidates_other: '{{count}} 个候选：{{names}}', age_one: '{{count}} 天', age_other: '{{count}} 天', blockers_one: '阻碍 {{count}}', blockers_other: '阻碍 {{count}}', overdue: '逾期 {{count}}', inStage_one: '{{count}} 个', inStage_other: '{{count}} 个',
    column: { name: '进入项目', market: '市场', stage: '阶段', state: '状态', verdict: '结论', next: '下一步', age: '历时', blockers: '阻碍', overdue: '逾期' },
  },
  inbox: { filter: '筛选', only: { overdue: '逾期', week: '7 天内到期', gates: '投票与决策' }, none: '没有等您处理的事项', noMatch: '没有符合条件的结果', told: '通知' },
  move: { 'complete-task': '完成', 'hand-in': '提交', accept: '审核', kpi: '指标', vote: '投票', decide: '决策', 'clear-obligation': '清偿', resume: '恢复', engine: '引擎', data: '缺数据', dueBy: '{{day}} 到期', overdueSince: '自 {{day}} 逾期' },
  start: {
    hint: '一次进入走完八个阶段。发起时至少有三个候选市场；第一阶段评分，闸门 G1 选定其中一个。', needsRole: '发起进入需要在候选市场具有以下角色之一：{{roles}}。', name: '名称', candidates: '候选市场', atLeastThree: '至少选择三个', searchMarkets: '按名称或代码搜索', noMarkets: '还没有市场，请先导入。',
    bundleHint: '本次进入所依据的方案及阈值，已封存。', defaultBundle: '标准方案', timeZone: '市场时区', ownZone: '您的时区：{{zone}}', currency: '币种',
  },
  people: {
    add: '添加人员', onlyAdmin: '由管理员添加人员并授予角色。', name: '姓名', roles: '角色', admin: '管理员', adminHint: '可添加人员、授予角色；并不因此拥有决策权。', inactive: '已停用', everywhere: '所有市场', noRoles: '尚无角色', giveRoles: '角色', giveRolesTo: '{{name}} 的角色',
    added: '已添加 {{name}}', handOver: '请转交登录名 {{login}} 和以下密码；此密码不会再次显示：', copyPassword: '复制密码', loginRule: '小写字母、数字和 . _ - ,至少 2 位', firstPassword: '初始密码', anotherPassword: '换一个密码', language: '语言',
    roleNo: '角色 {{no}}', marketNo: '角色 {{no}} 的市场', removeRole: '移除角色 {{role}}', addRole: '添加角色', saveRoles: '保存角色',
  },
  token: {
    make: '新建令牌', hint: '供调度程序、脚本和命令行使用。令牌以您的身份操作，受范围限制，到期失效。', none: '还没有令牌', name: '名称', scopes: '范围', expires: '到期', days: '有效天数', state: { valid: '有效', expired: '已到期', revoked: '已吊销' },
    revoke: '吊销', revokeSure: '吊销 {{name}}？使用它的程序将立即失效。', once: '请立即复制密钥，之后不再显示。', copy: '复制密钥', done: '已复制',
    scope: { read: 'read:查看', entries: 'entries:处理进入项目', reviews: 'reviews:发起周评审', imports: 'imports:导入数据', all: 'all:您能做的一切' },
  },
  import: {
    title: '导入文件', kind: '内容', file: '文件', drop: '拖入或选择 CSV 或 Excel 文件(CSV 为 UTF-8 或 GBK,可用 gzip)', mapping: '列映射', mappingHint: '左边是本系统字段，右边是文件中的列名。示例列出了该类数据的字段。', badMapping: '列映射有误：{{why}}',
    try: '试导入', run: '导入', tryFirst: '试导入只显示结果，不改动数据。', wouldDo: '文件无误，尚未改动任何数据。', done: '已导入', refused: '没有导入任何内容，请更正以下各行', encoding: '按 {{encoding}} 读取', errors: '有误的行', row: '行', column: '列', rule: '问题',
    warnings: '请查看 {{count}} 项:',
    moreErrors_one: '另有 {{count}} 处', moreErrors_other: '另有 {{count}} 处', count: { rows: '行数', inserted: '新增', updated: '更新', unchanged: '未变', skipped: '跳过' },
    kinds: {
      markets: '市场', terminals: '终端', dealers: '经销商', skus: '产品 (SKU)', 'sale-lines': '销售明细', visits: '拜访', 'stock-checks': '终端库存检查', 'dealer-stock': '经销商库存', 'macro-facts': '宏观数据',
      'price-bands': '价格带', 'price-checks': '价格检查', receivables: '应收账款', incidents: '市场秩序事件',
      'frequency-rules': '拜访频率', 'route-stops': '线路站点', 'visit-plans': '拜访计划', 'dealer-surveys': '经销商调查',
    },
  },
  files: { excel: '导出 Excel', template: '下载模板', stored: '导出现有数据', report: '市场报告', errors: '下载带错误标注的文件' },
  market: { title: '市场', name: '市场', region: '区域', terminals: '终端', dealers: '经销商', saleLines: '销售明细', search: '搜索市场', none: '还没有市场，请导入市场文件' },
  ...zhWork,
  ...zhImports,
  ...zhGate,
  ...zhSurvey,
};
