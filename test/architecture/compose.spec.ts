import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DCLinter } from 'dclint';
import { parse } from 'yaml';

// No container engine runs our tests, so the file is held against the Compose specification's own schema (dclint ships it)
// and against what it promises: who waits for whom, no secret in the file, nothing open but loopback, nothing unpinned.

type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';
interface Service {
  readonly image: string;
  readonly build?: unknown;
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: Condition }>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: unknown;
  readonly ports?: readonly string[];
  readonly restart?: string;
}

interface Finding { readonly line: number; readonly message: string; readonly rule: string }

const root = resolve(__dirname, '../..');
const source = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const services = (parse(source, { merge: true }) as { services: Record<string, Service> }).services;
const names = Object.keys(services);

function service(name: string): Service {
  const found = services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

const scratch = mkdtempSync(join(tmpdir(), 'beachhead-compose-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What the linter says; only its rules about spelling and order are off: the file is ordered as it starts, not by the alphabet. */
function lint(text: string): string[] {
  const file = join(scratch, 'docker-compose.yml');
  writeFileSync(file, text);
  const order = ['services-alphabetical-order', 'service-keys-order', 'service-ports-alphabetical-order', 'service-dependencies-alphabetical-order', 'top-level-properties-order'];
  const rules = {
    ...Object.fromEntries(order.map((rule) => [rule, 0 as const])),
    'require-quotes-in-ports': [1, { quoteType: 'double' }] as [1, Record<string, unknown>],
    // Built here and named, so that the three services share one image.
    'no-build-and-image': 0 as const,
  };
  const results: readonly { readonly messages: readonly Finding[] }[] = new DCLinter({ rules, quiet: true, debug: false, exclude: [] }).lintFiles([file], false);
  return results.flatMap(({ messages }) => messages.map((found) => `${found.line}: ${found.message} (${found.rule})`));
}

/** Every service that must have got somewhere before this one starts. */
function waitsFor(name: string): Set<string> {
  const before = new Set<string>();
  const follow = (of: string) => {
    for (const next of Object.keys(service(of).depends_on ?? {})) if (!before.has(next)) { before.add(next); follow(next); }
  };
  follow(name);
  return before;
}

const isOneShot = (name: string) => service(name).restart === 'no';

describe('docker-compose.yml', () => {
  it('is valid by the Compose specification', () => {
    expect(lint(source)).toEqual([]);
  });

  it.each([
    ['a misspelt key', (text: string) => text.replace('    depends_on:', '    depend_on:')],
    ['a port on every interface', (text: string) => text.replace('"127.0.0.1:7233:7233"', '"7233:7233"')],
    ['an image without a tag', (text: string) => text.replace('temporalio/server:1.32.0', 'temporalio/server')],
    ['a condition that does not exist', (text: string) => text.replace('condition: service_healthy', 'condition: service_is_healthy')],
  ])('is checked: %s is found', (_what, spoil) => {
    expect(spoil(source)).not.toBe(source);
    expect(lint(spoil(source))).not.toEqual([]);
  });

  it('starts nothing before what it needs is healthy or done', () => {
    for (const name of names) {
      for (const [needed, { condition }] of Object.entries(service(name).depends_on ?? {})) {
        if (isOneShot(needed)) expect([name, needed, condition]).toEqual([name, needed, 'service_completed_successfully']);
        else {
          expect([name, needed, condition]).toEqual([name, needed, 'service_healthy']);
          expect(service(needed).healthcheck).toBeDefined();
        }
      }
    }
  });

  it('makes the schema before the Temporal server, migrates before the API and the worker', () => {
    expect(waitsFor('temporal')).toEqual(new Set(['temporal-schema', 'databases', 'mysql']));
    expect(waitsFor('migrate')).toEqual(new Set(['databases', 'mysql']));
    expect([...waitsFor('worker')]).toEqual(expect.arrayContaining(['migrate', 'temporal-namespace', 'temporal']));
    expect(service('migrate').command).toEqual(['node', 'dist/apps/cli/main.js', 'operate', 'migrate']);
  });

  it('has inline scripts that a shell can read', () => {
    const scripts = names.flatMap((name) => (service(name).command ?? []).filter((part) => part.includes('\n')).map((part) => part.replaceAll('$$', '$')));
    expect(scripts).toHaveLength(3);
    for (const script of scripts) expect(spawnSync('/bin/sh', ['-n', '-c', script], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it('lets the API answer while Temporal is away', () => {
    expect(waitsFor('api')).toEqual(new Set(['migrate', 'databases', 'mysql']));
  });

  it('runs API and worker from the same image as the migration', () => {
    for (const name of ['api', 'worker']) expect(service(name)).toMatchObject({ image: service('migrate').image, build: service('migrate').build });
  });

  it('gives Temporal 512 shards and two databases of its own, and us a database and a user of ours', () => {
    expect(service('temporal').environment).toMatchObject({
      DB: 'mysql8', NUM_HISTORY_SHARDS: '512', DBNAME: 'temporal', VISIBILITY_DBNAME: 'temporal_visibility', MYSQL_USER: 'temporal',
    });
    for (const name of ['migrate', 'api', 'worker']) expect(service(name).environment?.['DATABASE_URL']).toMatch(/^mysql:\/\/beachhead:.*@mysql:3306\/beachhead$/);
    const grants = (service('databases').command ?? []).join('\n').match(/GRANT .*/g);
    expect(grants).toEqual([
      "GRANT ALL PRIVILEGES ON beachhead.* TO 'beachhead'@'%';",
      "GRANT ALL PRIVILEGES ON temporal.* TO 'temporal'@'%';",
      "GRANT ALL PRIVILEGES ON temporal_visibility.* TO 'temporal'@'%';",
    ]);
  });

  it('keeps every secret in the environment and refuses to start without one', () => {
    const secrets = names.flatMap((name) => Object.entries(service(name).environment ?? {}).filter(([key]) => /PASSWORD|PWD|SECRET|TOKEN|DATABASE_URL/.test(key)).map(([key, value]) => ({ name, key, value })));
    expect(secrets.length).toBeGreaterThanOrEqual(9);
    for (const { name, key, value } of secrets) {
      const secret = key === 'DATABASE_URL' ? /^mysql:\/\/beachhead:(.*)@mysql:/.exec(value)?.[1] : value;
      expect([name, key, secret]).toEqual([name, key, expect.stringMatching(/^\$\{[A-Z_]+:\?[^}]+\}$/)]);
    }
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    for (const variable of new Set([...source.matchAll(/\$\{([A-Z_]+):\?/g)].map((match) => match[1]))) expect(example).toMatch(new RegExp(`^${variable}=$`, 'm'));
  });

  it('opens ports on loopback only, and the database on none', () => {
    for (const port of names.flatMap((name) => service(name).ports ?? [])) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(service('mysql').ports).toBeUndefined();
  });

  it('pins every image to an exact version, the same for a server and its tools', () => {
    for (const name of names) expect(service(name).image).toMatch(/:\d+\.\d+\.\d+$/);
    expect(service('mysql').image).toMatch(/^mysql:8\.4\./);
    expect(service('temporal').image.split(':')[1]).toBe(service('temporal-schema').image.split(':')[1]);
    for (const from of readFileSync(join(root, 'Dockerfile'), 'utf8').match(/^FROM \S+/gm) ?? []) expect(from).toMatch(/^FROM node:20\.\d+\.\d+-bookworm-slim$/);
  });

  it('restarts what runs and never repeats what is done once', () => {
    for (const name of names) expect([name, service(name).restart]).toEqual([name, isOneShot(name) ? 'no' : 'unless-stopped']);
    expect(names.filter(isOneShot)).toEqual(['databases', 'temporal-schema', 'temporal-namespace', 'migrate']);
  });
});

describe('Dockerfile', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const runtime = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

  it('runs without root, without build tools, with the native half of its own platform only', () => {
    expect(runtime).toMatch(/^USER node$/m);
    expect(runtime).not.toMatch(/apt-get|npm /);
    expect(dockerfile).toMatch(/npm prune --omit=dev/);
    expect(dockerfile).toMatch(/core-bridge[\s\S]*rm -rf "\$release"/);
  });

  it('copies nothing private into the build', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.git', 'node_modules', 'dist', '.beachhead']));
  });
});
