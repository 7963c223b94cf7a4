import type { Command } from 'commander';
import { basename } from 'node:path';
import { ApiProblem } from '../../../libs/contracts/client.js';
import type { Context, OpenContext } from '../context.js';
import { jsonArgument, readBytes } from '../json-argument.js';
import { entryId } from '../references.js';
import { UsageFault, wholeNumber } from '../usage-fault.js';
import { answerPosition } from './entries.js';

type Content = { readonly file?: string; readonly text?: string; readonly attach?: string[] };
const itemOption = ['--item <item>', '哪一份 which one, where there are several', ''] as const;

export function deliverableCommands(root: Command, open: OpenContext): void {
  const group = root.command('deliverables').description('成果 deliverables');
  reading(group, open);

  group.command('hand-in <entry> <deliverable>').description('提交或更新 hand in, or the next version').option(...itemOption)
    .option('--file <json>', '填好的表单 a filled form').option('--text <text>', '文字 a text').option('--attach <file...>', '附件 files')
    .option('--if-match <etag>', '所依据的版本;缺省为最新版本 the version this follows; the newest when left out')
    .action(async (entry: string, deliverableKey: string, options: Content & { item: string; ifMatch?: string }, command: Command) => {
      const context = open(command);
      const params = { entryId: await entryId(context, entry), deliverableKey };
      const content = await contentOf(context, options);
      const ifMatch = options.ifMatch ?? await newestTag(context, params, options.item);
      const answer = await context.client.call('handIn', { params, body: { item: options.item, content }, ...(ifMatch !== null && { ifMatch }) });
      context.terminal.answer(answer, () => context.terminal.pairs([[context.t('份', 'Item'), answer.item], [context.t('版本', 'Version'), answer.deliverableVersion], ['Hash', answer.hash], [context.t('进度', 'Phase'), answer.phase]]));
    });

  for (const [name, outcome, text] of [['accept', 'accept', '验收 accept'], ['return', 'return', '退回 return']] as const) {
    group.command(`${name} <entry> <deliverable>`).description(text).option(...itemOption).option('--version-number <n>', '版本;缺省为最新 version; the newest when left out', wholeNumber)
      .option('--note <text>', '说明 note')
      .action(async (entry: string, deliverableKey: string, options: { item: string; versionNumber?: number; note?: string }, command: Command) => {
        const context = open(command);
        const params = { entryId: await entryId(context, entry), deliverableKey };
        const version = options.versionNumber ?? (await context.client.call('getDeliverable', { params, query: { item: options.item } })).version;
        answerPosition(context, await context.client.call('reviewDeliverable', { params, body: { item: options.item, version, outcome, ...(options.note !== undefined && { note: options.note }) } }));
      });
  }
}

function reading(group: Command, open: OpenContext): void {
  group.command('list <entry>').description('当前阶段的成果 deliverables of the stage').action(async (entry: string, _options: object, command: Command) => {
    const context = open(command);
    const { deliverables } = await context.client.call('getEntry', { params: { entryId: await entryId(context, entry) } });
    context.terminal.answer(deliverables, () => context.terminal.table(
      [context.t('成果', 'Deliverable'), context.t('名称', 'Title'), context.t('由谁提交', 'By'), context.t('验收', 'Accepted by'), context.t('表单', 'Form'), context.t('齐备', 'Complete'), context.t('版本', 'Versions')],
      deliverables.map((d) => [d.key, context.terminal.text(d.title), d.roles.join(' '), d.acceptedBy, d.form ? '✓' : '', d.complete ? '✓' : '', d.items.map((i) => `${i.item} v${i.version} ${i.state}`.trim()).join('\n')])));
  });

  group.command('show <entry> <deliverable>').description('一个版本及其内容 one version with its content').option(...itemOption).option('--version-number <n>', '版本 version', wholeNumber)
    .action(async (entry: string, deliverableKey: string, options: { item: string; versionNumber?: number }, command: Command) => {
      const context = open(command);
      const query = { item: options.item, ...(options.versionNumber !== undefined && { version: options.versionNumber }) };
      const view = await context.client.call('getDeliverable', { params: { entryId: await entryId(context, entry), deliverableKey }, query });
      context.terminal.answer(view, () => `${context.terminal.pairs([[context.t('版本', 'Version'), view.version], [context.t('状态', 'State'), view.state], [context.t('提交人', 'Handed in by'), view.handedInBy.name], ['Hash', view.hash]])}\n${JSON.stringify(view.content, null, 2)}`);
    });
}

/** A filled form, or a text with files, which are stored first. */
async function contentOf(context: Context, { file, text, attach }: Content): Promise<Record<string, unknown>> {
  if ((file === undefined) === (text === undefined && attach === undefined)) throw new UsageFault('请给出 --file,或 --text / --attach', 'Give --file, or --text / --attach');
  if (file !== undefined) return jsonArgument(file) as Record<string, unknown>;
  const fileIds: string[] = [];
  for (const path of attach ?? []) {
    fileIds.push((await context.client.call('storeFile', { file: new Blob([new Uint8Array(readBytes(path))]), fileName: basename(path), fields: {} })).id);
  }
  return { ...(text !== undefined && { text }), fileIds };
}

/** The tag of the newest version, when there is one. */
async function newestTag(context: Context, params: { entryId: string; deliverableKey: string }, item: string): Promise<string | null> {
  try {
    return (await context.client.call('getDeliverable', { params, query: { item } })).hash;
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.code === 'not-found') return null;
    throw error;
  }
}
