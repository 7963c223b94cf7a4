import type { Target } from '../../../libs/playbook/define-stage.js';
import type { Formats } from '../shell/format.js';

const signs = { 'at-least': '≥', 'at-most': '≤', exactly: '=' } as const;

/** "≥ 60 %", "0.8 – 1.2". */
export function targetText(target: Target, unit: string, currency: string, format: Formats): string {
  if (target.op === 'between') return `${format.measure(target.from, unit, currency)} – ${format.measure(target.to, unit, currency)}`;
  return `${signs[target.op]} ${format.measure(target.value, unit, currency)}`;
}
