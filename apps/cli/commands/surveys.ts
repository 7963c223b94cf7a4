import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { endpoints } from '../../../libs/contracts/endpoints.js';
import type { SurveyFormImportView, SurveyFormRow, SurveyRecordsAnswer } from '../../../libs/contracts/survey-views.js';
import type { Context, OpenContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { jsonArgument, readBytes } from '../json-argument.js';
import { orFile, savedList } from '../list-file.js';
import { marketId, surveyFormId } from '../references.js';
import { wholeNumber } from '../usage-fault.js';

type RespondentType = SurveyFormRow['respondentType'];
const respondents = endpoints.publishSurveyForm.upload.shape.respondentType.options;

export function surveyCommands(root: Command, open: OpenContext): void {
  forms(root.command('forms').description('调查表 survey forms (XLSForm)'), open);
  records(root.command('records').description('调查记录 filled survey forms'), open);
}

function forms(group: Command, open: OpenContext): void {
  group.command('import <workbook>').description('由 XLSForm 工作簿发布新版本 publish the next version from a workbook')
    .addOption(new Option('--respondent <type>', '调查对象 whom it asks').choices(respondents).makeOptionMandatory())
    .option('--dry-run', '只检查,不发布 check only, publish nothing')
    .action(async (workbook: string, options: { respondent: RespondentType; dryRun?: boolean }, command: Command) => {
      const context = open(command);
      const view = await context.client.call('publishSurveyForm', {
        query: { dryRun: options.dryRun ? 'true' : 'false' }, file: new Blob([new Uint8Array(readBytes(workbook))]), fileName: basename(workbook), fields: { respondentType: options.respondent },
      });
      context.terminal.answer(view, () => showImport(context, view));
      if (view.findings.some((finding) => finding.level === 'error')) process.exitCode = exitCodes.failedCheck;
    });

  orFile(group.command('list').description('列出所有版本 list all versions')).option('--form <key>', '表单编号 form id').addOption(new Option('--respondent <type>', '调查对象 whom it asks').choices(respondents))
    .action(async (options: { form?: string; respondent?: RespondentType }, command: Command) => {
      const context = open(command);
      const query = { ...(options.form !== undefined && { formKey: options.form }), ...(options.respondent !== undefined && { respondentType: options.respondent }) };
      if (await savedList(context, command, 'listSurveyForms', { query })) return;
      const all = await context.client.call('listSurveyForms', { query });
      context.terminal.answer(all, () => context.terminal.table(
        ['ID', context.t('表单', 'Form'), context.t('版本', 'Version'), context.t('标题', 'Title'), context.t('对象', 'Respondent'), context.t('行数', 'Rows'), context.t('记录', 'Records'), context.t('发布', 'Published')],
        all.map((f) => [f.id.slice(0, 8), f.formKey, f.version, f.title, f.respondentType, f.rows, f.records, `${f.publishedAt} ${f.publishedBy.name}`])));
    });

  group.command('show <form>').description('题目:ID、编号或 编号@版本 the questions: id, key or key@version').action(async (form: string, _options: object, command: Command) => {
    const context = open(command);
    const view = await context.client.call('getSurveyForm', { params: { formId: await surveyFormId(context, form) } });
    context.terminal.answer(view, () => `${context.terminal.pairs([['ID', view.id], [context.t('表单', 'Form'), `${view.formKey} v${view.version}`], [context.t('标题', 'Title'), view.title], [context.t('对象', 'Respondent'), view.respondentType]])}\n${JSON.stringify(view.form, null, 2)}`);
  });

  group.command('export <form>').description('导出 XLSForm 工作簿 write the workbook').requiredOption('--out <file>', '文件 file').action(async (form: string, options: { out: string }, command: Command) => {
    const context = open(command);
    const bytes = await context.client.download('exportSurveyForm', { params: { formId: await surveyFormId(context, form) } });
    writeFileSync(options.out, bytes);
    context.terminal.answer({ file: options.out, bytes: bytes.length }, () => context.t(`已写入 ${options.out}`, `Written to ${options.out}`));
  });
}

function records(group: Command, open: OpenContext): void {
  group.command('submit <json|@file>').description('提交 { "records": […] },同一 clientId 只存一次 send filled forms; a clientId is stored once').action(async (given: string, _options: object, command: Command) => {
    const context = open(command);
    // What it must hold is said by the server, field by field.
    const answer = await context.client.call('submitSurveyRecords', { body: jsonArgument(given) as never });
    context.terminal.answer(answer, () => showSubmitted(context, answer));
    if (answer.refused > 0) process.exitCode = exitCodes.failedCheck;
  });

  orFile(group.command('list').description('列出 list')).option('--form <form>', '表单 form').option('--market <market>', '市场 market').option('--limit <n>', '条数 how many', wholeNumber, 100).option('--after <n>', '跳过 skip', wholeNumber, 0)
    .action(async (options: { form?: string; market?: string; limit: number; after: number }, command: Command) => {
      const context = open(command);
      const { form, market, limit, after } = options;
      const query = { limit, after, ...(form !== undefined && { formId: await surveyFormId(context, form) }), ...(market !== undefined && { marketId: await marketId(context, market) }) };
      if (await savedList(context, command, 'listSurveyRecords', { query })) return;
      const all = await context.client.call('listSurveyRecords', { query });
      context.terminal.answer(all, () => context.terminal.table(
        ['ID', context.t('表单', 'Form'), context.t('对象', 'Respondent'), context.t('状态', 'State'), context.t('结束', 'Ended'), context.t('提交人', 'By'), context.t('文件', 'Files')],
        all.map((r) => [r.id.slice(0, 8), `${r.formKey} v${r.formVersion}`, r.respondentType, r.reviewState, r.endedAt, r.submittedBy.name, r.fileIds.length])));
    });
}

function showImport(context: Context, view: SurveyFormImportView): string {
  const head = context.terminal.pairs([
    [context.t('表单', 'Form'), view.form ? `${view.form.formKey} v${view.form.version}${view.unchanged ? context.t('(未变)', ' (unchanged)') : ''}` : view.formKey],
    [context.t('标题', 'Title'), view.title], [context.t('题目行', 'Survey rows'), view.counts?.surveyRows], [context.t('选项', 'Choices'), view.counts?.choices],
  ]);
  if (view.findings.length === 0) return head;
  return `${head}\n${context.terminal.table([context.t('工作表', 'Sheet'), context.t('行', 'Row'), context.t('列', 'Column'), context.t('级别', 'Level'), context.t('问题', 'Finding')],
    view.findings.map((f) => [f.sheet, f.row, f.column, f.level === 'error' ? context.t('错误', 'error') : context.t('提醒', 'warning'), context.terminal.text(f.message)]))}`;
}

function showSubmitted(context: Context, { stored, repeated, refused, results }: SurveyRecordsAnswer): string {
  const head = context.terminal.pairs([[context.t('已存', 'Stored'), stored], [context.t('重复', 'Repeated'), repeated], [context.t('退回', 'Refused'), refused]]);
  const faults = results.flatMap((result) => result.faults.map((fault) => [result.clientId, fault.field, fault[context.terminal.language]]));
  return faults.length === 0 ? head : `${head}\n${context.terminal.table(['clientId', context.t('字段', 'Field'), context.t('问题', 'Fault')], faults)}`;
}
