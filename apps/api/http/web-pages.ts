import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { packedAssets } from './packed-assets.js';
import { apiPath } from './request.js';

const forEver = 'public, max-age=31536000, immutable';

/** Nothing but our own origin. The component library writes its styles at run time, hence the one exception. */
const pageHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:', 'blob:'], fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"], workerSrc: ["'self'", 'blob:'], objectSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"],
    },
  },
  crossOriginEmbedderPolicy: false,
  // Behind a proxy that ends TLS the proxy says so; on a plain local address it would lock people out.
  strictTransportSecurity: false,
});

/** Serves the built web application from `folder`: hashed assets for ever, every other path outside the API gets its one page. */
export function useWebPages(app: NestExpressApplication, folder: string): void {
  const page = join(folder, 'index.html');
  const outsideApi = (work: (request: Request, response: Response, next: NextFunction) => void) =>
    (request: Request, response: Response, next: NextFunction): void => (apiPath.test(request.path) ? next() : work(request, response, next));
  app.use(outsideApi((request, response, next) => pageHeaders(request, response, () => next())));
  app.use('/assets', packedAssets(join(folder, 'assets'), forEver));
  app.useStaticAssets(join(folder, 'assets'), { prefix: '/assets', index: false, setHeaders: (response: Response) => response.setHeader('Cache-Control', forEver) });
  const files = new Set(existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name) : []);
  app.use(outsideApi((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (files.has(request.path.slice(1))) return response.sendFile(request.path.slice(1), { root: folder });
    if (!request.accepts('html') || request.path.startsWith('/assets/') || !existsSync(page)) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: folder });
  }));
}

