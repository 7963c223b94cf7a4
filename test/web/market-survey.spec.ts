import type { Page } from 'playwright-core';
import { aCompany, type Company } from '../support/company.js';
import { anEntryInSurvey } from '../support/stage-one.js';
import { aShopForm, dayOf, planSurvey, submit, surveyOf } from '../support/survey.js';
import { until } from '../support/until.js';
import { chromiumProgram, looks, some, Watched } from './browser.js';
import { DeskUnderTest } from './desk-under-test.js';
import { fill, press, pressInDialog, see, signIn } from './gestures.js';

/* The survey tab as the lead and the checker live it: records reviewed, a sheet signed, a back-check recorded, a re-survey that follows from it. */

const chromium = chromiumProgram();
if (chromium === null) process.stderr.write('跳过浏览器测试:未找到 Chromium · SKIPPED: no Chromium for the survey on the desk\n');
const journey = chromium === null ? describe.skip : describe;
const patience = 240_000;
const password = 'nine lives and one';

journey('the market survey on the desk', () => {
  let desk: DeskUnderTest;
  let browser: Watched;
  let company: Company;
  let entryId: string;
  let lead: Page;
  let checker: Page;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    browser = await Watched.launch(chromium as string, desk.api.url);
    process.stderr.write(`screenshots: ${browser.shots}\n`);
    const { parts, admin } = desk.api;
    company = await aCompany({ db: parts.db, uow: parts.unitOfWork });
    for (const [login, name, role] of [['jia', '甲 张敏', 'lead'], ['jianhe', '检核 周平', 'aud']] as const) {
      const person = await admin.call('addPerson', { body: { login, name, password } });
      await admin.call('setRoles', { params: { personId: person.id }, body: { roles: [{ role, marketId: '*' }] } });
    }
    entryId = await anEntryInSurvey(company);
    await planSurvey(company, entryId, 2);
    const survey = await until('the field work begins', () => surveyOf(company, entryId), ({ phase }) => phase === 'implementation');
    const aRecord = await aShopForm(company);
    await submit(company, company.people.key_team, [
      ...Array.from({ length: 3 }, () => aRecord({ day: dayOf(survey, 4), zoneNo: 1 })), aRecord({ day: dayOf(survey, 4), zoneNo: 1, newFound: true, position: { latitude: 30.9, longitude: 121.5, accuracyM: 80, mock: true } }),
      aRecord({ day: dayOf(survey, 4), zoneNo: 1, outcome: 'refused' }),
    ]);
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  }, 60_000);

  const open = async (login: string): Promise<Page> => {
    const page = await browser.open();
    await page.goto(`/entries/${entryId}?tab=survey`);
    await signIn(page, login, password);
    await see(page, '调查实施');
    return page;
  };

  it('shows teams, assignments against today, sheets that are owed and records that wait', async () => {
    lead = await open('jia');
    await see(lead, '南桥 Nanqiao');
    await see(lead, /已报 5 \/ 计划 11/);
    await see(lead, '模拟定位');
    await see(lead, /丙 · 区域 1/);
    await browser.look(lead, 'survey', looks);
  }, patience);

  it('the lead gives one record back with a comment and accepts the others', async () => {
    const boxes = lead.getByRole('checkbox', { name: /^shop · 区域 1/ });
    await boxes.first().check();
    await press(lead, '退回');
    await lead.getByRole('dialog').getByLabel('意见').fill('缺照片');
    await browser.look(lead, 'survey-return', some);
    await pressInDialog(lead, '退回');
    await see(lead, '已审核 1 条');
    await lead.getByRole('checkbox', { name: /全选本页（4）/ }).check();
    await press(lead.locator('.review-bar'), '通过');
    await see(lead, '没有待审核的记录');
    await see(lead, '已退回 1');
  }, patience);

  it('a sheet is signed with the counts that the system made, and the engine draws a back-check', async () => {
    await lead.getByRole('button', { name: /^签交：丙 · 区域 1/ }).first().click();
    await see(lead, '由记录统计');
    await fill(lead, { '费用（CNY）': '12.5', 问题: '下雨' });
    await browser.look(lead, 'survey-sign', some);
    await pressInDialog(lead, '签交');
    await see(lead, '下雨');
    await see(lead, '待回访');
  }, patience);

  it('the check is given to the checker, whose finding opens a re-survey', async () => {
    await lead.getByRole('button', { name: /^改派：.* · 区域 1/ }).first().click();
    await lead.getByRole('dialog').getByLabel('人员').fill('周平');
    await lead.locator('.ant-select-item-option', { hasText: '检核 周平' }).click();
    await pressInDialog(lead, '改派');
    await see(lead, '检核 周平');
    checker = await open('jianhe');
    await checker.getByRole('button', { name: /^填写回访：/ }).click();
    await fill(checker, { 核对字段: '10', 一致字段: '9', 街区实有终端: '6', 漏扫终端: '1' });
    await browser.look(checker, 'survey-check', some);
    await pressInDialog(checker, '填写回访');
    await see(checker, '10 项中 9 项一致');
    await see(lead, '回访不一致');
    await see(lead, '漏扫终端');
    await browser.look(lead, 'survey-resurveys', some);
    await press(lead, '新增补充调查');
    await lead.getByRole('dialog').getByLabel('备注').fill('区域 2 尚有 2 家');
    await browser.look(lead, 'survey-open-resurvey', some);
    await pressInDialog(lead, '新增补充调查');
    await see(lead, '区域 2 尚有 2 家');
  }, patience);

  it('did nothing on the way that no page may do', () => {
    expect(browser.misdeeds).toEqual([]);
  });
});
