import fc from 'fast-check';
import {
  coverage, dayLengthMinutes, isValidVisit, metresBetween, minutesInShop, unvisited, visitRates, visitsOverlap, type Customer, type UnvisitedInput, type VisitFacts,
} from './visits.js';

describe('visit rates', () => {
  const counts = { planned: 25, visitedOnPlan: 22, visitedUnplanned: 3, ordersOnPlan: 12, ordersUnplanned: 2 };

  it('keeps completion, strike and plan conversion apart', () => {
    expect(visitRates(counts)).toMatchObject({ completion: { value: 0.88 }, strike: { numerator: 14, denominator: 25, value: 0.56 }, planConversion: { value: 0.48 } });
  });

  it('does not raise completion by unplanned visits', () => {
    expect(visitRates({ ...counts, visitedUnplanned: 300 }).completion.value).toBe(0.88);
    expect(visitRates({ ...counts, visitedUnplanned: 300 }).planConversion.value).toBe(0.48);
  });

  it('has no data without a plan or without a visit', () => {
    const none = visitRates({ planned: 0, visitedOnPlan: 0, visitedUnplanned: 0, ordersOnPlan: 0, ordersUnplanned: 0 });
    expect(none).toMatchObject({ completion: { value: null }, strike: { value: null }, planConversion: { value: null } });
    const unplannedOnly = visitRates({ planned: 0, visitedOnPlan: 0, visitedUnplanned: 4, ordersOnPlan: 0, ordersUnplanned: 1 });
    expect(unplannedOnly).toMatchObject({ completion: { value: null }, strike: { value: 0.25 } });
  });

  it.each([
    [{ visitedOnPlan: 26 }, 'visitedOnPlan: must be at most planned (25), got 26'],
    [{ ordersOnPlan: 23 }, 'ordersOnPlan: must be at most visitedOnPlan (22), got 23'],
    [{ ordersUnplanned: 4 }, 'ordersUnplanned: must be at most visitedUnplanned (3), got 4'],
    [{ planned: -1 }, 'planned: must be a whole number of 0 or more, got -1'],
    [{ planned: 2.5 }, 'planned: must be a whole number of 0 or more, got 2.5'],
  ])('refuses %p', (changed, message) => {
    expect(() => visitRates({ ...counts, ...changed })).toThrow(new RangeError(message));
  });
});

describe('time in the shop', () => {
  const at = (from: string, to: string | null) => ({ inAt: `2025-07-15T${from}:00+08:00`, outAt: to === null ? null : `2025-07-15T${to}:00+08:00` });

  it('is out − in, and null while the visit is open', () => {
    expect(minutesInShop(at('08:00', '08:10'))).toBe(10);
    expect(minutesInShop(at('08:00', '08:00'))).toBe(0);
    expect(minutesInShop(at('08:00', null))).toBeNull();
    expect(minutesInShop({ inAt: '2025-07-15T08:00:00+08:00', outAt: '2025-07-15T00:10:30Z' })).toBe(10.5);
  });

  it('refuses a visit that ends before it begins', () => {
    expect(() => minutesInShop(at('08:10', '08:00'))).toThrow(RangeError);
  });

  it('makes the day from the first in to the last out, in any order', () => {
    expect(dayLengthMinutes([at('14:00', '14:10'), at('08:00', '08:10'), at('16:55', '17:05')])).toBe(545);
    expect(dayLengthMinutes([])).toBeNull();
    expect(dayLengthMinutes([at('08:00', '08:10'), at('09:00', null)])).toBeNull();
  });

  it('finds overlapping visits of one adviser', () => {
    expect(visitsOverlap(at('08:00', '08:10'), at('08:05', '08:15'))).toBe(true);
    expect(visitsOverlap(at('08:00', '09:00'), at('08:05', '08:15'))).toBe(true);
    expect(visitsOverlap(at('08:00', '08:10'), at('08:10', '08:15'))).toBe(false);
    expect(visitsOverlap(at('08:10', '08:15'), at('08:00', '08:10'))).toBe(false);
    expect(visitsOverlap(at('08:00', null), at('10:00', '10:15'))).toBe(true);
    expect(visitsOverlap(at('10:00', '10:15'), at('08:00', null))).toBe(true);
  });
});

describe('a valid visit', () => {
  const limits = { maxDistanceM: 150, minMinutes: 3, minPhotos: 1 };
  const good: VisitFacts = { distanceM: 150, distanceWaived: false, minutes: 3, mockLocation: false, photos: 1, overlapping: false };

  it('may lie on every limit', () => {
    expect(isValidVisit(good, limits)).toEqual({ valid: true, reasons: [] });
  });

  it.each<[Partial<VisitFacts>, string]>([
    [{ distanceM: 151 }, 'too_far'], [{ distanceM: null }, 'no_position'], [{ minutes: 2.9 }, 'too_short'], [{ minutes: null }, 'not_finished'],
    [{ mockLocation: true }, 'mock_location'], [{ photos: 0 }, 'no_photo'], [{ overlapping: true }, 'overlapping'],
  ])('is not one with %p: %s', (changed, reason) => {
    expect(isValidVisit({ ...good, ...changed }, limits)).toEqual({ valid: false, reasons: [reason] });
  });

  it('lets the supervisor waive the distance and nothing else', () => {
    expect(isValidVisit({ ...good, distanceM: 900, distanceWaived: true }, limits).valid).toBe(true);
    expect(isValidVisit({ ...good, distanceM: null, distanceWaived: true }, limits).valid).toBe(true);
    expect(isValidVisit({ ...good, distanceWaived: true, photos: 0 }, limits).reasons).toEqual(['no_photo']);
    expect(isValidVisit({ ...good, distanceWaived: true, mockLocation: true }, limits).valid).toBe(false);
  });

  it('names every reason at once', () => {
    const bad: VisitFacts = { distanceM: 900, distanceWaived: false, minutes: 1, mockLocation: true, photos: 0, overlapping: true };
    expect(isValidVisit(bad, limits).reasons).toEqual(['too_far', 'too_short', 'mock_location', 'no_photo', 'overlapping']);
  });

  it('refuses negative figures', () => {
    expect(() => isValidVisit({ ...good, distanceM: -1 }, limits)).toThrow(new RangeError('distanceM: must be a finite number of 0 or more, got -1'));
    expect(() => isValidVisit({ ...good, photos: 0.5 }, limits)).toThrow(RangeError);
    expect(() => isValidVisit(good, { ...limits, minMinutes: Number.NaN })).toThrow(RangeError);
  });
});

describe('the zero-unvisited rule', () => {
  type Terminal = UnvisitedInput['terminals'][number];
  const terminal = (id: string, cls: Terminal['class'], lastValidVisit: string | null, status: Customer['status'] = 'active'): Terminal =>
    ({ id, class: cls, status, lastValidVisit });
  const dealer = (id: string, lastValidVisit: string | null): Customer => ({ id, status: 'active', lastValidVisit });
  const on = (terminals: Terminal[], changed: Partial<UnvisitedInput> = {}) =>
    unvisited({ asOf: '2025-07-15', since: null, periodDays: { A: 7, B: 14, C: 28 }, terminals, dealers: [], dealerPeriodDays: 7, ...changed });

  it('is broken in the worked example, and says by whom', () => {
    const result = on([
      terminal('T1', 'A', '2025-07-07'), terminal('T2', 'B', '2025-07-02'), terminal('T3', 'C', null), terminal('T4', 'C', '2025-06-14'),
      terminal('T5', null, null, 'closed'),
    ]);
    expect(result).toEqual({
      active: 4, never: ['T3'],
      overdue: [{ id: 'T1', ageDays: 8, periodDays: 7 }, { id: 'T4', ageDays: 31, periodDays: 28 }],
      unvisited: 3,
      everCoverage: { numerator: 3, denominator: 4, value: 0.75 },
      currentCoverage: { numerator: 1, denominator: 4, value: 0.25 },
      colour: 'red',
    });
  });

  it('takes an age equal to the period as in time', () => {
    expect(on([terminal('T', 'A', '2025-07-08')])).toMatchObject({ unvisited: 0, colour: 'green' });
    expect(on([terminal('T', 'A', '2025-07-07')])).toMatchObject({ unvisited: 1, colour: 'red' });
  });

  it('is broken by either side alone', () => {
    expect(on([terminal('T', 'C', null)])).toMatchObject({ never: ['T'], overdue: [], colour: 'red' });
    expect(on([terminal('T', 'C', '2025-06-01')])).toMatchObject({ never: [], overdue: [{ id: 'T' }], colour: 'red' });
  });

  it('counts dealers too, with their own period', () => {
    expect(on([], { dealers: [dealer('D1', '2025-07-07'), dealer('D2', '2025-07-08'), dealer('D3', null)] })).toMatchObject({
      active: 3, never: ['D3'], overdue: [{ id: 'D1', ageDays: 8, periodDays: 7 }], unvisited: 2,
    });
  });

  it('leaves out closed and merged customers only', () => {
    const statuses = ['closed', 'merged', 'refused', 'unreachable'] as const;
    const result = on(statuses.map((status) => terminal(status, 'C', null, status)));
    expect(result.never).toEqual(['refused', 'unreachable']);
  });

  it('does not count visits before the entry', () => {
    expect(on([terminal('T', 'C', '2025-07-01')], { since: '2025-07-02' }).never).toEqual(['T']);
    expect(on([terminal('T', 'C', '2025-07-02')], { since: '2025-07-02' }).never).toEqual([]);
  });

  it('judges a terminal without a class by the shortest period', () => {
    expect(on([terminal('T', null, '2025-07-07')]).overdue).toEqual([{ id: 'T', ageDays: 8, periodDays: 7 }]);
  });

  it('is grey, not green, without an active customer', () => {
    expect(on([terminal('T', 'C', null, 'closed')])).toMatchObject({ active: 0, everCoverage: { value: null }, currentCoverage: { value: null }, colour: 'grey' });
    expect(on([]).colour).toBe('grey');
  });

  it('refuses a visit after the day, a day that is none, an id twice and a negative period', () => {
    expect(() => on([terminal('T', 'A', '2025-07-16')])).toThrow(new RangeError('T.lastValidVisit: must not lie after asOf, got 2025-07-16'));
    expect(() => on([terminal('T', 'A', '2025-02-30')])).toThrow(RangeError);
    expect(() => on([], { asOf: '15.07.2025' })).toThrow(RangeError);
    expect(() => on([terminal('T', 'A', null), terminal('T', 'B', null)])).toThrow(RangeError);
    expect(() => on([terminal('T', 'A', null)], { dealers: [dealer('T', null)] })).toThrow(RangeError);
    expect(() => on([], { dealerPeriodDays: -7 })).toThrow(new RangeError('periodDays.dealer: must be a whole number of 0 or more, got -7'));
  });

  it('splits the active customers into never, overdue and current, without rest', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((age) => new Date(Date.UTC(2025, 6, 15 - age)).toISOString().slice(0, 10));
    const arbitrary = fc.array(fc.record({
      cls: fc.constantFrom('A' as const, 'B' as const, 'C' as const, null), visit: fc.option(day),
      status: fc.constantFrom('active' as const, 'closed' as const, 'refused' as const),
    }), { maxLength: 30 });
    fc.assert(fc.property(arbitrary, (rows) => {
      const result = on(rows.map((row, i) => terminal(`T${i}`, row.cls, row.visit, row.status)));
      expect(result.active).toBe(rows.filter((row) => row.status !== 'closed').length);
      expect(result.never.length + result.overdue.length + result.currentCoverage.numerator).toBe(result.active);
      expect(result.colour === 'green').toBe(result.active > 0 && result.unvisited === 0);
      expect(new Set([...result.never, ...result.overdue.map((row) => row.id)]).size).toBe(result.unvisited);
    }));
  });
});

describe('coverage from counts', () => {
  it('gives what the single customers give', () => {
    expect(coverage({ customers: 4, never: 1, overdue: 2 })).toEqual({ everCoverage: { numerator: 3, denominator: 4, value: 0.75 }, currentCoverage: { numerator: 1, denominator: 4, value: 0.25 } });
    expect(coverage({ customers: 0, never: 0, overdue: 0 })).toMatchObject({ everCoverage: { value: null }, currentCoverage: { value: null } });
  });

  it('refuses more missed than there are, and broken counts', () => {
    expect(() => coverage({ customers: 2, never: 1, overdue: 2 })).toThrow(/never \+ overdue/);
    expect(() => coverage({ customers: 2, never: 0.5, overdue: 0 })).toThrow(/never/);
  });
});

describe('metres between two positions', () => {
  it.each([
    // One degree of the meridian of a sphere of 6,371,008.8 m; half of it on the 60th parallel; the antipode half around.
    [{ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 }, 111_195.08], [{ latitude: 60, longitude: 121 }, { latitude: 60, longitude: 122 }, 55_596.93],
    [{ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }, 20_015_114.44], [{ latitude: 31.2, longitude: 121.4 }, { latitude: 31.2, longitude: 121.4 }, 0],
  ])('%j to %j', (a, b, metres) => {
    expect(metresBetween(a, b)).toBeCloseTo(metres, 0);
    expect(metresBetween(b, a)).toBeCloseTo(metres, 0);
  });

  it('names what is no position', () => {
    expect(() => metresBetween({ latitude: 91, longitude: 0 }, { latitude: 0, longitude: 0 })).toThrow(/^a: must be a position/);
    expect(() => metresBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: Number.NaN })).toThrow(/^b: must be a position/);
  });
});
