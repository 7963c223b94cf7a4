import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { endLength, readDirectory, zipMarks, type ZipEntry } from '../workbooks/zip-directory.js';
import { UnreadableForm } from './unreadable-form.js';

const inflate = promisify(inflateRaw);
const most = { unpackedMb: 32, entries: 500 } as const;

/**
 * Makes sure that bytes are a whole xlsx package of a bearable size before anything else unpacks them: a cut-off file is told as one, and a
 * small file that unpacks to gigabytes is never unpacked. Throws UnreadableForm.
 */
export async function mustBeWorkbook(bytes: Buffer): Promise<void> {
  if (bytes.length === 0) throw new UnreadableForm('not-a-workbook', { why: '文件为空 the file is empty' });
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') throw new UnreadableForm('not-a-workbook', { why: '这是旧的 xls 或加密文件,请另存为 xlsx an old xls or an encrypted file: save it as xlsx' });
  if (bytes.length < 4 || bytes.readUInt32LE(0) !== zipMarks.local) throw new UnreadableForm('not-a-workbook', { why: '不是 zip 包 it is no zip package' });
  const entries = entriesOf(bytes);
  const names = new Set(entries.map((entry) => entry.name));
  if (!names.has('xl/workbook.xml') || !names.has('[Content_Types].xml')) throw new UnreadableForm('not-a-workbook', { why: '包内没有 xl/workbook.xml it holds no xl/workbook.xml' });
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked > most.unpackedMb * 1024 * 1024) throw new UnreadableForm('too-large', { what: '解压后大小 size once unpacked', limit: `${most.unpackedMb} MB` });
  for (const entry of entries) await mustUnpack(bytes, entry);
}

const cutOff = (): UnreadableForm => new UnreadableForm('broken-workbook', { why: '文件不完整 the file is cut off' });

function entriesOf(bytes: Buffer): ZipEntry[] {
  const end = bytes.lastIndexOf(zipMarks.end);
  if (end < 0 || end + endLength > bytes.length) throw cutOff();
  const count = bytes.readUInt16LE(end + 10);
  if (count > most.entries) throw new UnreadableForm('too-large', { what: '包内文件数 files in the package', limit: most.entries });
  const entries = readDirectory(bytes.subarray(bytes.readUInt32LE(end + 16)), count);
  if (entries === null) throw cutOff();
  return entries;
}

async function mustUnpack(bytes: Buffer, { name, packed, unpacked, method, encrypted, at }: ZipEntry): Promise<void> {
  const broken = new UnreadableForm('broken-workbook', { why: `无法解压 ${name} cannot be unpacked` });
  if (encrypted || (method !== 0 && method !== 8)) throw broken;
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== zipMarks.local) throw cutOff();
  const begins = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  if (begins + packed > bytes.length) throw cutOff();
  if (method === 0) {
    if (packed !== unpacked) throw broken;
    return;
  }
  // One byte of room, so that an entry that is larger than it says is caught as well as a smaller one.
  const text = await inflate(bytes.subarray(begins, begins + packed), { maxOutputLength: unpacked + 1 }).catch(() => null);
  if (text?.length !== unpacked) throw broken;
}
