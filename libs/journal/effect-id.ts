import { createHash } from 'node:crypto';

/** The command id of an effect of the engine, from its business key: the same step of the same entry is the same command, whoever retries it. */
export function effectId(...key: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(key.join('\u0000')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
