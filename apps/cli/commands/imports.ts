import { Argument, Option, type Command } from 'commander';
import { accessSync, constants, openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { importKinds } from '../../../libs/contracts/field-rows.js';
import { importPhases, type ImportRow, type ImportView } from '../../../libs/contracts/import-views.js';
import type { Context, OpenContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { jsonArgument, unreadable } from '../json-argument.js';
import { filtersIn, orFile, savedList, saveFile, writeTo } from '../list-file.js';
import { wholeNumber } from '../usage-fault.js';

type ImportKind = (typeof importKinds)[number];
type Phase = (typeof importPhases)[number];

const askMs = { first: 100, longest: 2_000 } as const;

export function importCommands(root: Command, open: OpenContext): void {
  root.addCommand(importCommand(root.createCommand('import'), open));
  const group = root.command('imports').description('导入 imports under way and done');

  orFile(group.command('list').description('最新的在前 newest first')).addOption(new Option('--phase <phase>', '阶段 phase').choices(importPhases)).option('--limit <n>', '行数 rows', wholeNumber, 50)
    .action(async (options: { phase?: Phase; limit: number }, self: Command) => {
      const context = open(self);
      const input = { query: filtersIn(options) };
      if (await savedList(context, self, 'listImports', input)) return;
      const all = await context.client.call('listImports', input);
      context.terminal.answer(all, () => context.terminal.table(
        ['Id', context.t('种类', 'Kind'), context.t('文件', 'File'), context.t('状态', 'Phase'), context.t('进度', 'Progress'), context.t('新增', 'Inserted'), context.t('更新', 'Updated'), context.t('请求于', 'Requested at')],
        all.map((row) => [row.id, row.kind, row.fileName, phaseText(context, row), progressText(row), row.inserted, row.updated, row.requestedAt])));
    });

  group.command('template <kind>').description('导入模板 a workbook to fill in').requiredOption('--out <file>', '文件 file').action(async (kind: ImportKind, options: { out: string }, self: Command) => {
    const context = open(self);
    saveFile(context, options.out, await context.client.download('importTemplate', { params: { kind }, query: { language: context.terminal.language } }));
  });

  group.command('show <importId>').description('进行到哪里 how far it is').option('--wait', '等到结束 wait for its end').action(async (importId: string, options: { wait?: boolean }, self: Command) => {
    const context = open(self);
    const view = await context.client.call('getImport', { params: { importId } });
    answer(context, options.wait ? await over(context, view) : view);
  });

  group.command('cancel <importId>').description('取消,已写入的全部收回 stop it and take back what is written').option('--no-wait', '不等结束 do not wait for its end')
    .action(async (importId: string, options: { wait: boolean }, self: Command) => {
      const context = open(self);
      const view = await context.client.call('cancelImport', { params: { importId } });
      answer(context, options.wait ? await over(context, view) : view, 'cancelled');
    });

  group.command('undo <importId>').description('撤销整个导入 undo the whole import').requiredOption('--reason <text>', '原因 reason').option('--no-wait', '不等结束 do not wait for its end')
    .action(async (importId: string, options: { reason: string; wait: boolean }, self: Command) => {
      const context = open(self);
      const view = await context.client.call('undoImport', { params: { importId }, body: { reason: options.reason } });
      answer(context, options.wait ? await over(context, view) : view, 'undone');
    });
}

function importCommand(command: Command, open: OpenContext): Command {
  return command.description('导入 CSV(UTF-8、GBK、gzip)或 xlsx 并等待结果 import a CSV file or a workbook and wait for what comes of it')
    .addArgument(new Argument('<kind>', '种类 kind').choices(importKinds)).argument('<file>', '文件 file')
    .option('--mapping <json|@file>', '列映射:JSON、@文件或文件名 column mapping', '{}').option('--dry-run', '只检查,不写入 check only, store nothing')
    .option('--no-wait', '不等结束 do not wait for its end').option('--errors <file>', '有错误时,把带错误标注的工作簿写到此处 where the workbook with the errors beside its rows goes')
    .action(async (kind: ImportKind, file: string, options: { mapping: string; dryRun?: boolean; wait: boolean; errors?: string }, self: Command) => {
      const context = open(self);
      const mapping = JSON.stringify(jsonArgument(options.mapping));
      const content = await contentOf(file);
      const taken = await context.client.call('importFile', { params: { kind }, query: { dryRun: options.dryRun ? 'true' : 'false' }, file: content, fileName: basename(file), fields: { mapping } });
      const ended = options.wait ? await over(context, taken) : taken;
      if (options.errors !== undefined && ended.errors.length > 0) {
        writeTo(options.errors, await context.client.download('returnWorkbook', { params: { importId: ended.id }, file: await contentOf(file), fileName: basename(file), fields: { mapping } }));
        context.terminal.note(`已写入 ${options.errors}`, `Written to ${options.errors}`);
      }
      answer(context, ended);
    });
}

/** The file as it lies on the disk: it is read while it is sent, and never held whole. */
function contentOf(file: string): Promise<Blob> {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw unreadable(file, error);
  }
  return openAsBlob(file);
}

/** Asks until the import is over, and says on the way how far it is. */
async function over(context: Context, first: ImportView): Promise<ImportView> {
  let view = first;
  let said = '';
  for (let rest: number = askMs.first; !view.over; rest = Math.min(rest * 1.5, askMs.longest)) {
    const says = waitingText(context, view);
    if (says !== said) context.terminal.note(says, says);
    said = says;
    await pause(rest);
    view = await context.client.call('getImport', { params: { importId: view.id } });
  }
  return view;
}

function waitingText(context: Context, view: ImportRow): string {
  if (view.waitsForEngine) return context.t('等待流程引擎;引擎恢复后自动继续', 'waits for the engine; it goes on by itself when the engine is back');
  if (view.waitsFor) return context.t(`等待前一个导入 ${view.waitsFor.fileName}`, `waits for the import before it, ${view.waitsFor.fileName}`);
  return `${phaseText(context, view)} ${progressText(view)}`;
}

const phaseTexts: Readonly<Record<Phase, readonly [zh: string, en: string]>> = {
  waiting: ['等待', 'waiting'], checking: ['检查中', 'checking'], writing: ['写入中', 'writing'], 'rolling-up': ['汇总中', 'rolling up'], 'taking-back': ['收回中', 'taking back'],
  done: ['完成', 'done'], refused: ['已拒绝', 'refused'], cancelled: ['已取消', 'cancelled'], undone: ['已撤销', 'undone'],
};
const phaseText = (context: Context, { phase }: ImportRow): string => context.t(...phaseTexts[phase]);

function progressText({ phase, rows, written, total }: ImportRow): string {
  if (phase === 'writing' || phase === 'taking-back') return `${written}/${total ?? '?'}`;
  return total === null ? String(rows) : String(total);
}

/** What an undo or a cancellation ends in is what was asked for; any other end of an import but done is a refusal. */
function answer(context: Context, view: ImportView, wanted: Phase = 'done'): void {
  context.terminal.answer(view, () => showImport(context, view));
  if (!view.over || view.phase === wanted) return;
  process.exitCode = view.phase === 'refused' ? exitCodes.failedCheck : exitCodes.refused;
}

function showImport(context: Context, view: ImportView): string {
  const head = context.terminal.pairs([
    ['Id', view.id], [context.t('种类', 'Kind'), `${view.kind}${view.dryRun ? context.t('(试运行)', ' (dry run)') : ''}`], [context.t('文件', 'File'), view.fileName],
    [context.t('状态', 'Phase'), `${phaseText(context, view)}${view.over ? '' : ` ${progressText(view)}`}`], [context.t('编码', 'Encoding'), view.encoding],
    [context.t('行数', 'Rows'), view.rows], [context.t('新增', 'Inserted'), view.inserted], [context.t('更新', 'Updated'), view.updated],
    [context.t('未变', 'Unchanged'), view.unchanged], [context.t('跳过', 'Skipped'), view.skipped], [context.t('秒', 'Seconds'), view.seconds],
    ...(view.takenBackBecause === null ? [] : [[context.t('撤销', 'Undo'), view.takenBackBecause] as const]),
  ]);
  if (view.errors.length === 0 && view.warnings.length === 0) return head;
  if (view.errors.length === 0) {
    const warnings = context.terminal.table([context.t('行', 'Row'), context.t('列', 'Column'), context.t('请查看', 'To look at')], view.warnings.map((w) => [w.row, w.column, context.terminal.text(w.message)]));
    return `${head}\n${warnings}${view.moreWarnings > 0 ? `\n${context.t(`另有 ${view.moreWarnings} 项`, `and ${view.moreWarnings} more`)}` : ''}`;
  }
  const errors = context.terminal.table([context.t('行', 'Row'), context.t('列', 'Column'), context.t('错误', 'Error')], view.errors.map((e) => [e.row, e.cell === null ? e.column : `${e.cell} ${e.column ?? ''}`, context.terminal.text(e.message)]));
  return `${head}\n${errors}${view.moreErrors > 0 ? `\n${context.t(`另有 ${view.moreErrors} 个错误`, `and ${view.moreErrors} more`)}` : ''}`;
}
