import { goThrough } from '../gate.js';
import type { Play } from '../play.js';
import type { MarketName, Rater } from '../source.js';

/** S1: candidates, desk facts, two independent scorecards for each, one that both agree on, and the sponsor's choice. */
export async function selectMarket(play: Play, candidates: readonly MarketName[], choice: MarketName): Promise<void> {
  const { teller, source } = play;
  teller.chapter('select', play.at.round);
  await play.write('rm', 'candidateList', candidates.map(({ code, name }) => `${code} ${name}`).join('\n'));
  await play.done('rm', 'listCandidates');
  await play.write('clerk', 'deskFacts', source.deskFacts);
  await play.done('clerk', 'collectDeskFacts');
  for (const [login, rater] of [['rm', 'first'], ['rm2', 'second']] as const) {
    for (const { code } of candidates) await play.fill(login, 'scorecard', card(play, code, rater), code);
  }
  await play.done('rm', 'scoreTwice');
  for (const { code } of candidates) await play.fill('rm', 'agreedScorecard', card(play, code, 'agreed'), code);
  await play.done('rm', 'reconcileScores');
  await play.write('clerk', 'sensitivityNote', '各权重 ±20 % 的 16 次重算见 KPI「排名稳定性」The 16 runs with each weight ±20 % are in the KPI rank stability');
  await play.done('clerk', 'checkSensitivity');
  teller.say(`评分表指向 ${choice.name}`, `the scorecards name ${choice.name}`);
  await play.fill('sponsor', 'entryDecision', { market: choice.code, reason: '评分第一,且没有淘汰项 Rank 1, and no knock-out', override: false });
  await play.done('sponsor', 'decideEntry');
  await goThrough(play, 'select', `进入 ${choice.name} Enter ${choice.name}`);
}

/** One rater's card of a market, as the form wants it. */
export function card(play: Play, market: string, rater: Rater) {
  return { market, features: play.source.scorecard(market, rater), note: null };
}
