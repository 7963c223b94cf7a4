import 'reflect-metadata';
import { allVoteGo, anEntryAtG1, packetHash } from '../support/stage-one.js';
import { World } from '../support/world.js';
import { report, summary, type Sample } from './figures.js';

/*
 * From the answer to a decision until the next stage is open: wake, workflow, the judgement of advance, the opening of the stage. Database,
 * relay, worker and client in this process, the Temporal development server beside it: for comparing designs, no figure of capacity.
 */
const crowds = [{ together: 1, times: 30 }, { together: 16, times: 3 }, { together: 64, times: 1 }] as const;

const world = await World.start();
const { company } = world;
const { rm, fin, sponsor } = company.people;

const figures: Record<string, { p50: number; p99: number }> = {};
await openTogether(1, []);
for (const { together, times } of crowds) {
  const sample: Sample = [];
  for (let i = 0; i < times; i += 1) await openTogether(together, sample);
  figures[String(together)] = summary(sample);
}
report('engine · ms from decision to next stage opened, SQLite, dev server', figures);
await world.end();

async function openTogether(count: number, sample: Sample): Promise<void> {
  const ready: { entryId: string; hash: string }[] = [];
  for (let i = 0; i < count; i += 1) {
    const entryId = await anEntryAtG1(company);
    await allVoteGo(company, entryId, [rm, fin]);
    ready.push({ entryId, hash: await packetHash(company, entryId) });
  }
  await Promise.all(ready.map(async ({ entryId, hash }) => {
    const opened = nextStageOpened(entryId);
    await company.do('decideGate', sponsor, { entryId, stage: 'select', packetHash: hash, kind: 'go', reason: 'bench', obligations: [] });
    const decided = performance.now();
    sample.push(await opened - decided);
  }));
}

/** When the entry stands in its second stage, open for work. */
function nextStageOpened(entryId: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const stop = company.door.onChanged((change) => {
      if (change.entryId !== entryId) return;
      const at = performance.now();
      company.look(entryId).then(({ stage, phase }) => {
        if (stage !== 'survey' || phase !== 'working') return;
        stop();
        resolve(at);
      }, reject);
    });
  });
}
