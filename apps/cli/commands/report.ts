import type { Command } from 'commander';
import { extname } from 'node:path';
import { fileTypes } from '../../../libs/contracts/file-types.js';
import type { OpenContext } from '../context.js';
import { saveFile } from '../list-file.js';
import { bundleHash, entryId, marketId } from '../references.js';
import { UsageFault } from '../usage-fault.js';

type Options = { readonly out?: string; readonly from?: string; readonly to?: string; readonly entry?: string; readonly bundle?: string; readonly basis?: 'amount' | 'quantity'; readonly weight?: 'census' | 'sales'; readonly category?: string };

/** 标准市场报告; its form follows from the file's name, and without a file its figures are shown. */
export function reportCommands(root: Command, open: OpenContext): void {
  root.command('report <market>').description('标准市场报告 the standard market report').option('--out <file>', '文件 .docx 或 .pdf file').option('--from <YYYY-Www>', '起 first week').option('--to <YYYY-Www>', '止 last week')
    .option('--entry <entry>', '进入项目 whose papers').option('--bundle <hash>', '方案包 bundle')
    .option('--basis <basis>', '销量口径 amount、quantity').option('--weight <weight>', '权重 census、sales').option('--category <category>', '品类 category')
    .action(async (market: string, { out, from, to, entry, bundle, ...how }: Options, command: Command) => {
      const context = open(command);
      const input = {
        params: { marketId: await marketId(context, market) },
        query: { from, to, ...how, ...(entry !== undefined && { entryId: await entryId(context, entry) }), ...(bundle !== undefined && { bundleHash: await bundleHash(context, bundle) }) },
      };
      if (out !== undefined) return saveFile(context, out, await context.client.download('marketReport', input, typeOf(out)));
      const view = await context.client.call('marketReport', input);
      context.terminal.answer(view, () => JSON.stringify(view, null, 2));
    });
}

function typeOf(file: string): string {
  const extension = extname(file).toLowerCase();
  if (extension === '.docx') return fileTypes.docx;
  if (extension === '.pdf') return fileTypes.pdf;
  throw new UsageFault(`${file} 应以 .docx 或 .pdf 结尾`, `${file} should end in .docx or .pdf`);
}
