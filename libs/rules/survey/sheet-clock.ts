import type { SurveyTerms } from '../../playbook/survey-terms.js';
import { instantAt, type Calendar, type Pace } from '../calendar.js';
import { surveyDayNumber } from './survey-days.js';

export type SheetStep = 'remind' | 'to-lead' | 'to-manager';

/** A step of a daily sheet that nobody has handed in yet, and its instant. */
export type SheetClock = { readonly step: SheetStep; readonly at: string };

type Terms = Pick<SurveyTerms, 'sheetRemindMinutes' | 'sheetToLeadMinutes' | 'sheetToManagerMinutes'>;
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** A compressed day has compressed minutes. */
function minutes(count: number, pace: Pace): number {
  return pace.dayMs === null ? count * minuteMs : Math.round((count * minuteMs * pace.dayMs) / dayMs);
}

/** When the sheet of a field day is due: `by` (HH:MM) on the market's wall; with a compressed pace, at the end of that day's share of time. */
export function sheetDueAt(day: string, by: string, survey: { readonly startDay: string; readonly openedAt: string }, calendar: Calendar, pace: Pace): string {
  if (pace.dayMs === null) return instantAt(day, `${by}:00`, calendar.timeZone).toISOString();
  return new Date(Date.parse(survey.openedAt) + surveyDayNumber(survey.startDay, day, calendar) * pace.dayMs).toISOString();
}

/** The first step of a sheet's ladder: a reminder before it is due, or at once the escalation when that has passed. */
export function firstStep(dueAt: string, now: string, terms: Terms, pace: Pace): SheetClock {
  const at = new Date(Date.parse(dueAt) - minutes(terms.sheetRemindMinutes, pace)).toISOString();
  return now < dueAt ? { step: 'remind', at } : stepAfter('remind', dueAt, terms, pace) as SheetClock;
}

/** What follows a step; null after the last: the sheet stays missing, and no silence hands it in. */
export function stepAfter(step: SheetStep, dueAt: string, terms: Terms, pace: Pace): SheetClock | null {
  const after = (count: number): string => new Date(Date.parse(dueAt) + minutes(count, pace)).toISOString();
  if (step === 'remind') return { step: 'to-lead', at: after(terms.sheetToLeadMinutes) };
  if (step === 'to-lead') return { step: 'to-manager', at: after(terms.sheetToManagerMinutes) };
  return null;
}
