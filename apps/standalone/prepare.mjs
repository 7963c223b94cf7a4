// What has to be there before the program can run: the right Node, the dependencies, the build.
// Only Node's own modules here and in what this file imports: on a fresh clone there is nothing else yet.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npmCommand, run } from './child.mjs';
import { withLock } from './prepare-lock.mjs';
import { PrepareError, say } from './say.mjs';

const NEEDED_NODE = [20, 19];
const STAMP = 'node_modules/.beachhead-stamp';
const BUILD_STAMP = 'dist/.beachhead-stamp';
/** What a build is made from. */
const SOURCE_FOLDERS = ['apps', 'libs', 'workflows', 'activities', 'test'];
const SOURCE_FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', '.swcrc'];
const NOT_SOURCES = new Set(['node_modules', 'dist', '.cache', '.vite', 'coverage']);
const INSTALL_LIMIT_MS = 15 * 60_000;
const BUILD_LIMIT_MS = 10 * 60_000;

const nodeMajor = () => Number(process.versions.node.split('.')[0]);
const lockPath = (root) => join(root, '.cache', 'prepare.lock');

/** @throws {PrepareError} when this Node is too old */
export function ensureNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor >= NEEDED_NODE[1])) return;
  const needed = NEEDED_NODE.join('.');
  throw new PrepareError(`需要 Node.js ${needed} 或更高版本,当前是 ${version}。请从 https://nodejs.org 安装后重试。`,
    `Node.js ${needed} or newer is needed, this is ${version}. Install it from https://nodejs.org and try again.`);
}

function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

function readOr(path, fallback) {
  return existsSync(path) ? readFileSync(path, 'utf8') : fallback;
}

function stampNow(root) {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  return JSON.stringify({ lock, node: nodeMajor(), platform: `${process.platform}-${process.arch}` });
}

/** Whether somebody's own `npm install` already left exactly what the lock file says (then there is no need to wipe it). */
function matchesLock(root) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    if (!found[path]) return entry.optional === true || entry.devOptional === true;
    return found[path].version === entry.version && existsSync(join(root, path, 'package.json'));
  });
}

/** The one native module that is compiled at install: modules of another Node major do not load it. */
async function loadsNative(root) {
  const { code } = await run(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:').close()"], { cwd: root, timeoutMs: 20_000 });
  return code === 0;
}

async function upToDate(root) {
  if (!existsSync(join(root, 'node_modules'))) return false;
  const now = stampNow(root);
  const stamp = readOr(join(root, STAMP), null);
  if (stamp === now) return true;
  if (stamp !== null && JSON.parse(stamp).node !== nodeMajor()) return false;
  if (!matchesLock(root) || !await loadsNative(root)) return false;
  writeWhole(join(root, STAMP), now);
  return true;
}

async function npm(root, args, options) {
  const { command, first } = npmCommand();
  // SCARF_ANALYTICS: one dependency reports installs to its maker unless told not to.
  return run(command, [...first, ...args], { cwd: root, env: { ...process.env, SCARF_ANALYTICS: 'false' }, ...options });
}

/**
 * Installs the dependencies (`npm ci`) when they are missing or the lock file has changed.
 *
 * @param {string} root of the checkout
 * @param {{ quiet?: boolean }} [options] quiet: npm's own output is shown only when it fails
 * @throws {PrepareError} when npm fails; nothing is stamped then and the next start tries again
 */
export async function ensureDependencies(root, { quiet = false } = {}) {
  if (!existsSync(join(root, 'package-lock.json'))) {
    throw new PrepareError(`${root} 中没有 package-lock.json:检出不完整,请重新克隆。`, `There is no package-lock.json in ${root}: the checkout is incomplete, clone it again.`);
  }
  if (await upToDate(root)) return;
  await withLock(lockPath(root), async () => {
    if (await upToDate(root)) return;
    say('正在安装依赖(npm ci,需要几分钟)…', 'installing dependencies (npm ci, takes a few minutes)…');
    const stamp = stampNow(root);
    const { problem, output } = await npm(root, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { timeoutMs: INSTALL_LIMIT_MS, show: !quiet });
    if (problem) throw installFailed(problem, quiet ? output : '');
    writeWhole(join(root, STAMP), stamp);
  });
}

function installFailed(problem, output) {
  const shown = output === '' ? '' : `\n${output}`;
  return new PrepareError(
    `安装依赖失败(npm ci ${problem})。请检查:能否访问 npm 源(npm config get registry);磁盘空间;若错误来自 better-sqlite3,请安装 C++ 编译器与 Python 3(Debian/Ubuntu:apt-get install -y g++ make python3)。然后重试。${shown}`,
    `Installing the dependencies failed (npm ci ${problem}). Check that the npm registry answers (npm config get registry) and that the disk has room; if better-sqlite3 is named above, install a C++ compiler and Python 3 (Debian/Ubuntu: apt-get install -y g++ make python3). Then try again.${shown}`);
}

/** A digest of everything a build is made from. Content, not times: a fresh clone and a copy agree, an edit within one second counts. */
function sourceDigest(root) {
  const digest = createHash('sha256');
  const add = (path) => digest.update(path).update('\0').update(readFileSync(join(root, path))).update('\0');
  const walk = (folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) { if (!NOT_SOURCES.has(entry.name)) walk(path); }
      else if (entry.isFile() && !entry.name.endsWith('.spec.ts')) add(path); // Jest reads specs as they are
    }
  };
  for (const folder of SOURCE_FOLDERS) if (existsSync(join(root, folder))) walk(folder);
  for (const file of SOURCE_FILES) if (existsSync(join(root, file))) add(file);
  return digest.digest('hex');
}

/**
 * Builds (`npm run build`: server, workflow bundle, web) when any source differs from the last successful build.
 *
 * @param {string} root of the checkout, dependencies installed
 * @param {{ quiet?: boolean }} [options]
 * @throws {PrepareError} when the build fails
 */
export async function ensureBuild(root, { quiet = false } = {}) {
  const isBuilt = () => readOr(join(root, BUILD_STAMP), null) === sourceDigest(root);
  if (isBuilt()) return;
  await withLock(lockPath(root), async () => {
    if (isBuilt()) return;
    say('正在构建…', 'building…');
    const digest = sourceDigest(root);
    const { problem, output } = await npm(root, ['run', '--silent', 'build'], { timeoutMs: BUILD_LIMIT_MS, show: !quiet });
    if (problem) {
      const shown = quiet ? `\n${output}` : '';
      throw new PrepareError(`构建失败(npm run build ${problem})。${shown}`, `The build failed (npm run build ${problem}).${shown}`);
    }
    writeWhole(join(root, BUILD_STAMP), digest);
  });
}
