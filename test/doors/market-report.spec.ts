import JSZip from 'jszip';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileTypes } from '../../libs/contracts/file-types.js';
import type { MarketReportView } from '../../libs/contracts/market-report.js';
import { readForm } from '../../libs/journal/field/survey-forms/read-form.js';
import { runCli } from '../support/cli.js';
import { aCompany, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { mustImport } from '../support/imports.js';
import { pdfPages, pdfText } from '../support/pdf-text.js';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { anEntryInSurvey } from '../support/stage-one.js';
import { capacityForm } from '../support/worked-example.js';
import { aWorkbook } from '../support/workbooks.js';
import { problemIn } from './walk.js';

/* The standard market report: the doors' figures on paper, in both languages, with every gap said. */
eachDatabase('market report', (ctx) => {
  let api: ApiUnderTest;
  let company: Company;
  let entryId: string;
  let marketId: string;
  let code: string;

  beforeAll(async () => {
    api = await startApi({ place: ctx.place });
    company = await aCompany(ctx);
    entryId = await anEntryInSurvey(company);
    ({ id: marketId, code } = company.markets[0] as { id: string; code: string });
    await fillStreet();
    await company.handIn(entryId, company.people.clerk, 'capacity', capacityForm);
    await company.handIn(entryId, company.people.lead, 'surveyBrief', { content: '终端与竞品', scope: '全县', methods: [{ method: 'interview' }], dealers: [{ dealer: 'd1', name: null }] });
    await askConsumers();
  }, 120_000);
  afterAll(() => api.stop());

  async function fillStreet(): Promise<void> {
    await mustImport(ctx, 'dealers', `market,code,name,core,status,monthlyCapacity\n${code},d1,大发商行,yes,active,9000\n`);
    await mustImport(ctx, 'skus', 'code,name,brand,own,category\ns1,我酒,我们,yes,beer\ns2,他酒,他们,no,beer\ns3,第三,第三家,no,beer\n');
    const shop = (n: number): string => `${code},t${n},店${n},${n % 2 === 0 ? 'bar' : 'shop'},active,${'ABC'[n % 3]},${(n % 2) + 1},东区${(n % 2) + 1},${n % 2 === 0 ? 'key' : 'normal'},1,adv${n % 2},d1,${n === 11 ? '' : 1000 + n},2025-01-01`;
    await mustImport(ctx, 'terminals', `market,externalId,name,type,status,class,zone,zoneName,zonePriority,route,adviser,dealer,monthlyCategoryVolume,firstSeen\n${Array.from({ length: 12 }, (_, n) => shop(n)).join('\n')}\n`);
    const line = (n: number): string => `${code},l${n},t${n % 10},s${(n % 3) + 1},2025-${String((n % 6) + 6).padStart(2, '0')}-10,${n + 1},${(n + 1) * 1234}`;
    await mustImport(ctx, 'sale-lines', `market,lineKey,terminal,sku,day,quantity,amount\n${Array.from({ length: 60 }, (_, n) => line(n)).join('\n')}\n`);
    await mustImport(ctx, 'stock-checks', `market,clientId,terminal,sku,day,stock,price,priceInBand\n${code},c1,t1,s1,2025-11-05,3,550,yes\n${code},c2,t2,s2,2025-11-05,3,480,\n`);
    await mustImport(ctx, 'macro-facts', `market,name,year,value,unit,source\n${code},人口,2024,480000,人,统计公报\n`);
  }

  async function askConsumers(): Promise<void> {
    const workbook = await aWorkbook({
      survey: [['type', 'name', 'label'], ['select_one brands', 'last', '上次购买品牌'], ['integer', 'times', '每月次数']], choices: [['list_name', 'name', 'label'], ['brands', 'ours', '我们'], ['brands', 'theirs', '他们']], settings: [['form_id', 'form_title'], ['consumer', '消费者问卷']],
    });
    const { form } = await readForm(workbook, 'consumer.xlsx');
    if (form === null) throw new Error('the form cannot be read');
    const { formId } = await company.do('publishSurveyForm', company.people.clerk, { form, respondentType: 'consumer', fileName: 'consumer.xlsx' });
    const record = (last: string, times: number) => ({
      clientId: randomUUID(), formId, marketId, respondentId: null, method: 'questionnaire' as const, startedAt: '2025-11-05T08:00:00.000Z', endedAt: '2025-11-05T08:05:00.000Z', position: null, deviceId: null, answers: { last, times },
    });
    await company.do('submitSurveyRecords', company.people.clerk, { records: [record('ours', 2), record('theirs', 4), record('theirs', 9)] });
  }

  const get = (query = '', id = marketId): Promise<Response> => fetch(`${api.url}/api/v1/markets/${id}/report${query}`, { headers: { authorization: `Bearer ${api.adminToken}` } });
  const figures = async (query = ''): Promise<MarketReportView> => (await get(query)).json() as Promise<MarketReportView>;
  const bytesOf = async (response: Response, type: string): Promise<Buffer> => {
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    return Buffer.from(await response.arrayBuffer());
  };
  async function docx(query: string, id = marketId): Promise<{ text: string; document: string; part(name: string): Promise<string> }> {
    const zip = await JSZip.loadAsync(await bytesOf(await get(`?format=docx${query}`, id), fileTypes.docx));
    const part = async (name: string): Promise<string> => (await zip.file(name)?.async('string')) ?? '';
    const document = await part('word/document.xml');
    return { part, document, text: [...document.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('\n').replaceAll('\u00a0', ' ') };
  }
  const pdf = async (query: string, id = marketId): Promise<Buffer> => bytesOf(await get(`?format=pdf${query}`, id), fileTypes.pdf);
  const tight = (text: string): string => text.replace(/\s+/g, '');
  const percent = (value: number | null | undefined): string => `${((value ?? Number.NaN) * 100).toFixed(2)} %`;

  it('every figure is the one that its own door gives to the same question', async () => {
    const view = await figures();
    const { from, to } = view.period.weeks;
    expect([from, to]).toEqual(['2025-W24', '2025-W46']);
    const query = { from, to, bundleHash: view.rule.bundleHash ?? '' };
    const kpi = (measure: 'marketShare' | 'numericDistribution' | 'weightedDistribution' | 'growth' | 'marketVolume', more: object = {}) => api.admin.call('kpi', { params: { marketId }, query: { measure, ...query, ...more } });
    expect(view.competitors.share).toEqual(await kpi('marketShare'));
    expect(view.capacity.market).toEqual(await kpi('marketVolume'));
    expect(view.capacity.growth).toEqual(await kpi('growth'));
    expect(view.terminals.numericDistribution).toEqual(await kpi('numericDistribution'));
    expect(view.terminals.byClass).toEqual(await kpi('numericDistribution', { by: 'class' }));
    for (const brand of view.competitors.brands) {
      expect(brand.numericDistribution).toEqual(measured(await kpi('numericDistribution', { brand: brand.name })));
      expect(brand.weightedDistribution).toEqual(measured(await kpi('weightedDistribution', { brand: brand.name })));
    }
    for (const zone of view.zones) expect(zone.share).toEqual(measured(await kpi('marketShare', { zone: zone.zoneNo })));
    const abc = await api.admin.call('abcTable', { params: { marketId }, query: { ...query, limit: 20 } });
    expect(view.terminals.abc).toEqual(abc);
    expect(view.terminals.structure).toEqual(await api.admin.call('structureTable', { params: { marketId }, query }));
  });
  const measured = ({ numerator, denominator, value }: { numerator: number | null; denominator: number | null; value: number | null }) => ({ numerator, denominator, value });

  it('capacity comes from the paper by the three methods, consumers from their answers, prices from the shelf', async () => {
    const view = await figures();
    expect(view.capacity.paper).toMatchObject({ unit: 'kg', methods: 3, topDown: { figure: 5_184_000 }, mainBrands: { figure: 5_200_000 }, median: 5_184_000, spread: { value: 1.02024 } });
    expect(view.capacity.census).toEqual({ terminals: 12, withFigure: 11, monthly: 11_055 });
    expect(view.consumers).toEqual({ records: 3, questions: [
      { form: '消费者问卷 v1', question: '上次购买品牌', answered: 3, choices: [{ label: '他们', count: 2 }, { label: '我们', count: 1 }], numbers: null },
      { form: '消费者问卷 v1', question: '每月次数', answered: 3, choices: [], numbers: { lowest: 2, median: 4, highest: 9 } },
    ] });
    expect(view.competitors.prices).toEqual([
      { sku: 's1', name: '我酒', brand: '我们', own: true, checks: 1, lowest: 550, highest: 550, judged: 1, inBand: 1 }, { sku: 's2', name: '他酒', brand: '他们', own: false, checks: 1, lowest: 480, highest: 480, judged: 0, inBand: 0 },
    ]);
    expect(view.entry).toMatchObject({ id: entryId, currency: 'CNY' });
  });

  it.each(['zh', 'en'] as const)('as a Word document in %s it has the eight parts, real headings, contents, page numbers, repeated heads and a Chinese font', async (language) => {
    const view = await figures();
    const { text, document, part } = await docx(`&language=${language}`);
    expect(document.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(8);
    expect(document).toContain('TOC \\');
    expect(document).toContain('<w:tblHeader/>');
    expect(await part('word/styles.xml')).toContain('w:eastAsia="Microsoft YaHei"');
    const names = [...(await part('word/_rels/document.xml.rels')).matchAll(/Target="(footer\d+\.xml)"/g)].map(([, name]) => name ?? '');
    expect(await part(`word/${names[0]}`)).toMatch(/PAGE[\s\S]*NUMPAGES/);
    expect(document.match(/<pic:pic/g)).toHaveLength(4);
    for (const brand of view.competitors.brands) expect(text).toContain(percent(brand.share.value));
    expect(text).toContain(percent(view.terminals.numericDistribution.value));
    expect(text).toContain('5,184,000');
    expect(text).toContain(language === 'zh' ? '终端结构分析表' : 'Terminal structure');
    expect(text).toContain(language === 'zh' ? '没有已提交的竞品分析' : 'No analysis of rivals has been handed in');
    expect(text).not.toMatch(/undefined|NaN|\[object|null/);
    if (language === 'en') expect(text.replace(/[我他们第三家店东区商行大发终端与竞品全县酒上次购买牌每月数人口统计公报消费者问卷华进入项目上海]/g, '')).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it.each(['zh', 'en'] as const)('as a PDF in %s it says the same, in text that can be searched', async (language) => {
    const [bytes, { text }] = [await pdf(`&language=${language}`), await docx(`&language=${language}`)];
    const said = pdfText(bytes);
    expect(pdfPages(bytes)).toBeGreaterThan(3);
    for (const line of text.split('\n').filter((one) => /\d/.test(one) && one.length < 40 && !/T\d\d:|^\d{4}-/.test(one))) expect(said).toContain(tight(line));
    expect(said).toContain(language === 'zh' ? '8区域重点' : '8Zonepriorities');
    expect(said).toContain('大发商行');
  });

  it('money is told in the main unit of the entry\'s currency, to the last minor unit', async () => {
    const { capacity } = await figures();
    const minor = String(capacity.market.value);
    expect((await docx('&language=en')).text.replaceAll(',', '')).toContain(`${minor.slice(0, -2)}.${minor.slice(-2)} CNY`);
  });

  it('of a market that nobody knows it says what is missing, and makes nothing up', async () => {
    await mustImport(ctx, 'markets', 'code,name\nempty-1,空\n');
    const id = (await api.admin.call('listMarkets', { query: { search: 'empty-1' } }))[0]?.id ?? '';
    const { text, document } = await docx('&language=en', id);
    for (const gap of ['No survey brief', 'No macro facts', 'No capacity paper', 'no trend can be drawn', 'No brand has sales', 'No dealer is on record', 'no ABC analysis', 'no survey records of consumers', 'not been divided into zones']) expect(text).toContain(gap);
    expect(document.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(8);
    expect(pdfText(await pdf('&language=zh', id))).toContain('没有在册经销商');
  });

  it('refuses what does not exist, and a period that ends before it begins', async () => {
    await problemIn(await get('', randomUUID()), 'not-found');
    await problemIn(await get(`?entryId=${entryId}`, company.markets[1]?.id), 'not-found');
    expect((await problemIn(await get('?from=2025-W30&to=2025-W20'), 'invalid-input')).errors).toContainEqual(expect.objectContaining({ field: 'query.to' }));
    expect((await problemIn(await get('?format=xlsx'), 'invalid-input')).errors).toContainEqual(expect.objectContaining({ field: 'query.format' }));
  });

  it('the command line writes it, and it can be handed in as the report of stage 2', async () => {
    const home = mkdtempSync(join(tmpdir(), 'beachhead-report-'));
    const run = (...args: string[]) => runCli([...args, '--json'], { BEACHHEAD_URL: api.url, XDG_CONFIG_HOME: home, LANG: 'zh_CN.UTF-8', BEACHHEAD_TOKEN: api.adminToken }, '');
    try {
      const path = join(home, 'report.docx');
      expect(JSON.parse((await run('report', code, '--out', path)).out)).toMatchObject({ file: path });
      expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
      expect((await run('report', code, '--out', join(home, 'report.odt'))).code).toBe(2);
      const { client } = await api.tokenOf(company.people.lead);
      const file = await client.call('storeFile', { file: new Blob([new Uint8Array(readFileSync(path))]), fileName: 'report.docx', fields: {} });
      expect(await client.call('handIn', { params: { entryId, deliverableKey: 'marketReport' }, body: { item: '', content: { text: '结论:先攻一区。', fileIds: [file.id] } } })).toMatchObject({ deliverableVersion: 1 });
      expect((await docx('&language=zh')).text).toContain('结论:先攻一区。');
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
