import { selectMarket } from './acts/select.js';
import { surveyMarket } from './acts/survey.js';
import { planAndBuild } from './acts/build-platform.js';
import { launchMarket } from './acts/launch.js';
import { growMarket } from './acts/grow.js';
import { consolidateMarket } from './acts/consolidate.js';
import { replicateMarket } from './acts/replicate.js';
import type { Cast } from './cast.js';
import { Play } from './play.js';
import { ranked } from './ranking.js';
import type { StorySource } from './source.js';
import type { Teller } from './teller.js';
import { importFile, Weeks } from './weeks.js';

export type Told = { readonly first: string; readonly second: string };

/** The whole story: one market through the eight stages, and the next one opened from it and led through its own first gate. */
export async function tell(cast: Cast, source: StorySource, teller: Teller): Promise<Told> {
  const [winner, next] = ranked(source);
  if (!winner || !next) throw new RangeError('the story needs two markets that can be ranked');
  if (winner.code !== source.market) throw new RangeError(`the scorecards name ${winner.name}, whose street nobody has recorded`);
  const first = new Play(await begin(cast, source, teller), winner, cast, source, teller);
  await first.opened('select');
  await selectMarket(first, source.candidates, winner);
  await surveyMarket(first);
  await planAndBuild(first);
  const weeks = new Weeks(first);
  await launchMarket(first, weeks);
  await growMarket(first, weeks);
  await consolidateMarket(first, weeks);
  const targets = source.candidates.filter((market) => market.code !== winner.code);
  const second = new Play(await replicateMarket(first, weeks, targets, next), next, cast, source, teller);
  teller.say(`引擎已从 ${winner.name} 的方案包开启 ${next.name}`, `the engine has opened ${next.name} from the bundle of ${winner.name}`);
  await second.opened('select');
  await selectMarket(second, targets, next);
  return { first: first.entryId, second: second.entryId };
}

/** Master data through the import door, a bundle sealed with this story's settings, and the entry. Returns its id. */
async function begin(cast: Cast, source: StorySource, teller: Teller): Promise<string> {
  teller.text(source.title);
  for (const line of source.stated) teller.text(line);
  for (const file of source.masterData) {
    const answer = await importFile(cast, file);
    teller.say(`导入 ${file.kind}:${answer.inserted} 行`, `imported ${file.kind}: ${answer.inserted} of ${answer.rows} rows`);
  }
  const { client } = cast.get('rm');
  const bundle = await client.call('sealBundle', { body: { alias: source.bundle.alias, settings: source.bundle.settings as Record<string, unknown> } });
  teller.say(`方案包 ${bundle.hash.slice(0, 12)} 已封存`, 'bundle sealed');
  const known = await client.call('listMarkets', {});
  const ids = source.candidates.map(({ code }) => known.find((market) => market.code === code)?.id ?? '');
  const { entryId } = await client.call('startEntry', {
    body: { name: source.entryName, candidateMarketIds: ids, bundleHash: bundle.hash, timeZone: source.timeZone, currency: source.currency },
  });
  return entryId;
}
