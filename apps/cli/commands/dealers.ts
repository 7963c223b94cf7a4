import { Option, type Command } from 'commander';
import type { ContractView } from '../../../libs/contracts/dealer-views.js';
import type { Context, OpenContext } from '../context.js';
import { Ended, exitCodes, local } from '../exit-codes.js';
import { jsonArgument } from '../json-argument.js';
import { filtersIn, orFile, savedList } from '../list-file.js';
import { marketId } from '../references.js';
import { wholeNumber } from '../usage-fault.js';
import { percent, said } from './said.js';

export function dealerCommands(root: Command, open: OpenContext): void {
  const group = root.command('dealers').description('经销商:评估、合同、账款、库存 dealers: assessment, contracts, debts, stock');
  cards(group, open);
  contracts(group, open);
  stock(root, open);
}

/** A dealer's id from its code in the market. */
async function dealerId(context: Context, market: string, code: string): Promise<string> {
  const id = await marketId(context, market);
  for (let after = 0; ; after += 500) {
    const page = await context.client.call('listDealers', { params: { marketId: id }, query: { limit: 500, after } });
    const found = page.find((dealer) => dealer.code === code);
    if (found) return found.id;
    if (page.length < 500) throw new Ended(local(exitCodes.refused, 'not-found', `没有经销商 ${code}`, `There is no dealer ${code}`));
  }
}

function cards(group: Command, open: OpenContext): void {
  orFile(group.command('list <market>')).description('列出 list').option('--as-of <day>', '截至 day').addOption(new Option('--core <yes>', '核心经销商 core ones').choices(['true', 'false']))
    .option('--limit <n>', '行数 rows', wholeNumber, 100).option('--after <n>', '从第几行之后 skip so many', wholeNumber, 0)
    .action(async (market: string, options: { asOf?: string; core?: 'true' | 'false'; limit: number; after: number }, command: Command) => {
      const context = open(command);
      const input = { params: { marketId: await marketId(context, market) }, query: said(filtersIn(options)) };
      if (await savedList(context, command, 'listDealers', input)) return;
      const list = await context.client.call('listDealers', input);
      const { t } = context.terminal;
      context.terminal.answer(list, () => context.terminal.table(
        [t('编号', 'Code'), t('名称', 'Name'), t('核心', 'Core'), t('等级', 'Grade'), t('总分', 'Total'), t('区域', 'Zones'), t('终端', 'Terminals'), t('应收', 'Receivable'), t('逾期', 'Overdue'), t('信用额度', 'Credit limit'), t('负责人', 'Owner'), t('上次拜访', 'Last visit')],
        list.map((dealer) => [dealer.code, dealer.name, dealer.core ? '✓' : '', dealer.grade, dealer.total, dealer.zones.join(' '), dealer.terminals, dealer.owed?.receivable, dealer.owed?.overdue, dealer.creditLimit, dealer.owner, dealer.lastVisit])));
    });

  group.command('card <market> <dealer>').description('经销商档案 all that is known of a dealer').option('--as-of <day>', '截至 day').action(async (market: string, code: string, options: { asOf?: string }, command: Command) => {
    const context = open(command);
    const card = await context.client.call('dealerCard', { params: { dealerId: await dealerId(context, market, code) }, query: said(options) });
    const { t } = context.terminal;
    context.terminal.answer(card, () => `${context.terminal.pairs([
      [t('经销商', 'Dealer'), `${card.code} ${card.name}`], [t('等级', 'Grade'), card.assessments[0]?.grade], [t('总分', 'Total'), card.assessments[0]?.total], [t('应收', 'Receivable'), card.owed?.receivable], [t('逾期率', 'Overdue'), percent(card.owed?.overdueRatio.value ?? null)],
      [t('额度使用', 'Credit use'), percent(card.creditUse.value)], [t('未结事件', 'Open incidents'), card.openIncidents],
    ])}\n${showContracts(context, card.contracts)}\n${context.terminal.table([t('单品', 'SKU'), t('期末', 'Closing'), t('天数', 'Days'), t('有效出货', 'Flow'), t('动销', 'Sell-through'), t('补货', 'Order')],
      card.stock.map((row) => [row.sku.code, row.closing, row.days.value, percent(row.flowThrough.value), percent(row.sellThrough.value), row.orderHint]))}`);
  });

  group.command('assess <market> <dealer> <json|@file>').description('评估:{ "day", "criteria": [{ "criterion", "weight", "score" }], … } fill an assessment card').action(async (market: string, code: string, given: string, _options: object, command: Command) => {
    const context = open(command);
    // What it must hold is said by the server, field by field.
    const answer = await context.client.call('assessDealer', { params: { dealerId: await dealerId(context, market, code) }, body: jsonArgument(given) as never });
    context.terminal.answer(answer, () => context.terminal.pairs([['ID', answer.id], [context.t('总分', 'Total'), answer.total], [context.t('等级', 'Grade'), answer.grade]]));
  });
}

function contracts(group: Command, open: OpenContext): void {
  orFile(group.command('contracts <market>')).description('合同与区域 contracts and territories').option('--dealer <code>', '经销商 dealer').option('--zone <n>', '区域 zone', wholeNumber).option('--on <day>', '日期 day')
    .addOption(new Option('--state <state>', '状态 state').choices(['planned', 'signed', 'standing', 'over', 'ended']))
    .action(async (market: string, options: { dealer?: string; zone?: number; on?: string; state?: ContractView['state'] }, command: Command) => {
      const context = open(command);
      const input = { params: { marketId: await marketId(context, market) }, query: said(filtersIn(options)) };
      if (await savedList(context, command, 'listDealerContracts', input)) return;
      const list = await context.client.call('listDealerContracts', input);
      context.terminal.answer(list, () => showContracts(context, list));
    });

  group.command('contract <market> <json|@file>').description('登记合同:{ "number", "dealer", "from", "to", "exclusive", "zones", … } record a contract').action(async (market: string, given: string, _options: object, command: Command) => {
    const context = open(command);
    const answer = await context.client.call('recordDealerContract', { params: { marketId: await marketId(context, market) }, body: jsonArgument(given) as never });
    context.terminal.answer(answer, () => shown(context, answer));
  });
  group.command('sign <contract>').description('登记签署 record the signature').requiredOption('--on <day>', '日期 day').action(async (contractId: string, options: { on: string }, command: Command) => {
    const context = open(command);
    const answer = await context.client.call('signDealerContract', { params: { contractId }, body: { signedOn: options.on } });
    context.terminal.answer(answer, () => shown(context, answer));
  });
  group.command('end <contract>').description('提前终止 end before its time').requiredOption('--on <day>', '最后一日 its last day').requiredOption('--reason <text>', '原因 reason').action(async (contractId: string, options: { on: string; reason: string }, command: Command) => {
    const context = open(command);
    const answer = await context.client.call('endDealerContract', { params: { contractId }, body: options });
    context.terminal.answer(answer, () => shown(context, answer));
  });
}

function shown({ terminal }: Context, { id, number, state }: { readonly id: string; readonly number: string; readonly state: string }): string {
  return terminal.pairs([['ID', id], [terminal.t('合同号', 'Number'), number], [terminal.t('状态', 'State'), state]]);
}

function showContracts({ terminal }: Context, list: readonly ContractView[]): string {
  const { t } = terminal;
  return terminal.table(['ID', t('合同号', 'Number'), t('经销商', 'Dealer'), t('起', 'From'), t('止', 'To'), t('独家', 'Exclusive'), t('区域', 'Zones'), t('月目标', 'Target'), t('信用额度', 'Credit'), t('状态', 'State')],
    list.map((one) => [one.id, one.number, one.dealer.code, one.from, one.endedOn ?? one.to, one.exclusive ? '✓' : '', one.zones.map(({ zoneNo }) => zoneNo).join(' '), one.monthlyTarget, one.creditLimit, one.state]));
}

function stock(root: Command, open: OpenContext): void {
  const group = root.command('stock').description('库存 stock');
  const period = (command: Command): Command => orFile(command).option('--to <day>', '止 last day').option('--days <n>', '天数 days', wholeNumber, 28).option('--dealer <code>', '经销商 dealer').option('--sku <code>', '单品 SKU')
    .option('--safety-factor <x>', '安全库存系数 safety factor', Number, 1.5).option('--limit <n>', '行数 rows', wholeNumber, 100).option('--after <n>', '从第几行之后 skip so many', wholeNumber, 0);
  type Options = { to?: string; days: number; dealer?: string; sku?: string; safetyFactor: number; limit: number; after: number };

  period(group.command('dealers <market>').description('经销商库存、周转与补货 flow, days and order hints of dealers')).action(async (market: string, options: Options, command: Command) => {
    const context = open(command);
    const input = { params: { marketId: await marketId(context, market) }, query: said(filtersIn(options)) };
    if (await savedList(context, command, 'dealerStock', input)) return;
    const view = await context.client.call('dealerStock', input);
    const { t } = context.terminal;
    context.terminal.answer(view, () => `${view.period.from}…${view.period.to}\n${context.terminal.table(
      [t('经销商', 'Dealer'), t('单品', 'SKU'), t('期初', 'Opening'), t('进货', 'Received'), t('出货', 'Shipped'), t('期末', 'Closing'), t('天数', 'Days'), t('有效出货', 'Flow'), t('动销', 'Sell-through'), t('补货', 'Order'), t('未解释', 'Unexplained'), t('提示', 'Flag')],
      view.rows.map((row) => [row.dealer.code, row.sku.code, row.opening, row.received, row.shipped, row.closing, row.days.value, percent(row.flowThrough.value), percent(row.sellThrough.value), row.orderHint, row.unexplained, row.flag]))}`);
  });

  period(group.command('terminals <market>').description('终端库存、断货与补货 last checks, out of stock and order hints of terminals')).option('--terminal <code>', '终端 terminal').option('--zone <n>', '区域 zone', wholeNumber)
    .addOption(new Option('--state <state>', '状态 state').choices(['in', 'out', 'not-handled']))
    .action(async (market: string, options: Options & { terminal?: string; zone?: number; state?: 'in' | 'out' | 'not-handled' }, command: Command) => {
      const context = open(command);
      const input = { params: { marketId: await marketId(context, market) }, query: said(filtersIn(options)) };
      if (await savedList(context, command, 'terminalStock', input)) return;
      const view = await context.client.call('terminalStock', input);
      const { t } = context.terminal;
      context.terminal.answer(view, () => `${t('检查', 'Checks')} ${view.checks} · ${t('断货', 'out')} ${view.out} · ${view.period.from}…${view.period.to}\n${context.terminal.table(
        [t('终端', 'Terminal'), t('名称', 'Name'), t('单品', 'SKU'), t('日期', 'Day'), t('期初', 'Opening'), t('进货', 'Received'), t('库存', 'Stock'), t('状态', 'State'), t('动销', 'Sell-through'), t('补货', 'Order')],
        view.rows.map((row) => [row.terminal.code ?? row.terminal.externalId, row.terminal.name, row.sku.code, row.day, row.opening, row.received, row.closing, row.state, percent(row.sellThrough.value), row.orderHint]))}`);
    });
}
