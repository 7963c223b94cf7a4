import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { fault, UnreadableFile, type Particulars } from '../faults.js';
import type { FileSource } from '../open-file.js';
import { bytesAt, holds, piecesOf, sizeOf } from './byte-source.js';
import { endLength, readDirectory, zipMarks, type ZipEntry } from './zip-directory.js';

/** The files inside an xlsx, unpacked as they are read, none of them as a whole. */
export type Package = {
  has(name: string): boolean;
  /** Throws `UnreadableFile` when the part is not there, broken, or unpacks to more than `mostBytes`. */
  part(name: string, mostBytes: number): AsyncIterable<Buffer>;
};

/** The end record, and the longest comment that may follow it. */
const longestEnd = endLength + 65_535;
const mostDirectoryBytes = 16 * 1024 * 1024;
/** Told by what they hold instead of xl/workbook.xml. */
const otherPackages: readonly (readonly [name: string, what: string])[] = [
  ['xl/workbook.bin', 'xlsb'], ['content.xml', 'ods / odt'], ['word/document.xml', 'docx'], ['ppt/presentation.xml', 'pptx'],
];

const broken = (why: string): UnreadableFile => new UnreadableFile(fault('broken-workbook', { why }));
const cutOff = (): UnreadableFile => broken('文件不完整 the file is cut off');
const refused = (rule: 'not-a-workbook' | 'encrypted-workbook', particulars: Particulars = {}): UnreadableFile => new UnreadableFile(fault(rule, particulars));

/** An old xls and a workbook under a password begin alike. */
export async function refuseCompoundFile(source: FileSource): Promise<never> {
  throw (await holds(source, Buffer.from('EncryptedPackage', 'utf16le'))) ? refused('encrypted-workbook') : refused('not-a-workbook', { why: 'xls' });
}

/** Reads the directory of an xlsx. Throws `UnreadableFile` for a package that is cut off, protected, or no workbook. */
export async function openPackage(source: FileSource): Promise<Package> {
  const entries = new Map((await directoryOf(source)).map((entry) => [entry.name.toLowerCase(), entry]));
  const other = otherPackages.find(([name]) => entries.has(name));
  if (!entries.has('xl/workbook.xml')) throw refused('not-a-workbook', { why: other?.[1] ?? 'zip' });
  return {
    has: (name) => entries.has(name.toLowerCase()),
    part: (name, mostBytes) => {
      const entry = entries.get(name.toLowerCase());
      if (!entry) throw broken(name);
      return unpacked(source, entry, mostBytes);
    },
  };
}

async function directoryOf(source: FileSource): Promise<ZipEntry[]> {
  const size = await sizeOf(source);
  const tail = await bytesAt(source, Math.max(0, size - longestEnd), Math.min(size, longestEnd));
  const end = tail.lastIndexOf(zipMarks.end);
  if (end < 0 || end + endLength > tail.length) throw cutOff();
  const [count, length, at] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (length > mostDirectoryBytes || at + length > size) throw cutOff();
  const entries = readDirectory(await bytesAt(source, at, length), count);
  if (entries === null) throw cutOff();
  return entries;
}

/** Counts what comes out instead of believing what the package says of itself: a bomb ends at the limit. */
async function* unpacked(source: FileSource, { name, packed, method, encrypted, at }: ZipEntry, mostBytes: number): AsyncGenerator<Buffer> {
  if (encrypted) throw refused('encrypted-workbook');
  const head = await bytesAt(source, at, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== zipMarks.local || (method !== 0 && method !== 8)) throw broken(name);
  const begins = at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const raw = piecesOf(source, begins, begins + packed);
  // What breaks the source breaks the unpacking, and with it the loop below.
  const pieces = method === 0 ? raw : pipeline(raw, createInflateRaw(), () => undefined);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += (piece as Buffer).length;
      if (bytes > mostBytes) throw new UnreadableFile(fault('too-large', { limit: mostBytes }));
      yield piece as Buffer;
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code?.startsWith('Z_') ? broken(name) : error;
  }
}
