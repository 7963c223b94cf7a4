import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { NestLog } from '../../libs/platform/logging.js';
import { program } from '../../libs/platform/program.js';
import { ApiModule } from './app.module.js';
import { useJsonBody } from './http/json-body.js';
import { receiver } from './http/request.js';
import { useWebPages } from './http/web-pages.js';
import type { Parts } from './parts.js';

export type ApiOptions = {
  /** Holds every answer to its contract (tests). */
  readonly checkAnswers?: boolean;
  /** Where the built web application lies; null serves none. */
  readonly webFolder?: string | null;
  /** How often an open event stream is asked whether it may stay. */
  readonly heartbeatMs?: number;
};

/** The API over the given parts, initialised and ready to listen. Closing it answers what is under way and ends event streams; the parts stay open. */
export async function createApi(parts: Parts, { webFolder = join(program.root, 'dist', 'web'), ...options }: ApiOptions = {}): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.with(parts, options), {
    bodyParser: false, logger: new NestLog(parts.log), abortOnError: false,
  });
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', parts.config.trustProxy);
  app.use(receiver(parts.log));
  useJsonBody(app);
  if (webFolder !== null) useWebPages(app, webFolder);
  return app.init() as Promise<NestExpressApplication>;
}
