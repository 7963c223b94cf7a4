import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Bearer } from '../../../libs/journal/sessions.js';
import type { Logger } from '../../../libs/platform/logging.js';

/** What the middleware and the guard leave on a request for those behind them. */
export type ApiRequest = Request & {
  requestId: string;
  language: 'zh' | 'en';
  bearer?: Bearer;
  /** The one uploaded file of a multipart request. */
  file?: UploadedFile;
};

export type UploadedFile = {
  readonly originalname: string; readonly mimetype: string; readonly size: number;
  /** Where a file for import was put down; such a file is removed after the answer. */
  readonly path?: string;
  /** The content of a file for a deliverable. */
  readonly buffer?: Buffer;
};

export const apiPath = /^\/api(\/|$)/;
const saneId = /^[A-Za-z0-9._:-]{1,64}$/;

/** Names every request, and at debug level logs it with its answer: at any other a busy server would log more than it does. */
export function receiver(log: Logger): (request: Request, response: Response, next: NextFunction) => void {
  if (!log.isLevelEnabled('debug')) return receive;
  return (request, response, next) => {
    const from = performance.now();
    response.once('close', () => {
      const { requestId, bearer } = request as ApiRequest;
      log.debug({ requestId, method: request.method, path: request.path, status: response.statusCode, personId: bearer?.actor.personId, ms: Math.round(performance.now() - from) }, 'request');
    });
    receive(request, response, next);
  };
}

/** Names the request (the caller's `X-Request-Id` where it is sane), reads the language wanted, and closes what browsers leave open. */
function receive(request: Request, response: Response, next: NextFunction): void {
  const asked = request as ApiRequest;
  const given = request.headers['x-request-id'];
  asked.requestId = typeof given === 'string' && saneId.test(given) ? given : randomUUID();
  asked.language = languageOf(request.headers['accept-language']) ?? 'en';
  response.setHeader('X-Request-Id', asked.requestId);
  if (apiPath.test(request.path)) {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  }
  next();
}

/** The first of our languages in the order of the header's weights; null when it names neither. */
export function languageOf(header: string | undefined): 'zh' | 'en' | null {
  if (header === undefined) return null;
  const ranked = header.slice(0, 200).split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined);
    return { language: tag.slice(0, 2), weight: weight === undefined ? 1 : Number(weight) };
  });
  const ours = ranked.filter((r) => (r.language === 'zh' || r.language === 'en') && r.weight > 0).sort((a, b) => b.weight - a.weight)[0];
  return (ours?.language as 'zh' | 'en' | undefined) ?? null;
}
