import type { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import type { Context, OpenContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { orFile, savedList } from '../list-file.js';
import { entryId } from '../references.js';
import { UsageFault, wholeNumber } from '../usage-fault.js';

type Verification = { readonly lines: number; readonly verified: boolean; readonly brokenAt: number | null; readonly why: string | null };

export function journalCommands(root: Command, open: OpenContext): void {
  const group = root.command('journal').description('日志 journal');
  orFile(group.command('show <entry>').description('发生了什么 what happened')).option('--limit <n>', '行数 lines', wholeNumber, 100).option('--after <n>', '从第几行之后 after line', wholeNumber, 0)
    .action(async (entry: string, { limit, after }: { limit: number; after: number }, command: Command) => {
      const context = open(command);
      const input = { params: { entryId: await entryId(context, entry) }, query: { limit, after } };
      if (await savedList(context, command, 'journal', input)) return;
      const lines = await context.client.call('journal', input);
      context.terminal.answer(lines, () => context.terminal.table(
        ['#', context.t('时间', 'At'), context.t('谁', 'Who'), context.t('事项', 'What'), context.t('内容', 'Data')],
        lines.map((l) => [l.seq, l.at, l.actor.name, l.kind, JSON.stringify(l.data).slice(0, 100)])));
    });
  group.command('verify <entry>').description('重走哈希链 re-walk the hash chain').action(async (entry: string, _options: object, command: Command) => {
    const context = open(command);
    answerVerification(context, await context.client.call('verifyJournal', { params: { entryId: await entryId(context, entry) } }));
  });
  dossiers(root.command('dossier').description('决策卷宗 decision dossier'), open);
}

function dossiers(group: Command, open: OpenContext): void {
  group.command('export <entry>').description('导出为一个文件 export to one file').requiredOption('--out <file>', '文件 file').action(async (entry: string, options: { out: string }, command: Command) => {
    const context = open(command);
    const dossier = await context.client.call('dossier', { params: { entryId: await entryId(context, entry) } });
    try {
      writeFileSync(options.out, JSON.stringify(dossier));
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? 'error';
      throw new UsageFault(`无法写入 ${options.out}(${why})`, `${options.out} cannot be written (${why})`);
    }
    context.terminal.answer({ file: options.out, lines: dossier.journal.length, verified: dossier.verification.verified }, () => options.out);
  });
  group.command('verify <file>').description('离线核对 check a file without a server').action(async (file: string, _options: object, command: Command) => {
    const context = open(command);
    const { verifyDossier } = await import('../operate/verify-dossier.js');
    answerVerification(context, verifyDossier(file));
  });
}

/** Says what was checked; a chain that does not hold is exit code 4. */
function answerVerification(context: Context, { lines, verified, brokenAt, why }: Verification): void {
  context.terminal.answer({ lines, verified, brokenAt, why }, () => (verified
    ? context.t(`✓ ${lines} 行,哈希链完整`, `✓ ${lines} lines, the chain holds`)
    : context.t(`✗ 第 ${brokenAt ?? '?'} 处不成立:${why ?? ''}`, `✗ broken at ${brokenAt ?? '?'}: ${why ?? ''}`)));
  if (!verified) process.exitCode = exitCodes.failedCheck;
}
