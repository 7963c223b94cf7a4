import { Option, type Command } from 'commander';
import { ReportIncident } from '../../../libs/contracts/trade-views.js';
import type { Context, OpenContext } from '../context.js';
import { filtersIn, orFile, savedList } from '../list-file.js';
import { marketId } from '../references.js';
import { wholeNumber } from '../usage-fault.js';
import { percent, said } from './said.js';

type Kind = (typeof ReportIncident.shape.kind.options)[number];
type State = 'open' | 'investigating' | 'closed';

export function tradeCommands(root: Command, open: OpenContext): void {
  incidents(root.command('incidents').description('市场秩序事件:低价、冲流货、投诉、假货 price cuts, dumping, complaints, counterfeits'), open);
  money(root, open);
}

function incidents(group: Command, open: OpenContext): void {
  orFile(group.command('list <market>').description('列出 list')).addOption(new Option('--state <state>', '状态 state').choices(['open', 'investigating', 'closed']))
    .addOption(new Option('--kind <kind>', '类型 kind').choices(ReportIncident.shape.kind.options)).option('--owner <login>', '责任人 owner').option('--dealer <code>', '来源经销商 dealer it was traced to')
    .option('--overdue', '只列超期 only those past their day').option('--limit <n>', '行数 rows', wholeNumber, 100).option('--after <n>', '从第几行之后 skip so many', wholeNumber, 0)
    .action(async (market: string, options: { state?: State; kind?: Kind; owner?: string; dealer?: string; overdue?: boolean; limit: number; after: number }, command: Command) => {
      const context = open(command);
      const { overdue, ...asked } = options;
      const input = { params: { marketId: await marketId(context, market) }, query: { ...said(filtersIn(asked)), overdue: overdue ? 'true' as const : 'false' as const } };
      if (await savedList(context, command, 'listIncidents', input)) return;
      const list = await context.client.call('listIncidents', input);
      context.terminal.answer(list, () => context.terminal.table(
        ['ID', context.t('类型', 'Kind'), context.t('发现', 'Found'), context.t('终端', 'Terminal'), context.t('来源', 'Dealer'), context.t('责任人', 'Owner'), context.t('期限', 'Due'), context.t('状态', 'State'), context.t('结论', 'Finding'), context.t('内容', 'What')],
        list.map((one) => [one.id, one.kind, one.foundOn, one.terminal?.code ?? one.terminal?.externalId, one.sourceDealer?.code, one.owner, one.overdue ? `${one.due} !` : one.due, one.state, one.finding, one.text])));
    });

  group.command('report <market>').description('上报 report').addOption(new Option('--kind <kind>', '类型 kind').choices(ReportIncident.shape.kind.options).makeOptionMandatory())
    .requiredOption('--found <day>', '发现日期 day').requiredOption('--text <text>', '内容 what').requiredOption('--owner <login>', '责任人 owner').requiredOption('--due <day>', '期限 due')
    .option('--terminal <code>', '终端 terminal').option('--sku <code>', '单品 SKU').option('--source-dealer <code>', '来源经销商 dealer it comes from').option('--batch <code>', '批号 batch code').option('--file <id...>', '证据文件 stored files')
    .action(async (market: string, options: { kind: Kind; found: string; text: string; owner: string; due: string; terminal?: string; sku?: string; sourceDealer?: string; batch?: string; file?: string[] }, command: Command) => {
      const context = open(command);
      const { found: foundOn, batch: batchCode, file: fileIds = [], ...rest } = options;
      const answer = await context.client.call('reportIncident', { params: { marketId: await marketId(context, market) }, body: { ...said({ ...rest, batchCode }), foundOn, fileIds } });
      context.terminal.answer(answer, () => shown(context, answer));
    });

  group.command('investigate <incident>').description('记录调查 note what is known').requiredOption('--note <text>', '记录 note').option('--owner <login>', '新责任人 new owner').option('--due <day>', '新期限 new day')
    .option('--source-dealer <code>', '来源经销商 dealer it comes from')
    .action(async (incidentId: string, options: { note: string; owner?: string; due?: string; sourceDealer?: string }, command: Command) => {
      const context = open(command);
      const answer = await context.client.call('investigateIncident', { params: { incidentId }, body: { ...said(options), note: options.note } });
      context.terminal.answer(answer, () => shown(context, answer));
    });

  group.command('close <incident>').description('结案 close').addOption(new Option('--finding <finding>', '结论 finding').choices(['confirmed', 'unfounded']).makeOptionMandatory()).requiredOption('--result <text>', '结果 result')
    .action(async (incidentId: string, options: { finding: 'confirmed' | 'unfounded'; result: string }, command: Command) => {
      const context = open(command);
      const answer = await context.client.call('closeIncident', { params: { incidentId }, body: options });
      context.terminal.answer(answer, () => shown(context, answer));
    });
}

function shown({ terminal }: Context, { id, state, owner, due }: { readonly id: string; readonly state: string; readonly owner: string; readonly due: string }): string {
  return terminal.pairs([['ID', id], [terminal.t('状态', 'State'), state], [terminal.t('责任人', 'Owner'), owner], [terminal.t('期限', 'Due'), due]]);
}

function money(root: Command, open: OpenContext): void {
  orFile(root.command('receivables <market>').description('应收账款与逾期 what dealers owe, and what is overdue')).option('--as-of <day>', '截至 day').option('--dealer <code>', '经销商 dealer')
    .action(async (market: string, options: { asOf?: string; dealer?: string }, command: Command) => {
      const context = open(command);
      const input = { params: { marketId: await marketId(context, market) }, query: said(filtersIn(options)) };
      if (await savedList(context, command, 'receivables', input)) return;
      const view = await context.client.call('receivables', input);
      context.terminal.answer(view, () => `${context.t('应收', 'Receivable')} ${view.receivable} · ${context.t('逾期', 'overdue')} ${view.overdue} · ${percent(view.overdueRatio.value) ?? '—'} · ${view.asOf}\n${context.terminal.table(
        [context.t('经销商', 'Dealer'), context.t('名称', 'Name'), context.t('截至', 'As of'), context.t('发票', 'Invoices'), context.t('应收', 'Receivable'), context.t('逾期', 'Overdue'), '%', context.t('信用额度', 'Credit limit')],
        view.rows.map((row) => [row.dealer.code, row.dealer.name, row.day, row.invoices, row.receivable, row.overdue, percent(row.overdueRatio.value), row.creditLimit]))}`);
    });

  orFile(root.command('prices <market>').description('价格检查与价格带 prices seen against their bands')).option('--from <day>', '起 first day').option('--to <day>', '止 last day').option('--sku <code>', '单品 SKU').option('--dealer <code>', '经销商 dealer')
    .option('--outside', '只列带外 only those outside').option('--limit <n>', '行数 rows', wholeNumber, 100).option('--after <n>', '从第几行之后 skip so many', wholeNumber, 0)
    .action(async (market: string, options: { from?: string; to?: string; sku?: string; dealer?: string; outside?: boolean; limit: number; after: number }, command: Command) => {
      const context = open(command);
      const { outside, ...asked } = options;
      const input = { params: { marketId: await marketId(context, market) }, query: { ...said(filtersIn(asked)), outside: outside ? 'true' as const : 'false' as const } };
      if (await savedList(context, command, 'prices', input)) return;
      const view = await context.client.call('prices', input);
      context.terminal.answer(view, () => `${context.t('带内', 'In band')} ${view.inBand} / ${view.checks} · ${percent(view.compliance.value) ?? '—'} · ${view.period.from}…${view.period.to}\n${context.terminal.table(
        [context.t('日期', 'Day'), context.t('层级', 'Tier'), context.t('地点', 'Place'), context.t('单品', 'SKU'), context.t('价格', 'Price'), context.t('下限', 'Lowest'), context.t('上限', 'Highest'), context.t('带内', 'In band')],
        view.rows.map((row) => [row.day, row.tier, row.place.code, row.sku.code, row.price, row.lowest, row.highest, row.inBand ? '✓' : '✗']))}`);
    });
}
