import { Argument, Option, type Command } from 'commander';
import { basename } from 'node:path';
import { importKinds } from '../../../libs/contracts/field-rows.js';
import type { ImportView } from '../../../libs/contracts/views.js';
import type { Context, OpenContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { jsonArgument, readBytes } from '../json-argument.js';
import { orFile, savedList } from '../list-file.js';
import { marketId } from '../references.js';
import { wholeNumber } from '../usage-fault.js';

type ImportKind = (typeof importKinds)[number];

export function marketCommands(root: Command, open: OpenContext): void {
  markets(root.command('markets').description('市场 markets'), open);
  root.addCommand(importCommand(root.createCommand('import'), open));
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

function importCommand(command: Command, open: OpenContext): Command {
  return command.description('导入 CSV(UTF-8、GBK、gzip)或 xlsx import a CSV file or a workbook')
    .addArgument(new Argument('<kind>', '种类 kind').choices(importKinds)).argument('<file>', '文件 file')
    .option('--mapping <json|@file>', '列映射:JSON、@文件或文件名 column mapping', '{}').option('--dry-run', '只检查,不写入 check only, store nothing')
    .action(async (kind: ImportKind, file: string, options: { mapping: string; dryRun?: boolean }, self: Command) => {
      const context = open(self);
      const mapping = JSON.stringify(jsonArgument(options.mapping));
      const view = await context.client.call('importFile', {
        params: { kind }, query: { dryRun: options.dryRun ? 'true' : 'false' }, file: new Blob([new Uint8Array(readBytes(file))]), fileName: basename(file), fields: { mapping },
      });
      context.terminal.answer(view, () => showImport(context, view));
      if (view.errors.length > 0) process.exitCode = exitCodes.failedCheck;
    });
}

function showImport(context: Context, view: ImportView): string {
  const head = context.terminal.pairs([
    [context.t('种类', 'Kind'), `${view.kind}${view.dryRun ? context.t('(试运行)', ' (dry run)') : ''}`], [context.t('编码', 'Encoding'), view.encoding],
    [context.t('行数', 'Rows'), view.rows], [context.t('新增', 'Inserted'), view.inserted], [context.t('更新', 'Updated'), view.updated],
    [context.t('未变', 'Unchanged'), view.unchanged], [context.t('跳过', 'Skipped'), view.skipped],
  ]);
  if (view.errors.length === 0) return head;
  const errors = context.terminal.table([context.t('行', 'Row'), context.t('列', 'Column'), context.t('错误', 'Error')], view.errors.map((e) => [e.row, e.cell === null ? e.column : `${e.cell} ${e.column ?? ''}`, context.terminal.text(e.message)]));
  return `${head}\n${errors}${view.moreErrors > 0 ? `\n${context.t(`另有 ${view.moreErrors} 个错误`, `and ${view.moreErrors} more`)}` : ''}`;
}
