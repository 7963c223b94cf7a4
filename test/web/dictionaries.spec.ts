import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../apps/web/language/en.js';
import { zh } from '../../apps/web/language/zh.js';
import { program } from '../../libs/platform/program.js';

const web = join(program.root, 'apps', 'web');

/** `board.only.overdue` → text, over a whole dictionary. */
function flat(words: object, prefix = ''): Map<string, string> {
  return new Map(Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    (typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...flat(value as object, `${prefix}${key}.`)])));
}

const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !file.startsWith('language/')).map((file) => readFileSync(join(web, file), 'utf8')).join('\n');
/** Keys named in the code, whole (`t('nav.board')`) or by their beginning (t(`stage.${key}`)). */
const whole = new Set([...sources.matchAll(/'([a-z]\w*(?:\.[\w-]+)+)'/g)].map(([, key]) => key as string));
const beginnings = [...sources.matchAll(/`([a-z]\w*(?:\.[\w-]+)*[.\w]*)\$\{/g)].map(([, beginning]) => beginning as string).filter((beginning) => beginning.includes('.'));
const withoutPlural = (key: string): string => key.replace(/_(one|other)$/, '');

describe('the words of the desk', () => {
  const [english, chinese] = [flat(en), flat(zh)];

  it('are the same in both languages, none empty, with the same values to fill in', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    const values = (text: string | undefined): string[] => [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name as string).sort();
    for (const [key, text] of english) {
      expect([key, text.trim(), chinese.get(key)?.trim()]).not.toContain('');
      expect([key, ...values(chinese.get(key))]).toEqual([key, ...values(text)]);
    }
  });

  it('are there for every key that the code names', () => {
    const known = new Set([...english.keys()].map(withoutPlural));
    const areas = new Set(Object.keys(en));
    const named = [...whole].filter((key) => areas.has(key.split('.')[0] ?? '') && key !== 'brand');
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });

  it('are all used: a word that nobody reads is taken out', () => {
    const used = (key: string): boolean => whole.has(key) || key === 'brand' || beginnings.some((beginning) => key.startsWith(beginning));
    expect([...new Set([...english.keys()].map(withoutPlural))].filter((key) => !used(key))).toEqual([]);
  });

  it('are Chinese in the Chinese dictionary', () => {
    const loanwords = /^[\w\s.:#/%+×‰()（）{}-]*$/;
    expect([...chinese].filter(([key, text]) => loanwords.test(text) && /[a-z]{3}/i.test(text.replace(/\{\{\w+\}\}/g, '')) && key !== 'brand')).toEqual([]);
  });
});
