import type { KpiUnit, Target } from '../playbook/define-stage.js';
import type { Parameters } from '../playbook/parameters.js';
import type { Colour } from './facts.js';
import { meets } from './readings/measured.js';

/** One weekly reading. `pace`: how far into the period of an accumulating target it was taken; without, the target is due in full. */
export type ColourReading = {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly pace?: { readonly elapsedDays: number; readonly workingDays: number } | null;
};

export type ColourRule = {
  readonly target: Target | null;
  readonly unit: KpiUnit;
  readonly zeroTolerance: boolean;
  readonly limits: Parameters['colour'];
};

/**
 * 红黄绿 of the last of several weekly readings, oldest first, by method.md §15 rules 1–7. The rules that look back (grey turning red, two
 * ambers, no flicker out of red) need the readings before it, each judged by today's rule. No readings at all are grey: never green.
 */
export function kpiColour(readings: readonly ColourReading[], rule: ColourRule): Colour {
  if (rule.target === null) return 'none';
  let shown: Colour = 'grey';
  let red = false;
  let amberBefore = false;
  let greyRun = 0;
  let goodRun = 0;
  for (const reading of readings) {
    const single = singleColour(reading, rule.target, rule);
    if (single === 'none') {
      shown = 'none';
      greyRun = 0;
      continue;
    }
    if (single === 'grey') {
      // Rule 4: what nobody measures three reviews running has gone wrong.
      greyRun += 1;
      red ||= greyRun >= rule.limits.greyReviewsToRed;
      goodRun = 0;
      shown = greyRun >= rule.limits.greyReviewsToRed ? 'red' : 'grey';
      continue;
    }
    greyRun = 0;
    if (single === 'green') {
      goodRun += 1;
      red &&= goodRun < rule.limits.goodWeeksAfterRed;
      amberBefore = false;
      shown = red ? 'amber' : 'green';
      continue;
    }
    goodRun = 0;
    // Rule 5: two ambers in a row are a red; out of red only good weeks lead.
    red ||= single === 'red' || amberBefore;
    amberBefore = single === 'amber';
    shown = red ? 'red' : 'amber';
  }
  return shown;
}

/** The colour a reading has by itself. */
function singleColour(reading: ColourReading, target: Target, rule: ColourRule): Colour {
  const { value } = reading;
  if (value === null) return 'grey';
  // Rule 6 comes before the small base: a single invalid code is red in the smallest market.
  if (rule.zeroTolerance) return meets(reading, target) === true ? 'green' : 'red';
  if (rule.unit === 'ratio' && reading.denominator !== null && Math.abs(reading.denominator) < rule.limits.smallBase) return 'none';
  if (target.op === 'between') return bandColour(value, target.from, target.to, rule.limits);
  if (target.op === 'exactly') return bandColour(value, target.value, target.value, rule.limits);
  return attainmentColour(attainment(reading, value, target.op, target.value), rule.limits);
}

/** Rules 1 and 2. A target of zero has no attainment: it is met or it is not. */
function attainment(reading: ColourReading, value: number, op: 'at-least' | 'at-most', target: number): number {
  const part = reading.pace && reading.pace.workingDays > 0 ? Math.min(1, reading.pace.elapsedDays / reading.pace.workingDays) : 1;
  const toDate = target * part;
  if (op === 'at-least') return toDate > 0 ? value / toDate : Number(value >= toDate);
  if (value <= 0) return 1;
  return toDate / value;
}

/** Rule 3. Six digits, so that 0.57 of 0.6 is the 0.95 that people read. */
function attainmentColour(attained: number, limits: Parameters['colour']): Colour {
  const six = Math.round(attained * 1e6) / 1e6;
  if (six >= limits.greenFrom) return 'green';
  return six >= limits.amberFrom ? 'amber' : 'red';
}

/** Outside a band by up to a fifth of the nearer limit is amber. */
function bandColour(value: number, from: number, to: number, limits: Parameters['colour']): Colour {
  if (value >= from && value <= to) return 'green';
  const nearer = value < from ? from : to;
  const off = Math.round((Math.abs(value - nearer) / Math.abs(nearer)) * 1e6) / 1e6;
  return nearer !== 0 && off <= limits.bandTolerance ? 'amber' : 'red';
}

/** Rule 8: a red without an open action that has an owner and a date. */
export function isUnowned(colour: Colour, openActions: readonly { readonly owner: string | null; readonly due: string | null }[]): boolean {
  return colour === 'red' && !openActions.some((action) => action.owner !== null && action.due !== null);
}
