import { NotFoundException, type HttpException } from '@nestjs/common';
import { Refusal, type FieldFault } from '../../../libs/rules/failures.js';
import { jsonLimit } from './json-body.js';
import { allowedMethods } from './known-paths.js';
import type { ApiRequest } from './request.js';
import { uploadLimits } from './upload.js';

type Cause = { readonly type?: string; readonly code?: string; readonly field?: string };

/** What the framework and its body parsers refuse, in our words; null when it is not the client's fault. */
export function refusalOf(error: HttpException, request: ApiRequest): Refusal | null {
  const cause = (error.cause ?? {}) as Cause;
  const status = error.getStatus();
  if (error instanceof NotFoundException) return allowedMethods(request.path).length > 0 ? new Refusal('method-not-allowed') : new Refusal('not-found', { what: request.path.slice(0, 200) });
  if (status === 413) return new Refusal('too-large', { limit: limitOf(request) });
  if (status === 415) return new Refusal('unsupported-media-type', { accepts: request.is('multipart/*') ? 'multipart/form-data' : 'application/json; charset=utf-8, gzip' });
  if (status >= 400 && status < 500) return new Refusal('invalid-input', {}, [faultOf(cause, error)]);
  return null;
}

function limitOf(request: ApiRequest): string {
  if (!request.is('multipart/form-data')) return jsonLimit;
  return request.path.includes('/imports/') ? uploadLimits.import : uploadLimits.file;
}

function faultOf(cause: Cause, error: HttpException): FieldFault {
  if (error.cause instanceof URIError) return { field: 'path', rule: 'percent-encoding', zh: '地址编码有误', en: 'The address is not encoded properly' };
  switch (cause.type) {
    case 'entity.not.utf8': return { field: 'body', rule: 'encoding:utf-8', zh: '请求体不是 UTF-8 编码', en: 'The body is not UTF-8' };
    case 'entity.parse.failed': return { field: 'body', rule: 'json', zh: '请求体不是合法的 JSON 对象', en: 'The body is not a JSON object' };
    case 'request.size.invalid': case 'request.aborted': return { field: 'body', rule: 'complete', zh: '请求体不完整', en: 'The body is not complete' };
    default: return { field: cause.field ?? 'body', rule: cause.code ?? 'readable', zh: '无法读取请求体', en: 'The body cannot be read' };
  }
}
