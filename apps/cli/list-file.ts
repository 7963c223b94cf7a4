import type { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import type { CallInput } from '../../libs/contracts/client.js';
import type { EndpointName } from '../../libs/contracts/endpoints.js';
import { fileTypes } from '../../libs/contracts/file-types.js';
import type { Context } from './context.js';
import { UsageFault } from './usage-fault.js';

/** A command that lists may be asked for the whole list as a file instead. */
export function orFile(command: Command): Command {
  return command.option('--xlsx <file>', '整个清单写成 Excel 文件 the whole list as a workbook').option('--csv <file>', '整个清单写成 CSV 文件 the whole list as CSV');
}

/** The options without those that name a file, for commands that hand the rest on as they stand. */
export function filtersIn<T extends object>(options: T): T {
  const { xlsx: _xlsx, csv: _csv, ...filters } = options as T & { xlsx?: string; csv?: string };
  return filters as unknown as T;
}

/** True when the list was asked for as a file; then that is the command's answer. Throws UsageFault when the file cannot be written. */
export async function savedList<N extends EndpointName>(context: Context, command: Command, door: N, input: CallInput<N>): Promise<boolean> {
  const { xlsx, csv } = command.opts<{ xlsx?: string; csv?: string }>();
  if (xlsx !== undefined && csv !== undefined) throw new UsageFault('--xlsx 与 --csv 只能用一个', 'Only one of --xlsx and --csv');
  const path = xlsx ?? csv;
  if (path === undefined) return false;
  const bytes = await context.client.download(door, input, xlsx === undefined ? fileTypes.csv : fileTypes.xlsx);
  saveFile(context, path, bytes);
  return true;
}

/** Writes a downloaded file and says so. Throws UsageFault when it cannot be written. */
export function saveFile(context: Context, path: string, bytes: Uint8Array): void {
  writeTo(path, bytes);
  context.terminal.answer({ file: path, bytes: bytes.length }, () => context.t(`已写入 ${path}`, `Written to ${path}`));
}

export function writeTo(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new UsageFault(`无法写入 ${path}(${why})`, `${path} cannot be written (${why})`);
  }
}
