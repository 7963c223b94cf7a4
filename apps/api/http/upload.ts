import { mkdtemp, rm } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestInterceptor, Type } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import multer from 'multer';
import type { EndpointName } from '../../../libs/contracts/endpoints.js';
import type { UploadedFile } from './request.js';

export const uploadLimits = { import: '64 MB', file: '10 MB' } as const;
const megabyte = 1024 * 1024;
const parts = { files: 1, fields: 4, fieldSize: 256 * 1024, fieldNameSize: 60, headerPairs: 20 };

/** A file to import may be large: it waits in a folder that only we can read, and goes with the answer or the connection. */
const privateFolder = multer.diskStorage({
  destination: (request, _file, done) => {
    mkdtemp(join(tmpdir(), 'beachhead-import-'), (error, folder) => {
      if (error === null) request.res?.once('close', () => rm(folder, { recursive: true, force: true }, () => undefined));
      done(error, folder);
    });
  },
});

/** Takes the one file of a multipart request, within the limits of its door. Runs behind the guard: strangers cannot make us store anything. */
export function receiveFile(door: EndpointName): Type<NestInterceptor> {
  const own = door === 'importFile'
    ? { storage: privateFolder, limits: { ...parts, fileSize: 64 * megabyte } }
    : { storage: multer.memoryStorage(), limits: { ...parts, fileSize: 10 * megabyte } };
  return FileInterceptor('file', { ...own, defParamCharset: 'utf8' });
}

/** The name of a file as a line of text: without half characters and control characters, 200 characters at most. */
export function fileName({ originalname }: UploadedFile): string {
  return originalname.replace(/[\p{Surrogate}\p{Cc}]/gu, '').slice(0, 200).replace(/\p{Surrogate}/gu, '') || 'file';
}

/** The media type that the sender claims, where it is one. It is only ever given back with a download. */
export function mediaType({ mimetype }: UploadedFile): string {
  return /^[\w.+-]{1,50}\/[\w.+-]{1,49}$/.test(mimetype) ? mimetype : 'application/octet-stream';
}
