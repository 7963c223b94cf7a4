import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Database } from '../../../persistence/data-source.js';
import type { UnitOfWork } from '../../../persistence/unit-of-work.js';
import type { FileSource } from '../open-file.js';
import { importPatience } from './import-deps.js';

/*
 * A file that waits for its import lies in the database, packed, in pieces of a megabyte: the one place that every API and every worker
 * reaches, which one backup holds, and where a file and the row that speaks of it cannot part.
 */
const partBytes = 1_048_576;
/** Pieces without an import are left by a request that broke off. */
const orphanAfterMs = 24 * 3_600_000;

export type StoredUpload = { readonly hash: string; readonly size: number; readonly packed: boolean };

/** Stores the file in pieces, each a short transaction. The same upload again replaces the pieces by their equals. */
export async function storeUpload(uow: UnitOfWork, uploadId: string, path: string, now: Date): Promise<StoredUpload> {
  const packed = !(await isGzip(path));
  const hash = createHash('sha256');
  let size = 0;
  const read = createReadStream(path).on('data', (chunk) => { hash.update(chunk); size += chunk.length; });
  const bytes = packed ? read.pipe(createGzip({ level: 1 })) : read;
  read.once('error', (error) => bytes.destroy(error));
  let n = 0;
  for await (const part of inParts(bytes)) {
    await uow.run((em) => em.query('replace into import_part (uploadId, n, storedAt, bytes) values (?, ?, ?, ?)', [uploadId, n, now.toISOString(), part]), importPatience);
    n += 1;
  }
  return { hash: hash.digest('hex'), size, packed };
}

/** What storing the file would say of it. */
export async function fileOf(path: string): Promise<StoredUpload> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
    size += (chunk as Buffer).length;
  }
  return { hash: hash.digest('hex'), size, packed: !(await isGzip(path)) };
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('hex') === '1f8b';
  } finally {
    await file.close();
  }
}

async function* inParts(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < partBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** Hands `work` the file as it came, beside us for as long as it takes. */
export async function withFile<T>(db: Database, { uploadId, packed }: { readonly uploadId: string; readonly packed: boolean }, work: (source: FileSource) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'beachhead-import-'));
  try {
    const path = join(folder, 'file');
    const parts = Readable.from(partsOf(db, uploadId));
    await (packed ? pipeline(parts, createGunzip(), createWriteStream(path)) : pipeline(parts, createWriteStream(path)));
    return await work({ path });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* partsOf(db: Database, uploadId: string): AsyncGenerator<Buffer> {
  for (let n = 0; ; n += 1) {
    const [part] = await db.reader.query<{ bytes: Buffer }[]>('select bytes from import_part where uploadId = ? and n = ?', [uploadId, n]);
    if (!part) return;
    yield part.bytes;
  }
}

/** Lets go of a file, piece by piece. */
export async function dropUpload(db: Database, uow: UnitOfWork, uploadId: string): Promise<void> {
  for (;;) {
    const parts = await db.reader.query<{ n: number }[]>('select n from import_part where uploadId = ? order by n desc limit 8', [uploadId]);
    if (parts.length === 0) return;
    await uow.run((em) => em.query('delete from import_part where uploadId = ? and n >= ?', [uploadId, parts.at(-1)?.n ?? 0]), importPatience);
  }
}

/** Lets go of the files that no unfinished import waits for any more. */
export async function dropOrphans(db: Database, uow: UnitOfWork, now: Date): Promise<void> {
  const orphans = await db.reader.query<{ uploadId: string }[]>(
    `select p.uploadId from import_part p where p.n = 0 and p.storedAt < ?
     and not exists (select 1 from data_import i where i.uploadId = p.uploadId and i.finishedAt is null)`, [new Date(now.getTime() - orphanAfterMs).toISOString()]);
  for (const { uploadId } of orphans) await dropUpload(db, uow, uploadId);
}
