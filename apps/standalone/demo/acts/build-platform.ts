import { addDays, weekStart } from '../../../../libs/rules/iso-week.js';
import { decide, goIsRefused, goThrough } from '../gate.js';
import type { Play } from '../play.js';
import type { Figures } from '../source.js';
import { importFile } from '../weeks.js';
import { makePlan, volumeByZone } from './plan.js';

/** Field days of an adviser in four weeks, when he has this market alone and when he shares it with the neighbours. */
const fieldDays = { alone: 20, shared: 9 } as const;

/**
 * S3 and S4, twice. The first plan shares the advisers with the neighbours; the platform shows that the outlets are more than they can walk
 * in that time, so the regional manager sends the entry back to the plan. The second round has them for this market alone.
 */
export async function planAndBuild(play: Play): Promise<void> {
  await makePlan(play, 0.5);
  await buildPlatform(play, fieldDays.shared);
  const packet = await play.packet('build-platform');
  play.teller.packet('build-platform', play.at.round, packet);
  await goIsRefused(play, 'build-platform', packet, 'verdict-not-passed');
  await decide(play, 'build-platform', packet, 'recycle', { toStage: 'plan', reason: '共用的顾问走不完这些终端,计划要重做 Shared advisers cannot walk these outlets: plan again' });
  await makePlan(play, 1);
  await buildPlatform(play, fieldDays.alone);
  await goThrough(play, 'build-platform', '每个客户有且只有一个责任人 Every customer has exactly one owner');
}

async function buildPlatform(play: Play, fieldDaysPer4Weeks: number): Promise<void> {
  const { figures, weeks } = play.source;
  const start = weekStart(weeks[0] ?? '');
  play.teller.chapter('build-platform', play.at.round);
  const staff = [{ person: 'sup', post: 'supervisor' as const, zones: null }, ...figures.advisers.map((person) => ({ person, post: 'adviser' as const, zones: null }))];
  await play.fill('rm', 'organisation', { staff, callsPerDay: callsPerDay(figures), fieldDaysPer4Weeks });
  await play.done('rm', 'assignOwners');
  await signDealers(play, figures, start);
  await play.fill('sup', 'routePlan', { routes: figures.routes.map(({ zone, route, adviser, outlets }) => ({ zoneNo: zone, routeNo: route, adviser, terminals: outlets })) });
  await play.done('sup', 'planRoutes');
  await play.write('clerk', 'electronicMap', '终端编号已冻结,地图已发布 Codes frozen, map published');
  await play.done('clerk', 'freezeCodes');
  const signedOn = addDays(start, -14);
  await play.fill('rm', 'workRules', {
    rules: [{ title: '拜访 Calls', body: '按线路拜访,当日同步 By route, synced the same day' }], meetings: '周一例会 Monday meeting', acknowledged: staff.map(({ person }) => ({ person, on: signedOn })),
  });
  await play.done('rm', 'setWorkRules');
  for (const { person } of staff) {
    await play.fill('rm', 'appraisalSheet', { person, metrics: [{ kpi: 'numericDistribution', weight: 0.5 }, { kpi: 'marketShare', weight: 0.5 }], cap: 1.2, signedOn }, person);
  }
  await play.done('rm', 'signAppraisals');
  await play.fill('sponsor', 'training', { topic: '深度分销 Deep distribution', passMark: 60, results: staff.map(({ person }) => ({ person, score: 82, on: signedOn })) }, '深度分销');
  await play.done('sponsor', 'trainTeam');
  await runTrialWeek(play, addDays(start, -7));
}

/** As many calls a day as keep a full team four fifths busy (arithmetic.md §8). */
function callsPerDay({ classes, advisers }: Figures): number {
  const calls = classes.A * 4 + classes.B * 2 + classes.C;
  return Math.max(1, Math.round(calls / (advisers.length * fieldDays.alone * 0.8)));
}

async function signDealers(play: Play, figures: Figures, start: string): Promise<void> {
  const volume = volumeByZone(figures);
  await play.fill('rm', 'dealerAssessment', {
    criteria: [{ criterion: '网络 Network', weight: 0.6 }, { criterion: '资金 Capital', weight: 0.4 }],
    dealers: figures.dealers.map(({ code }) => ({ dealer: code, scores: [{ score: 80 }, { score: 70 }], core: true, zoneNo: null })),
  });
  await play.done('rm', 'chooseDealers');
  for (const dealer of figures.dealers) {
    await play.fill('rm', 'dealerContract', {
      dealer: dealer.code, zones: dealer.zones.map((zoneNo) => ({ zoneNo, monthlyCapacity: Math.ceil((volume.get(zoneNo) ?? 0) * 1.1) })),
      from: start, to: addDays(start, 364), exclusive: false, creditLimit: 0, support: null, signedOn: addDays(start, -20),
    }, dealer.code);
  }
  await play.done('rm', 'signDealers');
}

/** The records of a real week go through the import door on trial: what would have been refused was not synced. */
async function runTrialWeek(play: Play, from: string): Promise<void> {
  const tried = await importFile(play.cast, play.source.trialWeek, true);
  const faulty = new Set(tried.errors.map((error) => error.row)).size + tried.moreErrors;
  await play.fill('sup', 'trialWeek', { from, recordsTotal: tried.rows, sameDay: tried.rows - faulty, problems: null });
  await play.done('sup', 'runTrialWeek');
  play.teller.say(`试运行周:试导入 ${tried.rows} 条,${faulty} 条有误`, `trial week: ${tried.rows} records tried, ${faulty} faulty`);
}
