import { ConfigFault, readConfig } from '../../libs/platform/config.js';
import { readArguments, usage } from './arguments.js';
import type { RunningSystem } from './system.js';
import { sayOnTerminal as say, Told } from './told.js';

/*
 * `npm start`: the whole system on this machine, until Ctrl-C.
 */

/** npm and the terminal may both pass on one key press; a second press comes later than this. */
const sameKeyPressMs = 1_500;

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2), readConfig());
  if (wanted === null) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const stopped = stopSignal();
  // Only now: a wrong argument is told before the whole house is loaded.
  const { startSystem } = await import('./system.js');
  const system = await startSystem(wanted);
  announce(system, wanted.dataDir);
  await stopped;
  say('正在停止:先完成手上的工作,最多 20 秒;再按一次 Ctrl-C 立即结束', 'stopping: what is in hand is finished first, 20 seconds at most; Ctrl-C again ends at once');
  await system.stop();
  say('已停止', 'stopped');
  return 0;
}

/** Resolves at the first signal; a later Ctrl-C ends the process, and with it the children, at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | null = null;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (firstAt === null) {
        firstAt = Date.now();
        resolve();
      } else if (signal === 'SIGINT' && Date.now() - firstAt > sameKeyPressMs) {
        process.exit(130);
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}

function announce({ url, temporalAddress, temporalUiUrl, administrator }: RunningSystem, dataDir: string): void {
  const lines = [
    ['网页 Web', url],
    ['接口 API', `${url}/api/v1`],
    ['Temporal', temporalAddress],
    ...(temporalUiUrl ? [['Temporal 网页 UI', temporalUiUrl]] : []),
    ['数据目录 Data', dataDir],
    ...(administrator ? [
      ['登录名 Login', administrator.login],
      ['一次性密码 One-time password', `${administrator.password}   (只显示这一次 shown only this once)`],
    ] : []),
  ] as const;
  const table = lines.map(([name, value]) => `  ${name}: ${value}`).join('\n');
  process.stdout.write(`\nBeachhead 已启动 is running\n${table}\n\n按 Ctrl-C 停止 · Ctrl-C stops everything\n\n`);
}

/** The exit code for a failure: 2 when the person wrote something wrong, 1 otherwise. */
function failed(error: unknown): number {
  if (error instanceof Told) {
    process.stderr.write(`\n${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof ConfigFault) {
    process.stderr.write(`\n${error.message}\n`);
    return 2;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}

main().catch(failed).then((code) => process.exit(code));
