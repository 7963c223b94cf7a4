import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { fault, UnreadableFile } from './faults.js';
import type { OpenedText } from './open-file.js';

/** A record as it stands in the file, and the line on which it begins. */
export type CsvRecord = { readonly row: number; readonly cells: readonly string[] };

/** A quote that is never closed would otherwise swallow the whole file. */
const mostRecordBytes = 1_048_576;
const recordsAtOnce = 1000;

/**
 * The records of a text, some at a time, empty lines left out. As long as no quote has come, a line is a record and is cut at the separators,
 * which takes a fifth of the time; from the first quote on the parser has the rest. Throws `UnreadableFile`.
 */
export async function* csvRecords(file: OpenedText, separator: string): AsyncGenerator<CsvRecord[]> {
  const pieces = file.text()[Symbol.asyncIterator]();
  let rest = '';
  let line = 1;
  for (;;) {
    const { value, done } = await pieces.next();
    rest += done ? '' : value;
    const end = done ? rest.length : rest.lastIndexOf('\n') + 1;
    if (!isPlain(done ? rest : value, rest, end) || rest.length - end > mostRecordBytes) {
      yield* parsed(following(rest, pieces), separator, line - 1);
      return;
    }
    const lines = rest.slice(0, end).split('\n');
    const last = lines.pop() ?? '';
    yield plainRecords(last === '' ? lines : [...lines, last], line, separator);
    line += lines.length;
    rest = rest.slice(end);
    if (done) return;
  }
}

/** No quotes, and no line ends but the usual two. */
function isPlain(piece: string, text: string, end: number): boolean {
  return !piece.includes('"') && !(text.includes('\r') && /\r(?!\n)/.test(text.slice(0, end)));
}

function plainRecords(lines: readonly string[], first: number, separator: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let row = first;
  for (const line of lines) {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (text !== '') records.push({ row, cells: text.split(separator) });
    row += 1;
  }
  return records;
}

async function* following(rest: string, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  yield rest;
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
}

type Parsed = { readonly record: string[]; readonly info: { readonly lines: number } };

async function* parsed(text: AsyncIterable<string>, delimiter: string, linesBefore: number): AsyncGenerator<CsvRecord[]> {
  const parser = parse({ delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: mostRecordBytes });
  // What breaks the source breaks the parser, and with it the loop below.
  pipeline(Readable.from(text, { objectMode: false, encoding: 'utf8' }), parser, () => undefined);
  let some: CsvRecord[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      some.push({ row: linesBefore + info.lines - lineBreaksIn(record), cells: record });
      if (some.length < recordsAtOnce) continue;
      yield some;
      some = [];
    }
  } catch (error) {
    const { code, message, lines } = error as Error & { code?: string; lines?: number };
    throw code?.startsWith('CSV_') ? new UnreadableFile(fault('csv', { why: message }), linesBefore + (lines ?? 1)) : error;
  }
  yield some;
}

/** The parser counts the line on which a record ends. */
function lineBreaksIn(record: readonly string[]): number {
  let breaks = 0;
  for (const cell of record) if (cell.includes('\n')) breaks += cell.split('\n').length - 1;
  return breaks;
}
