import { Option, type Command } from 'commander';
import type { OpenContext } from '../context.js';
import { filtersIn, orFile, savedList } from '../list-file.js';
import { bundleHash, marketId } from '../references.js';
import { wholeNumber } from '../usage-fault.js';
import { percent, said } from './said.js';

export function visitCommands(root: Command, open: OpenContext): void {
  const group = root.command('visits').description('线路与拜访 routes and visits');
  plan(group, open);
  days(group, open);
  judged(group, open);
}

function plan(group: Command, open: OpenContext): void {
  group.command('plan <market>').description('由拜访频率生成计划 make the plan from the visit frequencies').requiredOption('--from <YYYY-Www>', '首周 first ISO week').option('--weeks <n>', '周数 weeks', wholeNumber, 1)
    .option('--person <login>', '客户顾问 adviser').option('--zone <n>', '区域 zone', wholeNumber).option('--recover', '补访未访问客户 add those never visited or overdue').option('--calls-per-day <n>', '每日上限 calls a day', wholeNumber, 25)
    .option('--bundle <hash>', '方案包 bundle')
    .action(async (market: string, options: { from: string; weeks: number; person?: string; zone?: number; recover?: boolean; callsPerDay: number; bundle?: string }, command: Command) => {
      const context = open(command);
      const { bundle, recover = false, ...asked } = options;
      const answer = await context.client.call('planVisits', {
        params: { marketId: await marketId(context, market) }, body: { ...said(asked), recover, ...(bundle !== undefined && { bundleHash: await bundleHash(context, bundle) }) },
      });
      const { t } = context.terminal;
      context.terminal.answer(answer, () => context.terminal.pairs([
        [t('时期', 'Period'), `${answer.from}…${answer.to}`], [t('客户顾问', 'Advisers'), answer.advisers], [t('计划拜访', 'Planned'), answer.planned], [t('保留', 'Kept'), answer.kept], [t('补访', 'Recovered'), answer.recovered],
        [t('未排上的补访', 'Left over'), answer.leftOver], [t('无顾问的客户', 'Without adviser'), answer.unowned], [t('排不满频率', 'Too seldom'), answer.short], [t('整周放假', 'Dropped'), answer.dropped],
      ]));
    });

  orFile(group.command('show <market>')).description('计划与完成:按顾问和日期 the plan by adviser and day').requiredOption('--from <YYYY-Www>', '首周 first ISO week').option('--to <YYYY-Www>', '末周 last ISO week')
    .option('--person <login>', '客户顾问 adviser').option('--zone <n>', '区域 zone', wholeNumber)
    .action(async (market: string, options: { from: string; to?: string; person?: string; zone?: number }, command: Command) => {
      const context = open(command);
      const input = { params: { marketId: await marketId(context, market) }, query: said(filtersIn(options)) };
      if (await savedList(context, command, 'visitPlan', input)) return;
      const view = await context.client.call('visitPlan', input);
      const { t } = context.terminal;
      context.terminal.answer(view, () => `${t('计划', 'Planned')} ${view.planned} · ${t('已访', 'visited')} ${view.visited} · ${percent(view.completion.value) ?? '—'} · ${t('均衡', 'balance')} ${view.balance.value ?? '—'}\n${context.terminal.table(
        [t('日期', 'Day'), t('顾问', 'Adviser'), t('线路', 'Routes'), t('家数', 'Stops'), t('分钟', 'Minutes'), t('已访', 'Visited'), t('成交', 'Ordered'), t('补访', 'Recovery')],
        view.rows.map((row) => [row.day, row.adviser, row.routes.join(' '), row.stops, row.minutes, row.visited, row.ordered, row.bySource.recovery]))}`);
    });
}

function days(group: Command, open: OpenContext): void {
  orFile(group.command('today <market>')).description("顾问某日的拜访清单 an adviser's list of a day").requiredOption('--person <login>', '客户顾问 adviser').option('--day <day>', '日期,默认今天 day, today when left out')
    .action(async (market: string, options: { person: string; day?: string }, command: Command) => {
      const context = open(command);
      const input = { params: { marketId: await marketId(context, market) }, query: { ...said({ day: options.day }), person: options.person } };
      if (await savedList(context, command, 'adviserDay', input)) return;
      const view = await context.client.call('adviserDay', input);
      const { t } = context.terminal;
      context.terminal.answer(view, () => `${view.day} · ${view.adviser} · ${view.visited} / ${view.planned}\n${context.terminal.table(
        ['#', t('编号', 'Code'), t('名称', 'Name'), t('类', 'Class'), t('地址', 'Address'), t('上次', 'Last'), t('状态', 'State'), t('原因', 'Why')],
        [...view.stops.map((stop) => [stop.seq, stop.code ?? stop.externalId, stop.name, stop.class ?? stop.kind, stop.address, stop.lastVisit, stop.state, stop.invalidReason]),
          ...view.unplanned.map((visit) => ['+', visit.code ?? visit.externalId, visit.name, visit.class ?? visit.kind, null, null, visit.valid ? 'visited' : 'invalid', visit.invalidReason])])}`);
    });

  group.command('frequencies <market>').description('拜访频率与工作量 how often each class is visited, and the work').option('--on <day>', '日期 day').option('--bundle <hash>', '方案包 bundle')
    .action(async (market: string, options: { on?: string; bundle?: string }, command: Command) => {
      const context = open(command);
      const query = { ...said({ on: options.on }), ...(options.bundle !== undefined && { bundleHash: await bundleHash(context, options.bundle) }) };
      const view = await context.client.call('visitFrequencies', { params: { marketId: await marketId(context, market) }, query });
      const { t } = context.terminal;
      context.terminal.answer(view, () => context.terminal.table([t('类', 'Class'), t('四周次数', 'Visits per 4 weeks'), t('分钟', 'Minutes'), t('来源', 'From'), t('客户', 'Customers'), t('四周拜访', 'Calls'), t('小时', 'Hours')],
        view.rows.map((row) => [row.class, row.visitsPer4Weeks, row.minutes, row.from, row.customers, row.callsPer4Weeks, row.hoursPer4Weeks.value])));
    });
}

function judged(group: Command, open: OpenContext): void {
  orFile(group.command('list <market>')).description('拜访及无效原因 visits and why they do not count').option('--from <day>', '起 first day').option('--to <day>', '止 last day').option('--person <login>', '客户顾问 adviser').option('--terminal <code>', '终端 terminal')
    .addOption(new Option('--state <state>', '状态 state').choices(['valid', 'invalid', 'waivable', 'waived'])).option('--limit <n>', '行数 rows', wholeNumber, 100).option('--after <n>', '从第几行之后 skip so many', wholeNumber, 0)
    .action(async (market: string, options: { from?: string; to?: string; person?: string; terminal?: string; state?: 'valid' | 'invalid' | 'waivable' | 'waived'; limit: number; after: number }, command: Command) => {
      const context = open(command);
      const input = { params: { marketId: await marketId(context, market) }, query: said(filtersIn(options)) };
      if (await savedList(context, command, 'listVisits', input)) return;
      const list = await context.client.call('listVisits', input);
      const { t } = context.terminal;
      context.terminal.answer(list, () => context.terminal.table(['ID', t('日期', 'Day'), t('顾问', 'Adviser'), t('客户', 'Customer'), t('距离 m', 'Distance m'), t('有效', 'Valid'), t('问题', 'Faults'), t('豁免', 'Waiver')],
        list.map((visit) => [visit.id, visit.day, visit.adviser, visit.code ?? visit.externalId, visit.distanceM, visit.valid ? '✓' : '✗', [...new Set([...visit.faults, ...(visit.invalidReason === null ? [] : [visit.invalidReason])])].join(' '), visit.waiver?.by.name])));
    });

  group.command('waive <visit>').description('豁免距离要求 let a visit count in spite of its distance').requiredOption('--reason <text>', '原因 reason').action(async (visitId: string, options: { reason: string }, command: Command) => {
    const context = open(command);
    const answer = await context.client.call('waiveVisit', { params: { visitId }, body: options });
    const { t } = context.terminal;
    context.terminal.answer(answer, () => context.terminal.pairs([['ID', answer.id], [t('有效', 'Valid'), answer.valid], [t('仍有问题', 'Still wrong'), answer.invalidReason]]));
  });
}
