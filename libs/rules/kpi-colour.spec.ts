import { parameters } from '../playbook/parameters.js';
import type { Target } from '../playbook/define-stage.js';
import type { Colour } from './facts.js';
import { isUnowned, kpiColour, type ColourReading, type ColourRule } from './kpi-colour.js';

const atLeast = (value: number): Target => ({ op: 'at-least', value });
const atMost = (value: number): Target => ({ op: 'at-most', value });
const rule = (target: Target | null, over: Partial<ColourRule> = {}): ColourRule => ({ target, unit: 'times', zeroTolerance: false, limits: parameters.colour, ...over });
const week = (value: number | null): ColourReading => ({ numerator: value, denominator: null, value });

describe('the colour of one reading', () => {
  const cases: [string, ColourReading, ColourRule, Colour][] = [
    ['on target', week(0.6), rule(atLeast(0.6)), 'green'],
    ['95 % of it', week(0.57), rule(atLeast(0.6)), 'green'],
    ['just below 95 %', week(0.569), rule(atLeast(0.6)), 'amber'],
    ['85 % of it', week(0.51), rule(atLeast(0.6)), 'amber'],
    ['just below 85 %', week(0.509), rule(atLeast(0.6)), 'red'],
    ['lower is better, met', week(0.05), rule(atMost(0.1)), 'green'],
    ['lower is better, nothing at all', week(0), rule(atMost(0.1)), 'green'],
    ['lower is better, a little over', week(0.11), rule(atMost(0.1)), 'amber'],
    ['lower is better, far over', week(0.12), rule(atMost(0.1)), 'red'],
    ['at most zero, and it is', week(0), rule(atMost(0)), 'green'],
    ['at most zero, and it is not', week(1), rule(atMost(0)), 'red'],
    ['at least zero, in the black', week(0), rule(atLeast(0)), 'green'],
    ['at least zero, in the red', week(-1), rule(atLeast(0)), 'red'],
    ['in the band', week(10), rule({ op: 'between', from: 10, to: 25 }), 'green'],
    ['a fifth below the band', week(8), rule({ op: 'between', from: 10, to: 25 }), 'amber'],
    ['more than a fifth below', week(7.9), rule({ op: 'between', from: 10, to: 25 }), 'red'],
    ['a fifth above the band', week(30), rule({ op: 'between', from: 10, to: 25 }), 'amber'],
    ['more than a fifth above', week(30.1), rule({ op: 'between', from: 10, to: 25 }), 'red'],
    ['exactly none, and one', week(1), rule({ op: 'exactly', value: 0 }), 'red'],
    ['pace of arithmetic.md §11: 4,200 of 10,000 after 10 of 21 days', { ...week(4200), pace: { elapsedDays: 10, workingDays: 21 } }, rule(atLeast(10_000)), 'amber'],
    ['pace, on course', { ...week(4600), pace: { elapsedDays: 10, workingDays: 21 } }, rule(atLeast(10_000)), 'green'],
    ['no data', week(null), rule(atLeast(0.6)), 'grey'],
    ['no target', week(3), rule(null), 'none'],
    ['nine in the denominator', { numerator: 9, denominator: 9, value: 1 }, rule(atLeast(0.6), { unit: 'ratio' }), 'none'],
    ['ten in the denominator', { numerator: 10, denominator: 10, value: 1 }, rule(atLeast(0.6), { unit: 'ratio' }), 'green'],
    ['an index whose denominator is no base', { numerator: 0.3, denominator: 0.35, value: 0.857143 }, rule(atMost(1)), 'green'],
    ['zero tolerance, one customer unvisited of five', { numerator: 1, denominator: 5, value: 1 }, rule({ op: 'exactly', value: 0 }, { unit: 'count', zeroTolerance: true }), 'red'],
    ['zero tolerance, one code of five invalid', { numerator: 4, denominator: 5, value: 0.8 }, rule(atLeast(1), { unit: 'ratio', zeroTolerance: true }), 'red'],
    ['zero tolerance, 99 % is not enough', { numerator: 99, denominator: 100, value: 0.99 }, rule(atLeast(1), { unit: 'ratio', zeroTolerance: true }), 'red'],
    ['zero tolerance kept', { numerator: 0, denominator: 5, value: 0 }, rule({ op: 'exactly', value: 0 }, { unit: 'count', zeroTolerance: true }), 'green'],
  ];
  it.each(cases)('%s', (_, reading, by, colour) => expect(kpiColour([reading], by)).toBe(colour));

  it('is grey without any reading, never green', () => expect(kpiColour([], rule(atLeast(0.6)))).toBe('grey'));
});

describe('the colour in the run of the weeks (G 1.0, A 0.9, R 0.5 of a target of 1, – no data)', () => {
  const values: Readonly<Record<string, number | null>> = { G: 1, A: 0.9, R: 0.5, '-': null };
  const cases: [string, string][] = [
    ['G', 'green'], ['A', 'amber'], ['R', 'red'], ['-', 'grey'],
    ['AA', 'red'], ['AAA', 'red'], ['AGA', 'amber'], ['A-A', 'red'],
    ['RG', 'amber'], ['RGG', 'green'], ['RGA', 'red'], ['RGRG', 'amber'], ['RA', 'red'], ['RGGA', 'amber'], ['AAGG', 'green'],
    ['G--', 'grey'], ['G---', 'red'], ['---G', 'amber'], ['---GG', 'green'], ['--G', 'green'], ['----', 'red'], ['RG-G', 'amber'],
  ];
  it.each(cases)('%s → %s', (weeks, colour) => {
    expect(kpiColour([...weeks].map((letter) => week(values[letter] ?? null)), rule(atLeast(1)))).toBe(colour);
  });
});

it('a red without an action that has owner and date is unowned', () => {
  expect(isUnowned('red', [])).toBe(true);
  expect(isUnowned('red', [{ owner: 'anna', due: null }])).toBe(true);
  expect(isUnowned('red', [{ owner: 'anna', due: '2026-03-02' }])).toBe(false);
  expect(isUnowned('amber', [])).toBe(false);
});
