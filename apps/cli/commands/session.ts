import type { Command } from 'commander';
import type { PersonView } from '../../../libs/contracts/views.js';
import { askSecrets } from '../ask-secret.js';
import type { Context, OpenContext } from '../context.js';
import { orFile, savedList } from '../list-file.js';

type FromStdin = { readonly passwordStdin?: boolean };
const fromStdin = ['--password-stdin', '密码来自标准输入,每行一个 passwords from standard input, one per line'] as const;

export function sessionCommands(root: Command, open: OpenContext): void {
  root.command('login <login>').description('登录 sign in').option(...fromStdin)
    .action(async (login: string, options: FromStdin, command: Command) => {
      const context = open(command);
      const [password = ''] = await askSecrets([context.t('密码', 'Password')], options.passwordStdin === true);
      const session = await context.stranger.call('signIn', { body: { login, password } });
      context.sessions.keep(context.url, { token: session.token, login, expiresAt: session.expiresAt });
      const { token: _kept, ...shown } = session;
      context.terminal.answer({ url: context.url, ...shown }, () => context.t(`已登录 ${context.url}:${session.person.name}`, `Signed in to ${context.url}: ${session.person.name}`));
    });

  root.command('logout').description('退出 sign out').action(async (_options: object, command: Command) => {
    const context = open(command);
    await context.client.call('signOut', {});
    context.sessions.forget(context.url);
    context.terminal.answer({ signedOut: true }, () => context.t('已退出', 'Signed out'));
  });

  root.command('whoami').description('我是谁 who am I').action(async (_options: object, command: Command) => {
    const context = open(command);
    const person = await context.client.call('me', {});
    context.terminal.answer(person, () => showPerson(context, person));
  });

  root.command('password').description('修改密码 change the own password (first sign-in)').option(...fromStdin)
    .action(async (options: FromStdin, command: Command) => {
      const context = open(command);
      const [current = '', next = ''] = await askSecrets([context.t('当前密码', 'Current password'), context.t('新密码(至少 10 位)', 'New password (at least 10 characters)')], options.passwordStdin === true);
      await context.client.call('changePassword', { body: { current, next } });
      context.terminal.answer({ changed: true }, () => context.t('密码已修改,其他会话已结束', 'The password is changed; other sessions have ended'));
    });

  orFile(root.command('inbox').description('等我处理的事 what waits for me')).action(async (_options: object, command: Command) => {
    const context = open(command);
    if (await savedList(context, command, 'inbox', {})) return;
    const items = await context.client.call('inbox', {});
    context.terminal.answer(items, () => context.terminal.table(
      [context.t('项目', 'Entry'), context.t('阶段', 'Stage'), context.t('事项', 'Act'), context.t('期限', 'Due')],
      items.map((item) => [item.entry, item.stage, context.terminal.text(item.move.title), item.move.dueAt])));
  });
}

export function showPerson(context: Context, person: PersonView): string {
  const roles = person.roles.map((r) => `${r.role}@${r.market ?? '*'}`).join(', ');
  return context.terminal.pairs([[context.t('登录名', 'Login'), person.login], [context.t('姓名', 'Name'), person.name], [context.t('管理员', 'Administrator'), person.admin], [context.t('角色', 'Roles'), roles]]);
}
