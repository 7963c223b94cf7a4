import type { Command } from 'commander';
import type { OpenContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import type { Opened } from './in-database.js';

/** Opens the database only when one of these is called: the other commands need not load its drivers. */
async function inDatabase<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  return (await import('./in-database.js')).inDatabase(work);
}

export function operateCommands(root: Command, open: OpenContext): void {
  const group = root.command('operate').description('运维:直接打开数据库 operating: opens the database itself (DATABASE_URL, BEACHHEAD_DATA_DIR)');

  group.command('migrate').description('升级数据库结构 bring the schema to the newest version').action(async (_options: object, command: Command) => {
    const { terminal, t } = spoken(open, command);
    const { migrate } = await import('../../../libs/persistence/data-source.js');
    const ran = await inDatabase(({ db }) => migrate(db));
    terminal.answer({ migrations: ran }, () => (ran.length === 0 ? t('已是最新', 'Up to date') : ran.join('\n')));
  });

  group.command('seed-admin').description('第一个管理员及一次性密码 the first administrator and a one-time password')
    .option('--login <login>', '登录名 login', 'admin').option('--reset', '为已有人员重置为一次性密码 reset somebody\'s to a one-time password')
    .action(async (options: { login: string; reset?: boolean }, command: Command) => {
      const { terminal, t } = spoken(open, command);
      const { resetPassword, seedAdministrator } = await import('../../../libs/journal/seed-administrator.js');
      const given = await inDatabase(({ unitOfWork }) => (options.reset ? resetPassword(unitOfWork, new Date(), options.login) : seedAdministrator(unitOfWork, new Date(), options.login)));
      terminal.answer(given ?? { login: null, password: null }, () => (given === null ? t('已有人员:没有新建管理员', 'There are people already: no administrator was made')
        : `${t('登录名', 'Login')}: ${given.login}\n${t('一次性密码,首次登录后必须修改', 'One-time password, to be changed at the first sign-in')}: ${given.password}`));
    });

  group.command('verify').description('核对所有日志链 verify every journal chain').action(async (_options: object, command: Command) => {
    const { terminal, t } = spoken(open, command);
    const { verifyEveryChain } = await import('./verify-every-chain.js');
    const { chains, lines, broken } = await inDatabase(({ db }) => verifyEveryChain(db));
    terminal.answer({ verified: broken.length === 0, chains, lines, broken }, () => (broken.length === 0
      ? t(`✓ ${chains} 条链,${lines} 行,全部完整`, `✓ ${chains} chains, ${lines} lines, all hold`)
      : terminal.table([t('链', 'Chain'), t('位置', 'Broken at'), t('原因', 'Why')], broken.map((b) => [b.chain, b.brokenAt, b.why]))));
    if (broken.length > 0) process.exitCode = exitCodes.failedCheck;
  });

  group.command('reconcile').description('引擎丢失存储后重新唤醒全部项目 wake every running entry again, after the engine lost its store').action(async (_options: object, command: Command) => {
    const { terminal, t } = spoken(open, command);
    const { requestWakeOfAll } = await import('../../../libs/journal/wake.js');
    const wakes = await inDatabase(({ unitOfWork }) => unitOfWork.run((em) => requestWakeOfAll(em)));
    terminal.answer({ wakes }, () => t(`${wakes} 个唤醒等待发送;运行中的服务会在一个周期内发送`, `${wakes} wakes wait; a running server sends them within one period`));
  });

  group.command('backup').description('备份 SQLite 数据库到一个文件 back the SQLite database up to one file').requiredOption('--out <file>', '文件 file')
    .action(async (options: { out: string }, command: Command) => {
      const { terminal } = spoken(open, command);
      const { backUp } = await import('./back-up.js');
      const bytes = await inDatabase(({ db }) => backUp(db, options.out));
      terminal.answer({ file: options.out, bytes }, () => `${options.out} (${bytes} bytes)`);
    });
}

function spoken(open: OpenContext, command: Command) {
  const { terminal } = open(command);
  return { terminal, t: terminal.t.bind(terminal) };
}
