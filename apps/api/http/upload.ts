import { mkdtemp, rm } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, PayloadTooLargeException, type CallHandler, type ExecutionContext, type NestInterceptor, type Type } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { FileInterceptor } from '@nestjs/platform-express';
import multer from 'multer';
import type { EndpointName } from '../../../libs/contracts/endpoints.js';
import type { UploadedFile } from './request.js';

export const uploadLimits = { import: '2 GB', file: '10 MB' } as const;
/** Names, mapping and boundaries of a form around its file. */
const formOverhead = 2 * 1024 * 1024;
const hearingMs = 15_000;
const megabyte = 1024 * 1024;
/** A byte less than what the largest number of 31 bits counts. */
const largestImport = 2048 * megabyte - 1;
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

/** Doors that take a file for import, which may be large. */
export const isImport = (door: EndpointName): boolean => door === 'importFile' || door === 'returnWorkbook';

/** Takes the one file of a multipart request, within the limits of its door. Runs behind the guard: strangers cannot make us store anything. */
export function receiveFile(door: EndpointName): Type<NestInterceptor> {
  const own = isImport(door)
    ? { storage: privateFolder, limits: { ...parts, fileSize: largestImport } }
    : { storage: multer.memoryStorage(), limits: { ...parts, fileSize: 10 * megabyte } };
  const Files = FileInterceptor('file', { ...own, defParamCharset: 'utf8' });

  @Injectable()
  class PatientFiles extends Files {
    override async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
      // Who says beforehand that it is too much need not send it.
      if (Number(context.switchToHttp().getRequest<Request>().headers['content-length'] ?? 0) > own.limits.fileSize + formOverhead) throw new PayloadTooLargeException('File too large');
      try {
        return await super.intercept(context, next);
      } catch (error) {
        await heardOut(context.switchToHttp().getRequest<Request>());
        throw error;
      }
    }
  }
  return PatientFiles;
}

/** A sender who is cut off in mid-sentence sees a broken connection, not our answer: the rest is read and thrown away first, for so long. */
function heardOut(request: Request): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => { clearTimeout(patience); resolve(); };
    const patience = setTimeout(done, hearingMs);
    for (const over of ['end', 'close', 'error']) request.once(over, done);
    request.unpipe();
    request.resume();
  });
}

/** The name of a file as a line of text: without half characters and control characters, 200 characters at most. */
export function fileName({ originalname }: UploadedFile): string {
  return originalname.replace(/[\p{Surrogate}\p{Cc}]/gu, '').slice(0, 200).replace(/\p{Surrogate}/gu, '') || 'file';
}

/** The media type that the sender claims, where it is one. It is only ever given back with a download. */
export function mediaType({ mimetype }: UploadedFile): string {
  return /^[\w.+-]{1,50}\/[\w.+-]{1,49}$/.test(mimetype) ? mimetype : 'application/octet-stream';
}
