import { readFileSync } from 'node:fs';
import type { Client } from '../../libs/contracts/client.js';
import { aCompany, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { streetOf, type Street } from '../support/figures.js';
import { importInto, mustImport } from '../support/imports.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

type Vector = { readonly id: string; readonly in: Record<string, never>; readonly out: Record<string, number | string | null> };
const vectors = new Map((JSON.parse(readFileSync('libs/measures/vectors.json', 'utf8')) as Vector[]).map((vector) => [vector.id, vector]));

/* Assessment cards, contracts and territories, and the stock room, over HTTP. */
eachDatabase('dealers', (ctx) => {
  let api: ApiUnderTest;
  let company: Company;
  let street: Street & { readonly marketId: string };
  let manager: Client;
  let adviser: Client;
  let ids: Record<string, string>;
  const params = () => ({ marketId: street.marketId });

  beforeAll(async () => {
    api = await startApi({ place: ctx.place });
    company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
    await mustImport(ctx, 'markets', 'code,name\nm,M\n');
    await mustImport(ctx, 'dealers', 'market,code,name,core,monthlyCapacity\nm,d1,D1,1,1000\nm,d2,D2,1,\nm,d3,D3,0,\n');
    await mustImport(ctx, 'skus', 'code,name,brand,own,mustStock\no1,Ours,Ours,1,1\nr1,Rival,Rival,0,0\n');
    await mustImport(ctx, 'terminals', 'market,externalId,name,class,zone,dealer\nm,t1,One,A,1,d1\nm,t2,Two,B,2,d1\nm,t3,Three,C,3,d2\n');
    street = await streetOf(api, 'm');
    manager = (await api.tokenOf(company.people.rm)).client;
    adviser = (await api.tokenOf(company.people.adv)).client;
    ids = Object.fromEntries((await manager.call('listDealers', { params: params(), query: {} })).map((dealer) => [dealer.code, dealer.id]));
  }, 120_000);
  afterAll(() => api.stop());

  describe('an assessment card', () => {
    const assess = (client: Client, weights: readonly number[], scores: readonly (number | null)[], more: object = {}) => client.call('assessDealer', {
      params: { dealerId: ids['d1'] ?? '' }, body: { day: '2026-03-01', criteria: weights.map((weight, i) => ({ criterion: `c${i + 1}`, weight, score: scores[i] ?? null })), ...more },
    });
    const weights = [0.15, 0.2, 0.3, 0.15, 0.2];

    it('totals weighted scores and grades them: the worked vectors', async () => {
      const vector = vectors.get('dealer') as unknown as { in: { weights: number[]; scores: number[] }; out: { total: number } };
      expect(await assess(manager, vector.in.weights, vector.in.scores)).toMatchObject({ total: vector.out.total, grade: 'B' });
      // arithmetic.md §11: the source prints the raw total 350; it is 330, and the weighted one 67.
      expect(await assess(manager, weights, [60, 60, 70, 60, 80], { limits: { A: 67, B: 60, C: 50 } })).toMatchObject({ total: 67, grade: 'A' });
    });

    it('has no total while a score is missing, which is not zero', async () => {
      expect(await assess(manager, weights, [60, null, 70, 60, 80])).toMatchObject({ total: null, grade: null });
    });

    it('can make a core dealer, stays on the card with who filled it, and shows on the list', async () => {
      await assess(manager, [1], [90], { day: '2026-03-02', core: true, note: '渠道强' });
      const card = await adviser.call('dealerCard', { params: { dealerId: ids['d1'] ?? '' }, query: { asOf: '2026-03-31' } });
      expect(card.assessments.map((one) => [one.day, one.total, one.grade])).toContainEqual(['2026-03-02', 90, 'A']);
      expect(card.assessments[0]).toMatchObject({ note: '渠道强', assessedBy: { id: company.people.rm.personId } });
      expect((await adviser.call('listDealers', { params: params(), query: { core: 'true' } })).map((row) => [row.code, row.grade, row.total])).toEqual([['d1', 'A', 90], ['d2', null, null]]);
      // Of a day before the assessments.
      expect((await adviser.call('dealerCard', { params: { dealerId: ids['d1'] ?? '' }, query: { asOf: '2026-01-01' } })).assessments).toEqual([]);
    });

    it('is refused with weights that do not sum to 1, scores beyond 100, or by who may not', async () => {
      await expect(assess(manager, [0.5, 0.4], [1, 2])).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'criteria', rule: 'weights-sum:1' }] } });
      await expect(assess(manager, [1], [101])).rejects.toMatchObject({ problem: { errors: [{ field: 'criteria.0.score' }] } });
      await expect(assess(manager, [1], [1], { limits: { A: 50, B: 60, C: 10 } })).rejects.toMatchObject({ problem: { errors: [{ field: 'limits' }] } });
      await expect(assess(adviser, [1], [1])).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    });
  });

  describe('a contract', () => {
    const record = (number: string, dealer: string, zones: readonly number[], more: object = {}, client = manager) => client.call('recordDealerContract', {
      params: params(), body: { number, dealer, from: '2026-01-01', to: '2026-12-31', exclusive: false, zones: zones.map((zoneNo) => ({ zoneNo, monthlyCapacity: 500 })), fileIds: [], ...more },
    });
    const signed = { signedOn: '2026-01-01' };
    const signedShare = async (to = '2026-W10') => { const { numerator, denominator } = await street.kpi('coreDealersSigned', { to }); return [numerator, denominator]; };

    it('is planned until it is signed; core dealers signed follow from the rows', async () => {
      const plan = await record('K1', 'd1', [1, 2], { exclusive: true, creditLimit: 100_000, monthlyTarget: 900 });
      expect(plan.state).toBe('planned');
      expect(await signedShare()).toEqual([0, 2]);
      await expect(manager.call('signDealerContract', { params: { contractId: plan.id }, body: { signedOn: '2126-01-01' } })).rejects.toMatchObject({ problem: { errors: [{ field: 'signedOn' }] } });
      expect((await manager.call('signDealerContract', { params: { contractId: plan.id }, body: { signedOn: '2026-01-02' } })).state).toMatch(/standing|over/);
      expect(await signedShare()).toEqual([1, 2]);
      expect(await signedShare('2025-W40')).not.toEqual([2, 2]);
    });

    it('cannot have a zone that another has exclusively, nor be exclusive where another stands; ended ones free it', async () => {
      await expect(record('K2', 'd2', [2], signed)).rejects.toMatchObject({ problem: { code: 'territory-taken', status: 409 } });
      const k3 = await record('K3', 'd2', [3], signed);
      await expect(record('K4', 'd3', [3], { ...signed, exclusive: true })).rejects.toMatchObject({ problem: { code: 'territory-taken' } });
      expect((await record('K5', 'd3', [3], signed)).number).toBe('K5');
      // After the days of the other, or of its end.
      expect((await record('K6', 'd2', [2], { from: '2027-01-01', to: '2027-12-31' })).state).toBe('planned');
      await manager.call('endDealerContract', { params: { contractId: k3.id }, body: { on: '2026-02-28', reason: '窜货 dumping' } });
      await expect(manager.call('endDealerContract', { params: { contractId: k3.id }, body: { on: '2026-02-28', reason: 'x' } })).rejects.toMatchObject({ problem: { code: 'wrong-state' } });
      expect(await adviser.call('listDealerContracts', { params: params(), query: { zone: 3, on: '2026-03-01' } })).toMatchObject([{ number: 'K3', state: 'ended', endReason: '窜货 dumping' }, { number: 'K5', state: 'standing' }]);
      expect(await adviser.call('listDealerContracts', { params: params(), query: { zone: 3, on: '2026-02-28', state: 'standing' } })).toMatchObject([{ number: 'K3' }, { number: 'K5' }]);
    });

    it('of two recorded at the same moment for one exclusive zone only one comes about', async () => {
      await mustImport(ctx, 'terminals', 'market,externalId,name,zone\nm,t9,Nine,9\n');
      const raced = await Promise.allSettled(['d1', 'd2', 'd3'].map((dealer) => record(`R-${dealer}`, dealer, [9], { ...signed, exclusive: true })));
      expect(raced.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    });

    it('names what does not exist, a number used twice, and who may not', async () => {
      await expect(record('X', 'zz', [1, 77])).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'dealer' }, { field: 'zones.1.zoneNo' }] } });
      await expect(record('K1', 'd3', [9])).rejects.toMatchObject({ problem: { code: 'already-exists' } });
      await expect(record('Y', 'd1', [1, 1])).rejects.toMatchObject({ problem: { errors: [{ field: 'zones' }] } });
      await expect(record('Z', 'd1', [1], { from: '2027-01-01' })).rejects.toMatchObject({ problem: { errors: [{ field: 'to' }] } });
      await expect(record('W', 'd1', [1], {}, adviser)).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    });

    it('gives the credit that debts are held against', async () => {
      await mustImport(ctx, 'receivables', 'market,dealer,day,invoice,due,amount\nm,d1,2026-03-01,1,2026-02-01,80000\n');
      expect((await adviser.call('receivables', { params: params(), query: { asOf: '2026-03-08' } })).rows[0]).toMatchObject({ dealer: { code: 'd1' }, creditLimit: 100_000, creditUse: { numerator: 80_000, denominator: 100_000, value: 0.8 } });
      const [row] = await adviser.call('listDealers', { params: params(), query: { asOf: '2026-03-08' } });
      expect(row).toMatchObject({ code: 'd1', terminals: 2, zones: expect.arrayContaining([1, 2]), creditUse: { value: 0.8 }, owed: { overdue: 80_000 } });
    });
  });

  describe('the stock room', () => {
    it('stock days, flow-through, sell-through and order hint of dealers: the worked vectors', async () => {
      // arithmetic.md §9: 1,260 in stock, 1,680 out in 28 days → 21 days; 2,000 in, 1,700 out → 0.85.
      await mustImport(ctx, 'dealer-stock', [
        'market,dealer,sku,day,opening,received,shipped,closing', 'm,d1,o1,2026-02-15,940,1000,840,1100', 'm,d1,o1,2026-03-08,1100,1000,840,1260', 'm,d2,o1,2026-03-08,300,2000,1700,600', 'm,d3,o1,2026-03-08,1260,0,0,1260', 'm,d1,o1,2026-01-01,1,1,1,1', 'm,d1,r1,2026-03-08,5,5,5,5',
      ].join('\n'));
      const view = await adviser.call('dealerStock', { params: params(), query: { to: '2026-03-08' } });
      expect(view.rows.map((row) => [row.dealer.code, row.opening, row.received, row.shipped, row.closing, row.days.value, row.flowThrough.value, row.unexplained, row.flag])).toEqual([
        ['d1', 940, 2000, 1680, 1260, 21, 0.84, 0, null], ['d2', 300, 2000, 1700, 600, 9.882353, 0.85, 0, null], ['d3', 1260, 0, 0, 1260, null, null, 0, 'no_outflow'],
      ]);
      expect(await street.kpi('dealerStockDays', { to: '2026-W10', dealer: 'd1' })).toMatchObject({ value: 21 });
      expect(await street.kpi('dealerFlowThrough', { to: '2026-W10', dealer: 'd2' })).toMatchObject({ numerator: 1700, denominator: 2000, value: 0.85 });
      expect((await adviser.call('dealerCard', { params: { dealerId: ids['d1'] ?? '' }, query: { asOf: '2026-03-08' } })).stock).toMatchObject([{ sku: { code: 'o1' }, closing: 1260, days: { value: 21 } }]);
    });

    it('out of stock, sell-through and order hint of terminals', async () => {
      // Vectors `sellthrough` and the hint of arithmetic.md §9: open 10, in 24, close 6 → 36.
      await mustImport(ctx, 'stock-checks', [
        'market,clientId,terminal,sku,day,handled,stock,opening,received', 'm,1,t1,o1,2026-03-02,1,6,10,24', 'm,2,t2,o1,2026-03-02,1,140,200,300', 'm,3,t3,o1,2026-03-02,0,0,,', 'm,4,t2,o1,2026-02-20,1,0,,', 'm,5,t1,r1,2026-03-02,1,0,,',
      ].join('\n'));
      const asked = { to: '2026-03-08' };
      const view = await adviser.call('terminalStock', { params: params(), query: asked });
      expect(view).toMatchObject({ checks: 3, out: 0 });
      expect(view.rows.map((row) => [row.terminal.externalId, row.state, row.sellThrough.value, row.orderHint])).toEqual([['t1', 'in', 0.823529, 36], ['t2', 'in', 0.72, 400], ['t3', 'not-handled', null, null]]);
      await mustImport(ctx, 'stock-checks', 'market,clientId,terminal,sku,day,handled,stock,opening,received\nm,6,t2,o1,2026-03-05,1,0,140,20\nm,7,t1,o1,2026-03-05,1,50,10,24\n');
      const gone = await adviser.call('terminalStock', { params: params(), query: { ...asked, state: 'out' } });
      expect(gone).toMatchObject({ checks: 3, out: 1, rows: [{ terminal: { externalId: 't2' }, orderHint: 240, state: 'out' }] });
      // More on the shelf than ever came: no hint is made of a wrong count.
      expect((await adviser.call('terminalStock', { params: params(), query: { ...asked, terminal: 't1' } })).rows[0]).toMatchObject({ closing: 50, orderHint: null, sellThrough: { value: null } });
      expect(await street.kpi('outOfStock', { to: '2026-W10' })).toMatchObject({ numerator: 1, denominator: 2 });
    });
  });

  it('survey facts keep what was not answered apart from zero, and shares that cannot be are refused', async () => {
    await mustImport(ctx, 'dealer-surveys', 'market,dealer,day,staff,vehicles,brandShares,creditGrade\nm,d2,2026-02-01,0,,甲=0.4;乙=0.25,B\n');
    const card = await adviser.call('dealerCard', { params: { dealerId: ids['d2'] ?? '' }, query: { asOf: '2026-03-31' } });
    expect(card.surveys).toMatchObject([{ staff: 0, vehicles: null, creditGrade: 'B', brandShares: [{ brand: '甲', share: 0.4 }, { brand: '乙', share: 0.25 }] }]);
    const rules = async (row: string) => (await importInto(ctx, 'dealer-surveys', `market,dealer,day,brandShares,upstreamRelation\nm,d2,2026-02-02,${row}\n`)).errors.map(({ column, rule }) => [column, rule]);
    expect(await rules('甲=0.8;乙=0.4,')).toEqual([['brandShares', 'not-shares']]);
    expect(await rules('甲,')).toEqual([['brandShares', 'not-shares']]);
    expect(await rules(',6')).toEqual([['upstreamRelation', 'out-of-range']]);
  });
});
