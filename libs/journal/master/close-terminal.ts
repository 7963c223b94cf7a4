import { localDay } from '../../rules/calendar.js';
import { addDays } from '../../rules/iso-week.js';
import { companyCommand } from '../define-command.js';
import { mustStand, recordOf, refuse, setTerminal, terminalInHand } from './terminal-in-hand.js';

type OnDay = { readonly terminalId: string; readonly day: string; readonly reason: string };
type Answer = { readonly terminalId: string };

/** The terminal was open for the last time on this day. Its rows, its code and its past stay (method.md §4.1). Throws `wrong-state` when it is closed or merged. */
export const closeTerminal = companyCommand<OnDay, Answer>(async (tx, { terminalId, day, reason }) => {
  const { terminal } = await terminalInHand(tx, terminalId);
  mustStand(terminal, 'active', 'refused', 'unreachable');
  mustHaveCome(tx.now, day);
  if (terminal.firstSeen !== null && day < terminal.firstSeen) refuse({ field: 'day', rule: 'not-before-first-seen', zh: `早于首次发现日 ${terminal.firstSeen}`, en: `Lies before the day on which it was first seen, ${terminal.firstSeen}` });
  await setTerminal(tx.em, terminalId, { status: 'closed', closedOn: day });
  await recordOf(tx, terminalId, 'closeTerminal', { day, reason, before: terminal.status });
  return { terminalId };
});

/** Open again from this day, under the code that it had. Throws `wrong-state` unless it is closed. */
export const reopenTerminal = companyCommand<OnDay, Answer>(async (tx, { terminalId, day, reason }) => {
  const { terminal } = await terminalInHand(tx, terminalId);
  mustStand(terminal, 'closed');
  mustHaveCome(tx.now, day);
  if (terminal.closedOn !== null && day < terminal.closedOn) refuse({ field: 'day', rule: 'not-before-closing', zh: `早于关店日 ${terminal.closedOn}`, en: `Lies before the day on which it closed, ${terminal.closedOn}` });
  await setTerminal(tx.em, terminalId, { status: 'active', closedOn: null });
  await recordOf(tx, terminalId, 'reopenTerminal', { day, reason, closedOn: terminal.closedOn });
  return { terminalId };
});

/** What has not happened yet is not known. Somewhere it is tomorrow already. */
function mustHaveCome(now: string, day: string): void {
  if (day > addDays(localDay(new Date(now), 'UTC'), 1)) refuse({ field: 'day', rule: 'not-in-the-future', zh: '不能是将来的日期', en: 'Lies in the future' });
}
