import { ScheduleAlreadyRunning, type Client } from '@temporalio/client';
import { Refusal } from '../rules/failures.js';
import { callDeadlineMs } from './connection.js';
import { reviewScheduleId, workflowNames, workflowTaskTimeout } from './names.js';
import { engineFailure } from './outcomes.js';

const weekdays = { mon: 'MONDAY', tue: 'TUESDAY', wed: 'WEDNESDAY', thu: 'THURSDAY', fri: 'FRIDAY', sat: 'SATURDAY', sun: 'SUNDAY' } as const;
/** An engine that was away for less than this holds the missed review when it is back. */
const catchupWindow = '7 days';

export type ReviewSlot = { readonly timeZone: string; readonly weekday: (typeof weekdays)[keyof typeof weekdays]; readonly hour: number };

/** Reads a cohort's text, `Asia/Shanghai/mon-08`: time zone, weekday, hour. Throws Refusal `invalid-input` on any other text. */
export function reviewSlot(cohort: string): ReviewSlot {
  const [, timeZone, day, hour] = /^(.+)\/([a-z]{3})-([01]\d|2[0-3])$/.exec(cohort) ?? [];
  const weekday = day !== undefined && day in weekdays ? weekdays[day as keyof typeof weekdays] : undefined;
  if (timeZone === undefined || weekday === undefined) throw new Refusal('invalid-input', { cohort });
  return { timeZone, weekday, hour: Number(hour) };
}

/** Makes the one Schedule of a cohort's weekly review; finding it there already is success. Throws Refusal `engine-away`. */
export async function ensureReviewSchedule(client: Client, taskQueue: string, cohort: string): Promise<void> {
  const { timeZone, weekday, hour } = reviewSlot(cohort);
  const scheduleId = reviewScheduleId(cohort);
  try {
    await client.withDeadline(Date.now() + callDeadlineMs, () => client.schedule.create({
      scheduleId,
      spec: { calendars: [{ dayOfWeek: weekday, hour }], timezone: timeZone },
      action: { type: 'startWorkflow', workflowType: workflowNames.review, workflowId: scheduleId, args: [{ cohort }], taskQueue, workflowTaskTimeout },
      policies: { overlap: 'SKIP', catchupWindow },
    }));
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw engineFailure(error);
  }
}
