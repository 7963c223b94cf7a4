import type { Field, Fields, Text } from '../define-form.js';

/*
 * One short builder per kind of field, so that a form reads like the paper it replaces. Each keeps its exact type.
 */

/** A text in both languages. */
export function text(zh: string, en: string): Text {
  return { zh, en };
}

/** The answer may be left out; it is then `null`. */
export function optional<const F extends Field>(field: F): F & { readonly optional: true } {
  return { ...field, optional: true };
}

export function line(zh: string, en: string, max = 2000) {
  return { type: 'text', title: text(zh, en), max } as const;
}

/** A key of master data: market, zone, dealer, terminal, SKU. */
export function code(zh: string, en: string) {
  return { type: 'code', title: text(zh, en) } as const;
}

export function date(zh: string, en: string) {
  return { type: 'date', title: text(zh, en) } as const;
}

/** A whole number, never negative. */
export function count(zh: string, en: string, bounds: { readonly min?: number; readonly max?: number } = {}) {
  return { type: 'integer', title: text(zh, en), min: 0, ...bounds } as const;
}

export function quantity(zh: string, en: string, unit: string, min = 0) {
  return { type: 'quantity', title: text(zh, en), unit, min } as const;
}

/** Integer minor units, never negative. */
export function money(zh: string, en: string) {
  return { type: 'money', title: text(zh, en), min: 0 } as const;
}

export function ratio(zh: string, en: string) {
  return { type: 'ratio', title: text(zh, en) } as const;
}

export function yesNo(zh: string, en: string) {
  return { type: 'yes-no', title: text(zh, en) } as const;
}

export function choice<const O extends Readonly<Record<string, Text>>>(zh: string, en: string, options: O) {
  return { type: 'choice', title: text(zh, en), options } as const;
}

export function rows<const R extends Fields>(zh: string, en: string, of: R, bounds: { readonly min?: number; readonly max?: number } = {}) {
  return { type: 'rows', title: text(zh, en), of, ...bounds } as const;
}
