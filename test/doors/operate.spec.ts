import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JournalLine, Wake } from '../../libs/persistence/entities/process/record.js';
import type { Database } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { runCli } from '../support/cli.js';
import { aCompany } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';

/* The commands that open the database themselves: what an operator does with no server running, or beside one. */
eachDatabase('beachhead operate', (ctx) => {
  let folder: string;
  let env: Record<string, string>;
  let db: Database;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'beachhead-operate-'));
    const { url } = await ctx.empty();
    env = { BEACHHEAD_DATA_DIR: folder, LANG: 'zh_CN.UTF-8', ...(url && { DATABASE_URL: url }) };
    db = await ctx.another(url ? { url } : { file: join(folder, 'beachhead.sqlite') });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function operate<T>(...args: string[]): Promise<{ code: number | null; json: T }> {
    const { code, out, err } = await runCli(['operate', ...args, '--json'], env);
    expect(err).toBe('');
    return { code, json: JSON.parse(out) as T };
  }

  it('migrates once', async () => {
    const first = await operate<{ migrations: string[] }>('migrate');
    expect(first.code).toBe(0);
    expect(first.json.migrations.length).toBeGreaterThan(0);
    expect(await operate('migrate')).toEqual({ code: 0, json: { migrations: [] } });
  });

  it('gives one administrator a one-time password, and a new one on request', async () => {
    const first = await operate<{ login: string; password: string }>('seed-admin');
    expect(first.json).toEqual({ login: 'admin', password: expect.stringMatching(/^[a-z2-9]{16}$/) });
    expect(await operate('seed-admin')).toEqual({ code: 0, json: { login: null, password: null } });
    const reset = await operate<{ password: string }>('seed-admin', '--reset');
    expect(reset.json.password).not.toBe(first.json.password);
    expect(await operate('seed-admin', '--reset', '--login', 'nobody')).toMatchObject({ code: 1, json: { code: 'not-found' } });
  });

  it('leaves a wake for every running entry', async () => {
    const uow = new UnitOfWork(db);
    const company = await aCompany({ db, uow });
    const entryId = await company.startEntry();
    await uow.run((em) => em.update(Wake, { pending: 1 }, { pending: 0 }));
    expect(await operate('reconcile')).toEqual({ code: 0, json: { wakes: 1 } });
    expect(await db.reader.manager.findOneBy(Wake, { workflowId: `entry/${entryId}` })).toMatchObject({ pending: 1 });
  });

  it('verifies every chain, and finds a changed line and a cut end', async () => {
    const whole = await operate<{ chains: number; lines: number }>('verify');
    expect(whole).toMatchObject({ code: 0, json: { verified: true, broken: [] } });
    expect(whole.json.chains).toBeGreaterThan(5);
    const uow = new UnitOfWork(db);
    const line = await db.reader.manager.findOneByOrFail(JournalLine, { kind: 'startEntry' });
    await uow.run((em) => em.update(JournalLine, { chain: line.chain, seq: line.seq }, { actorId: '00000000-0000-4000-8000-00000000000f' }));
    expect(await operate('verify')).toMatchObject({ code: 4, json: { verified: false, broken: [{ chain: line.chain, brokenAt: line.seq }] } });
    await uow.run((em) => em.update(JournalLine, { chain: line.chain, seq: line.seq }, { actorId: line.actorId }));
    expect((await operate('verify')).code).toBe(0);
    await uow.run((em) => em.delete(JournalLine, { chain: line.chain, seq: 2 }));
    expect(await operate('verify')).toMatchObject({ code: 4, json: { broken: [{ chain: line.chain, why: expect.stringContaining('lines were written') }] } });
  });

  it('backs SQLite up to a file that verifies, and names the tools of a server', async () => {
    const out = join(folder, 'copy.sqlite');
    const backup = await operate<{ bytes: number }>('backup', '--out', out);
    if (db.kind !== 'sqlite') {
      expect(backup).toMatchObject({ code: 2, json: { detail: expect.stringContaining('mysqldump') } });
      return;
    }
    expect(backup.code).toBe(0);
    expect(existsSync(out)).toBe(true);
    const copy = await ctx.another({ file: out });
    expect(await copy.reader.manager.count(JournalLine)).toBe(await db.reader.manager.count(JournalLine));
    expect(await operate('backup', '--out', out)).toMatchObject({ code: 2 });
  });

  it('says when the database does not answer, and what in the environment is wrong', async () => {
    const away = await runCli(['operate', 'verify', '--json'], { ...env, DATABASE_URL: 'mysql://nobody:x@127.0.0.1:1/none' });
    expect([away.code, JSON.parse(away.out)]).toEqual([3, expect.objectContaining({ code: 'database-away' })]);
    const wrong = await runCli(['operate', 'verify'], { ...env, DATABASE_URL: 'postgres://x' });
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('DATABASE_URL')]);
  });
});
