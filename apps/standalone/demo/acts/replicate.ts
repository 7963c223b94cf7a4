import { addDays, addWeeks, weekEnd } from '../../../../libs/rules/iso-week.js';
import { goThrough } from '../gate.js';
import type { Play } from '../play.js';
import type { MarketName } from '../source.js';
import { until } from '../steadfast.js';
import type { Weeks } from '../weeks.js';
import { card } from './select.js';

/** Weeks that the evidence looks back (method.md §13.3). */
const lookBack = 8;

/** S8: the twelve rows of evidence, the next market scored, and the engine opens it from a bundle of this one. Returns its entry's id. */
export async function replicateMarket(play: Play, weeks: Weeks, targets: readonly MarketName[], next: MarketName): Promise<string> {
  play.teller.chapter('replicate', play.at.round);
  await prove(play, weeks);
  for (const { code } of targets) {
    for (const [login, rater] of [['rm', 'first'], ['rm2', 'second']] as const) await play.fill(login, 'targetScorecard', card(play, code, rater), code);
    await play.fill('rm', 'targetAgreedScorecard', card(play, code, 'agreed'), code);
  }
  await play.done('rm', 'scoreTargets');
  await prepare(play, weeks, next);
  await play.fill('sponsor', 'replicationRequest', { market: next.code, reason: '评分第一 Rank 1', override: false });
  await play.done('sponsor', 'decideTarget');
  const packet = await play.packet('replicate');
  if (packet.verdict !== 'passed') {
    play.teller.packet('replicate', play.at.round, packet);
    await weeks.until('replicate', (now) => now.verdict === 'passed');
  }
  await goThrough(play, 'replicate', `复制到 ${next.name} Replicate to ${next.name}`);
  return until('the next entry', async () => (await play.entry()).opened[0]?.entryId ?? null);
}

async function prove(play: Play, weeks: Weeks): Promise<void> {
  const { source } = play;
  const today = weekEnd(weeks.last);
  await play.fill('rm', 'failuresList', { failures: failures.map(([what, why, lesson]) => ({ what, why, lesson })) });
  await play.done('rm', 'freezeTemplate');
  await play.fill('aud', 'evidencePack', {
    headOfficeSupport: Array.from({ length: lookBack }, (_, index) => ({ week: addWeeks(weeks.last, -index), people: 1 })),
    templateReaders: [{ person: 'rm2', wasThere: false, usedFor: '下一个市场的评分与编制 Scoring and staffing the next market', on: today }], note: null,
  });
  await play.fill('aud', 'independentBackCheck', source.finalCheck(weeks.last));
  await play.done('aud', 'checkEvidence');
}

async function prepare(play: Play, weeks: Weeks, next: MarketName): Promise<void> {
  const { source } = play;
  const outlets = source.outletsOf(next.code);
  const callsPerDay = 10;
  const needed = Math.ceil((outlets.A * 4 + outlets.B * 2 + outlets.C) / (callsPerDay * 20));
  const passedOn = addDays(weekEnd(weeks.last), -10);
  await play.fill('rm', 'localisation', {
    items: ['census', 'marketFacts', 'priceAndFinanceCheck', 'dealerChoice', 'targetRival', 'respondentTypes'].map((item) => ({
      item: item as 'census', sourceValue: play.market.name, newValue: next.name, reason: '因地而异,须重做 Local by nature, done again',
    })),
  });
  await play.done('rm', 'localise');
  await play.fill('sponsor', 'staffing', {
    market: next.code, aOutlets: outlets.A, bOutlets: outlets.B, cOutlets: outlets.C, callsPerDay, fieldDaysPer4Weeks: 20,
    trainedAdvisers: Array.from({ length: needed }, (_, index) => ({ person: `${next.code}-${index + 1}`, passedOn })), supervisor: 'sup', outflow90Days: source.figures.money.people * needed * 3,
  });
  await play.done('sponsor', 'staffAndBudget');
  await play.done('clerk', 'compareCohort');
}

/** What did not work in this story, with its lesson (row 12). */
const failures = [
  ['共用顾问的首版计划 The first plan with shared advisers', '编制按预算而非工作量 Posts followed the budget, not the workload', '先算工作量再编预算 Count the calls before the budget'],
  ['首月费用率 Cost ratio of the first month', '费用先于销量 Costs come before sales', '首月按爬坡编计划 Plan the first month on the ramp'],
  ['过早申请放行 Asking to go too early', '数字未到 The numbers were not there', '由材料包说话 Let the packet speak'],
  ['对手促销周 The rival’s promotion weeks', '份额被一次促销改变 One promotion turned the share', '看四周而非一周 Look at four weeks, not one'],
  ['偏远片区的铺货 Distribution outside the town', '访问不够密 Calls too thin', '按片区设目标 Set targets by zone'],
] as const;
