import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { NextFunction, Request, Response } from 'express';

const pack = promisify(gzip);
const packable = new Set(['.js', '.css', '.svg', '.json', '.map']);

/** Answers requests for the assets in `folder` packed, where the caller takes that; each is packed once, when first asked for. */
export function packedAssets(folder: string, cacheControl: string): (request: Request, response: Response, next: NextFunction) => void {
  const names = new Set(existsSync(folder) ? readdirSync(folder).filter((name) => packable.has(extname(name))) : []);
  const packed = new Map<string, Promise<Buffer>>();
  const packedOnce = (name: string): Promise<Buffer> => {
    const known = packed.get(name) ?? readFile(join(folder, name)).then((bytes) => pack(bytes, { level: 9 }));
    packed.set(name, known);
    return known;
  };
  return (request, response, next) => {
    const name = request.path.slice(1);
    if (!names.has(name) || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip', 'identity') !== 'gzip') return next();
    packedOnce(name).then((bytes) => {
      response.type(extname(name)).setHeader('Content-Encoding', 'gzip').setHeader('Cache-Control', cacheControl);
      response.send(bytes);
    }, next);
  };
}
