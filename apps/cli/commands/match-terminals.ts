import { basename } from 'node:path';
import type { Command } from 'commander';
import type { MatchView } from '../../../libs/contracts/terminal-views.js';
import type { Context, OpenContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { jsonArgument, readBytes } from '../json-argument.js';
import { marketId } from '../references.js';

/** 换号匹配: a source's new list against the master. Shows first; `--confirm` with the hash that was shown takes the new numbers over. */
export function matchCommand(group: Command, open: OpenContext): void {
  group.command('match <market> <file>').description('来源一夜之间换号:新旧匹配 a source gave its terminals new numbers: which is which')
    .option('--mapping <json|@file>', '列映射 column mapping, as for terminals', '{}').option('--confirm <hash>', '确认所列匹配 take over the matches of this hash')
    .action(async (market: string, file: string, { mapping, confirm }: { mapping: string; confirm?: string }, command: Command) => {
      const context = open(command);
      const view = await context.client.call('matchTerminals', {
        params: { marketId: await marketId(context, market) }, query: confirm === undefined ? {} : { confirm }, file: new Blob([new Uint8Array(readBytes(file))]), fileName: basename(file), fields: { mapping: JSON.stringify(jsonArgument(mapping)) },
      });
      context.terminal.answer(view, () => show(context, view));
      if (view.errors.length > 0) process.exitCode = exitCodes.failedCheck;
    });
}

const shown = 50;

function show(context: Context, view: MatchView): string {
  const { terminal } = context;
  const t = (zh: string, en: string): string => context.t(zh, en);
  const head = terminal.pairs([
    [t('行数', 'Rows'), view.rows], [t('编号未变', 'Same number'), view.same], [t('匹配', 'Matched'), view.matched.length], [t('有疑问', 'Ambiguous'), view.ambiguous.length], [t('新终端', 'Unmatched'), view.unmatched.length],
    [t('不再出现', 'Vanished'), view.vanished.length], [t('确认用', 'To confirm'), view.confirmed ? t('已确认', 'confirmed') : view.hash],
  ]);
  if (view.errors.length > 0) return `${head}\n${terminal.table([t('行', 'Row'), t('列', 'Column'), t('错误', 'Error')], view.errors.map((e) => [e.row, e.column, terminal.text(e.message)]))}`;
  const cut = <T>(title: string, rows: readonly T[], columns: readonly string[], line: (row: T) => (string | number | null)[]): string =>
    (rows.length === 0 ? '' : `\n${title}${rows.length > shown ? t(`(前 ${shown} 项)`, ` (the first ${shown})`) : ''}\n${terminal.table(columns, rows.slice(0, shown).map(line))}`);
  return head
    + cut(t('匹配', 'Matched'), view.matched, [t('旧编号', 'Old'), t('新编号', 'New'), t('名称', 'Name'), t('依据', 'By')], (match) => [match.terminal.externalId, match.to, match.terminal.name, match.by])
    + cut(t('有疑问', 'Ambiguous'), view.ambiguous, [t('行', 'Row'), t('编号', 'Number'), t('名称', 'Name'), t('因', 'Why'), t('候选', 'Candidates')], (doubt) => [doubt.row, doubt.externalId, doubt.name, doubt.why, doubt.candidates.map(({ externalId }) => externalId).join(' ')])
    + cut(t('新终端', 'Unmatched'), view.unmatched, [t('行', 'Row'), t('编号', 'Number'), t('名称', 'Name')], (row) => [row.row, row.externalId, row.name])
    + cut(t('不再出现', 'Vanished'), view.vanished, [t('编号', 'Number'), t('名称', 'Name')], (row) => [row.externalId, row.name]);
}
