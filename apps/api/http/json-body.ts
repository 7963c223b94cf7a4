import { isUtf8 } from 'node:buffer';
import type { NestExpressApplication, NestExpressBodyParserOptions } from '@nestjs/platform-express';
import type { FieldFault } from '../../../libs/rules/failures.js';
import type { ApiRequest } from './request.js';

export const jsonLimit = '2 MB';
const limitBytes = 2 * 1024 * 1024;
/** No form of the playbook is deeper than a handful of levels; what recurses over a body must not overflow. */
const deepest = 40;

/** The bytes of a body that are not what they say: caught before they are decoded into replacement characters. */
export class NotUtf8 extends Error {
  readonly type = 'entity.not.utf8';
}

function mustBeUtf8(_request: unknown, _response: unknown, bytes: Buffer, charset: string): void {
  if (charset !== 'utf-8' || !isUtf8(bytes)) throw new NotUtf8('The body is not UTF-8');
}

export function useJsonBody(app: NestExpressApplication): void {
  const options: NestExpressBodyParserOptions = { limit: limitBytes, type: 'application/json', verify: mustBeUtf8 };
  app.useBodyParser('json', options);
}

/** What JSON can say and no text of ours may hold: half a character, a NUL, a key that is not a key, or too deep a nest; null when all is well. */
export function strangeText(request: ApiRequest): FieldFault | null {
  return strangeIn(request.body, '', 0);
}

const halfCharacter = /\p{Surrogate}/u;

function strangeIn(value: unknown, field: string, depth: number): FieldFault | null {
  if (typeof value === 'string') {
    if (value.includes('\u0000')) return { field, rule: 'no-nul', zh: '不能包含空字符', en: 'Must not hold a NUL character' };
    if (halfCharacter.test(value)) return { field, rule: 'well-formed', zh: '包含不完整的字符', en: 'Holds half a character' };
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= deepest) return { field: field.slice(0, 200), rule: `max-depth:${deepest}`, zh: `嵌套不得超过 ${deepest} 层`, en: `Nested deeper than ${deepest} levels` };
  for (const [key, inner] of Object.entries(value)) {
    const path = field === '' ? key : `${field}.${key}`;
    if (key === '__proto__') return { field: path, rule: 'unknown-field', zh: '没有这个字段', en: 'There is no such field' };
    const strange = strangeIn(key, path, depth) ?? strangeIn(inner, path, depth + 1);
    if (strange) return strange;
  }
  return null;
}
