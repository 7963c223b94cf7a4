import type { Locator, Page } from 'playwright-core';

/* What people do with their hands, in the words of the Chinese desk. */

export async function see(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor();
}

/** A button by its whole name; while it waits for an answer the library puts a word of its own before it. */
export function button(page: Page | Locator, name: string): Locator {
  return page.getByRole('button', { name: new RegExp(`(^|\\s)${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) });
}

export async function press(page: Page | Locator, name: string): Promise<void> {
  await button(page, name).click();
}

export async function fill(page: Page, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(text);
}

export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await fill(page, { 登录名: login, 密码: password });
  await press(page, '登录');
}

export async function takeOneTimePassword(page: Page, once: string, next: string): Promise<void> {
  await fill(page, { 当前密码: once, 新密码: next, 再次输入新密码: next });
  await press(page, '修改密码');
}

/** Presses a button of the open drawer or dialog. */
export async function pressInDialog(page: Page, name: string): Promise<void> {
  await press(page.getByRole('dialog'), name);
}
