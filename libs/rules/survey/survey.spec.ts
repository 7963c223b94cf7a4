import fc from 'fast-check';
import { surveyTerms } from '../../playbook/survey-terms.js';
import { backChecksOwed, checkerFor, drawBackChecks } from './back-check.js';
import { surveyPhase, type SurveyProgress } from './phase.js';
import { planAssignments, zonesWithoutTeam } from './plan-assignments.js';
import { firstStep, sheetDueAt, stepAfter } from './sheet-clock.js';
import { dealOutDays, expectedBy, plannedOn, surveyDay, surveyDayNumber, workingDays } from './survey-days.js';

const calendar = { timeZone: 'Asia/Shanghai', workweek: [1, 2, 3, 4, 5], holidays: ['2026-10-01', '2026-10-02'], extraWorkdays: ['2026-10-10'] };

describe('days of a survey', () => {
  it('are the market’s working days: holidays are left out, days worked instead are in', () => {
    expect(workingDays('2026-09-30', '2026-10-12', calendar)).toEqual(['2026-09-30', '2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12']);
    expect([1, 2, 3].map((n) => surveyDay('2026-10-03', n, calendar))).toEqual(['2026-10-05', '2026-10-06', '2026-10-07']);
    expect(surveyDayNumber('2026-10-05', '2026-10-07', calendar)).toBe(3);
    expect(workingDays('2026-10-05', '2026-10-01', calendar)).toEqual([]);
    expect(() => surveyDay('2026-10-05', 1, { ...calendar, workweek: [], extraWorkdays: [] })).toThrow(RangeError);
  });

  it('sixteen of the sample end three weeks and a day later', () => {
    expect(surveyDay('2026-11-02', 16, calendar)).toBe('2026-11-23');
  });

  it('are dealt out to zones by the outlets listed, at least one each; more zones than days share one', () => {
    const days = workingDays('2026-11-02', '2026-11-10', calendar);
    expect(dealOutDays([{ zoneNo: 1, listed: 60 }, { zoneNo: 2, listed: 5 }, { zoneNo: 3, listed: 35 }], days)).toEqual([
      { zoneNo: 1, from: '2026-11-02', to: '2026-11-05' }, { zoneNo: 2, from: '2026-11-06', to: '2026-11-06' }, { zoneNo: 3, from: '2026-11-09', to: '2026-11-10' },
    ]);
    expect(dealOutDays([1, 2, 3].map((zoneNo) => ({ zoneNo, listed: 1 })), days.slice(0, 2)).map((zone) => zone.from)).toEqual(['2026-11-02', '2026-11-02', '2026-11-03']);
    expect(dealOutDays([], days)).toEqual([]);
    expect(dealOutDays([{ zoneNo: 1, listed: 1 }], [])).toEqual([]);
  });

  it('every day goes to exactly one zone when there are enough', () => {
    fc.assert(fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 8 }), fc.integer({ min: 8, max: 30 }), (listed, count) => {
      const days = Array.from({ length: count }, (_, index) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10));
      const everyDay = { ...calendar, workweek: [1, 2, 3, 4, 5, 6, 7], holidays: [] };
      const dealt = dealOutDays(listed.map((n, index) => ({ zoneNo: index + 1, listed: n })), days);
      if (listed.length < count) expect(dealt.flatMap((zone) => workingDays(zone.from, zone.to, everyDay))).toEqual(days);
      expect(dealt.map((zone) => zone.zoneNo)).toEqual(listed.map((_, index) => index + 1));
    }));
  });

  it('what is expected by a day grows evenly to the whole, and its parts add up', () => {
    const work = { planned: 10, from: '2026-11-02', to: '2026-11-04' };
    expect(['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-09'].map((day) => expectedBy(day, work, calendar))).toEqual([0, 3, 6, 10, 10]);
    expect(['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'].map((day) => plannedOn(day, work, calendar))).toEqual([0, 3, 3, 4, 0]);
  });
});

describe('the clocks of a daily sheet', () => {
  const survey = { startDay: '2026-11-02', openedAt: '2026-11-02T01:00:00.000Z' };
  const real = { dayMs: null };
  it('due at 20:00 on the market’s wall: an hour before the team, an hour after the lead, next morning the manager, then nobody', () => {
    const dueAt = sheetDueAt('2026-11-05', '20:00', survey, calendar, real);
    expect(dueAt).toBe('2026-11-05T12:00:00.000Z');
    expect(firstStep(dueAt, '2026-11-05T00:00:00.000Z', surveyTerms, real)).toEqual({ step: 'remind', at: '2026-11-05T11:00:00.000Z' });
    expect(stepAfter('remind', dueAt, surveyTerms, real)).toEqual({ step: 'to-lead', at: '2026-11-05T13:00:00.000Z' });
    expect(stepAfter('to-lead', dueAt, surveyTerms, real)).toEqual({ step: 'to-manager', at: '2026-11-06T00:00:00.000Z' });
    expect(stepAfter('to-manager', dueAt, surveyTerms, real)).toBeNull();
  });
  it('one that comes to be owed when it is late already goes to the lead, and a compressed day has compressed minutes', () => {
    expect(firstStep('2026-11-05T12:00:00.000Z', '2026-11-06T00:00:00.000Z', surveyTerms, real)).toMatchObject({ step: 'to-lead' });
    const fast = { dayMs: 1_440 };
    expect(sheetDueAt('2026-11-05', '20:00', survey, calendar, fast)).toBe('2026-11-02T01:00:05.760Z');
    expect(stepAfter('remind', '2026-11-02T01:00:05.760Z', surveyTerms, fast)).toEqual({ step: 'to-lead', at: '2026-11-02T01:00:05.820Z' });
  });
});

describe('the draw of back-checks', () => {
  const records = (block: string, n: number) => Array.from({ length: n }, (_, index) => ({ recordId: `${block}-${index}`, block }));
  it.each([[0, 0, 0], [1, 1, 1], [20, 1, 1], [21, 1, 2], [40, 3, 3], [100, 2, 5], [101, 2, 6]])('%d records in %d blocks owe %d', (accepted, blocks, owed) => {
    expect(backChecksOwed(accepted, blocks, 0.05)).toBe(owed);
  });

  it('takes one of every block first, then fills up by rank, and draws nothing twice', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (sizes, share) => {
      const pool = sizes.flatMap((n, index) => records(`b${index}`, n));
      const drawn = drawBackChecks(pool, [], share, (id) => id);
      expect(new Set(drawn.map((check) => check.recordId)).size).toBe(drawn.length);
      expect(drawn.filter((check) => check.walksBlock).map((check) => check.block).sort()).toEqual([...new Set(pool.map((record) => record.block))].sort());
      expect(drawn).toHaveLength(backChecksOwed(pool.length, sizes.length, share));
      expect(drawBackChecks(pool, drawn, share, (id) => id)).toEqual([]);
    }));
  });

  it('the same chance draws the same records, another draws others', () => {
    const pool = records('b', 200);
    const by = (seed: string) => drawBackChecks(pool, [], 0.05, (id) => `${[...`${seed}${id}`].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 7)}`.padStart(5, '0')).map((check) => check.recordId);
    expect(by('x')).toEqual(by('x'));
    expect(by('x')).not.toEqual(by('y'));
  });

  it('goes to the independent one with the fewest, never to one who had a part, else to nobody', () => {
    const people = [{ personId: 'a', independent: true, load: 3 }, { personId: 'b', independent: true, load: 1 }, { personId: 'c', independent: false, load: 0 }];
    expect(checkerFor(people, new Set())).toBe('b');
    expect(checkerFor(people, new Set(['b']))).toBe('a');
    expect(checkerFor(people, new Set(['a', 'b']))).toBe('c');
    expect(checkerFor(people, new Set(['a', 'b', 'c']))).toBeNull();
  });
});

describe('the phase of a survey', () => {
  const at: SurveyProgress = { phase: 'preliminary', stageOpen: true, briefIn: false, zonesIn: false, planAccepted: false, trained: false, assignments: 0, assignmentsOpen: 0, wrappedUp: false };
  const papers = { briefIn: true, zonesIn: true };
  const planned = { ...papers, planAccepted: true, trained: true };
  it.each<[string, Partial<SurveyProgress>]>([
    ['preliminary', { briefIn: true }], ['plan', papers], ['plan', { ...papers, planAccepted: true }], ['implementation', planned], ['implementation', { ...planned, assignments: 2, assignmentsOpen: 1 }],
    ['review', { ...planned, assignments: 2 }], ['open', { ...planned, wrappedUp: true }], ['open', { stageOpen: false }], ['review', { phase: 'review', briefIn: true }],
  ])('is %s for %j', (phase, facts) => {
    expect(surveyPhase({ ...at, ...facts })).toBe(phase);
  });
});

describe('the plan as assignments', () => {
  const zones = [{ zoneNo: 1, name: '南桥', priority: 'key' as const, listed: 6 }, { zoneNo: 2, name: '庄行', priority: 'normal' as const, listed: 4 }];
  const team = (code: string, more: object = {}) => ({ code, zoneNos: [], sweeps: 'none' as const, interviewsDealers: false, from: '2026-11-02', to: '2026-11-06', fieldDays: null, ...more });
  it('a zone that a team names is taken from the team that sweeps its kind; one that nobody sweeps is named', () => {
    const teams = [team('key', { sweeps: 'key' }), team('extra', { zoneNos: [1] })];
    expect(zonesWithoutTeam(zones, teams)).toEqual([2]);
    const work = planAssignments({ by: 'zone', zones, routes: [], dealers: [], teams: [...teams, team('other', { sweeps: 'normal', fieldDays: 2 })] }, calendar);
    expect(work.map((one) => [one.targetKey, one.teamCode, one.fromDay, one.dueDay])).toEqual([['1', 'extra', '2026-11-02', '2026-11-06'], ['2', 'other', '2026-11-02', '2026-11-03']]);
  });
  it('routes where the zone has them, and every dealer once', () => {
    const work = planAssignments({
      by: 'route', zones, routes: [{ zoneNo: 1, routeNo: 1, listed: 4 }, { zoneNo: 1, routeNo: 2, listed: 2 }], dealers: [{ key: 'd1', name: '老王' }],
      teams: [team('all', { zoneNos: [1, 2] }), team('dealers', { interviewsDealers: true })],
    }, calendar);
    expect(work.map((one) => [one.targetType, one.targetKey, one.planned])).toEqual([['route', '1-1', 4], ['route', '1-2', 2], ['zone', '2', 4], ['respondent', 'd1', 1]]);
  });
});
