import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Told } from './told.js';

export type Arguments = { readonly port: number; readonly dataDir: string; readonly ui: boolean };

export const usage = `用法 Usage: npm start -- [选项 options]
  --port N        网页与 API 的端口(默认 7400,0 = 任一空闲端口)/ port of web and API (default 7400, 0 = any free one)
  --data-dir DIR  数据目录(默认 .beachhead)/ data directory (default .beachhead)
  --no-ui         不启动 Temporal 的网页 / without Temporal's own web page
  --help          显示本说明 / this text`;

/**
 * Reads the command line over what the environment says. Null: the usage is wanted. Throws `Told` naming the argument that is wrong.
 */
export function readArguments(argv: readonly string[], defaults: { readonly port: number; readonly dataDir: string }): Arguments | null {
  const options = { port: { type: 'string' }, 'data-dir': { type: 'string' }, 'no-ui': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  const { values } = parsed(() => parseArgs({ args: [...argv], options, allowPositionals: false, strict: true }));
  if (values.help) return null;
  return {
    port: values.port === undefined ? defaults.port : portOf(values.port),
    dataDir: values['data-dir'] === undefined ? defaults.dataDir : folderOf(values['data-dir']),
    ui: values['no-ui'] !== true,
  };
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw wrong(`命令行参数有误:${(error as Error).message}`, `The command line is wrong: ${(error as Error).message}`);
  }
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw wrong(`--port 应为 0 到 65535 的整数,而不是 “${text}”。`, `--port takes a whole number from 0 to 65535, not “${text}”.`);
}

function folderOf(text: string): string {
  if (text.trim() === '') throw wrong('--data-dir 需要一个目录。', '--data-dir takes a directory.');
  return resolve(text);
}

function wrong(zh: string, en: string): Told {
  return new Told(zh, `${en}\n\n${usage}`, 2);
}
