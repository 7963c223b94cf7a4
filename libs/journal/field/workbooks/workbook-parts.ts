import type { Package } from './package-parts.js';
import { readXml, type Attributes } from './xml-events.js';

export type SheetPart = { readonly name: string; readonly hidden: boolean; readonly part: string };
/** What stands in a workbook beside its cells. */
export type WorkbookParts = {
  readonly sheets: readonly SheetPart[];
  /** Days are counted from 1904 instead of 1900. */
  readonly from1904: boolean;
  /** Texts that cells name by their number. */
  readonly texts: readonly string[];
  /** Whether a number in a cell of this style is shown as a date. */
  isDate(style: number): boolean;
};

const most = { small: 32 * 1024 * 1024, texts: 256 * 1024 * 1024 } as const;

export async function readParts(files: Package): Promise<WorkbookParts> {
  const targets = await relationsOf(files);
  const sheets: SheetPart[] = [];
  let from1904 = false;
  await readXml(files.part('xl/workbook.xml', most.small), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isYes(attributes['date1904']);
      const part = name === 'sheet' ? targets.get(attributes['r:id'] ?? relationOf(attributes)) : undefined;
      // Chart sheets and dialogs hold no rows.
      if (part?.startsWith('xl/worksheets/')) sheets.push({ name: attributes['name'] ?? '', hidden: (attributes['state'] ?? 'visible') !== 'visible', part });
    },
  }, 'workbook.xml');
  return { sheets, from1904, texts: await textsOf(files), isDate: await dateStyles(files) };
}

const isYes = (value: string | undefined): boolean => value === '1' || value === 'true';
/** The relation's id, under whatever prefix. */
const relationOf = (attributes: Attributes): string => Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

async function relationsOf(files: Package): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await readXml(files.part('xl/_rels/workbook.xml.rels', most.small), {
    open(name, { Id: id, Target: target = '' }) {
      if (name === 'Relationship' && id !== undefined) targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
    },
  }, 'workbook.xml.rels');
  return targets;
}

async function textsOf(files: Package): Promise<string[]> {
  const texts: string[] = [];
  if (!files.has('xl/sharedStrings.xml')) return texts;
  const text = textListener((whole) => texts.push(whole), 'si');
  await readXml(files.part('xl/sharedStrings.xml', most.texts), text, 'sharedStrings.xml');
  return texts;
}

/** Puts the runs of a rich text together, without the readings that are printed above Japanese words. */
export function textListener(done: (text: string) => void, around: 'si' | 'is'): { open(name: string): void; close(name: string, text: string): void } {
  let whole = '';
  let readings = 0;
  return {
    open(name) {
      if (name === around) whole = '';
      else if (name === 'rPh') readings += 1;
    },
    close(name, text) {
      if (name === 't' && readings === 0) whole += text;
      else if (name === 'rPh') readings -= 1;
      else if (name === around) done(unescaped(whole));
    },
  };
}

/** Characters that XML cannot hold are written as _x000D_. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
}

/** Numbers of the formats that every program knows without being told. */
const knownDates = (format: number): boolean => (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
/** A format is a date's when it shows a part of one: outside quotes, brackets, and what a backslash or an underscore guards. */
const showsDate = (code: string): boolean => /[ymdhs年月日]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '').replace(/general|标准/gi, ''));

async function dateStyles(files: Package): Promise<(style: number) => boolean> {
  const dates: boolean[] = [];
  if (!files.has('xl/styles.xml')) return () => false;
  const codes = new Map<number, string>();
  let inCells = false;
  await readXml(files.part('xl/styles.xml', most.small), {
    open(name, attributes) {
      const format = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') codes.set(format, attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) dates.push(codes.has(format) ? showsDate(codes.get(format) ?? '') : knownDates(format));
    },
    close(name) { if (name === 'cellXfs') inCells = false; },
  }, 'styles.xml');
  return (style) => dates[style] ?? false;
}
