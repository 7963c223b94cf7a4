import type { Response } from 'express';

/** The caller has what it asks for: 304, without a body. */
export class NotModified extends Error {}

/**
 * Tags an answer. Throws `NotModified` when `If-None-Match` names the tag. Not left to the framework: `fetch` sends `no-cache` with every
 * condition that a page or a client sets itself, which the framework takes for a wish to have it all.
 */
export function tag(response: Response, etag: string): void {
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'private, no-cache');
  const known = response.req.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known?.some((one) => one === '*' || one === etag.replace(/^W\//, ''))) throw new NotModified();
}
