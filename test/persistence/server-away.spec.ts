import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../../libs/persistence/data-source.js';
import { DatabaseUnavailable } from '../../libs/persistence/database-errors.js';
import { Brand } from '../../libs/persistence/entities/field/master.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { onServer } from '../support/databases.js';

/** A wire to the server that the test can cut. */
class Wire {
  private readonly open = new Set<Socket>();
  private server: Server;
  private port = 0;
  cutWhenSent: string | null = null;

  constructor(private readonly host: string, private readonly target: number) {}

  async up(): Promise<void> {
    this.server = createServer((client) => {
      const server = connect(this.target, this.host);
      for (const socket of [client, server]) {
        this.open.add(socket);
        socket.on('error', () => undefined).on('close', () => { client.destroy(); server.destroy(); this.open.delete(socket); });
      }
      client.on('data', (bytes) => {
        if (this.cutWhenSent !== null && bytes.includes(this.cutWhenSent)) server.write(bytes, () => client.destroy());
        else server.write(bytes);
      });
      server.pipe(client);
    }).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async down(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.cut();
    await closed;
  }

  cut(): void { for (const socket of this.open) socket.destroy(); }

  address(url: string): string {
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String(this.port);
    return through.href;
  }
}

onServer('a server that goes away', (ctx) => {
  let wire: Wire;
  let db: Database;
  let uow: UnitOfWork;
  const aBrand = (name: string) => ({ id: randomUUID(), name, own: false });
  const stored = (name: string) => ctx.db.reader.getRepository(Brand).countBy({ name });

  beforeAll(async () => {
    const target = new URL(ctx.place.url ?? '');
    wire = new Wire(target.hostname, Number(target.port));
    await wire.up();
    db = await openDatabase({ url: wire.address(target.href) });
    uow = new UnitOfWork(db);
  });
  afterAll(async () => {
    await db.close();
    await wire.down();
  });

  it('in mid-transaction: the work is run again, once in effect', async () => {
    let runs = 0;
    await uow.run(async (em) => {
      await em.insert(Brand, aBrand('again'));
      runs += 1;
      if (runs === 1) wire.cut();
      await em.update(Brand, { name: 'again' }, { own: true });
    });
    expect(runs).toBe(2);
    expect(await stored('again')).toBe(1);
  });

  it('for longer than the retries: a clear error, and normal service after its return', async () => {
    await wire.down();
    const startedAt = Date.now();
    const error: unknown = await uow.run((em) => em.insert(Brand, aBrand('away'))).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect((error as DatabaseUnavailable).retryAfterSeconds).toBeGreaterThan(0);
    expect(Date.now() - startedAt).toBeLessThan(8000);
    await wire.up();
    await uow.run((em) => em.insert(Brand, aBrand('away')));
    expect(await stored('away')).toBe(1);
  });

  it('during the commit: the outcome is unknown and nothing is repeated blindly', async () => {
    let runs = 0;
    wire.cutWhenSent = 'COMMIT';
    const error: unknown = await uow.run(async (em) => {
      runs += 1;
      await em.insert(Brand, aBrand('unknown'));
    }).catch((caught: unknown) => caught);
    wire.cutWhenSent = null;
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect((error as Error).message).toContain('unknown');
    expect(runs).toBe(1);
  });

  it('before it was ever there: opening says so', async () => {
    await wire.down();
    await expect(openDatabase({ url: wire.address(ctx.place.url ?? '') })).rejects.toBeInstanceOf(DatabaseUnavailable);
    await wire.up();
  });
});
