import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FileSource } from '../open-file.js';

export async function sizeOf(source: FileSource): Promise<number> {
  return 'bytes' in source ? source.bytes.length : (await stat(source.path)).size;
}

/** The bytes from a place on; fewer where the file ends before. */
export async function bytesAt(source: FileSource, at: number, length: number): Promise<Buffer> {
  if ('bytes' in source) return source.bytes.subarray(at, at + length);
  const file = await open(source.path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The bytes from `from`, up to but without `to`, piece by piece. */
export function piecesOf(source: FileSource, from = 0, to = Number.POSITIVE_INFINITY): Readable {
  if (to <= from) return Readable.from([], { objectMode: false });
  return 'bytes' in source ? Readable.from([source.bytes.subarray(from, to)], { objectMode: false }) : createReadStream(source.path, { start: from, end: to - 1 });
}

/** Whether the bytes occur anywhere in the file. */
export async function holds(source: FileSource, wanted: Buffer): Promise<boolean> {
  let tail = Buffer.alloc(0);
  for await (const piece of piecesOf(source)) {
    const seen = Buffer.concat([tail, piece as Buffer]);
    if (seen.includes(wanted)) return true;
    tail = seen.subarray(Math.max(0, seen.length - wanted.length));
  }
  return false;
}
