import type { KpiAnswer } from '../../contracts/street.js';
import type { Ratio } from '../../measures/ratio.js';
import type { Measured } from '../../rules/facts.js';
import { sidesOf } from '../../rules/readings/measured.js';

export type Row = KpiAnswer['rows'][number];
export type Details = KpiAnswer['details'];
/** A measured figure with what there is to say beside it. */
export type Answered = Measured & { readonly sourceRows: number; readonly details: Details; readonly rows: readonly Row[] };

export function answered(measured: Measured, sourceRows: number, details: Details = {}, rows: readonly Row[] = []): Answered {
  return { ...measured, sourceRows, details, rows };
}

export function rowOf(key: string, label: string, { numerator, denominator, value }: Pick<Measured, 'numerator' | 'denominator' | 'value'>, details: Details = {}): Row {
  return { key, label, numerator, denominator, value, details };
}

/** As readings have it: no data has no denominator. */
export function ratioRow(key: string, label: string, ratio: Ratio, details: Details = {}): Row {
  return rowOf(key, label, sidesOf(ratio), details);
}
