import type { Command } from 'commander';
import type { CommandAnswer, EntryView } from '../../../libs/contracts/views.js';
import type { Context, OpenContext } from '../context.js';
import { orFile, savedList } from '../list-file.js';
import { bundleHash, entryId, marketId, personId } from '../references.js';
import { UsageFault } from '../usage-fault.js';

export function entryCommands(root: Command, open: OpenContext): void {
  entries(root.command('entries').description('市场进入项目 entries'), open);
  tasks(root.command('tasks').description('任务 tasks'), open);
}

function entries(group: Command, open: OpenContext): void {
  orFile(group.command('list').description('看板 the board')).option('--stage <stage>', '阶段 stage').option('--state <state>', '状态 state').option('--search <text>', '名称 name')
    .action(async ({ stage, state, search }: { stage?: never; state?: never; search?: string }, command: Command) => {
      const context = open(command);
      const query = { stage, state, search };
      if (await savedList(context, command, 'listEntries', { query })) return;
      const all = await context.client.call('listEntries', { query });
      context.terminal.answer(all, () => context.terminal.table(
        ['Id', context.t('项目', 'Entry'), context.t('市场', 'Market'), context.t('阶段', 'Stage'), context.t('状态', 'State'), context.t('天数', 'Days'), context.t('下一步', 'Next'), context.t('由谁', 'Owner'), context.t('阻碍', 'Blockers')],
        all.map((e) => [e.id.slice(0, 8), e.name, e.market ?? e.candidates.join(' '), `${e.stage} ${e.round}`, e.waitsForEngine ? `${e.state} ⏳` : e.state, e.ageDays,
          e.next && context.terminal.text(e.next.title), e.next?.person?.name ?? e.next?.role, e.blockers])));
    });

  group.command('start <name>').description('以至少三个候选市场启动 start with at least three candidate markets')
    .requiredOption('--market <code...>', '候选市场代码 candidate markets').option('--bundle <hash>', '方案包 bundle')
    .option('--time-zone <zone>', '时区 time zone', 'Asia/Shanghai').option('--currency <code>', '币种 currency', 'CNY')
    .action(async (name: string, options: { market: string[]; bundle?: string; timeZone: string; currency: string }, command: Command) => {
      const context = open(command);
      const candidateMarketIds = await Promise.all(options.market.map((market) => marketId(context, market)));
      const bundle = options.bundle === undefined ? {} : { bundleHash: await bundleHash(context, options.bundle) };
      answerPosition(context, await context.client.call('startEntry', { body: { name, candidateMarketIds, timeZone: options.timeZone, currency: options.currency, ...bundle } }));
    });

  group.command('show <entry>').description('一个项目 one entry').action(async (entry: string, _options: object, command: Command) => {
    const context = open(command);
    const view = await context.client.call('getEntry', { params: { entryId: await entryId(context, entry) } });
    context.terminal.answer(view, () => showEntry(context, view));
  });

  for (const [name, text] of [['hold', '挂起,时钟停止 hold: all clocks stop'], ['resume', '恢复 resume'], ['stop', '终止 stop for good']] as const) {
    group.command(`${name} <entry>`).description(text).requiredOption('--reason <text>', '原因 reason')
      .action(async (entry: string, options: { reason: string }, command: Command) => {
        const context = open(command);
        answerPosition(context, await context.client.call(name, { params: { entryId: await entryId(context, entry) }, body: { reason: options.reason } }));
      });
  }
}

function tasks(group: Command, open: OpenContext): void {
  orFile(group.command('list <entry>').description('当前阶段的任务 tasks of the stage')).action(async (entry: string, _options: object, command: Command) => {
    const context = open(command);
    const params = { entryId: await entryId(context, entry) };
    if (await savedList(context, command, 'getEntry', { params })) return;
    const { tasks: all } = await context.client.call('getEntry', { params });
    context.terminal.answer(all, () => context.terminal.table(
      [context.t('任务', 'Task'), context.t('内容', 'Title'), context.t('角色', 'Role'), context.t('负责人', 'Assignee'), context.t('状态', 'State'), context.t('期限', 'Due')],
      all.map((t) => [t.key, context.terminal.text(t.title), t.role, t.assignee?.name, t.overdue ? `${t.state} !` : t.state, t.dueAt])));
  });

  group.command('complete <entry> <task>').description('完成 complete').option('--note <text>', '备注 note')
    .action(async (entry: string, taskKey: string, options: { note?: string }, command: Command) => {
      const context = open(command);
      answerPosition(context, await context.client.call('completeTask', { params: { entryId: await entryId(context, entry), taskKey }, body: options }));
    });

  group.command('assign <entry> <task> [login]').description('指派;--nobody 交还角色 assign; --nobody gives it back to its role').option('--nobody', '交还角色 back to the role')
    .action(async (entry: string, taskKey: string, login: string | undefined, options: { nobody?: boolean }, command: Command) => {
      const context = open(command);
      if ((login === undefined) === (options.nobody !== true)) throw new UsageFault('请给出登录名,或 --nobody', 'Give a login, or --nobody');
      const assignee = login === undefined ? null : await personId(context, login);
      answerPosition(context, await context.client.call('assignTask', { params: { entryId: await entryId(context, entry), taskKey }, body: { personId: assignee } }));
    });
}

/** Where the entry stands after a command. */
export function answerPosition(context: Context, answer: CommandAnswer): void {
  context.terminal.answer(answer, () => context.terminal.pairs([
    [context.t('项目', 'Entry'), answer.entryId], [context.t('阶段', 'Stage'), `${answer.stage} · ${context.t('第', 'round ')}${answer.round}${context.t('轮', '')}`],
    [context.t('进度', 'Phase'), answer.phase], [context.t('状态', 'State'), answer.state], [context.t('版本', 'Version'), answer.version],
  ]));
}

function showEntry(context: Context, view: EntryView): string {
  const { terminal } = context;
  const head = terminal.pairs([
    [context.t('项目', 'Entry'), `${view.name} (${view.id})`], [context.t('市场', 'Market'), view.market ?? view.candidates.join(', ')],
    [context.t('阶段', 'Stage'), `${view.stage} ${view.round} · ${view.phase} · ${view.state}${view.waitsForEngine ? context.t(' · 等待流程引擎', ' · waits for the engine') : ''}`],
    [context.t('方案包', 'Bundle'), `${view.bundle.alias} (${view.bundle.hash.slice(0, 12)})`],
  ]);
  const kpis = terminal.table(
    ['KPI', context.t('分子', 'Numerator'), context.t('分母', 'Denominator'), context.t('值', 'Value'), context.t('目标', 'Target'), context.t('颜色', 'Colour')],
    view.kpis.map((k) => [`${terminal.text(k.title)}${k.shadow ? context.t('(影子)', ' (shadow)') : ''}`, k.numerator, k.denominator, k.value, k.target && JSON.stringify(k.target), k.colour]));
  const moves = terminal.table([context.t('下一步', 'Next act'), context.t('由谁', 'Owner'), context.t('期限', 'Due')], view.moves.map((m) => [terminal.text(m.title), m.person?.name ?? m.role, m.dueAt]));
  return `${head}\n${moves}\n${kpis}`;
}
