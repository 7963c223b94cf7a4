import { Option, type Command } from 'commander';
import type { FoundTerminals, MergeView, TerminalDetail, TerminalView } from '../../../libs/contracts/terminal-views.js';
import type { Context, OpenContext } from '../context.js';
import { filtersIn, orFile, savedList } from '../list-file.js';
import { marketId, terminalId } from '../references.js';
import { matchCommand } from './match-terminals.js';
import { UsageFault, wholeNumber } from '../usage-fault.js';

type Reason = { readonly reason: string; readonly market?: string };
type OnDay = Reason & { readonly day: string };

/** 终端: the master of a market. A terminal is named by any code or number that it ever had. */
export function terminalCommands(root: Command, open: OpenContext): void {
  const group = root.command('terminals').description('终端主数据 the terminal master');
  looking(group, open);
  alike(group, open);
  matchCommand(group, open);
  const reasoned = (name: string, description: string): Command => group.command(name).description(description).requiredOption('--reason <text>', '原因 reason').option('--market <market>', '市场 market');

  reasoned('merge <survivor> <merged>', '合并:后者的销售、拜访、检查、记录计入前者 the second one is the first: its rows count for it').action(async (survivor: string, merged: string, { reason, market }: Reason, command: Command) => {
    const context = open(command);
    const view = await context.client.call('mergeTerminals', { params: { terminalId: await terminalId(context, survivor, market) }, body: { mergedId: await terminalId(context, merged, market), reason } });
    context.terminal.answer(view, () => showMerge(context, view));
  });
  group.command('undo-merge <merge-id>').description('撤销合并 take a merge back').requiredOption('--reason <text>', '原因 reason').action(async (mergeId: string, { reason }: Reason, command: Command) => {
    const context = open(command);
    const view = await context.client.call('undoMerge', { params: { mergeId }, body: { reason } });
    context.terminal.answer(view, () => showMerge(context, view));
  });
  for (const [name, door, description] of [['close', 'closeTerminal', '关店(最后营业日) it has closed, with its last day'], ['reopen', 'reopenTerminal', '重新开业 it is open again']] as const) {
    reasoned(`${name} <terminal>`, description).requiredOption('--day <day>', '日期 YYYY-MM-DD').action(async (terminal: string, { day, reason, market }: OnDay, command: Command) => {
      const context = open(command);
      const view = await context.client.call(door, { params: { terminalId: await terminalId(context, terminal, market) }, body: { day, reason } });
      context.terminal.answer(view, () => showTerminal(context, view));
    });
  }
  reasoned('move <terminal>', '换线路:新编号,旧编号仍可查 to another route: a new code, the old one stays as alias')
    .requiredOption('--zone <n>', '区域 zone', wholeNumber).requiredOption('--route <n>', '线路 route', wholeNumber)
    .action(async (terminal: string, { zone, route, reason, market }: Reason & { zone: number; route: number }, command: Command) => {
      const context = open(command);
      const view = await context.client.call('moveTerminal', { params: { terminalId: await terminalId(context, terminal, market) }, body: { zone, route, reason } });
      context.terminal.answer(view, () => showTerminal(context, view));
    });
}

function looking(group: Command, open: OpenContext): void {
  orFile(group.command('list <market>').description('列出 list')).option('--search <text>', '名称、地址、编号 name, address, code or number').option('--status <status>', '状态 active closed merged refused unreachable').option('--zone <n>', '区域 zone', wholeNumber)
    .option('--limit <n>', '行数 rows', wholeNumber, 100).option('--after <n>', '从第几行之后 skip so many', wholeNumber, 0)
    .action(async (market: string, options: { search?: string; status?: 'active'; zone?: number; limit: number; after: number }, command: Command) => {
      const context = open(command);
      const input = { params: { marketId: await marketId(context, market) }, query: filtersIn(options) };
      if (await savedList(context, command, 'listTerminals', input)) return;
      const list = await context.client.call('listTerminals', input);
      context.terminal.answer(list, () => `${context.t('共', 'In all')} ${list.total}\n${terminalTable(context, list.rows)}`);
    });

  group.command('find <code-or-number>').description('按任一编号查找,新旧均可 by any code or number that it ever had').option('--market <market>', '市场 market').option('--on <day>', '编号写下的日期 the day on which the code was written')
    .action(async (key: string, options: { market?: string; on?: string }, command: Command) => {
      const context = open(command);
      const { market, on } = options;
      const found = await context.client.call('findTerminals', { query: { key, ...(market !== undefined && { marketId: await marketId(context, market) }), ...(on !== undefined && { on }) } });
      context.terminal.answer(found, () => showFound(context, found));
    });

  group.command('show <terminal>').description('一个终端及其历史 one terminal with its past').option('--market <market>', '市场 market').action(async (terminal: string, { market }: { market?: string }, command: Command) => {
    const context = open(command);
    const detail = await context.client.call('getTerminal', { params: { terminalId: await terminalId(context, terminal, market) } });
    context.terminal.answer(detail, () => showDetail(context, detail));
  });
}

type Alike = { readonly terminal?: string; readonly name?: string; readonly phone?: string; readonly at?: string; readonly datum: 'wgs84'; readonly radius?: number };

function alike(group: Command, open: OpenContext): void {
  group.command('duplicates <market>').description('疑似重复:同名、同电话或相距不远 may be the same: same name, same phone, or near')
    .option('--terminal <terminal>', '已有终端 one that is').option('--name <text>', '名称 name').option('--phone <text>', '电话 phone').option('--at <lat,lon>', '坐标 position')
    .addOption(new Option('--datum <datum>', '坐标系 what the position is').choices(['wgs84', 'gcj02', 'bd09']).default('wgs84')).option('--radius <m>', '米 metres', wholeNumber)
    .action(async (market: string, { terminal, name, phone, at, datum, radius }: Alike, command: Command) => {
      const context = open(command);
      const query = {
        datum, ...(terminal !== undefined && { terminalId: await terminalId(context, terminal, market) }), ...(name !== undefined && { name }), ...(phone !== undefined && { phone }),
        ...(at !== undefined && pairOf(at)), ...(radius !== undefined && { radiusM: radius }),
      };
      const view = await context.client.call('duplicateTerminals', { params: { marketId: await marketId(context, market) }, query });
      context.terminal.answer(view, () => context.terminal.table([context.t('因', 'By'), context.t('米', 'm'), context.t('客户编号', 'Code'), context.t('来源编号', 'Number'), context.t('名称', 'Name'), context.t('状态', 'Status'), context.t('地址', 'Address')],
        view.rows.map(({ reasons, distanceM, terminal: row }) => [reasons.join(' '), distanceM, row.code, row.externalId, row.name, row.status, row.address])));
    });
}

/** `31.23,121.47`: latitude and longitude. */
export function pairOf(text: string): { readonly latitude: number; readonly longitude: number } {
  const [, latitude, longitude] = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
  if (latitude === undefined || longitude === undefined) throw new UsageFault(`${text} 应为 纬度,经度`, `${text} should be latitude,longitude`);
  return { latitude: Number(latitude), longitude: Number(longitude) };
}

function terminalTable(context: Context, rows: readonly TerminalView[]): string {
  return context.terminal.table([context.t('客户编号', 'Code'), context.t('来源编号', 'Number'), context.t('名称', 'Name'), context.t('状态', 'Status'), context.t('区域', 'Zone'), context.t('线路', 'Route'), context.t('地址', 'Address')],
    rows.map((row) => [row.code, row.externalId, row.name, row.status, row.zoneNo, row.routeNo, row.address]));
}

export function showTerminal(context: Context, view: TerminalView): string {
  const { position } = view;
  return context.terminal.pairs([
    ['ID', view.id], [context.t('市场', 'Market'), `${view.market.code} ${view.market.name}`], [context.t('客户编号', 'Code'), view.code], [context.t('来源编号', 'Number'), view.externalId], [context.t('名称', 'Name'), view.name],
    [context.t('状态', 'Status'), `${view.status}${view.closedOn === null ? '' : ` (${view.closedOn})`}`], [context.t('区域-线路', 'Zone-route'), view.zoneNo === null ? null : `${view.zoneNo}-${view.routeNo ?? ''}`], [context.t('地址', 'Address'), view.address],
    [context.t('坐标(WGS-84)', 'Position (WGS-84)'), position && `${position.latitude}, ${position.longitude}`],
    [context.t('来源坐标', 'As given'), position && `${position.source.latitude}, ${position.source.longitude} ${position.source.datum}${position.source.datum !== 'wgs84' && !position.shifted ? context.t('(此处不偏移,原样保留)', ' (no shift there: kept as given)') : ''}`],
    [context.t('联系人', 'Contact'), [view.contactRole, view.contactName, view.phone].filter(Boolean).join(' · ')],
  ]);
}

function showDetail(context: Context, detail: TerminalDetail): string {
  return [
    showTerminal(context, detail),
    context.terminal.table([context.t('用过的编号', 'Codes'), context.t('启用', 'Given'), ''], detail.codes.map((one) => [one.code, one.givenAt, one.present ? context.t('现用', 'present') : ''])),
    context.terminal.table([context.t('旧来源编号', 'Former numbers'), context.t('更换', 'Replaced')], detail.formerIds.map((one) => [one.externalId, one.replacedAt])),
    context.terminal.table([context.t('时间', 'At'), context.t('何人', 'By'), context.t('何事', 'What'), ''], detail.history.map((line) => [line.at, line.by, line.kind, JSON.stringify(line.data)])),
  ].join('\n');
}

function showFound(context: Context, { code, found }: FoundTerminals): string {
  const numbers = code?.markets.map((market) => [market.code, market.validFrom, market.validTo, market.validThen === null ? null : market.validThen ? context.t('是', 'yes') : context.t('否', 'no'), market.successor?.code]) ?? [];
  const terminals = context.terminal.table([context.t('依据', 'By'), context.t('客户编号', 'Code'), context.t('来源编号', 'Number'), context.t('名称', 'Name'), context.t('状态', 'Status'), context.t('由其并入', 'Was')],
    found.map(({ by, terminal, merged }) => [by, terminal.code, terminal.externalId, terminal.name, terminal.status, merged?.externalId]));
  if (numbers.length === 0) return terminals;
  return `${context.terminal.table([context.t('市场编号属于', 'Number of market'), context.t('自', 'From'), context.t('至', 'To'), context.t('当日有效', 'Valid then'), context.t('后继', 'Successor')], numbers)}\n${terminals}`;
}

function showMerge(context: Context, { mergeId, survivor, merged, mergedAt, undoneAt }: MergeView): string {
  const name = ({ code, externalId, name: text }: MergeView['merged']): string => `${code ?? externalId} ${text}`;
  return context.terminal.pairs([['ID', mergeId], [context.t('保留', 'Survivor'), name(survivor)], [context.t('并入', 'Merged'), name(merged)], [context.t('合并', 'Merged at'), mergedAt], [context.t('撤销', 'Undone at'), undoneAt]]);
}
