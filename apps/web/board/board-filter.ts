import type { EntryRow } from '../../../libs/contracts/views.js';
import { stageKeys, type StageKey } from '../../../libs/playbook/define-stage.js';

/** What the board's address says. */
export type BoardSearch = {
  readonly view?: 'board' | 'table' | undefined; readonly q?: string | undefined; readonly state?: string[] | undefined; readonly only?: string[] | undefined;
  readonly stage?: StageKey | undefined; readonly sort?: string | undefined;
};

export const entryStates = ['running', 'held', 'completed', 'stopped'] as const;
export const conditionsOfBoard = ['overdue', 'blocked', 'gate', 'engine'] as const;
type Only = (typeof conditionsOfBoard)[number];

/** Without a choice the board shows the entries that are still on their way. */
export const defaultStates: readonly string[] = ['running', 'held'];

export function isTrue(only: Only, row: EntryRow): boolean {
  switch (only) {
    case 'overdue': return row.overdue > 0;
    case 'blocked': return row.blockers > 0;
    case 'gate': return row.phase === 'gate';
    case 'engine': return row.waitsForEngine;
  }
}

export function filterRows(rows: readonly EntryRow[], search: BoardSearch): EntryRow[] {
  const states = search.state ?? defaultStates;
  const only = conditionsOfBoard.filter((condition) => search.only?.includes(condition));
  const wanted = search.q?.trim().toLowerCase() ?? '';
  return rows.filter((row) => states.includes(row.state)
    && (search.stage === undefined || row.stage === search.stage)
    && only.every((condition) => isTrue(condition, row))
    && (wanted === '' || [row.name, row.market ?? '', ...row.candidates].some((text) => text.toLowerCase().includes(wanted))));
}

/** Eight columns, the most urgent entry first: overdue, then the earliest next due date, then the oldest. */
export function byStage(rows: readonly EntryRow[]): { stage: StageKey; rows: EntryRow[] }[] {
  const urgency = (row: EntryRow): string => `${row.overdue > 0 ? 0 : 1}${row.next?.dueAt ?? '9'}`;
  const sorted = [...rows].sort((a, b) => urgency(a).localeCompare(urgency(b)) || b.ageDays - a.ageDays || a.name.localeCompare(b.name, 'zh'));
  return stageKeys.map((stage) => ({ stage, rows: sorted.filter((row) => row.stage === stage) }));
}

/** Takes a value out of a list or puts it in; an empty list is no list, so that the address stays short. */
export function toggled(list: readonly string[] | undefined, value: string): string[] | undefined {
  const next = list?.includes(value) ? list.filter((item) => item !== value) : [...(list ?? []), value];
  return next.length > 0 ? next : undefined;
}
