import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256 of a UTF-8 text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
