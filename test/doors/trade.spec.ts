import type { Client } from '../../libs/contracts/client.js';
import { aCompany, aPerson, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { streetOf, type Street } from '../support/figures.js';
import { importInto, mustImport } from '../support/imports.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

/* Prices against bands, what dealers owe, and order in the market: imported, commanded and counted over HTTP. */
eachDatabase('trade', (ctx) => {
  let api: ApiUnderTest;
  let company: Company;
  let street: Street & { readonly marketId: string };
  let adviser: Client;
  let supervisor: Client;
  let manager: Client;
  let login: string;
  const period = { from: '2026-W07', to: '2026-W10' };

  beforeAll(async () => {
    api = await startApi({ place: ctx.place });
    company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
    await mustImport(ctx, 'markets', 'code,name\nm,M\nn,N\n');
    await mustImport(ctx, 'dealers', 'market,code,name,core\nm,d1,D1,1\nm,d2,D2,0\n');
    await mustImport(ctx, 'skus', 'code,name,brand,own\no1,Ours,Ours,1\nr1,Rival,Rival,0\n');
    await mustImport(ctx, 'terminals', 'market,externalId,name,class,zone,dealer\nm,t1,One,A,1,d1\nm,t2,Two,B,1,d1\nm,t3,Three,C,2,d2\nm,t4,Four,C,2,d2\n');
    street = await streetOf(api, 'm');
    const person = await aPerson(company, 'adv', street.marketId);
    login = company.people.sup.login;
    adviser = (await api.tokenOf(person)).client;
    supervisor = (await api.tokenOf(company.people.sup)).client;
    manager = (await api.tokenOf(company.people.rm)).client;
  }, 120_000);
  afterAll(() => api.stop());

  const kpi = async (measure: Parameters<Street['kpi']>[0], asked: object = {}) => {
    const { numerator, denominator, value, sourceRows } = await street.kpi(measure, { ...period, ...asked });
    return { numerator, denominator, value, sourceRows };
  };
  const rules = (result: { readonly errors: readonly { readonly row: number; readonly column: string | null; readonly rule: string }[] }) => result.errors.map(({ row, column, rule }) => [row, column, rule]);

  describe('prices', () => {
    it('are judged by the band of their day, unless the file has judged them', async () => {
      await mustImport(ctx, 'price-bands', 'market,sku,tier,validFrom,lowest,highest\nm,o1,terminal,2026-01-01,500,600\nm,o1,terminal,2026-03-01,550,650\nm,o1,dealer,2026-01-01,400,420\n');
      await mustImport(ctx, 'stock-checks', [
        'market,clientId,terminal,sku,day,stock,price,priceInBand', 'm,1,t1,o1,2026-02-20,5,500,', 'm,2,t2,o1,2026-03-02,5,540,', 'm,3,t3,o1,2026-03-02,5,540,yes', 'm,4,t4,o1,2026-03-02,5,,', 'm,5,t1,r1,2026-03-02,5,1,',
      ].join('\n'));
      await mustImport(ctx, 'price-checks', 'market,clientId,terminal,dealer,sku,day,price,tier\nm,1,,d1,o1,2026-03-03,420,\nm,2,t1,,o1,2026-03-03,421,dealer\n');
      expect(await kpi('priceCompliance')).toEqual({ numerator: 3, denominator: 5, value: 0.6, sourceRows: 7 });
      expect((await kpi('priceCompliance', { dealer: 'd1' })).denominator).toBe(4);
      const view = await adviser.call('prices', { params: { marketId: street.marketId }, query: { from: '2026-02-09', to: '2026-03-08' } });
      expect(view).toMatchObject({ checks: 5, inBand: 3, compliance: { value: 0.6 } });
      const outside = await adviser.call('prices', { params: { marketId: street.marketId }, query: { from: '2026-02-09', to: '2026-03-08', outside: 'true' } });
      expect(outside.rows.map((row) => [row.source, row.place.code, row.tier, row.price, row.lowest, row.highest])).toEqual([
        ['price-check', 't1', 'dealer', 421, 400, 420], ['stock-check', 't2', 'terminal', 540, 550, 650],
      ]);
    });

    it('are judged again when their band changes, and a file that comes again changes nothing', async () => {
      await mustImport(ctx, 'price-bands', 'market,sku,tier,validFrom,lowest,highest\nm,o1,terminal,2026-03-01,530,650\n');
      expect(await kpi('priceCompliance')).toMatchObject({ numerator: 4, denominator: 5 });
      const again = 'market,clientId,terminal,sku,day,stock,price,priceInBand\nm,2,t2,o1,2026-03-02,5,540,\nm,3,t3,o1,2026-03-02,5,540,yes\n';
      expect(await mustImport(ctx, 'stock-checks', again)).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
      // What the file said stands, whatever the band.
      await mustImport(ctx, 'price-bands', 'market,sku,tier,validFrom,lowest,highest\nm,o1,terminal,2026-03-01,900,950\n');
      expect(await kpi('priceCompliance')).toMatchObject({ numerator: 3, denominator: 5 });
    });

    it.each([
      ['m,o1,terminal,2026-01-01,700,600', [[2, 'highest', 'band-upside-down']]], ['m,o1,shelf,2026-01-01,1,2', [[2, 'tier', 'not-one-of']]], ['m,zz,terminal,2026-01-01,1,2', [[2, 'sku', 'unknown-sku']]],
    ])('a band %s is refused', async (row, expected) => {
      expect(rules(await importInto(ctx, 'price-bands', `market,sku,tier,validFrom,lowest,highest\n${row}\n`))).toEqual(expected);
    });
  });

  describe('receivables', () => {
    it('are overdue from the day after they were due, by the latest list of each dealer', async () => {
      await mustImport(ctx, 'receivables', [
        'market,dealer,day,invoice,due,amount,paid', 'm,d1,2026-02-22,1,2026-02-01,900,0', 'm,d1,2026-03-01,1,2026-02-01,900,600', 'm,d1,2026-03-01,2,2026-03-01,500,0', 'm,d1,2026-03-01,3,2026-02-20,100,150',
        'm,d2,2026-03-08,9,2026-03-07,200,0', 'm,d2,2026-03-15,9,2026-03-07,200,200',
      ].join('\n'));
      expect(await kpi('overdueReceivables')).toEqual({ numerator: 500, denominator: 1000, value: 0.5, sourceRows: 4 });
      expect(await kpi('overdueReceivables', { dealer: 'd1' })).toMatchObject({ numerator: 300, denominator: 800 });
      expect((await kpi('overdueReceivables', { dealer: 'd1', to: '2026-W08' })).value).toBe(1);
      const view = await adviser.call('receivables', { params: { marketId: street.marketId }, query: { asOf: '2026-03-15' } });
      expect(view).toMatchObject({ receivable: 800, overdue: 300, overdueRatio: { value: 0.375 } });
      expect(view.rows.map((row) => [row.dealer.code, row.day, row.invoices, row.receivable, row.overdue])).toEqual([['d1', '2026-03-01', 3, 800, 300], ['d2', '2026-03-15', 1, 0, 0]]);
    });

    it('come in one sum per dealer as well, and say what is overdue', async () => {
      await mustImport(ctx, 'receivables', 'market,dealer,day,amount,overdue\nm,d1,2026-03-08,1000,40\n');
      expect(await kpi('overdueReceivables')).toMatchObject({ numerator: 240, denominator: 1200, value: 0.2 });
      const refused = async (header: string, row: string) => rules(await importInto(ctx, 'receivables', `market,dealer,day,amount,${header}\nm,d1,2026-03-08,1000,${row}\n`));
      expect(await refused('paid', '1')).toEqual([[1, null, 'overdue-missing']]);
      expect(await refused('overdue,due', ',')).toEqual([[2, null, 'overdue-missing']]);
      expect(await refused('overdue,paid', '600,500')).toEqual([[2, 'overdue', 'overdue-above-rest']]);
      expect(await refused('overdue', '-1')).toEqual([[2, 'overdue', 'out-of-range']]);
    });
  });

  describe('incidents', () => {
    const report = (client: Client, more: object = {}) => client.call('reportIncident', {
      params: { marketId: street.marketId }, body: { kind: 'dumping', foundOn: '2026-03-02', text: '外区货 goods from elsewhere', owner: login, due: '2026-03-20', terminal: 't1', fileIds: [], ...more },
    });
    const list = (query: object = {}) => adviser.call('listIncidents', { params: { marketId: street.marketId }, query });

    it('are no data while nobody reported one, and no proof that all is in order', async () => {
      expect((await kpi('incidentRate')).value).toBeNull();
    });

    it('go from the report to their end, each with its owner and day', async () => {
      const { id } = await report(adviser, { sourceDealer: 'd2', batchCode: 'L-77' });
      expect(await kpi('incidentRate')).toEqual({ numerator: 1, denominator: 4, value: 250, sourceRows: 5 });
      await expect(adviser.call('investigateIncident', { params: { incidentId: id }, body: { note: 'x' } })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
      expect(await supervisor.call('investigateIncident', { params: { incidentId: id }, body: { note: '批号属 d1 the batch is of d1', sourceDealer: 'd1', due: '2026-03-25' } })).toMatchObject({ state: 'investigating', due: '2026-03-25', owner: login });
      expect(await list({ dealer: 'd1' })).toMatchObject([{ id, kind: 'dumping', terminal: { externalId: 't1' }, sourceDealer: { code: 'd1' }, batchCode: 'L-77', overdue: true, state: 'investigating' }]);
      await expect(adviser.call('closeIncident', { params: { incidentId: id }, body: { finding: 'unfounded', result: 'x' } })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
      expect(await supervisor.call('closeIncident', { params: { incidentId: id }, body: { finding: 'confirmed', result: '已处罚 fined' } })).toMatchObject({ state: 'closed' });
      await expect(supervisor.call('closeIncident', { params: { incidentId: id }, body: { finding: 'unfounded', result: 'x' } })).rejects.toMatchObject({ problem: { code: 'wrong-state' } });
      expect(await kpi('incidentRate')).toMatchObject({ numerator: 1 });
      expect(await kpi('incidentRate', { dealer: 'd1' })).toMatchObject({ numerator: 1, denominator: 2 });
      expect(await list({ overdue: 'true' })).toEqual([]);
    });

    it('count nowhere when unfounded, and are not closed by who reported them', async () => {
      const { id } = await report(supervisor, { kind: 'price_cut' });
      expect(await kpi('incidentRate')).toMatchObject({ numerator: 2 });
      await expect(supervisor.call('closeIncident', { params: { incidentId: id }, body: { finding: 'unfounded', result: 'x' } })).rejects.toMatchObject({ problem: { code: 'own-work' } });
      await manager.call('closeIncident', { params: { incidentId: id }, body: { finding: 'unfounded', result: '误报 a mistake' } });
      expect(await kpi('incidentRate')).toMatchObject({ numerator: 1, denominator: 4 });
      // Found before the quarter that ends with the asked week.
      expect((await kpi('incidentRate', { from: '2026-W20', to: '2026-W24' })).value).toBeNull();
    });

    it('name what does not exist, field by field, and store nothing', async () => {
      const before = (await list()).length;
      await expect(report(adviser, { owner: 'nobody', terminal: 'zz', sku: 'zz', sourceDealer: 'zz' })).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'owner' }, { field: 'terminal' }, { field: 'sku' }, { field: 'sourceDealer' }] } });
      await expect(report(adviser, { due: '2026-01-01' })).rejects.toMatchObject({ problem: { errors: [{ field: 'due' }] } });
      await expect(report(adviser, { foundOn: '2126-03-02', due: '2126-04-01' })).rejects.toMatchObject({ problem: { errors: [{ field: 'foundOn' }] } });
      expect(await list()).toHaveLength(before);
    });

    it('come from a log kept elsewhere, once', async () => {
      const rows = 'market,clientId,kind,foundOn,text,owner,due,state,finding,closedOn\nm,K1,price_cut,2026-03-04,低价,lee,2026-03-09,open,,\nm,K2,complaint,2026-03-04,x,lee,2026-03-09,closed,confirmed,2026-03-06\n';
      expect(await mustImport(ctx, 'incidents', rows)).toMatchObject({ inserted: 2 });
      expect(await mustImport(ctx, 'incidents', rows)).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
      expect(await kpi('incidentRate')).toMatchObject({ numerator: 2 });
      expect(rules(await importInto(ctx, 'incidents', rows.replace('open,,', 'closed,,')))).toEqual([[2, 'finding', 'closed-says-what']]);
      expect(rules(await importInto(ctx, 'incidents', rows.replace('open,,', 'open,confirmed,')))).toEqual([[2, 'finding', 'open-says-nothing']]);
      // A file that only renames what happened leaves where it stands.
      await mustImport(ctx, 'incidents', 'market,clientId,kind,foundOn,text,owner,due\nm,K2,complaint,2026-03-04,投诉,lee,2026-03-09\n');
      expect((await list({ state: 'closed', kind: 'complaint' }))[0]).toMatchObject({ text: '投诉', finding: 'confirmed' });
    });
  });
});
