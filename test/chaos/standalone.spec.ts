import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../../libs/contracts/client.js';
import { openDatabase } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { openClient } from '../../libs/temporal/connection.js';
import { whatItWaitsForQuery } from '../../libs/temporal/names.js';
import type { Waiting } from '../../workflows/messages.js';
import { aCompany } from '../support/company.js';
import { isThere, Standalone } from '../support/standalone.js';
import { until } from '../support/until.js';
import { RemoteCompany } from './remote-company.js';

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('npm start', () => {
  let folder: string;
  let running: Standalone[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beachhead-standalone-'));
    running = [];
  });
  afterEach(async () => {
    for (const system of running) await system.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (...args: string[]): Promise<{ system: Standalone; url: string }> => {
    const system = Standalone.run(folder, args.length > 0 ? args : undefined);
    running.push(system);
    return { system, url: await system.url() };
  };
  const isUp = (url: string): Promise<boolean> => new Client({ baseUrl: url }).call('health', {}).then((health) => health.database === 'up', () => false);
  const gone = (...pids: (number | null)[]) => until('its children are gone', async () => pids.filter((pid) => pid !== null && isThere(pid)), (left) => left.length === 0);

  it('tells the one-time password once, is refused a second time on the same folder, and ends with 0', async () => {
    const { system, url } = await start();
    expect(await isUp(url)).toBe(true);
    const session = await new Client({ baseUrl: url }).call('signIn', { body: { login: 'admin', password: system.password ?? '' } });
    expect(session.person.login).toBe('admin');

    const second = Standalone.run(folder);
    expect(await second.end()).toBe(1);
    expect(second.output).toContain(`(进程 ${system.pidOf('supervisor')})`);
    expect(second.output).toContain(`(process ${system.pidOf('supervisor')}) is running on the data directory`);
    expect(await isUp(url)).toBe(true);

    const children = [system.pidOf('app'), system.pidOf('engine')];
    expect(await system.stop()).toBe(0);
    await gone(...children);
    const { system: again } = await start();
    expect(again.password).toBeNull();
  }, 120_000);

  it('starts again whichever child dies', async () => {
    const { system, url } = await start();
    for (const member of ['engine', 'app'] as const) {
      const before = system.pidOf(member);
      expect(system.kill(member)).toBe(true);
      await until(`the ${member} is back`, async () => system.pidOf(member), (pid) => pid !== null && pid !== before);
      await until('it answers', () => isUp(url), (up) => up, 60_000);
    }
    expect(system.output).toContain('应用进程意外退出(SIGKILL),正在重新启动');
    expect(system.output).toContain('the Temporal server ended unexpectedly (SIGKILL), starting it again');
  }, 120_000);

  it('killed outright, takes its children with it, and leaves no lock behind', async () => {
    const { system } = await start();
    const children = [system.pidOf('app'), system.pidOf('engine')];
    expect(children.every((pid) => pid !== null)).toBe(true);
    system.kill('supervisor');
    await system.end();
    await gone(...children);
    const { url } = await start();
    expect(await isUp(url)).toBe(true);
  }, 120_000);

  it('killed together with the app, is cleaned up after by the next start', async () => {
    const { system } = await start();
    const orphan = system.pidOf('engine');
    system.kill('supervisor');
    system.kill('app');
    await system.end();
    expect(orphan !== null && isThere(orphan)).toBe(true);
    const { url } = await start();
    await gone(orphan);
    expect(await isUp(url)).toBe(true);
  }, 120_000);

  it('goes on from the database when Temporal’s store was deleted in between', async () => {
    const { system, url } = await start();
    const db = await openDatabase({ file: join(folder, 'beachhead.sqlite') });
    const company = await aCompany({ db, uow: new UnitOfWork(db) }, new RemoteCompany(db, new UnitOfWork(db), url));
    const entryId = await company.startEntry();
    expect(await company.look(entryId)).toMatchObject({ phase: 'working' });
    await system.stop();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `temporal.sqlite${suffix}`), { force: true });

    const { system: again } = await start();
    expect(again.output).toContain('a new store of Temporal: 1 workflows go on from the database');
    await until('the wake is sent', () => db.reader.query<{ n: number }[]>('select count(*) as n from wake where pending = 1'), ([row]) => Number(row?.n) === 0);
    const client = openClient({ address: again.temporalAddress, namespace: 'default' });
    const waits = () => client.workflow.getHandle(`entry/${entryId}`).query<Waiting>(whatItWaitsForQuery).catch(() => null);
    await until('its workflow is back', waits, (w) => w?.for === 'tasks');
    await client.connection.close();
    await db.close();
  }, 120_000);

  it('sets a store of another Temporal version aside and says so', async () => {
    const { system } = await start();
    await system.stop();
    writeFileSync(join(folder, 'temporal.sqlite.version'), 'temporal version 0.0.1');
    const { system: again, url } = await start();
    expect(again.output).toContain('the store of Temporal was written by another version and is set aside');
    expect(existsSync(join(folder, 'temporal.sqlite.old'))).toBe(true);
    expect(await isUp(url)).toBe(true);
  }, 120_000);

  it.each([
    [['--port', 'seven'], '--port takes a whole number from 0 to 65535, not “seven”'],
    [['--port', '70000'], '--port takes a whole number'],
    [['--frobnicate'], '--frobnicate'],
    [['somewhere'], 'somewhere'],
  ])('refuses %j with exit code 2 and the usage', async (args, said) => {
    const system = Standalone.run(folder, args);
    expect(await system.end()).toBe(2);
    expect(system.output).toContain(said);
    expect(system.output).toContain('--no-ui');
  });

  it('names the variable that is wrong', async () => {
    const system = Standalone.run(folder, [], { BEACHHEAD_DAY_MS: '100' });
    expect(await system.end()).toBe(2);
    expect(system.output).toContain('BEACHHEAD_DAY_MS: only demo and tests may compress time');
  });

  it('refuses a port that is taken', async () => {
    const { url } = await start();
    const other = Standalone.run(mkdtempSync(join(folder, 'other-')), ['--port', new URL(url).port]);
    expect(await other.end()).toBe(1);
    expect(other.output).toContain('is taken');
  }, 60_000);

  it('shows its usage', async () => {
    const system = Standalone.run(folder, ['--help']);
    expect(await system.end()).toBe(0);
    expect(system.output).toContain('用法 Usage');
  });
});
