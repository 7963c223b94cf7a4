import { createHash, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Refusal } from '../rules/failures.js';
import type { Actor } from '../rules/decision-rights.js';
import { StoredFile } from '../persistence/entities/process/record.js';

type NewFile = { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };
export type FileAnswer = { readonly id: string; readonly name: string; readonly mediaType: string; readonly size: number; readonly hash: string };

/** Keeps a file for a deliverable that will name it. */
export async function storeFile(em: EntityManager, actor: Actor, file: NewFile, now: string): Promise<FileAnswer> {
  const stored = { id: randomUUID(), name: file.name, mediaType: file.mediaType, size: file.bytes.length, hash: createHash('sha256').update(file.bytes).digest('hex') };
  await em.insert(StoredFile, { ...stored, bytes: file.bytes, storedBy: actor.personId, storedAt: now });
  return stored;
}

export async function readFile(em: EntityManager, fileId: string): Promise<StoredFile> {
  const file = await em.findOneBy(StoredFile, { id: fileId });
  if (!file) throw new Refusal('not-found', { what: `file ${fileId}` });
  return file;
}
