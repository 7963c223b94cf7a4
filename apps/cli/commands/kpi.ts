import { Argument, Option, type Command } from 'commander';
import type { KpiAnswer } from '../../../libs/contracts/street.js';
import { dimensionsOf, outletDimensions, productDimensions, streetMeasureKeys, timeDimensions, type StreetMeasureKey } from '../../../libs/rules/readings/street-questions.js';
import type { Context, OpenContext } from '../context.js';
import { orFile, savedList } from '../list-file.js';
import { bundleHash, marketId } from '../references.js';
import { UsageFault, wholeNumber } from '../usage-fault.js';

type Given = Readonly<Record<string, string>>;
type Options = { readonly scope?: readonly string[]; readonly set?: readonly string[]; readonly from?: string; readonly to?: string; readonly by?: string; readonly bundle?: string };

const scopes = ['zone', 'route', 'person', 'dealer', 'class', 'type', 'brand', 'sku', 'text', 'category'];
const settings = ['basis', 'weight', 'weightCategory', 'universe', 'products', 'baseFrom', 'baseTo', 'withinDays', 'historyDays', 'fact', 'factYear', 'underM', 'overM', 'callsPerDay', 'fieldDaysPer4Weeks', 'fieldHoursPerDay', 'seasonIndex', 'z'];

export function kpiCommands(root: Command, open: OpenContext): void {
  const period = (command: Command): Command => orFile(command)
    .option('--scope <key=value...>', `范围 part of the market: ${scopes.join(' ')}`).option('--from <week|day>', '起 first ISO week or day').option('--to <week|day>', '止 last ISO week or day')
    .option('--set <key=value...>', `口径 how to count: ${settings.join(' ')}`).option('--bundle <hash>', '方案包 bundle');

  period(root.command('kpi').description('任一指标、任一范围、任一时期 any measure for any part and period'))
    .argument('<market>', '市场 market').addArgument(new Argument('<measure>', '指标 measure').choices(streetMeasureKeys))
    .addOption(new Option('--by <dimension>', '分解 break down by').choices([...outletDimensions, ...productDimensions, ...timeDimensions]))
    .action(async (market: string, measure: StreetMeasureKey, options: Options, command: Command) => {
      const context = open(command);
      const query = { measure, ...(await queryOf(context, options)), ...(options.by !== undefined && { by: options.by as ReturnType<typeof dimensionsOf>[number] }) };
      const params = { marketId: await marketId(context, market) };
      if (await savedList(context, command, 'kpi', { params, query })) return;
      const answer = await context.client.call('kpi', { params, query });
      context.terminal.answer(answer, () => showKpi(context, answer));
    });

  period(root.command('abc').description('ABC 分析 terminals or SKUs by cumulated volume')).argument('<market>', '市场 market')
    .addOption(new Option('--units <units>', '对象 what is classed').choices(['terminals', 'skus']).default('terminals'))
    .addOption(new Option('--boundary <rule>', '界限规则 which share is held against the limits').choices(['before', 'including']).default('before'))
    .option('--limit <n>', '行数 rows', wholeNumber, 100).option('--after <n>', '从第几行之后 skip so many', wholeNumber, 0)
    .action(async (market: string, options: Options & { units: 'terminals'; boundary: 'before'; limit: number; after: number }, command: Command) => {
      const context = open(command);
      const { units, boundary, limit, after } = options;
      const input = { params: { marketId: await marketId(context, market) }, query: { ...(await queryOf(context, options)), units, boundary, limit, after } };
      if (await savedList(context, command, 'abcTable', input)) return;
      const table = await context.client.call('abcTable', input);
      context.terminal.answer(table, () => context.terminal.table(['#', context.t('编号', 'Code'), context.t('名称', 'Name'), context.t('类', 'Class'), context.t('销量', 'Volume'), '%', 'Σ %'],
        table.rows.map((row) => [row.rank, row.code, row.name, row.class, row.volume, percent(row.share.value), percent(row.cumulative.value)])));
    });

  period(root.command('structure').description('终端结构分析表 class by type')).argument('<market>', '市场 market')
    .action(async (market: string, options: Options, command: Command) => {
      const context = open(command);
      const input = { params: { marketId: await marketId(context, market) }, query: await queryOf(context, options) };
      if (await savedList(context, command, 'structureTable', input)) return;
      const table = await context.client.call('structureTable', input);
      context.terminal.answer(table, () => context.terminal.table(
        [context.t('类', 'Class'), context.t('类型', 'Type'), context.t('家数', 'Outlets'), '%', context.t('销量', 'Volume'), '%', 'Σ %', context.t('户均', 'Mean'), context.t('铺货率', 'ND'), context.t('占有率', 'Share')],
        table.rows.map((row) => [row.class, row.type, row.outlets, percent(row.outletShare.value), row.volume, percent(row.volumeShare.value), percent(row.cumulative.value), row.mean.value, percent(row.numericDistribution.value), percent(row.ownShare.value)])));
    });

  orFile(root.command('unvisited').description('未访问客户 customers never visited or overdue')).argument('<market>', '市场 market').option('--scope <key=value...>', '范围 part of the market')
    .option('--as-of <day>', '截至 day').option('--limit <n>', '行数 rows', wholeNumber, 100).option('--after <n>', '从第几行之后 skip so many', wholeNumber, 0)
    .action(async (market: string, options: { scope?: string[]; asOf?: string; limit: number; after: number }, command: Command) => {
      const context = open(command);
      const { asOf, limit, after } = options;
      const input = { params: { marketId: await marketId(context, market) }, query: { ...pairsOf(options.scope, scopes), limit, after, ...(asOf !== undefined && { asOf }) } };
      if (await savedList(context, command, 'unvisitedList', input)) return;
      const list = await context.client.call('unvisitedList', input);
      context.terminal.answer(list, () => `${context.t('客户', 'Customers')} ${list.customers} · ${context.t('从未', 'never')} ${list.never} · ${context.t('超期', 'overdue')} ${list.overdue} · ${list.asOf}\n${context.terminal.table(
        [context.t('编号', 'Number'), context.t('名称', 'Name'), context.t('类', 'Class'), context.t('负责人', 'Owner'), context.t('状态', 'State'), context.t('上次', 'Last'), context.t('应访', 'Due')],
        list.rows.map((row) => [row.code ?? row.externalId, row.name, row.class ?? row.kind, row.owner, row.state, row.lastVisit, row.dueOn]))}`);
    });
}

async function queryOf(context: Context, { scope, set, from, to, bundle }: Options): Promise<object> {
  return {
    ...pairsOf(scope, scopes), ...pairsOf(set, settings), ...(from !== undefined && { from }), ...(to !== undefined && { to }),
    ...(bundle !== undefined && { bundleHash: await bundleHash(context, bundle) }),
  };
}

function pairsOf(texts: readonly string[] = [], known: readonly string[]): Given {
  return Object.fromEntries(texts.map((text): [string, string] => {
    const at = text.indexOf('=');
    const key = text.slice(0, Math.max(0, at));
    if (!known.includes(key)) throw new UsageFault(`${text} 应为 键=值,键为:${known.join('、')}`, `${text} should be key=value, with a key of: ${known.join(', ')}`);
    return [key, text.slice(at + 1)];
  }));
}

const percent = (value: number | null): string => (value === null ? '—' : `${(value * 100).toFixed(2)}`);

function showKpi({ terminal }: Context, answer: KpiAnswer): string {
  const t = (zh: string, en: string): string => terminal.t(zh, en);
  const head = terminal.pairs([
    [t('指标', 'Measure'), `${answer.title[terminal.language]} · ${answer.formula[terminal.language]}`], [t('分子', 'Numerator'), answer.numerator], [t('分母', 'Denominator'), answer.denominator],
    [t('值', 'Value'), answer.value === null ? t('无数据', 'no data') : `${answer.value} (${answer.unit})`], [t('时期', 'Period'), `${answer.period.from}…${answer.period.to}`],
    [t('规则', 'Rule'), answer.rule.bundleHash?.slice(0, 12) ?? `playbook ${answer.rule.playbook}`], [t('来源行数', 'Source rows'), answer.sourceRows], [t('依据', 'From'), terminal.text(answer.evidence)],
  ]);
  if (answer.rows.length === 0) return head;
  return `${head}\n${terminal.table([answer.by ?? '', t('名称', 'Name'), t('分子', 'Numerator'), t('分母', 'Denominator'), t('值', 'Value')], answer.rows.map((row) => [row.key, row.label, row.numerator, row.denominator, row.value]))}`;
}
