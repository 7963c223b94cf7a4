import { accessSync, constants, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { AxeResults } from 'axe-core';
import { program } from '../../libs/platform/program.js';

const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const axe = readFileSync(createRequire(join(program.root, 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');

/** The browser that `npm test` found, or the system's; null where there is none. */
export function chromiumProgram(env = process.env): string | null {
  const named = env['BEACHHEAD_TEST_CHROMIUM'] ?? '';
  const folders = ['/usr/bin', ...(env['PATH'] ?? '').split(delimiter)];
  const found = [named, ...folders.flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))].find((file) => {
    try { accessSync(file, constants.X_OK); return file !== ''; } catch { return false; }
  });
  return found ?? null;
}

export type Look = { readonly width: number; readonly theme: 'light' | 'dark'; readonly language: 'zh' | 'en' };
/** Every width, theme and language that the desk promises. */
export const looks: readonly Look[] = [360, 768, 1440].flatMap((width) => (['light', 'dark'] as const).flatMap((theme) => (['zh', 'en'] as const).map((language) => ({ width, theme, language }))));
/**
 * Until nothing moves any more; what turns for ever (a waiting sign) is not waited for. A transition begins with the next frame, so two
 * frames pass first.
 */
const frame = 'new Promise((drawn) => requestAnimationFrame(() => drawn()))';
const finite = 'document.getAnimations().filter((each) => each.effect.getComputedTiming().iterations !== Infinity)';
const settled = `${frame}.then(() => ${frame}).then(() => Promise.allSettled(${finite}.map((each) => each.finished))).then(() => ${frame})`;

/** Each width, theme and language once or twice: for pages made of parts that others show in every look. */
export const some: readonly Look[] = [{ width: 360, theme: 'light', language: 'zh' }, { width: 768, theme: 'dark', language: 'en' }, { width: 1440, theme: 'light', language: 'en' }, { width: 1440, theme: 'dark', language: 'zh' }];

/**
 * A headless browser that notes what must not happen on any page: a request to another origin, an error in the console, a page that is
 * wider than the window, anything that axe finds.
 */
export class Watched {
  readonly shots = mkdtempSync(join(tmpdir(), 'beachhead-desk-'));
  readonly misdeeds: string[] = [];

  private constructor(private readonly browser: Browser, private readonly origin: string) {}

  static async launch(executablePath: string, origin: string): Promise<Watched> {
    return new Watched(await chromium.launch({ executablePath, args: quiet }), origin);
  }

  /** A window of one person's own. Nothing moves in it: a button that is still growing can be missed between press and release. */
  async open(): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: this.origin, reducedMotion: 'reduce' });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    page.on('request', (request) => { if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== this.origin) this.misdeeds.push(`asks another origin: ${request.url()}`); });
    page.on('pageerror', (error) => this.misdeeds.push(`throws: ${error.message}`));
    page.on('console', (message) => {
      // The browser itself writes a line for every answer that is a refusal; what we do with those is looked at on the page.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource: the server responded with a status of 4')) this.misdeeds.push(`console: ${message.text()}`);
    });
    return page;
  }

  /** Looks at the page in every look, with a picture of each; the page is left as it was. */
  async look(page: Page, name: string, at: readonly Look[] = looks): Promise<void> {
    const before = page.viewportSize();
    for (const { width, theme, language } of at) {
      await dress(page, { width, theme, language });
      await page.evaluate(settled);
      await page.screenshot({ path: join(this.shots, `${name}-${width}-${theme}-${language}.png`) });
      const where = `${name} at ${width} px, ${theme}, ${language}`;
      const tooWide = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      if (tooWide > 0) this.misdeeds.push(`${where}: ${tooWide} px wider than the window`);
      for (const found of await violations(page)) this.misdeeds.push(`${where}: axe ${found}`);
    }
    if (before) await page.setViewportSize(before);
    await dress(page, { width: before?.width ?? 1440, theme: 'light', language: 'zh' });
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

/** By the system's colour scheme and by the switch that people use. */
async function dress(page: Page, { width, theme, language }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.locator(`html[data-theme="${theme}"]`).waitFor();
  const tag = language === 'zh' ? 'zh-CN' : 'en';
  if (await page.evaluate<string>('document.documentElement.lang') === tag) return;
  // A dialog may cover the switch: what it does is asked for, not whether it can be reached.
  await page.locator(`button[lang="${tag}"]`).dispatchEvent('click');
  await page.locator(`html[lang="${tag}"]`).waitFor();
}

async function violations(page: Page): Promise<string[]> {
  if (await page.evaluate<boolean>("typeof axe === 'undefined'")) await page.evaluate(axe);
  const { violations: found } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  return found.flatMap(({ id, nodes }) => nodes.slice(0, 2).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`));
}
