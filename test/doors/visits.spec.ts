import type { Client } from '../../libs/contracts/client.js';
import type { Actor } from '../../libs/journal/actor.js';
import { addDays, addWeeks, isoWeek, weekStart } from '../../libs/rules/iso-week.js';
import { aCompany, aPerson, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { streetOf, type Street } from '../support/figures.js';
import { importInto, mustImport } from '../support/imports.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

/* Plans from frequencies, visits against plans, and which visits count: over HTTP, on both databases. */
eachDatabase('visits', (ctx) => {
  let api: ApiUnderTest;
  let company: Company;
  let street: Street & { readonly marketId: string };
  let supervisor: Client;
  let adviser: Client;
  let lee: Actor;
  /** Still to come, so that a plan can be made again. */
  const week = addWeeks(isoWeek(new Date().toISOString().slice(0, 10)), 2);
  const monday = weekStart(week);
  const day = (n: number): string => addDays(monday, n);
  const params = () => ({ marketId: street.marketId });

  beforeAll(async () => {
    api = await startApi({ place: ctx.place });
    company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
    await mustImport(ctx, 'markets', 'code,name\nm,M\nv,V\n');
    street = await streetOf(api, 'm');
    lee = await aPerson(company, 'adv', street.marketId);
    adviser = (await api.tokenOf(lee)).client;
    supervisor = (await api.tokenOf(company.people.sup)).client;
    await mustImport(ctx, 'dealers', `market,code,name,owner,firstSeen\nm,d1,D1,${lee.login},2026-01-01\nm,d2,D2,,\n`);
    // Two routes of one adviser: 10 A, 20 B, 40 C; and a shop that nobody owns.
    const shop = (i: number, name: string, route: number) => `m,t${i},T${i},${name},1,${route},${lee.login},31.0,121.${String(i).padStart(3, '0')}`;
    await mustImport(ctx, 'terminals', ['market,externalId,name,class,zone,route,adviser,latitude,longitude',
      ...Array.from({ length: 10 }, (_, i) => shop(i, 'A', 1)), ...Array.from({ length: 20 }, (_, i) => shop(i + 10, 'B', 1)), ...Array.from({ length: 40 }, (_, i) => shop(i + 30, 'C', 2)), 'm,t99,T99,B,2,,,31,121',
    ].join('\n'));
  }, 120_000);
  afterAll(() => api.stop());

  const rules = (result: { readonly errors: readonly { readonly row: number; readonly column: string | null; readonly rule: string }[] }) => result.errors.map(({ row, column, rule }) => [row, column, rule]);

  describe('a plan', () => {
    it('comes from the frequencies, balanced over the working days', async () => {
      const answer = await supervisor.call('planVisits', { params: params(), body: { from: week, weeks: 4 } });
      // 10×4 + 20×2 + 40×1 and one dealer every week.
      expect(answer).toMatchObject({ planned: 124, kept: 0, advisers: 1, unowned: 2, short: 0, dropped: 0 });
      const view = await adviser.call('visitPlan', { params: params(), query: { from: week, to: addWeeks(week, 3) } });
      const perDay = view.rows.map((row) => row.stops);
      expect([view.planned, perDay.length, Math.max(...perDay) - Math.min(...perDay)]).toEqual([124, 20, 1]);
      expect(view.rows.every((row) => row.weekday <= 5)).toBe(true);
      expect(await street.kpi('visitCompletion', { from: week, to: week })).toMatchObject({ numerator: 0, denominator: view.rows.filter((row) => isoWeek(row.day) === week).reduce((all, row) => all + row.stops, 0) });
    });

    it('is the same when it is made again, and keeps what was planned by hand', async () => {
      const rows = async () => (await ctx.db.reader.query('SELECT day, customerId, seq, source FROM visit_plan ORDER BY day, customerId')) as { source: string }[];
      const before = await rows();
      await supervisor.call('planVisits', { params: params(), body: { from: week, weeks: 4 } });
      expect(await rows()).toEqual(before);
      await mustImport(ctx, 'visit-plans', `market,day,adviser,terminal\nm,${day(5)},${lee.login},t3\n`);
      expect(await supervisor.call('planVisits', { params: params(), body: { from: week, weeks: 4 } })).toMatchObject({ planned: 124, kept: 1 });
      expect((await rows()).filter((row) => row.source === 'manual')).toHaveLength(1);
    });

    it('follows the frequency rule of its week, and the days on which a shop is open', async () => {
      await mustImport(ctx, 'frequency-rules', `market,class,validFrom,visitsPer4Weeks,minutes\nm,A,${day(14)},8,30\n`);
      await mustImport(ctx, 'route-stops', 'market,terminal,seq,weekdays,route\nm,t30,1,"3",1-2\nm,t31,2,3,1-2\n');
      expect((await supervisor.call('planVisits', { params: params(), body: { from: week, weeks: 4, zone: 1 } })).planned).toBe(124 + 20);
      const on = async (client: string) => ((await ctx.db.reader.query(`SELECT p.day FROM visit_plan p JOIN terminal t ON t.id = p.terminalId WHERE t.externalId = '${client}' AND p.source = 'frequency' ORDER BY p.day`)) as { day: string }[]).map((row) => row.day);
      for (const visited of await on('t30')) expect(new Date(`${visited}T00:00:00Z`).getUTCDay()).toBe(3);
      const later = (await on('t0')).filter((visited) => visited >= day(14));
      expect(later).toHaveLength(4);
      const frequencies = await adviser.call('visitFrequencies', { params: params(), query: { on: day(14) } });
      expect(frequencies.rows[0]).toMatchObject({ class: 'A', visitsPer4Weeks: 8, minutes: 30, from: 'market', customers: 10, callsPer4Weeks: 80, hoursPer4Weeks: { value: 40 } });
      expect((await street.kpi('workload', { from: week, to: addWeeks(week, 3) })).details).toMatchObject({ people: 1 });
    });

    it('makes good what was missed where there is room, the never visited first', async () => {
      const answer = await supervisor.call('planVisits', { params: params(), body: { from: week, weeks: 1, recover: true, callsPerDay: 9 } });
      const [{ n } = { n: 0 }] = (await ctx.db.reader.query(`SELECT COUNT(*) AS n FROM visit_plan WHERE source = 'recovery' AND week = '${week}'`)) as { n: number }[];
      expect(answer.recovered).toBe(Number(n));
      expect(answer.recovered).toBeGreaterThan(0);
      expect(answer.leftOver).toBeGreaterThan(0);
      const view = await adviser.call('visitPlan', { params: params(), query: { from: week } });
      expect(Math.max(...view.rows.filter((row) => row.weekday <= 5).map((row) => row.stops))).toBe(9);
    });

    it.each([['adv', { from: '2026-W10' }, 'not-allowed'], ['sup', { from: '2026-W54' }, 'invalid-input'], ['sup', { from: '2026-W10', weeks: 9 }, 'invalid-input'], ['sup', { from: '2026-W10', zone: 0 }, 'invalid-input']])(
      'by %s with %j is refused: %s', async (role, body, code) => {
        await expect((role === 'adv' ? adviser : supervisor).call('planVisits', { params: params(), body: body as { from: string } })).rejects.toMatchObject({ problem: { code } });
      });

    it('names what a stop or rule cannot be', async () => {
      expect(rules(await importInto(ctx, 'route-stops', 'market,terminal,seq,weekdays,route\nm,t99,1,,\nm,t1,1,8,\nm,t1,2,11,\nm,t2,1,,1-2\nm,t3,0,,\n'))).toEqual([
        [2, 'terminal', 'not-on-a-route'], [3, 'weekdays', 'not-weekdays'], [4, 'weekdays', 'not-weekdays'], [5, 'route', 'other-route'], [6, 'seq', 'out-of-range'],
      ]);
      expect(rules(await importInto(ctx, 'frequency-rules', 'market,class,validFrom,visitsPer4Weeks,minutes\nm,D,2026-01-01,4,10\nm,A,2026-01-01,29,10\n'))).toEqual([[2, 'class', 'not-one-of'], [3, 'visitsPer4Weeks', 'out-of-range']]);
      expect(rules(await importInto(ctx, 'visit-plans', `market,day,adviser,terminal,dealer\nm,${day(0)},x,,\nm,${day(0)},x,t1,d1\n`))).toEqual([[2, null, 'one-of'], [3, null, 'one-of']]);
    });
  });

  describe('visits against the plan', () => {
    /** arithmetic.md §6, vector `visits`: 25 planned, 22 visited on plan and 3 beside it, 12 and 2 orders. */
    it('completion, strike rate and plan conversion of the worked example; unplanned visits never raise completion', async () => {
      const v = await streetOf(api, 'v');
      const shops = Array.from({ length: 30 }, (_, i) => i);
      await mustImport(ctx, 'terminals', `market,externalId,name,class,zone,route,adviser\n${shops.map((i) => `v,s${i},S${i},A,1,1,${lee.login}`).join('\n')}\n`);
      await mustImport(ctx, 'visit-plans', `market,day,adviser,terminal,seq\n${shops.slice(0, 25).map((i) => `v,2026-03-03,${lee.login},s${i},${i + 1}`).join('\n')}\n`);
      const visit = (i: number, ordered: boolean) => `v,x${i},s${i},${lee.login},2026-03-03,${ordered ? 1 : 0},1,0`;
      await mustImport(ctx, 'visits', ['market,clientId,terminal,adviser,day,ordered,valid,planned', ...shops.slice(0, 22).map((i) => visit(i, i < 12)), ...[25, 26, 27].map((i) => visit(i, i < 27)),
        // Not valid, and on another day: neither completes the plan.
        `v,y,s23,${lee.login},2026-03-03,1,0,1`, `v,z,s24,${lee.login},2026-03-04,0,1,1`].join('\n'));
      const day3 = { from: '2026-03-03', to: '2026-03-03' };
      expect(await v.kpi('visitCompletion', day3)).toMatchObject({ numerator: 22, denominator: 25, value: 0.88 });
      expect(await v.kpi('strikeRate', day3)).toMatchObject({ numerator: 14, denominator: 25, value: 0.56 });
      expect(await v.kpi('planConversion', day3)).toMatchObject({ numerator: 12, denominator: 25, value: 0.48 });
      const list = await adviser.call('adviserDay', { params: { marketId: v.marketId }, query: { person: lee.login, day: '2026-03-03' } });
      expect(list).toMatchObject({ planned: 25, visited: 22, completion: { value: 0.88 } });
      expect([list.stops[0]?.externalId, list.stops[23]?.state, list.stops[24]?.state, list.unplanned.length]).toEqual(['s0', 'invalid', 'to-do', 3]);
      expect((await adviser.call('adviserDay', { params: { marketId: v.marketId }, query: { person: lee.login, day: '2026-03-10' } })).stops).toEqual([]);
    });
  });

  describe('a visit counts', () => {
    const header = 'market,clientId,terminal,adviser,day,inAt,outAt,latitude,longitude,photos,mockLocation,outcome';
    /** 0.001° of latitude are 111 m. */
    const visit = (id: string, at: string, until: string, latitude: number, rest = '1,0,no_order', who = lee.login) => `m,${id},t1,${who},2026-03-03,2026-03-03T${at}:00+08:00,${until === '' ? '' : `2026-03-03T${until}:00+08:00`},${latitude},121.001,${rest}`;
    const judged = async () => Object.fromEntries(((await ctx.db.reader.query("SELECT clientId, valid, invalidReason FROM visit WHERE clientId LIKE 'j%'")) as { clientId: string; valid: number; invalidReason: string | null }[])
      .map((row) => [row.clientId, row.valid === 1 ? 'valid' : row.invalidReason]));

    it('within 150 m, after 3 minutes, with a photo, from a real position', async () => {
      await mustImport(ctx, 'visits', [header, visit('j1', '09:00', '09:03', 31.00134, '1,0,order'), visit('j2', '09:10', '09:20', 31.00136), visit('j3', '09:30', '09:32', 31), visit('j4', '09:40', '09:50', 31, '0,0,'),
        visit('j5', '10:00', '10:10', 31, '1,1,'), visit('j6', '10:20', '', 31)].join('\n'));
      expect(await judged()).toEqual({ j1: 'valid', j2: 'too_far', j3: 'too_short', j4: 'no_photo', j5: 'mock_location', j6: 'not_finished' });
      const [far] = await adviser.call('listVisits', { params: params(), query: { state: 'waivable' } });
      expect(far).toMatchObject({ clientId: 'j2', distanceM: expect.closeTo(151.2, 0), faults: ['too_far'], valid: false, externalId: 't1' });
      expect((await adviser.call('listVisits', { params: params(), query: { state: 'valid', person: lee.login, from: '2026-03-03', to: '2026-03-03' } })).map((one) => [one.clientId, one.outcome, one.ordered])).toEqual([['j1', 'order', true]]);
    });

    it('only when it overlaps no other of its adviser, whichever came in first, and as before when the other is put right', async () => {
      const clash = visit('j7', '09:02', '09:08', 31);
      await mustImport(ctx, 'visits', `${header}\n${clash}\n${visit('j8', '09:02', '09:08', 31, '1,0,', 'ann')}\n`);
      expect(await judged()).toMatchObject({ j1: 'overlapping', j7: 'overlapping', j8: 'valid' });
      expect(await mustImport(ctx, 'visits', `${header}\n${clash}\n`)).toMatchObject({ updated: 0, unchanged: 1 });
      await mustImport(ctx, 'visits', `${header}\n${visit('j7', '09:03', '09:08', 31)}\n`);
      expect(await judged()).toMatchObject({ j1: 'valid', j7: 'valid' });
    });

    it('although too far when a supervisor says so, with a reason, and also after the file comes again', async () => {
      const waivable = async (clientId: string) => (await adviser.call('listVisits', { params: params(), query: { from: '2026-03-03', to: '2026-03-03' } })).find((one) => one.clientId === clientId)?.id ?? '';
      const waive = (client: Client, visitId: string) => client.call('waiveVisit', { params: { visitId }, body: { reason: '店搬了 the shop has moved' } });
      const far = await waivable('j2');
      await expect(waive(adviser, far)).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
      expect(await waive(supervisor, far)).toEqual({ id: far, valid: true, invalidReason: null });
      await expect(waive(supervisor, far)).rejects.toMatchObject({ problem: { code: 'wrong-state' } });
      await expect(waive(supervisor, await waivable('j3'))).rejects.toMatchObject({ problem: { code: 'wrong-state' } });
      expect(await mustImport(ctx, 'visits', `${header}\n${visit('j2', '09:10', '09:20', 31.00136)}\n`)).toMatchObject({ unchanged: 1, updated: 0 });
      expect(await judged()).toMatchObject({ j2: 'valid' });
      expect((await adviser.call('listVisits', { params: params(), query: { state: 'waived' } }))[0]?.waiver).toMatchObject({ reason: '店搬了 the shop has moved', by: { id: company.people.sup.personId } });
      expect(await ctx.db.reader.query("SELECT firstValidVisit, lastValidVisit FROM terminal WHERE externalId = 't1' AND marketId = ?", [street.marketId])).toEqual([{ firstValidVisit: '2026-03-03', lastValidVisit: '2026-03-03' }]);
    });

    it.each<readonly [string, () => string, unknown[]]>([
      ['half a position', () => visit('b1', '09:00', '09:10', 31).replace(',121.001', ','), [[2, 'longitude', 'half-position']]],
      ['a position beyond the pole', () => visit('b2', '09:00', '09:10', 95), [[2, 'latitude', 'out-of-range']]],
      ['an end before its beginning', () => visit('b3', '09:10', '09:00', 31), [[2, 'outAt', 'out-before-in']]],
    ])('never with %s', async (_, row, expected) => {
      expect(rules(await importInto(ctx, 'visits', `${header}\n${row()}\n`))).toEqual(expected);
    });
  });

  it('the work of the advisers is told in calls and in hours, and how evenly it lies', async () => {
    // arithmetic.md §8: A 80×4 + B 220×2 + C 850×1 = 1,610 calls, 385 hours; four advisers, 25 calls a day on 20 days of 6.5 hours.
    await mustImport(ctx, 'markets', 'code,name\nw,W\n');
    const shop = (i: number, name: string) => `w,w${i},W,${name},1,${(i % 4) + 1},adv${i % 4}`;
    await mustImport(ctx, 'terminals', ['market,externalId,name,class,zone,route,adviser', ...Array.from({ length: 1150 }, (_, i) => shop(i, i < 80 ? 'A' : i < 300 ? 'B' : 'C'))].join('\n'));
    const w = await streetOf(api, 'w');
    const asked = { from: '2026-W07', to: '2026-W10' };
    expect(await w.kpi('workload', asked)).toMatchObject({ value: 0.805, details: { calls: 1610, people: 4 } });
    expect(await w.kpi('workloadHours', asked)).toMatchObject({ value: 0.740385, details: { hoursNeeded: 385, hoursAvailable: 520 } });
    const routes = await w.kpi('routeBalance', asked);
    expect([routes.rows.map((row) => row.key), routes.rows.reduce((all, row) => all + (row.value ?? 0), 0)]).toEqual([['1-1', '1-2', '1-3', '1-4'], 1610]);
    expect((await w.kpi('routeBalance', { ...asked, person: 'adv0' })).value).toBe(1);
  });

  it('the unvisited list names who owes the visit and since when, of dealers too', async () => {
    const list = await adviser.call('unvisitedList', { params: params(), query: { asOf: '2026-03-08', limit: 500 } });
    const dealers = list.rows.filter((row) => row.kind === 'dealer');
    expect(dealers.map((row) => [row.externalId, row.owner, row.dueOn, row.daysOverdue])).toEqual([['d1', lee.login, '2026-01-08', 59], ['d2', null, null, null]]);
    expect(list.rows.find((row) => row.externalId === 't2')?.owner).toBe(lee.login);
  });
});
