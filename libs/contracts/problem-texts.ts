import type { RefusalCode } from '../rules/failures.js';

type Said = { readonly title: string; readonly detail: string; readonly next: string };

/** What a refused person reads: what happened and which rule, and what to do next. `{name}` is filled from the refusal. */
export const problemTexts: Readonly<Record<RefusalCode, { readonly zh: Said; readonly en: Said }>> = {
  'invalid-input': {
    zh: { title: '输入有误', detail: '请求中有字段不符合规则,见 errors。没有存储任何内容。', next: '按 errors 中的字段和规则更正后重新发送。' },
    en: { title: 'The input is not valid', detail: 'Some fields break a rule; errors names them. Nothing was stored.', next: 'Correct the fields named in errors and send it again.' },
  },
  'not-signed-in': {
    zh: { title: '尚未登录', detail: '此操作需要登录,或会话/令牌已过期、已吊销。', next: '请登录,或换用有效的 API 令牌。' },
    en: { title: 'Not signed in', detail: 'This door needs a session or an API token that is valid now.', next: 'Sign in, or use a valid API token.' },
  },
  'bad-credentials': {
    zh: { title: '登录名或密码不正确', detail: '登录名与密码不匹配,或账号已停用。', next: '请检查后重试;忘记密码请联系管理员。' },
    en: { title: 'Login or password is wrong', detail: 'The login and the password do not match, or the account is switched off.', next: 'Check both and try again; an administrator can reset a password.' },
  },
  'password-change-needed': {
    zh: { title: '请先修改密码', detail: '一次性密码只能用于修改密码。', next: '调用 POST /me/password 设置新密码。' },
    en: { title: 'Change the password first', detail: 'The one-time password can only be used to set a new one.', next: 'Set a new password with POST /me/password.' },
  },
  'not-allowed': {
    zh: { title: '没有权限', detail: '此操作需要角色 {role},您在该市场没有此角色。', next: '请由持有该角色的人操作,或由管理员授予角色。' },
    en: { title: 'Not allowed', detail: 'This act needs the role {role}, which you do not hold in this market.', next: 'Ask a person with that role, or an administrator to grant it.' },
  },
  'not-a-signer': {
    zh: { title: '不是该门的签字人', detail: '{gate} 的签字角色为 {signers},您没有以 {role} 身份签字的资格。', next: '请由签字人投票。' },
    en: { title: 'Not a signer of this gate', detail: 'The signers of {gate} are {signers}; you may not sign as {role}.', next: 'Ask a signer to vote.' },
  },
  'own-work': {
    zh: { title: '不能审批自己的提交', detail: '提交人与审批人必须是不同的人({about})。', next: '请由另一位有资格的人审批。' },
    en: { title: 'Nobody approves their own work', detail: 'The author and the approver must be different people ({about}).', next: 'Ask another person who may approve it.' },
  },
  'scope-missing': {
    zh: { title: '令牌范围不足', detail: '此令牌没有范围 {scope}。', next: '请使用包含该范围的令牌。' },
    en: { title: 'The token lacks a scope', detail: 'This token does not carry the scope {scope}.', next: 'Use a token that carries it.' },
  },
  'csrf-header-missing': {
    zh: { title: '缺少 X-Beachhead 请求头', detail: '使用会话 Cookie 的写操作必须带请求头 X-Beachhead: 1。', next: '请加上该请求头。' },
    en: { title: 'The header X-Beachhead is missing', detail: 'A write with the session cookie must carry the header X-Beachhead: 1.', next: 'Send the header.' },
  },
  'not-found': {
    zh: { title: '没有找到', detail: '{what} 不存在,或不属于此处。', next: '请检查编号。' },
    en: { title: 'Not found', detail: '{what} does not exist here.', next: 'Check the id.' },
  },
  'method-not-allowed': {
    zh: { title: '不支持的请求', detail: '此地址不支持该方法。', next: '请查看 /api/v1/openapi.json。' },
    en: { title: 'No such door', detail: 'This address does not take that method.', next: 'See /api/v1/openapi.json.' },
  },
  'command-id-reused': {
    zh: { title: '命令编号已用于另一个请求', detail: '同一个 Idempotency-Key 只能用于同一个人发出的同一请求。', next: '请为新的请求生成新的 UUID。' },
    en: { title: 'The command id was used for something else', detail: 'One Idempotency-Key belongs to one request of one person.', next: 'Make a new UUID for a new request.' },
  },
  'already-exists': {
    zh: { title: '已经存在', detail: '{what} 已经存在。', next: '请换一个名称,或使用已有的。' },
    en: { title: 'It already exists', detail: '{what} already exists.', next: 'Choose another name, or use the one that exists.' },
  },
  'entry-not-running': {
    zh: { title: '进入项目不在运行中', detail: '该项目当前状态为 {state},不接受此操作。', next: '如已挂起,请先恢复。' },
    en: { title: 'The entry is not running', detail: 'It is {state}, so this act is not taken.', next: 'Resume it first if it is held.' },
  },
  'stage-not-open': {
    zh: { title: '该阶段未开启', detail: '项目现在处于 {stage} 阶段({phase})。', next: '请等待该阶段开启,或在当前阶段操作。' },
    en: { title: 'That stage is not open', detail: 'The entry is in stage {stage} ({phase}).', next: 'Wait until the stage opens, or act in the current one.' },
  },
  'task-locked': {
    zh: { title: '任务尚未解锁', detail: '前置任务未完成:{after}。', next: '请先完成前置任务。' },
    en: { title: 'The task is locked', detail: 'These come first: {after}.', next: 'Complete them first.' },
  },
  'task-done': {
    zh: { title: '任务已完成', detail: '任务 {task} 已由他人完成。', next: '无需再次完成。' },
    en: { title: 'The task is done', detail: 'The task {task} has been completed already.', next: 'Nothing more to do.' },
  },
  'deliverable-missing': {
    zh: { title: '成果尚未提交', detail: '还缺少:{deliverables}。', next: '请先提交这些成果。' },
    en: { title: 'Deliverables are missing', detail: 'Still to be handed in: {deliverables}.', next: 'Hand them in first.' },
  },
  'not-reviewable': {
    zh: { title: '无法审核', detail: '该版本不是待审核的最新版本(状态 {state})。', next: '请打开最新版本。' },
    en: { title: 'Not open for review', detail: 'That version is not the newest one waiting for review (it is {state}).', next: 'Open the newest version.' },
  },
  'packet-lapsed': {
    zh: { title: '闸门材料已失效', detail: '投票或决策所依据的材料已变化:{why}。', next: '请重新打开闸门页,核对新的材料。' },
    en: { title: 'The gate packet has lapsed', detail: 'The facts behind this packet changed: {why}.', next: 'Open the gate again and look at the new packet.' },
  },
  'no-packet': {
    zh: { title: '闸门材料尚未冻结', detail: '任务或成果还未齐备:{missing}。', next: '请先完成这些内容。' },
    en: { title: 'No gate packet yet', detail: 'Work is still open: {missing}.', next: 'Finish it first.' },
  },
  'gate-timed-out': {
    zh: { title: '闸门已超时', detail: '决策期限已过;超时绝不等于同意。', next: '请恢复项目以开启新的期限。' },
    en: { title: 'The gate has timed out', detail: 'The time to decide has passed; silence never means yes.', next: 'Resume the entry to open a new term.' },
  },
  'verdict-not-passed': {
    zh: { title: '闸门未通过', detail: '结论为 {verdict};未满足或无数据:{conditions}。', next: '请先达成这些条件,或作有条件通过/挂起/退回。' },
    en: { title: 'The gate is not passed', detail: 'The verdict is {verdict}; not met or without data: {conditions}.', next: 'Meet these conditions, or decide conditional go, hold or recycle.' },
  },
  'votes-missing': {
    zh: { title: '还缺少签字', detail: '尚未同意的签字角色:{roles}。', next: '请等待他们就当前材料投票。' },
    en: { title: 'Votes are missing', detail: 'Not yet said go on this packet: {roles}.', next: 'Wait for their votes on the current packet.' },
  },
  'decision-stands': {
    zh: { title: '决策已作出', detail: '此阶段此轮次已有决策 {kind},正在执行。', next: '无需重复决策。' },
    en: { title: 'A decision stands', detail: 'This stage and round has been decided ({kind}); it is being carried out.', next: 'Nothing more to decide.' },
  },
  'obligations-open': {
    zh: { title: '有条件通过的义务未清', detail: '未清义务:{obligations}。', next: '请先清除这些义务。' },
    en: { title: 'Obligations are open', detail: 'Obligations of the conditional go are still open: {obligations}.', next: 'Clear them first.' },
  },
  'conditional-go-not-offered': {
    zh: { title: '此处不能有条件通过', detail: '{why}', next: '请改用其他决策。' },
    en: { title: 'A conditional go is not offered here', detail: '{why}', next: 'Choose another decision.' },
  },
  'not-due': {
    zh: { title: '时钟未到', detail: '该期限尚未到达、已触发或已取消。', next: '无需操作。' },
    en: { title: 'Not due', detail: 'That clock has not come, has fired, or was cancelled.', next: 'Nothing to do.' },
  },
  'proposal-outdated': {
    zh: { title: '匹配方案已过期', detail: '确认的不是当前的匹配方案:主数据或文件此后有变化。没有更改任何内容。', next: '请重新查看匹配方案,再按新的 hash 确认。' },
    en: { title: 'The proposal is out of date', detail: 'What was confirmed is not what would be done now: the master or the file has changed since. Nothing was changed.', next: 'Look at the matches again and confirm them by their new hash.' },
  },
  'wrong-state': {
    zh: { title: '当前状态不允许此操作', detail: '{why}', next: '请刷新后查看当前状态。' },
    en: { title: 'Not possible in this state', detail: '{why}', next: 'Look at the current state.' },
  },
  'territory-taken': {
    zh: { title: '区域已有合同', detail: '区域 {zone} 在 {from} 至 {to} 已属合同 {number}(经销商 {dealer}),其中一方为独家或同一经销商。', next: '请调整区域或期限,或先终止该合同。' },
    en: { title: 'The territory is taken', detail: 'Zone {zone} belongs to contract {number} of dealer {dealer} from {from} to {to}, and one of the two is exclusive or both are of one dealer.', next: 'Choose other zones or days, or end that contract first.' },
  },
  stale: {
    zh: { title: '内容已被他人更新', detail: '您基于的版本已不是最新版本(最新:{version})。', next: '请重新读取最新版本,再提交。' },
    en: { title: 'Somebody changed it first', detail: 'Your version is not the newest one (newest: {version}).', next: 'Read the newest version, then hand in again.' },
  },
  'too-large': {
    zh: { title: '内容过大', detail: '请求超过 {limit} 的上限。', next: '请缩小或拆分文件。' },
    en: { title: 'Too large', detail: 'The request is over the limit of {limit}.', next: 'Make it smaller or split the file.' },
  },
  'unsupported-media-type': {
    zh: { title: '不支持的内容类型', detail: '此处只接受 {accepts}。', next: '请更正 Content-Type。' },
    en: { title: 'Unsupported media type', detail: 'This door takes {accepts}.', next: 'Correct the Content-Type.' },
  },
  'bundle-refused': {
    zh: { title: '方案包未通过检查', detail: '检查发现 {count} 个问题,见 errors。', next: '请更正设置后重新封存。' },
    en: { title: 'The bundle was refused', detail: 'The lint found {count} faults; errors names them.', next: 'Correct the settings and seal again.' },
  },
  'import-refused': {
    zh: { title: '文件未导入', detail: '{why}没有导入任何内容。', next: '请更正文件或映射后重试。' },
    en: { title: 'The file was not imported', detail: '{why} Nothing was imported.', next: 'Correct the file or the mapping and try again.' },
  },
  'import-built-on': {
    zh: { title: '不能撤销', detail: '之后的数据以此次导入为基础:{by}。', next: '请先撤销后来的导入。' },
    en: { title: 'It cannot be undone', detail: 'Later data stand on this import: {by}.', next: 'Undo the later import first.' },
  },
  'precondition-required': {
    zh: { title: '需要 If-Match', detail: '此成果已有版本,更新时必须带 If-Match。', next: '请先读取最新版本的 ETag。' },
    en: { title: 'If-Match is needed', detail: 'This deliverable has a version already; an update must name it.', next: 'Read the newest version and send its ETag as If-Match.' },
  },
  'too-many-requests': {
    zh: { title: '请求过于频繁', detail: '登录尝试过多。', next: '请在 {seconds} 秒后重试。' },
    en: { title: 'Too many requests', detail: 'Too many attempts.', next: 'Try again in {seconds} seconds.' },
  },
  internal: {
    zh: { title: '系统错误', detail: '发生了意外错误,没有存储任何内容。', next: '请把请求编号告诉管理员。' },
    en: { title: 'Something went wrong here', detail: 'An unexpected fault; nothing was stored.', next: 'Tell an administrator the request id.' },
  },
  'database-away': {
    zh: { title: '数据库暂时不可用', detail: '重试后仍无法写入,没有存储任何内容。', next: '请稍后重试;同一命令编号不会重复生效。' },
    en: { title: 'The database is away', detail: 'Writing failed after retries; nothing was half stored.', next: 'Try again shortly; the same command id counts once.' },
  },
  'engine-away': {
    zh: { title: '流程引擎暂时不可用', detail: '流程引擎没有响应。', next: '命令仍被接受;引擎恢复后会继续。' },
    en: { title: 'The engine is away', detail: 'The workflow engine does not answer.', next: 'Commands are still accepted; work continues when it is back.' },
  },
};
