import 'reflect-metadata';
import { checkContent } from '../../libs/contracts/deliverable-content.js';
import { loadActor } from '../../libs/journal/actor.js';
import { Bundles } from '../../libs/journal/bundles.js';
import { DecisionDoor } from '../../libs/journal/commit.js';
import { openDatabase, type DatabasePlace } from '../../libs/persistence/data-source.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';

/* A process to be killed: merges two terminals, says "open" when all of it is written and nothing committed, and waits for its end. */
type Told = { readonly place: DatabasePlace; readonly personId: string; readonly commandId: string; readonly terminalId: string; readonly mergedId: string };
const { place, personId, commandId, terminalId, mergedId } = JSON.parse(process.argv[2] ?? '{}') as Told;
const db = await openDatabase(place);
const uow = new UnitOfWork(db);
const actor = await loadActor(db.reader.manager, personId);
if (!actor) throw new Error('nobody');
const door = new DecisionDoor(uow, new Bundles(), { now: () => new Date(), dayMs: 86_400_000, checkContent });

await uow.run(async () => {
  await door.commit('mergeTerminals', { commandId, actor, input: { terminalId, mergedId, reason: '同一家店' } });
  process.stdout.write('open\n');
  await new Promise(() => { setInterval(() => undefined, 60_000); });
});
