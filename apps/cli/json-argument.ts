import { readFileSync } from 'node:fs';
import { UsageFault } from './usage-fault.js';

/** A file's text. Throws UsageFault when it cannot be read. */
export function readText(path: string): string {
  return readBytes(path).toString('utf8');
}

export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function unreadable(path: string, error: unknown): UsageFault {
  const why = (error as NodeJS.ErrnoException).code ?? 'error';
  return new UsageFault(`无法读取文件 ${path}(${why})`, `The file ${path} cannot be read (${why})`);
}

/** JSON given as text, as `@file`, or as the name of a file. */
export function jsonArgument(argument: string): unknown {
  const inline = /^\s*[[{]/.test(argument);
  const text = inline ? argument : readText(argument.replace(/^@/, ''));
  try {
    return JSON.parse(text);
  } catch (error) {
    const where = inline ? 'JSON' : argument;
    throw new UsageFault(`${where} 不是合法的 JSON:${(error as Error).message}`, `${where} is not JSON: ${(error as Error).message}`);
  }
}
