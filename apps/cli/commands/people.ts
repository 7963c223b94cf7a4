import { type Command, Option } from 'commander';
import { scopes } from '../../../libs/contracts/commands.js';
import { askSecrets } from '../ask-secret.js';
import type { Context, OpenContext } from '../context.js';
import { orFile, savedList } from '../list-file.js';
import { marketId, personId } from '../references.js';
import { UsageFault, wholeNumber } from '../usage-fault.js';
import { showPerson } from './session.js';

export function peopleCommands(root: Command, open: OpenContext): void {
  people(root.command('people').description('人员与角色 people and roles'), open);
  tokens(root.command('tokens').description('API 令牌 API tokens'), open);
}

function people(group: Command, open: OpenContext): void {
  orFile(group.command('list').description('列出 list')).action(async (_options: object, command: Command) => {
    const context = open(command);
    if (await savedList(context, command, 'listPeople', {})) return;
    const all = await context.client.call('listPeople', {});
    context.terminal.answer(all, () => context.terminal.table(
      [context.t('登录名', 'Login'), context.t('姓名', 'Name'), context.t('管理员', 'Admin'), context.t('角色', 'Roles')],
      all.map((p) => [p.login, p.name, p.admin ? '✓' : '', p.roles.map((r) => `${r.role}@${r.market ?? '*'}`).join(' ')])));
  });

  group.command('add <login>').description('添加 add').requiredOption('--name <name>', '姓名 name').option('--admin', '管理员 administrator')
    .option('--language <zh|en>', '语言 language', 'zh').option('--password-stdin', '初始密码来自标准输入 first password from standard input')
    .action(async (login: string, options: { name: string; admin?: boolean; language: 'zh' | 'en'; passwordStdin?: boolean }, command: Command) => {
      const context = open(command);
      const [password = ''] = await askSecrets([context.t('初始密码(至少 10 位)', 'First password (at least 10 characters)')], options.passwordStdin === true);
      const person = await context.client.call('addPerson', { body: { login, name: options.name, password, admin: options.admin === true, language: options.language } });
      context.terminal.answer(person, () => showPerson(context, person));
    });

  group.command('roles <login>').description('设定全部角色 set all roles, e.g. --role rm@IA-STORY --role fin@*')
    .option('--role <role@market...>', '角色@市场代码,* 为所有市场 role@market code, * for everywhere').option('--none', '不保留任何角色 keep none')
    .action(async (login: string, options: { role?: string[]; none?: boolean }, command: Command) => {
      const context = open(command);
      if ((options.role === undefined) === (options.none !== true)) throw new UsageFault('请给出 --role,或 --none', 'Give --role, or --none');
      const roles = await Promise.all((options.role ?? []).map((text) => heldRole(context, text)));
      const person = await context.client.call('setRoles', { params: { personId: await personId(context, login) }, body: { roles } });
      context.terminal.answer(person, () => showPerson(context, person));
    });
}

async function heldRole(context: Context, text: string): Promise<{ role: string; marketId: string }> {
  const [role = '', market = '*'] = text.split('@');
  return { role, marketId: market === '*' ? '*' : await marketId(context, market) };
}

function tokens(group: Command, open: OpenContext): void {
  group.command('list').description('列出我的令牌 list the own ones').action(async (_options: object, command: Command) => {
    const context = open(command);
    const all = await context.client.call('listTokens', {});
    context.terminal.answer(all, () => context.terminal.table(
      ['Id', context.t('名称', 'Name'), context.t('范围', 'Scopes'), context.t('到期', 'Expires'), context.t('已吊销', 'Revoked')],
      all.map((t) => [t.id, t.name, t.scopes.join(' '), t.expiresAt, t.revokedAt])));
  });

  group.command('create <name>').description('新建,密钥只显示一次 create; the secret is shown once')
    .addOption(new Option('--scope <scope...>', '范围 scopes').choices(scopes).makeOptionMandatory()).option('--days <days>', '有效天数 days', wholeNumber, 90)
    .action(async (name: string, options: { scope: (typeof scopes)[number][]; days: number }, command: Command) => {
      const context = open(command);
      const token = await context.client.call('createToken', { body: { name, scopes: options.scope, days: options.days } });
      context.terminal.answer(token, () => `${token.secret}\n${context.t('请立即保存:之后无法再次查看。有效至', 'Keep it now: it cannot be shown again. Valid until')} ${token.expiresAt}`);
    });

  group.command('revoke <tokenId>').description('吊销 revoke').action(async (tokenId: string, _options: object, command: Command) => {
    const context = open(command);
    await context.client.call('revokeToken', { params: { tokenId } });
    context.terminal.answer({ revoked: tokenId }, () => context.t('已吊销', 'Revoked'));
  });
}
