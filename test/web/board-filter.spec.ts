import { byStage, filterRows, toggled } from '../../apps/web/board/board-filter.js';
import type { EntryRow } from '../../libs/contracts/views.js';

function anEntry(row: Partial<EntryRow>): EntryRow {
  return {
    id: '00000000-0000-4000-8000-000000000001', name: '华东', market: '奉贤', candidates: ['奉贤', '南汇'], state: 'running', stage: 'select', round: 1, phase: 'working', version: 1, openedAt: null, ageDays: 3,
    next: null, blockers: 0, overdue: 0, waitsForEngine: false, verdict: null, ...row,
  };
}
const names = (rows: readonly EntryRow[]): string[] => rows.map((row) => row.name);

describe('the board', () => {
  const rows = [anEntry({ name: 'a' }), anEntry({ name: 'b', state: 'held', overdue: 2, blockers: 1 }), anEntry({ name: 'c', state: 'completed' }), anEntry({ name: 'd', phase: 'gate', waitsForEngine: true })];

  it('shows what is on its way unless asked otherwise', () => {
    expect(names(filterRows(rows, {}))).toEqual(['a', 'b', 'd']);
    expect(names(filterRows(rows, { state: ['completed'] }))).toEqual(['c']);
  });

  it('narrows by every condition at once, and ignores one it does not know', () => {
    expect(names(filterRows(rows, { only: ['overdue'] }))).toEqual(['b']);
    expect(names(filterRows(rows, { only: ['gate', 'engine'] }))).toEqual(['d']);
    expect(names(filterRows(rows, { only: ['overdue', 'gate'] }))).toEqual([]);
    expect(names(filterRows(rows, { only: ['nonsense'] }))).toEqual(['a', 'b', 'd']);
  });

  it('finds by name, market and candidate', () => {
    const some = [anEntry({ name: '沿海扩张', market: null, candidates: ['Story'] }), anEntry({ name: 'Inland', market: 'Polk', candidates: [] })];
    expect(names(filterRows(some, { q: '沿海' }))).toEqual(['沿海扩张']);
    expect(names(filterRows(some, { q: ' story ' }))).toEqual(['沿海扩张']);
    expect(names(filterRows(some, { q: 'POLK' }))).toEqual(['Inland']);
  });

  it('puts the most urgent first in its stage and has all eight stages', () => {
    const due = (dueAt: string): EntryRow['next'] => ({ kind: 'hand-in', about: 'x', title: { zh: 'x', en: 'x' }, role: 'rm', person: null, dueAt, overdue: false });
    const columns = byStage([anEntry({ name: 'late', next: due('2026-03-01T00:00:00Z') }), anEntry({ name: 'soon', next: due('2026-02-01T00:00:00Z') }), anEntry({ name: 'overdue', overdue: 1, next: due('2026-04-01T00:00:00Z') }), anEntry({ name: 'idle' })]);
    expect(columns).toHaveLength(8);
    expect(names(columns[0]?.rows ?? [])).toEqual(['overdue', 'soon', 'late', 'idle']);
  });

  it('keeps its address short: the last value taken out leaves no list', () => {
    expect(toggled(undefined, 'a')).toEqual(['a']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
    expect(toggled(['a'], 'a')).toBeUndefined();
  });
});
