import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, type ApiUnderTest } from '../support/server.js';
import { problemIn } from './walk.js';

/* The API serves the built pages: nothing from any other origin, what never changes for ever, and one page for every address of the application. */
let api: ApiUnderTest;
let folder: string;
const script = 'console.log("旗");'.repeat(500);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'beachhead-web-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>滩头</title>');
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets', 'index-abc123.js'), script);
  writeFileSync(join(folder, '..', 'beside.txt'), 'not for the public');
  api = await startApi({ webFolder: folder });
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = { accept: 'text/html' }) => fetch(api.url + path, { headers });

it.each(['/', '/entries/6f1e7a80-1111-4000-8000-00000000000f', '/sign-in?next=%2F'])('answers %s with the page, which may load from here only', async (path) => {
  const response = await get(path);
  expect(await response.text()).toContain('<title>滩头</title>');
  expect(response.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8/);
  expect(response.headers.get('cache-control')).toBe('no-cache');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('x-powered-by')).toBeNull();
});

it('keeps hashed assets for ever, packed where the browser takes it', async () => {
  const plain = await get('/assets/index-abc123.js', { 'accept-encoding': 'identity' });
  expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(plain.headers.get('content-type')).toMatch(/javascript/);
  expect(await plain.text()).toBe(script);
  const packed = await get('/assets/index-abc123.js', { 'accept-encoding': 'gzip' });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(packed.headers.get('vary')).toMatch(/accept-encoding/i);
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(script.length / 5);
  expect(await packed.text()).toBe(script);
});

it('serves other files, and nothing from outside its folder', async () => {
  expect((await get('/favicon.svg', {})).headers.get('content-type')).toMatch(/svg/);
  for (const path of ['/../beside.txt', '/%2e%2e/beside.txt', '/assets/..%2f..%2fbeside.txt', '/assets/%2e%2e/%2e%2e/beside.txt']) {
    expect(await (await get(path, {})).text()).not.toContain('not for the public');
  }
});

it('answers a missing asset, a missing file and a missing door with a problem, not with the page', async () => {
  await problemIn(await get('/assets/gone-1.js', { accept: '*/*' }), 'not-found');
  await problemIn(await get('/nothing.json', { accept: 'application/json' }), 'not-found');
  await problemIn(await get('/api/v1/nothing'), 'not-found');
  await problemIn(await get('/api'), 'not-found');
  await problemIn(await fetch(`${api.url}/`, { method: 'POST' }), 'not-found');
});
