import 'reflect-metadata';
import { openDatabase, type DatabasePlace } from '../../libs/persistence/data-source.js';
import { Brand } from '../../libs/persistence/entities/field/master.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';

/*
 * A process to be killed. Writes three brands in one transaction that it commits and three in one that it leaves open, says "open"
 * and waits for its end.
 */
const place = JSON.parse(process.argv[2] ?? '{}') as DatabasePlace;
const uow = new UnitOfWork(await openDatabase(place));
const three = (prefix: string) => [1, 2, 3].map((n) => ({ id: `${prefix}-${n}`, name: `${prefix}-${n}`, own: false }));

await uow.run((em) => em.insert(Brand, three('committed')));
await uow.run(async (em) => {
  await em.insert(Brand, three('open'));
  process.stdout.write('open\n');
  await new Promise(() => { setInterval(() => undefined, 60_000); });
});
