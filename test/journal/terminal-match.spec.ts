import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { ImportMapping } from '../../libs/contracts/field.js';
import { matchTerminals, type KnownTerminal } from '../../libs/journal/master/match-terminals.js';
import { proposeMatches, type Proposal } from '../../libs/journal/master/propose-matches.js';
import type { ListedTerminal } from '../../libs/journal/master/read-master.js';
import { TerminalBoard } from '../../libs/persistence/board/terminal-board.js';
import { nameKeyOf } from '../../libs/rules/same-terminal.js';
import { aCompany, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { mustImport } from '../support/imports.js';
import { mappingOf } from '../support/mappings.js';
import { describeWithData, realData } from '../support/real-data.js';

const place = (latitude: number, longitude: number) => ({ latitude, longitude });
const known = (externalId: string, name: string, more: Partial<KnownTerminal> & { address?: string } = {}): KnownTerminal =>
  ({ id: `id-${externalId}`, externalId, name, status: 'active', codes: [], nameKey: nameKeyOf(name), addressKey: nameKeyOf(more.address ?? null), place: null, ...more });
const listed = (externalId: string, name: string, more: Partial<ListedTerminal> & { address?: string } = {}): ListedTerminal =>
  ({ row: 2, externalId, name, code: null, nameKey: nameKeyOf(name), addressKey: nameKeyOf(more.address ?? null), place: null, ...more });
const pairs = (matching: ReturnType<typeof matchTerminals>) => matching.matched.map((match) => [match.known.externalId, match.listed.externalId, match.by]);

describe('which terminal is which', () => {
  it('by any code, by name and address, by name and position', () => {
    const matching = matchTerminals(
      [known('1', '甲店', { codes: ['03-01-1-001', '03-01-2-001'] }), known('2', '乙店', { address: '环城东路1151号' }), known('3', '丙店', { place: place(31, 121) }), known('4', '丁店', { place: place(31, 121) }), known('5', '戊店')],
      [listed('a', '甲改名', { code: '03-01-1-001' }), listed('b', '乙 店', { address: '环城东路1151号' }), listed('c', '丙店', { place: place(31.0008, 121) }), listed('d', '丁店', { place: place(31.002, 121) })]);
    expect(pairs(matching)).toEqual([['1', 'a', 'code'], ['2', 'b', 'name-address'], ['3', 'c', 'name-position']]);
    expect(matching.unmatched.map(({ externalId }) => externalId)).toEqual(['d']);
    expect(matching.vanished.map(({ externalId }) => externalId)).toEqual(['4', '5']);
  });

  it('leaves to a person what fits several, on either side', () => {
    const two = matchTerminals([known('1', '甲', { address: 'x' }), known('2', '甲', { address: 'x' })], [listed('a', '甲', { address: 'x' })]);
    expect([pairs(two), two.ambiguous.map(({ why, candidates }) => [why, candidates.map(({ externalId }) => externalId)]), two.vanished]).toEqual([[], [['several', ['1', '2']]], []]);
    const one = matchTerminals([known('1', '甲', { place: place(31, 121) })], [listed('a', '甲', { place: place(31, 121) }), listed('b', '甲', { place: place(31.0001, 121) })]);
    expect([pairs(one), one.ambiguous.map((doubt) => doubt.listed.externalId)]).toEqual([[], ['a', 'b']]);
  });

  it('a later look settles an earlier doubt', () => {
    const matching = matchTerminals(
      [known('1', '甲', { address: 'x', place: place(31, 121) }), known('2', '甲', { address: 'x', place: place(32, 121) })], [listed('a', '甲', { address: 'x', place: place(31, 121) }), listed('b', '甲', { address: 'x', place: place(32, 121) })]);
    expect(pairs(matching)).toEqual([['1', 'a', 'name-position'], ['2', 'b', 'name-position']]);
    expect(matching.ambiguous).toEqual([]);
  });

  it('a number that stays with another terminal is not given away', () => {
    const matching = matchTerminals([known('1', '甲', { address: 'x' }), known('2', '乙', { address: 'y' })], [listed('2', '甲', { address: 'x' })]);
    expect([pairs(matching), matching.ambiguous.map(({ why }) => why)]).toEqual([[], ['number-in-use']]);
    const swapped = matchTerminals([known('1', '甲', { address: 'x' }), known('2', '乙', { address: 'y' })], [listed('2', '甲', { address: 'x' }), listed('1', '乙', { address: 'y' })]);
    expect(pairs(swapped)).toEqual([['1', '2', 'name-address'], ['2', '1', 'name-address']]);
  });

  it('a list under the old numbers changes nothing; closed ones do not vanish', () => {
    const matching = matchTerminals([known('1', '甲', { address: 'x' }), known('2', '乙'), known('3', '丙', { status: 'closed' })], [listed('1', '甲', { address: 'x' }), listed('2', '乙')]);
    expect([matching.same, matching.matched, matching.ambiguous, matching.unmatched, matching.vanished]).toEqual([2, [], [], [], []]);
  });
});

eachDatabase('a master whose numbers changed overnight', (ctx) => {
  let company: Company;
  let board: TerminalBoard;
  let marketId: string;
  const everybody = (): boolean => true;
  const propose = (csv: string, mapping: ImportMapping = {}): Promise<Proposal> => proposeMatches(ctx.db.reader.manager, marketId, { bytes: Buffer.from(csv) }, mapping);
  const confirm = ({ fileHash, pairs: confirmed }: Proposal) => company.do('renumberTerminals', company.people.clerk, { marketId, fileName: 'new.csv', fileHash, pairs: confirmed });

  beforeAll(async () => {
    company = await aCompany(ctx);
    board = new TerminalBoard(ctx.db);
    await mustImport(ctx, 'markets', 'code,name,marketNo\nm,M,55\n');
    await mustImport(ctx, 'skus', 'code,name,brand,own\ns,S,B,yes\n');
    marketId = (await ctx.db.reader.query<{ id: string }[]>("SELECT id FROM market WHERE code = 'm'"))[0]?.id ?? '';
    await mustImport(ctx, 'terminals', 'market,externalId,name,address,code\nm,1,甲店,东路1号,55-01-1-001\nm,2,乙店,东路2号,55-01-1-002\nm,3,丙店,东路3号,55-01-1-003\n');
    await mustImport(ctx, 'sale-lines', 'market,lineKey,terminal,sku,day,quantity,amount\nm,l1,1,s,2026-02-03,1,100\nm,l2,2,s,2026-02-03,2,200\n');
  });

  it('proposes without changing anything, takes over at once, and keeps all that hangs on the terminals', async () => {
    const before = await ctx.db.reader.query('SELECT id, terminalId FROM sale_line ORDER BY id');
    // Number 2 is another shop's now; 乙店 has moved on to 3.
    const proposal = await propose('externalId,name,address\n2,甲店,东路1号\n3,乙店,东路2号\n9,丙店,东路3号\n10,新店,南路\n');
    expect(proposal.matched.map((match) => [match.known.externalId, match.listed.externalId])).toEqual([['1', '2'], ['2', '3'], ['3', '9']]);
    expect(proposal.unmatched.map(({ externalId }) => externalId)).toEqual(['10']);
    expect((await board.find({ key: '9', marketId }, everybody)).found).toEqual([]);
    expect(await confirm(proposal)).toEqual({ renumbered: 3 });
    const found = async (key: string) => (await board.find({ key, marketId }, everybody)).found.map(({ by, terminal }) => [by, terminal.name]);
    expect(await found('1')).toEqual([['former-number', '甲店']]);
    expect(await found('2')).toEqual([['number', '甲店'], ['former-number', '乙店']]);
    expect(await found('9')).toEqual([['number', '丙店']]);
    expect(await found('55-01-1-002')).toEqual([['code', '乙店']]);
    expect((await board.find({ key: '9', marketId }, everybody)).found[0]?.terminal.code).toBe('55-01-1-003');
    expect(await ctx.db.reader.query('SELECT id, terminalId FROM sale_line ORDER BY id')).toEqual(before);
    // A list of yesterday still finds its shops, and does not make them twice.
    expect(await mustImport(ctx, 'terminals', 'market,externalId,name\nm,1,甲店\n')).toMatchObject({ inserted: 0, unchanged: 1 });
    expect(await mustImport(ctx, 'sale-lines', 'market,lineKey,terminal,sku,day,quantity,amount\nm,l1,1,s,2026-02-03,1,100\n')).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
    await expect(confirm(proposal)).rejects.toMatchObject({ code: 'proposal-outdated' });
    expect((await propose('externalId,name,address\n2,甲店,东路1号\n3,乙店,东路2号\n9,丙店,东路3号\n')).same).toBe(3);
  });

  it('names what is wrong with the list, and is for those who keep the master', async () => {
    const wrong = await propose('externalId,name,latitude,longitude\na,A,95,1\na,B,1,\nb,,1,1\n');
    expect(wrong.errors.map(({ row, column, rule }) => [row, column, rule])).toEqual([[2, 'latitude', 'out-of-range'], [3, 'longitude', 'half-position'], [4, 'name', 'required']]);
    expect(wrong.matched).toEqual([]);
    await expect(company.do('renumberTerminals', company.people.fin, { marketId, fileName: 'x', fileHash: 'x', pairs: [] })).rejects.toMatchObject({ code: 'not-allowed' });
  });
});

describeWithData('cn-starbucks', 'the shops of a chain, renumbered', () => {
  type Shop = Record<'store_id' | 'name' | 'city' | 'first_seen' | 'last_seen', string>;
  const shops: Shop[] = parse(readFileSync(realData('cn-starbucks', 'stores_panel_2021-03-05_2022-12-31.csv')), { columns: true });

  eachDatabase('5,000 shops', (ctx) => {
    it('finds every shop of the first day in the last day\'s list under the number of another, and lists openings, closings and the one shop that changed its number itself', async () => {
      const company = await aCompany(ctx);
      const first = shops.filter((shop) => shop.first_seen === '2021-03-05');
      const last = shops.filter((shop) => shop.last_seen === '2022-12-31');
      const stayed = first.filter((shop) => shop.last_seen === '2022-12-31');
      // Each shop gets the number of the next one: no number means what it meant.
      const next = new Map(stayed.map((shop, i) => [shop.store_id, stayed[(i + 1) % stayed.length]?.store_id ?? '']));
      const mapping = mappingOf('starbucks-shops');
      await mustImport(ctx, 'markets', 'x\n1\n', { mapping: mappingOf('starbucks-market') });
      await mustImport(ctx, 'terminals', stringify(first, { header: true }), { mapping: { ...mapping, fields: { ...mapping.fields, status: { const: 'active' }, lastSeen: 'first_seen' } } });
      const [market] = await ctx.db.reader.query<{ id: string }[]>("SELECT id FROM market WHERE code = 'sbux'");
      const proposal = await proposeMatches(ctx.db.reader.manager, market?.id ?? '', { bytes: Buffer.from(stringify(last.map((shop) => ({ ...shop, store_id: next.get(shop.store_id) ?? shop.store_id })), { header: true })) }, mapping);
      const wrong = proposal.matched.filter((match) => next.get(match.known.externalId) !== match.listed.externalId);
      expect(proposal.matched.length + proposal.ambiguous.length).toBe(stayed.length + 1);
      expect(wrong.map((match) => [match.known.externalId, match.listed.externalId, match.by])).toEqual([['15021', '67690', 'name-position']]);
      expect(proposal.ambiguous).toEqual([]);
      expect(proposal.unmatched.length).toBe(last.length - stayed.length - 1);
      expect(proposal.vanished.map(({ externalId }) => externalId).sort()).toEqual(first.filter((shop) => shop.last_seen !== '2022-12-31' && shop.store_id !== '15021').map((shop) => shop.store_id).sort());
      await company.do('renumberTerminals', company.people.clerk, { marketId: market?.id ?? '', fileName: 'panel.csv', fileHash: proposal.fileHash, pairs: proposal.pairs });
      const names = await ctx.db.reader.query<{ externalId: string; name: string }[]>('SELECT t.externalId, t.name FROM terminal t WHERE t.marketId = ?', [market?.id ?? '']);
      const nameOf = new Map(names.map((row) => [row.externalId, row.name]));
      expect(names).toHaveLength(first.length);
      expect(stayed.filter((shop) => nameOf.get(next.get(shop.store_id) ?? '') !== shop.name)).toEqual([]);
      expect(Number((await ctx.db.reader.query<{ n: unknown }[]>('SELECT COUNT(*) AS n FROM former_external_id'))[0]?.n)).toBe(stayed.length + 1);
    }, 120_000);
  });
});
