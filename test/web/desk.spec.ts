import type { Page } from 'playwright-core';
import type { Client } from '../../libs/contracts/client.js';
import { aDocument, aScorecard } from '../support/company.js';
import { chromiumProgram, looks, some, Watched } from './browser.js';
import { DeskUnderTest } from './desk-under-test.js';
import { fill, press, pressInDialog, see, signIn, takeOneTimePassword } from './gestures.js';

/* One market entry through its first gate, as people live it: in the browser, over the real API, SQLite and engine. */

const chromium = chromiumProgram();
if (chromium === null) process.stderr.write('跳过浏览器测试:未找到 Chromium · SKIPPED: no Chromium for the journey through the desk\n');
const journey = chromium === null ? describe.skip : describe;

/** Of one step; a machine that does much else at once is slow to draw. */
const patience = 240_000;
const password = 'nine lives and one';
const candidates = ['fengxian', 'nanhui', 'songjiang'];
const marketsFile = `code,name,region\nfengxian,奉贤,上海\nnanhui,南汇,上海\nsongjiang,松江,上海\n`;

journey('a person takes an entry through its first gate', () => {
  let desk: DeskUnderTest;
  let browser: Watched;
  let entryId: string;
  const pages: Record<'admin' | 'rm' | 'sponsor', Page> = {} as never;
  const clients: Record<string, Client> = {};

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    browser = await Watched.launch(chromium as string, desk.api.url);
    process.stderr.write(`screenshots: ${browser.shots}\n`);
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  }, 60_000);

  const clientOf = async (login: string): Promise<Client> => {
    const stranger = desk.api.as();
    return stranger.withToken((await stranger.call('signIn', { body: { login, password } })).token);
  };

  it('the administrator signs in with the one-time password and must change it', async () => {
    const page = pages.admin = await browser.open();
    const { login, password: once } = await desk.oneTimePassword();
    await page.goto('/');
    await signIn(page, login, 'not the password');
    await see(page, '登录名或密码不正确');
    await browser.look(page, 'sign-in', some);
    await signIn(page, login, once);
    await see(page, '请设置自己的密码');
    await browser.look(page, 'change-password', some);
    await takeOneTimePassword(page, once, password);
    await see(page, '还没有进入项目');
    await browser.look(page, 'board-empty', some);
    clients['admin'] = await clientOf(login);
  }, patience);

  it('adds people and gives them roles', async () => {
    const page = pages.admin;
    await page.goto('/people');
    await press(page, '添加人员');
    await fill(page, { 姓名: '王磊', 登录名: 'wanglei', 初始密码: password });
    await pressInDialog(page, '添加人员');
    await see(page, '已添加 王磊');
    await press(page, '保存角色');
    await page.getByRole('row', { name: /王磊.*区域经理 · 所有市场/ }).waitFor();
    for (const [role, name] of [['fin', '林芳'], ['sup', '李娜'], ['clerk', '何静'], ['sponsor', '陈总']] as const) {
      const person = await clients['admin']?.call('addPerson', { body: { login: role, name, password } });
      await clients['admin']?.call('setRoles', { params: { personId: person?.id ?? '' }, body: { roles: [{ role, marketId: '*' }] } });
      clients[role] = await clientOf(role);
    }
    clients['rm'] = await clientOf('wanglei');
    await page.reload();
    await see(page, '陈总');
    await browser.look(page, 'people', some);
  }, patience);

  it('imports markets: a file with faults changes nothing, a sound one is tried and taken', async () => {
    const page = pages.admin;
    await page.goto('/data?kind=markets');
    const file = page.locator('input[type=file]');
    await file.setInputFiles({ name: 'markets.csv', mimeType: 'text/csv', buffer: Buffer.from(marketsFile.replace('南汇', '')) });
    await press(page, '试导入');
    await page.getByRole('row', { name: /^3 name/ }).waitFor();
    await browser.look(page, 'import-faults', some);
    await file.setInputFiles({ name: 'markets.csv', mimeType: 'text/csv', buffer: Buffer.from(marketsFile) });
    await press(page, '试导入');
    await see(page, '文件无误');
    await press(page, '导入');
    await see(page, '已导入');
    await page.getByRole('row', { name: /奉贤/ }).waitFor();
  }, patience);

  it('the regional manager starts an entry, and the engine opens stage 1 under her eyes', async () => {
    const page = pages.rm = await browser.open();
    // The address asked for before signing in is where one arrives.
    await page.goto('/entries/new');
    await signIn(page, 'wanglei', password);
    await fill(page, { 名称: '上海郊区' });
    const market = page.getByLabel('候选市场');
    for (const name of ['奉贤', '南汇']) { await market.fill(name); await page.getByTitle(new RegExp(`^${name} `)).click(); }
    await press(page.getByRole('main'), '发起进入');
    await see(page, '至少选择三个');
    await browser.look(page, 'start-entry', some);
    await market.fill('松江');
    await page.getByTitle(/^松江 /).click();
    await press(page.getByRole('main'), '发起进入');
    await page.waitForURL(/\/entries\/[0-9a-f-]{36}/);
    entryId = /entries\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await see(page, '列出至少三个候选市场');
    await browser.look(page, 'entry-work');
  }, patience);

  it('hands in a document, sees that somebody was faster, and completes the task', async () => {
    const page = pages.rm;
    await press(page, '提交：候选市场清单');
    await page.getByLabel('文字').fill('奉贤、南汇、松江');
    await pressInDialog(page, '提交');
    await press(page, '候选市场清单 的新版本');
    await page.getByLabel('文字').fill('奉贤、南汇、松江,附人口');
    const first = await clients['rm']?.call('getDeliverable', { params: { entryId, deliverableKey: 'candidateList' } });
    await clients['rm']?.call('handIn', { params: { entryId, deliverableKey: 'candidateList' }, body: { content: { text: '别人的版本' } }, ifMatch: `"${first?.hash}"` });
    await pressInDialog(page, '提交第 2 版');
    await see(page, '他人已先提交');
    await browser.look(page, 'conflict', some);
    await press(page, '作为其后一版提交');
    await page.getByText('第 3 版', { exact: true }).waitFor();
    await press(page, '完成：列出至少三个候选市场');
    await page.getByLabel('备注').fill('三个候选');
    await pressInDialog(page, '完成');
    await page.locator('#item-listCandidates').getByText('已完成').waitFor();
  }, patience);

  it('fills a scorecard: what is missing is named, a switch of language loses nothing', async () => {
    const page = pages.rm;
    await press(page, '提交：独立评分表');
    await pressInDialog(page, '提交');
    await see(page, '候选市场');
    await page.getByRole('alert').getByText('必填').first().waitFor();
    await browser.look(page, 'scorecard-faults', some);
    await page.getByRole('combobox', { name: '候选市场', exact: true }).click();
    await page.getByTitle('奉贤 (fengxian)').click();
    for (let row = 1; row <= 19; row += 1) {
      await page.getByLabel(`评分 1–5 · 第 ${row} 行`).fill('4');
      await page.getByLabel(`证据 · 第 ${row} 行`).fill(`走访 ${row}`);
    }
    await page.locator('button[lang="en"]').dispatchEvent('click');
    expect(await page.getByLabel('Evidence · row 19').inputValue()).toBe('走访 19');
    await page.locator('button[lang="zh-CN"]').dispatchEvent('click');
    await pressInDialog(page, '提交');
    await page.getByText('fengxian/wanglei').waitFor();
  }, patience);

  it('the others do their part, and the sponsor finds what waits for him', async () => {
    const { rm, fin, sup, clerk } = clients as Record<string, Client>;
    const give = (client: Client | undefined, deliverableKey: string, content: Record<string, unknown>, item = '') => client?.call('handIn', { params: { entryId, deliverableKey }, body: { item, content } });
    const done = (client: Client | undefined, taskKey: string) => client?.call('completeTask', { params: { entryId, taskKey }, body: {} });
    await give(clerk, 'deskFacts', aDocument);
    await done(clerk, 'collectDeskFacts');
    for (const [index, market] of candidates.entries()) for (const rater of index === 0 ? [fin] : [fin, sup]) await give(rater, 'scorecard', aScorecard(market, 4 - index), market);
    await done(rm, 'scoreTwice');
    for (const [index, market] of candidates.entries()) await give(rm, 'agreedScorecard', withoutEvidence(aScorecard(market, 4 - index), index === 0 ? 7 : 0), market);
    await done(rm, 'reconcileScores');
    await give(clerk, 'sensitivityNote', aDocument);
    await done(clerk, 'checkSensitivity');

    const page = pages.sponsor = await browser.open();
    await page.goto('/inbox');
    await signIn(page, 'sponsor', password);
    await see(page, '切入决定');
    await browser.look(page, 'my-work', some);
    await page.getByRole('link', { name: /切入决定/ }).click();
    await page.locator('#item-entryDecision[data-landed]').waitFor();
    await press(page, '提交：切入决定');
    await page.getByRole('combobox', { name: '选定市场' }).click();
    await page.getByTitle('奉贤 (fengxian)').click();
    await fill(page, { 理由: '先易后难' });
    await page.getByText('否', { exact: true }).click();
    await pressInDialog(page, '提交');
    await press(page, '完成：选定市场');
    await pressInDialog(page, '完成');
  }, patience);

  it('the gate says in words why it is not passed, and passes when the evidence is in', async () => {
    const { rm: page, sponsor } = pages;
    await sponsor.getByRole('link', { name: '闸门', exact: true }).click();
    await see(sponsor, /不满足 1 项：首选证据完整/);
    await browser.look(sponsor, 'gate-not-passed', some);
    await press(page, '协调后评分表 fengxian 的新版本');
    await page.getByLabel('证据 · 第 7 行').fill('补充走访');
    await pressInDialog(page, '提交第 2 版');
    await see(sponsor, /5 项条件中满足 5 项/);
    await see(sponsor, '此前的材料');
    await sponsor.getByRole('button', { name: /材料 1.*未通过/ }).click();
    await browser.look(sponsor, 'gate-passed');
  }, patience);

  it('signers vote, the sponsor decides, and the engine opens the next stage', async () => {
    const { rm: page, sponsor } = pages;
    await page.getByRole('link', { name: '闸门', exact: true }).click();
    await page.getByText('同意', { exact: true }).click();
    await press(page, '投票');
    await page.getByText(/您已投：同意/).waitFor();
    const gate = await clients['fin']?.call('getGate', { params: { entryId, stage: 'select' } });
    await clients['fin']?.call('vote', { params: { entryId, stage: 'select' }, body: { packetHash: gate?.packets.at(-1)?.hash ?? '', role: 'fin', choice: 'go' } });
    await sponsor.getByRole('radio', { name: /^通过/ }).check();
    await fill(sponsor, { 理由: '证据充分,先易后难' });
    await press(sponsor.getByRole('region', { name: '作出决策' }), '通过');
    await pressInDialog(sponsor, '通过');
    await sponsor.locator('.rail > li[aria-current=step]').getByText('调查').waitFor();
    await page.locator('.rail > li').first().getByText('通过').waitFor();
    await sponsor.getByRole('link', { name: /^工作/ }).click();
    await see(sponsor, '划分区域、核定工作量');
    await browser.look(sponsor, 'entry-survey', some);
  }, patience);

  it('the journal verifies, and every page is fit to be seen', async () => {
    const page = pages.sponsor;
    await page.getByRole('link', { name: '日志' }).click();
    await press(page, '验证日志链');
    await see(page, /\d+ 行，验证通过/);
    await browser.look(page, 'journal', some);
    for (const [name, path, text] of [['kpis', `/entries/${entryId}?tab=kpis`, '普查覆盖率'], ['board', '/', '上海郊区'], ['board-table', '/?view=table', '上海郊区'], ['tokens', '/tokens', '还没有令牌'], ['data', '/data', '松江']] as const) {
      await page.goto(path);
      await see(page, text);
      await browser.look(page, name, name === 'board' ? looks : some);
    }
  }, patience);

  it('no page asked another origin, threw, outgrew its window or gave axe anything to find', () => {
    expect(browser.misdeeds).toEqual([]);
  });
});

/** The same card with one feature's evidence left out; 0 leaves all in. */
function withoutEvidence(card: ReturnType<typeof aScorecard>, feature: number) {
  return { ...card, features: card.features.map((row) => (row.feature === feature ? { ...row, evidence: null } : row)) };
}
