import type { Request, Response } from 'express';

const name = 'beachhead_session';
const inHeader = new RegExp(`(?:^|;\\s*)${name}=([A-Za-z0-9_-]+)`);

/** The secret that a request carries: a bearer's in its own header, a browser's in the cookie. */
export function secretOf(request: Request): { secret: string; by: 'bearer' | 'cookie' } | null {
  const header = request.headers.authorization;
  if (header !== undefined) return { secret: /^Bearer ([A-Za-z0-9_-]+)$/i.exec(header.trim())?.[1] ?? '', by: 'bearer' };
  const secret = inHeader.exec(request.headers.cookie ?? '')?.[1];
  return secret === undefined ? null : { secret, by: 'cookie' };
}

export function setSessionCookie(response: Response, secret: string, expiresAt: string, secure: boolean): void {
  response.cookie(name, secret, { httpOnly: true, sameSite: 'lax', secure, path: '/', expires: new Date(expiresAt) });
}

export function clearSessionCookie(response: Response, secure: boolean): void {
  response.clearCookie(name, { httpOnly: true, sameSite: 'lax', secure, path: '/' });
}
