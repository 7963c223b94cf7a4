import { randomUUID } from 'node:crypto';
import type { EntityManager, ObjectLiteral } from 'typeorm';
import { Brand, Market, Sku, Terminal } from '../../libs/persistence/entities/field/master.js';
import { SaleWeek } from '../../libs/persistence/entities/field/street.js';
import { Entry, StageRun } from '../../libs/persistence/entities/process/entry.js';
import { JournalLine } from '../../libs/persistence/entities/process/record.js';
import { insertRows } from '../../libs/persistence/insert-rows.js';
import type { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { addWeeks } from '../../libs/rules/iso-week.js';
import type { Company } from '../support/company.js';

const shops = 12;
const weeks = 8;

/** Entries that have come to the launch, each with a market of its own: shops with a class, two brands, weeks of sales. Answers their cohort. */
export async function seedLaunchedEntries(company: Company, uow: UnitOfWork, count: number, until: string): Promise<string> {
  const first = await company.startEntry();
  const { cohort, bundle } = await company.board.entry(company.people.rm, first);
  await company.do('stop', company.people.sponsor, { entryId: first, reason: 'bench' });
  const brands = [{ id: randomUUID(), name: 'own', own: true }, { id: randomUUID(), name: 'rival', own: false }];
  const skus = brands.map((brand) => ({ id: randomUUID(), code: brand.name, name: brand.name, brandId: brand.id, category: '', caseFactor: 1, focus: true, mustStock: true }));
  await uow.run(async (em) => { await put(em, Brand, brands); await put(em, Sku, skus); });
  for (let from = 0; from < count; from += 250) {
    const batch = Array.from({ length: Math.min(250, count - from) }, (_, i) => anEntry(from + i, cohort, bundle.hash, company.now().toISOString(), skus.map((s) => s.id), until));
    await uow.run(async (em) => {
      await put(em, Market, batch.map((b) => b.market));
      await put(em, Terminal, batch.flatMap((b) => b.terminals));
      await put(em, SaleWeek, batch.flatMap((b) => b.sales));
      await put(em, Entry, batch.map((b) => b.entry));
      await put(em, StageRun, batch.map((b) => b.run));
      await put(em, JournalLine, batch.map((b) => b.line));
    });
  }
  await uow.run(rollUp);
  return cohort;
}

/** What an import of the same lines would have kept beside them. */
async function rollUp(em: EntityManager): Promise<void> {
  const lines = em.connection.driver.escape('lines');
  await em.query(`INSERT INTO terminal_week (terminalId, week, marketId, quantity, amount, ${lines})
    SELECT w.terminalId, w.week, w.marketId, SUM(w.quantity), SUM(w.amount), SUM(w.${lines}) FROM sale_week w GROUP BY w.terminalId, w.week, w.marketId`);
  await em.query(`INSERT INTO market_week (marketId, week, ${lines}) SELECT w.marketId, w.week, SUM(w.${lines}) FROM sale_week w GROUP BY w.marketId, w.week`);
}

/** Columns that are left out are null, or have their default. */
function put<Row extends ObjectLiteral>(em: EntityManager, entity: new () => Row, rows: readonly Partial<Row>[]): Promise<void> {
  return insertRows(em, entity, rows as readonly Row[]);
}

function anEntry(number: number, cohort: string, bundleHash: string, at: string, skuIds: readonly string[], until: string) {
  const [id, marketId, stageRunId] = [randomUUID(), randomUUID(), randomUUID()];
  const terminals = Array.from({ length: shops }, (_, i) => ({
    id: randomUUID(), marketId, externalId: String(i), name: `shop ${i}`, status: 'active' as const, class: (['A', 'B', 'C'] as const)[i % 3] ?? null, monthlyCategoryVolume: 1000 * (i + 1), firstSeen: '2026-01-01',
  }));
  const sales = terminals.flatMap((t, i) => Array.from({ length: weeks }, (_, w) => skuIds.filter((_id, s) => (i + w + s + number) % 3 > 0).map((skuId) => (
    { terminalId: t.id, week: addWeeks(until, w - weeks + 1), skuId, marketId, quantity: 6, amount: 12_000, lines: 1 }))).flat());
  return {
    market: { id: marketId, code: `bench-${number}`, name: `market ${number}`, routeDigits: 1 }, terminals, sales,
    entry: {
      id, name: `entry ${number}`, marketId, state: 'running' as const, stage: 'launch' as const, round: 1, phase: 'working' as const, stageRunId, version: 1, bundleHash, cohort,
      timeZone: 'Asia/Shanghai', currency: 'CNY', createdBy: randomUUID(), createdAt: at, updatedAt: at,
    },
    run: { id: stageRunId, entryId: id, stage: 'launch' as const, round: 1, state: 'open' as const, openedAt: at, packetNumber: 0 },
    line: { chain: id, seq: 1, at, actorId: id, kind: 'seeded', data: {}, previousHash: '0'.repeat(64), hash: '0'.repeat(64) },
  };
}
