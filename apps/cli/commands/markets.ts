import { Option, type Command } from 'commander';
import type { OpenContext } from '../context.js';
import { orFile, savedList } from '../list-file.js';
import { marketId } from '../references.js';
import { wholeNumber } from '../usage-fault.js';

export function marketCommands(root: Command, open: OpenContext): void {
  markets(root.command('markets').description('市场 markets'), open);
}

function markets(group: Command, open: OpenContext): void {
  orFile(group.command('list').description('列出 list')).option('--search <text>', '名称或代码 name or code').action(async (options: { search?: string }, command: Command) => {
    const context = open(command);
    const { search } = options;
    const query = search === undefined ? {} : { search };
    if (await savedList(context, command, 'listMarkets', { query })) return;
    const all = await context.client.call('listMarkets', { query });
    context.terminal.answer(all, () => context.terminal.table(
      [context.t('代码', 'Code'), context.t('名称', 'Name'), context.t('地区', 'Region'), context.t('终端', 'Terminals'), context.t('经销商', 'Dealers'), context.t('销售行', 'Sale lines')],
      all.map((m) => [m.code, m.name, m.adminRegion, m.terminals, m.dealers, m.saleLines])));
  });

  group.command('field <market>').description('某周的一线汇总 what the street adds up to, for a week').requiredOption('--week <YYYY-Www>', 'ISO 周 ISO week')
    .action(async (market: string, options: { week: string }, command: Command) => {
      const context = open(command);
      const totals = await context.client.call('fieldTotals', { params: { marketId: await marketId(context, market) }, query: { week: options.week } });
      context.terminal.answer(totals, () => JSON.stringify(totals, null, 2));
    });

  group.command('classify <market>').description('按累计销量重新划分 A、B、C re-class terminals by cumulative volume')
    .addOption(new Option('--basis <basis>', '依据 basis').choices(['census', 'sales']).makeOptionMandatory())
    .option('--until <YYYY-Www>', '截至 last week').option('--weeks <n>', '周数 weeks', wholeNumber, 52)
    .action(async (market: string, options: { basis: 'census' | 'sales'; until?: string; weeks: number }, command: Command) => {
      const context = open(command);
      const { until, ...basis } = options;
      const classes = await context.client.call('classifyTerminals', { params: { marketId: await marketId(context, market) }, body: { ...basis, ...(until !== undefined && { until }) } });
      context.terminal.answer(classes, () => context.terminal.table(['A', 'B', 'C', context.t('未分级', 'Unclassified')], [[classes.A, classes.B, classes.C, classes.unclassified]]));
    });
}
