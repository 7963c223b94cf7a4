import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { engine } from '../../libs/journal/actor.js';
import { effectId } from '../../libs/journal/effect-id.js';
import { migrate, openDatabase } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { aCompany, type Company } from '../support/company.js';
import { report, round } from './figures.js';
import { seedLaunchedEntries } from './seed-launched.js';

/*
 * The weekly review of 1,000 and of 10,000 entries in the launch stage, each with shops and weeks of sales: pages through the decision
 * door as the engine sends them. Rows are seeded in bulk; the review is the real one. Time per entry must not grow with their number.
 */
const sizes = [1_000, 10_000];
const pageSize = 50;
/** Not reported: the first entries pay for compiling. */
const warmUp = 200;
const week = '2026-W40';

const root = join(import.meta.dirname, '../..');
await reviewOf(warmUp);
const figures: Record<string, { entries: number; seconds: number; perEntryMs: number }> = {};
for (const size of sizes) figures[String(size)] = await reviewOf(size);
const [few, many] = sizes.map((size) => figures[String(size)]?.perEntryMs ?? Number.NaN) as [number, number];
report('review · SQLite, synchronous=FULL', { ...figures, ratio: round(many / few, 2) });

async function reviewOf(entries: number) {
  const folder = await mkdtemp(join(root, '.bench-'));
  const db = await openDatabase({ file: join(folder, 'review.sqlite') });
  try {
    await migrate(db);
    const uow = new UnitOfWork(db);
    const company = await aCompany({ db, uow });
    const cohort = await seedLaunchedEntries(company, uow, entries, week);
    const began = performance.now();
    const reviewed = await sweep(company, cohort);
    const seconds = (performance.now() - began) / 1000;
    if (reviewed !== entries) throw new Error(`${reviewed} of ${entries} entries were reviewed`);
    return { entries, seconds: round(seconds, 2), perEntryMs: round((seconds * 1000) / entries) };
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function sweep(company: Company, cohort: string): Promise<number> {
  const { id: sweepId } = await company.do('requestReviews', company.people.rm, { cohort, week }, randomUUID());
  let reviewed = 0;
  for (let after: string | null = null; ;) {
    const page: { reviewed: number; lastEntryId: string | null } = await company.do('recordReviews', engine, { sweepId, cohort, week, afterEntryId: after, limit: pageSize }, effectId('page', sweepId, after ?? ''));
    reviewed += page.reviewed;
    if (page.lastEntryId === null) return reviewed;
    after = page.lastEntryId;
  }
}
