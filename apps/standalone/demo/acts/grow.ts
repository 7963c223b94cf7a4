import type { PacketView } from '../../../../libs/contracts/views.js';
import { decide, sign } from '../gate.js';
import type { Play } from '../play.js';
import type { MonthFigures } from '../source.js';
import type { Weeks } from '../weeks.js';
import { holdMeeting } from './launch.js';

/** What the conditional go leaves owing. */
export const owedCondition = 'costWithinPlan';

/** S6: share and re-orders hold, and the first months cost more than planned: a conditional go, with the money owed. */
export async function growMarket(play: Play, weeks: Weeks): Promise<void> {
  play.teller.chapter('grow', play.at.round);
  await weeks.turn('grow');
  await work(play, weeks);
  const isReady = (packet: PacketView): boolean => packet.conditions.every((condition) => condition.key === owedCondition || condition.shadow || condition.met === true);
  const now = await play.packet('grow');
  const packet = isReady(now) ? now : await weeks.until('grow', isReady);
  play.teller.packet('grow', play.at.round, packet);
  await sign(play, 'grow', packet);
  await decide(play, 'grow', packet, 'conditional_go', {
    reason: '占有率与复购成立,费用在启动期超出计划 Share and re-orders hold; the launch cost more than planned',
    obligations: [{ condition: owedCondition, text: '下一个月的费用率回到计划之内 The next month’s cost ratio is within plan', ownerId: play.cast.get('fin').id, dueDays: 60 }],
  });
}

async function work(play: Play, weeks: Weeks): Promise<void> {
  const { source } = play;
  await holdMeeting(play, weeks.last, '攻打弱势竞品 Work the weak rival');
  await play.done('rm', 'holdWeeklyReviews');
  await play.write('adv1', 'weakRivalList', `${source.figures.rival.name}: ${source.figures.rival.weakness}`);
  await play.done('adv1', 'workWeakRival');
  await play.write('sup', 'dealerRoleChange', '经销商负责配送 The dealer does the delivery');
  await play.done('sup', 'moveDealerRole');
  await play.write('clerk', 'reclassification', '第一季度:新类别须连续两季成立,本季不动 First quarter: a class moves only when it holds two quarters, none moves');
  await play.done('clerk', 'reclassTerminals');
  await play.done('sup', 'replanRoutes');
  await patrol(play, weeks.last);
  await play.fill('clerk', 'shareObservation', source.panel(weeks.last), `panel/${weeks.last}`);
  await play.done('clerk', 'observeShare');
  for (const month of source.monthsUpTo(weeks.last)) await reportCosts(play, month);
  await play.done('fin', 'reportCosts');
}

export async function patrol(play: Play, week: string): Promise<void> {
  const found = play.source.patrol(week);
  await play.fill('aud', 'patrol', found, found.from);
  await play.done('aud', 'patrolMarket');
}

export async function reportCosts(play: Play, { month, netRevenue, fieldCost, promotionCost, newHandlers, effectiveVisits }: MonthFigures): Promise<void> {
  await play.fill('fin', 'costReport', { month, fieldCost, promotionCost, netRevenue, newHandlers, effectiveVisits }, month.slice(0, 7));
}
