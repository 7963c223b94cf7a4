import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import type { AreasImported } from '../../../libs/contracts/geography-views.js';
import type { Context, OpenContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { jsonArgument, readBytes } from '../json-argument.js';
import { marketId } from '../references.js';
import { wholeNumber } from '../usage-fault.js';
import { pairOf } from './terminals.js';

type Datum = 'wgs84' | 'gcj02' | 'bd09';
type Given = { readonly layer: string; readonly code: string; readonly name: string; readonly parent?: string; readonly datum: Datum; readonly mapping?: string; readonly dryRun?: boolean };
const datumOption = (): Option => new Option('--datum <datum>', '坐标系 what the coordinates are').choices(['wgs84', 'gcj02', 'bd09']).default('wgs84');

/** 区域与距离: areas with their borders, and where terminals stand. */
export function geographyCommands(root: Command, open: OpenContext): void {
  const group = root.command('areas').description('行政区域与边界 areas and their borders');
  group.command('import <file>').description('导入 GeoJSON 边界或区域表 import borders from GeoJSON, or a tree of areas from a table').requiredOption('--layer <name>', '图层 what they are areas of')
    .option('--code <column>', '编号列 column or property of the code', 'code').option('--name <column>', '名称列 column or property of the name', 'name').option('--parent <column>', '上级编号列 column or property of the parent\'s code')
    .addOption(datumOption()).option('--mapping <json|@file>', '其余映射选项 further options of a mapping').option('--dry-run', '只检查 check only')
    .action(async (file: string, given: Given, command: Command) => {
      const context = open(command);
      const { layer, code, name, parent, datum, mapping = '{}', dryRun } = given;
      const asked = { fields: { code, name, ...(parent !== undefined && { parent }) }, ...(jsonArgument(mapping) as object), layer, datum };
      const view = await context.client.call('importAreas', { query: { dryRun: dryRun ? 'true' : 'false' }, file: new Blob([new Uint8Array(readBytes(file))]), fileName: basename(file), fields: { mapping: JSON.stringify(asked) } });
      context.terminal.answer(view, () => showImported(context, view));
      if (view.errors.length > 0) process.exitCode = exitCodes.failedCheck;
    });

  group.command('list [layer]').description('列出区域,逐级汇总 areas level by level').option('--under <code>', '上级 area above').option('--level <n>', '向下几级 how many steps down', wholeNumber, 1).option('--search <text>', '名称或编号 name or code')
    .option('--limit <n>', '行数 rows', wholeNumber, 100).option('--after <n>', '从第几行之后 skip so many', wholeNumber, 0)
    .action(async (layer: string | undefined, options: { under?: string; level: number; search?: string; limit: number; after: number }, command: Command) => {
      const context = open(command);
      const list = await context.client.call('listAreas', { query: { ...options, ...(layer !== undefined && { layer }) } });
      context.terminal.answer(list, () => (layer === undefined
        ? context.terminal.table([context.t('图层', 'Layer'), context.t('区域', 'Areas')], list.layers.map((one) => [one.layer, one.areas]))
        : `${context.t('各级', 'Levels')} ${list.levels.join(' / ')}\n${context.terminal.table([context.t('编号', 'Code'), context.t('名称', 'Name'), context.t('上级', 'Parent'), context.t('边界', 'Border'), context.t('下辖', 'Below')],
          list.rows.map((row) => [row.code, row.name, row.parentCode, row.hasBorder ? row.datum : null, row.below.join(' / ')]))}`));
    });

  group.command('count <market> <layer>').description('各区域终端数 terminals in each area').option('--on <day>', '日期 day').option('--type <type>', '类型 type').option('--zone <n>', '区域 zone', wholeNumber)
    .action(async (market: string, layer: string, options: { on?: string; type?: string; zone?: number }, command: Command) => {
      const context = open(command);
      const view = await context.client.call('areaCounts', { params: { marketId: await marketId(context, market) }, query: { layer, ...options } });
      context.terminal.answer(view, () => `${view.on} · ${context.t('终端', 'terminals')} ${view.terminals} · ${context.t('界外', 'outside')} ${view.outside} · ${context.t('无坐标', 'no position')} ${view.withoutPosition}\n${context.terminal.table(
        [context.t('编号', 'Code'), context.t('名称', 'Name'), context.t('终端', 'Terminals')], view.rows.map((row) => [row.code, row.name, row.terminals]))}`);
    });

  root.command('near <market> <lat,lon>').description('附近的终端 terminals around a place').addOption(datumOption()).option('--radius <m>', '米;不填则取最近 metres; the nearest when left out', wholeNumber).option('--on <day>', '当日营业 open on this day').option('--limit <n>', '行数 rows', wholeNumber, 20)
    .action(async (market: string, at: string, options: { datum: Datum; radius?: number; on?: string; limit: number }, command: Command) => {
      const context = open(command);
      const { datum, radius, on, limit } = options;
      const view = await context.client.call('terminalsNear', { params: { marketId: await marketId(context, market) }, query: { ...pairOf(at), datum, limit, ...(radius !== undefined && { radiusM: radius }), ...(on !== undefined && { on }) } });
      context.terminal.answer(view, () => `${view.count === null ? '' : `${context.t('共', 'In all')} ${view.count}\n`}${context.terminal.table([context.t('米', 'm'), context.t('客户编号', 'Code'), context.t('来源编号', 'Number'), context.t('名称', 'Name'), context.t('地址', 'Address')],
        view.rows.map(({ distanceM, terminal }) => [distanceM, terminal.code, terminal.externalId, terminal.name, terminal.address]))}`);
    });
}

function showImported({ terminal }: Context, view: AreasImported): string {
  const t = (zh: string, en: string): string => terminal.t(zh, en);
  const head = terminal.pairs([[t('图层', 'Layer'), `${view.layer}${view.dryRun ? t('(试运行)', ' (dry run)') : ''}`], [t('行数', 'Rows'), view.rows], [t('有边界', 'With borders'), view.borders], [t('新增', 'Inserted'), view.inserted], [t('更新', 'Updated'), view.updated], [t('未变', 'Unchanged'), view.unchanged]]);
  return view.errors.length === 0 ? head : `${head}\n${terminal.table([t('行', 'Row'), t('列', 'Column'), t('错误', 'Error')], view.errors.map((e) => [e.row, e.column, terminal.text(e.message)]))}`;
}
