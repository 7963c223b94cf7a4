import { Argument, type Command } from 'commander';
import { importKinds, type FieldRowsView } from '../../../libs/contracts/field-rows.js';
import type { OpenContext } from '../context.js';
import { orFile, savedList } from '../list-file.js';
import { marketId } from '../references.js';
import { wholeNumber } from '../usage-fault.js';

type Options = { readonly market?: string; readonly zone?: string; readonly class?: 'A' | 'B' | 'C' | 'none'; readonly from?: string; readonly to?: string; readonly after?: string; readonly limit: number };

/** What is stored of a kind, in the fields of its import: the file that it writes imports again. */
export function fieldRowCommands(root: Command, open: OpenContext): void {
  orFile(root.command('rows').description('某类数据的存量,字段与导入相同 what is stored of a kind, in the fields of its import')).addArgument(new Argument('<kind>', '种类 kind').choices(importKinds))
    .option('--market <market>', '市场 market').option('--zone <n>', '区域 zone').option('--class <class>', 'A、B、C、none').option('--from <day>', '起 first day').option('--to <day>', '止 last day')
    .option('--limit <n>', '行数 rows', wholeNumber, 100).option('--after <id>', '接上一页的 next the next of the page before')
    .action(async (kind: FieldRowsView['kind'], options: Options, command: Command) => {
      const context = open(command);
      const { market, zone, class: name, from, to, after, limit } = options;
      const query = { ...(market !== undefined && { marketId: await marketId(context, market) }), zone, class: name, from, to, after, limit };
      if (await savedList(context, command, 'fieldRows', { params: { kind }, query })) return;
      const page = await context.client.call('fieldRows', { params: { kind }, query });
      context.terminal.answer(page, () => context.terminal.table(page.fields, page.rows));
    });
}
