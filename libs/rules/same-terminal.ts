/*
 * When two spellings are the same: 全角 and half-width, upper and lower case, spaces and punctuation make no difference.
 */

/** Longest key that the index holds. */
const longest = 200;
/** Shorter ones are extensions and house phones: too many shops share them. */
const shortestPhone = 6;

/** A name or an address as it is compared: `星巴克(南桥 店)` and `星巴克(南桥店)` are one. Null when nothing is left. */
export function nameKeyOf(text: string | null): string | null {
  const key = (text ?? '').normalize('NFKC').toLowerCase().replace(/[\p{P}\p{S}\p{Z}\p{C}]/gu, '').slice(0, longest);
  return key === '' ? null : key;
}

/** A phone number as it is compared: its digits, without China's country code. Null when it is too short to tell two shops apart. */
export function phoneKeyOf(text: string | null): string | null {
  const digits = (text ?? '').normalize('NFKC').replace(/\D/g, '').replace(/^(?:00)?86(?=\d{10,})/, '').slice(0, 40);
  return digits.length < shortestPhone ? null : digits;
}

/** 100 m: two shops nearer than this may be one. method.md §4.3 [O] */
export const nearM = 100;
