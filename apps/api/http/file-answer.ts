import { StreamableFile } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Response } from 'express';
import type { EndpointName } from '../../../libs/contracts/endpoints.js';
import { fileTypes } from '../../../libs/contracts/file-types.js';
import type { MarketReportView } from '../../../libs/contracts/market-report.js';
import type { Language, List } from '../../../libs/documents/list.js';
import { listOf } from '../../../libs/documents/lists.js';
import { marketReportDocument } from '../../../libs/documents/market-report/content.js';
import { writeDocx } from '../../../libs/documents/market-report/write-docx.js';
import { writePdf } from '../../../libs/documents/market-report/write-pdf.js';
import { writeList, type Asked } from '../../../libs/documents/write-list.js';

export type FileFormat = keyof typeof fileTypes;
type Query = Readonly<Record<string, unknown>>;

/** The files that a door's answer can be had as, beside JSON. */
export function formatsOf(door: EndpointName): readonly FileFormat[] {
  if (door === 'marketReport') return ['docx', 'pdf'];
  return listOf(door) ? ['xlsx', 'csv'] : [];
}

/** Which of a door's files a request asks for: by `?format=`, else by the first media type that `Accept` names and we have; null: the JSON answer. */
export function formatAsked(formats: readonly FileFormat[], given: string | undefined, accept: string | undefined): FileFormat | null {
  if (given !== undefined || accept === undefined) return formats.find((format) => format === given) ?? null;
  const named = accept.split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  const wanted = named.find((type) => type === 'application/json' || formats.some((format) => fileTypes[format] === type));
  return formats.find((format) => fileTypes[format] === wanted) ?? null;
}

type Wanted = { readonly door: EndpointName; readonly format: FileFormat; readonly language: Language; readonly asked: Asked; readonly response: Response };

/** The answer of a door as a file; `ask` answers a query as the door itself does. */
export async function fileAnswer(wanted: Wanted, ask: (query: Query) => Promise<unknown>): Promise<StreamableFile> {
  const list = listOf(wanted.door);
  return list ? listFile(wanted, list, ask) : reportFile(wanted, (await ask(wanted.asked.query)) as MarketReportView);
}

/** All of it is written down before the first byte is sent: whoever asks gets the whole list or a problem, never a file that ends in the middle. */
async function listFile({ format, language, asked, response }: Wanted, list: List<unknown>, ask: (query: Query) => Promise<unknown>): Promise<StreamableFile> {
  const folder = await mkdtemp(join(tmpdir(), 'beachhead-list-'));
  const remove = (): void => void rm(folder, { recursive: true, force: true });
  const path = join(folder, `list.${format}`);
  try {
    await writeList(path, format === 'csv' ? 'csv' : 'xlsx', list, language, asked, ask);
    response.once('close', remove);
    return new StreamableFile(createReadStream(path), { type: fileTypes[format], length: (await stat(path)).size, disposition: named(`${list.title[language]} ${asked.at.slice(0, 10)}`, format) });
  } catch (error) {
    remove();
    throw error;
  }
}

async function reportFile({ format, language }: Wanted, view: MarketReportView): Promise<StreamableFile> {
  const document = marketReportDocument(view, language);
  const bytes = await (format === 'pdf' ? writePdf(document) : writeDocx(document));
  return new StreamableFile(bytes, { type: fileTypes[format], length: bytes.length, disposition: named(`${document.title} ${view.period.to}`, format) });
}

const named = (name: string, format: FileFormat): string => `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`;
