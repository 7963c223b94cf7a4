import { StreamableFile } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Response } from 'express';
import { fileTypes } from '../../../libs/contracts/file-types.js';
import type { List } from '../../../libs/documents/list.js';
import { writeList, type Asked, type ListFormat } from '../../../libs/documents/write-list.js';

export const listTypes: Readonly<Record<ListFormat, string>> = { xlsx: fileTypes.xlsx, csv: fileTypes.csv };

/** Which of our file formats a request asks for: by `?format=`, else by the first of them that `Accept` names; null: the JSON answer. */
export function formatAsked(query: unknown, accept: string | undefined): ListFormat | null {
  if (query === 'xlsx' || query === 'csv') return query;
  if (query !== undefined || accept === undefined) return null;
  const named = accept.split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  const wanted = named.find((type) => type === 'application/json' || type === listTypes.xlsx || type === listTypes.csv);
  return wanted === listTypes.xlsx ? 'xlsx' : wanted === listTypes.csv ? 'csv' : null;
}

type Wanted = { readonly format: ListFormat; readonly list: List<unknown>; readonly language: 'zh' | 'en'; readonly asked: Asked };

/** Writes the whole list down before the first byte is sent: whoever asks gets all of it or a problem, never a file that ends in the middle. */
export async function listFile({ format, list, language, asked }: Wanted, response: Response, ask: (query: Readonly<Record<string, unknown>>) => Promise<unknown>): Promise<StreamableFile> {
  const folder = await mkdtemp(join(tmpdir(), 'beachhead-list-'));
  const remove = (): void => void rm(folder, { recursive: true, force: true });
  const path = join(folder, `list.${format}`);
  try {
    await writeList(path, format, list, language, asked, ask);
    response.once('close', remove);
    const name = encodeURIComponent(`${list.title[language]} ${asked.at.slice(0, 10)}.${format}`);
    return new StreamableFile(createReadStream(path), { type: listTypes[format], length: (await stat(path)).size, disposition: `attachment; filename*=UTF-8''${name}` });
  } catch (error) {
    remove();
    throw error;
  }
}
