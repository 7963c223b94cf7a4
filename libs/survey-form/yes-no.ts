import type { LogicColumn } from './form.js';

/** Columns that may say yes or no in plain words. */
export const mayBeYesOrNo: ReadonlySet<LogicColumn> = new Set<LogicColumn>(['required', 'relevant', 'constraint']);

/** The ways in which such a cell says yes or no without an expression. */
const yes = /^(?:yes|true|true\(\)|1)$/i;
const no = /^(?:no|false|false\(\)|0)$/i;

export function isSaidYesOrNo(text: string): boolean {
  return yes.test(text.trim()) || no.test(text.trim());
}

export function saysYes(text: string): boolean {
  return yes.test(text.trim());
}
