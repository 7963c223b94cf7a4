import { parseArgs } from 'node:util';
import { Told } from '../told.js';

export type DemoArguments = {
  /** Folder with the real data; null: the generated market. */
  readonly data: string | null;
  readonly seed: number;
  readonly port: number;
  readonly json: boolean;
  readonly keep: boolean;
};

export const demoUsage = `用法 Usage: npm run demo -- [选项 options]
  --data DIR   真实数据目录;没有则用模拟市场 / folder with the real data; without it, a generated market
  --seed N     模拟市场的种子(默认 7)/ seed of the generated market (default 7)
  --json       最后一行输出一个 JSON 对象 / one JSON object as the last line
  --keep       结束后保留系统与数据,按 Ctrl-C 停止 / leave everything running afterwards, Ctrl-C ends it
  --port N     网页与 API 的端口(默认任一空闲端口)/ port of web and API (default: any free one)
  --help       显示本说明 / this text
DATABASE_URL(mysql:// 或 mariadb://)指定数据库服务器;在其上新建一个库 / names a database server; a new database is made there`;

/** Reads the command line; null: the usage is wanted. Throws `Told` naming what is wrong. */
export function readDemoArguments(argv: readonly string[]): DemoArguments | null {
  const options = {
    data: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' }, keep: { type: 'boolean' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' },
  } as const;
  const { values } = parsed(() => parseArgs({ args: [...argv], options, allowPositionals: false, strict: true }));
  if (values.help) return null;
  return {
    data: values.data ?? null, json: values.json === true, keep: values.keep === true,
    seed: numberOf('--seed', values.seed ?? '7', 4_294_967_295), port: numberOf('--port', values.port ?? '0', 65_535),
  };
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw wrong(`命令行参数有误:${(error as Error).message}`, `The command line is wrong: ${(error as Error).message}`);
  }
}

function numberOf(name: string, text: string, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (number <= most) return number;
  throw wrong(`${name} 应为 0 到 ${most} 的整数,而不是 “${text}”。`, `${name} takes a whole number from 0 to ${most}, not “${text}”.`);
}

function wrong(zh: string, en: string): Told {
  return new Told(zh, `${en}\n\n${demoUsage}`, 2);
}
