import type { Command } from 'commander';
import type { OpenContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { jsonArgument } from '../json-argument.js';
import { lintSettings } from '../lint-settings.js';
import { orFile, savedList } from '../list-file.js';
import { bundleHash } from '../references.js';

const settingsOption = ['--settings <json|@file>', '设置:JSON、@文件或文件名 settings', '{}'] as const;

export function bundleCommands(root: Command, open: OpenContext): void {
  const group = root.command('bundles').description('方案包 bundles');

  orFile(group.command('list').description('列出 list')).action(async (_options: object, command: Command) => {
    const context = open(command);
    if (await savedList(context, command, 'listBundles', {})) return;
    const all = await context.client.call('listBundles', {});
    context.terminal.answer(all, () => context.terminal.table(
      ['Hash', context.t('名称', 'Alias'), context.t('来自项目', 'From entry'), context.t('封存', 'Sealed'), context.t('项目数', 'Entries')],
      all.map((b) => [b.hash.slice(0, 12), b.alias, b.fromEntryId?.slice(0, 8), `${b.sealedAt} ${b.sealedBy.name}`, b.entries])));
  });

  group.command('show <bundle>').description('设置与内容 settings and content').action(async (bundle: string, _options: object, command: Command) => {
    const context = open(command);
    const view = await context.client.call('getBundle', { params: { hash: await bundleHash(context, bundle) } });
    context.terminal.answer(view, () => `${context.terminal.pairs([['Hash', view.hash], [context.t('名称', 'Alias'), view.alias], [context.t('运行于', 'Run by'), view.runBy.map((r) => r.name).join(', ')]])}\n${JSON.stringify(view.settings, null, 2)}`);
  });

  group.command('seal <alias>').description('检查并封存 lint and seal').option(...settingsOption).action(async (alias: string, options: { settings: string }, command: Command) => {
    const context = open(command);
    const row = await context.client.call('sealBundle', { body: { alias, settings: jsonArgument(options.settings) as Record<string, unknown> } });
    context.terminal.answer(row, () => context.terminal.pairs([['Hash', row.hash], [context.t('名称', 'Alias'), row.alias]]));
  });

  group.command('lint').description('离线检查设置 check settings without a server').option(...settingsOption).action((options: { settings: string }, command: Command) => {
    const context = open(command);
    const findings = lintSettings(jsonArgument(options.settings));
    context.terminal.answer({ ok: findings.length === 0, findings }, () => (findings.length === 0 ? context.t('没有发现问题', 'No findings')
      : context.terminal.table([context.t('位置', 'Where'), context.t('规则', 'Rule'), context.t('问题', 'Finding')], findings.map((f) => [f.path, f.rule, context.terminal.text(f.message)]))));
    if (findings.length > 0) process.exitCode = exitCodes.failedCheck;
  });
}
