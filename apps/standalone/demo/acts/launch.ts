import { addDays, weekStart } from '../../../../libs/rules/iso-week.js';
import { goIsRefused, goThrough } from '../gate.js';
import type { Play } from '../play.js';
import type { Weeks } from '../weeks.js';

/** S5: goods in, every outlet called at, and week after week of the street until distribution is there. A go before that is refused. */
export async function launchMarket(play: Play, weeks: Weeks): Promise<void> {
  const { figures } = play.source;
  play.teller.chapter('launch', play.at.round);
  await play.fill('sup', 'firstStockList', {
    lines: figures.zones.flatMap((zone) => figures.focus.map(({ sku }) => ({
      zoneNo: zone.no, dealer: figures.dealers.find((dealer) => dealer.zones.includes(zone.no))?.code ?? '', sku, quantity: zone.outlets * 12, deliveredOn: addDays(weekStart(play.source.weeks[0] ?? ''), -3),
    }))),
  });
  await play.done('sup', 'fillDealerStock');
  await weeks.turn('launch');
  await holdMeeting(play, weeks.last, '地毯式拜访 Carpet visits');
  await play.done('adv1', 'carpetVisit', 'firstOrders');
  await play.done('dealer', 'secondDelivery');
  await play.done('rm', 'holdWeeklyReviews');
  const first = await play.packet('launch');
  play.teller.packet('launch', play.at.round, first);
  await goIsRefused(play, 'launch', first, 'verdict-not-passed');
  await weeks.until('launch', (packet) => packet.verdict === 'passed');
  await goThrough(play, 'launch', '铺货达标 Distribution is there');
}

/** Minutes of the weekly meeting. */
export async function holdMeeting(play: Play, week: string, focus: string): Promise<void> {
  await play.fill('rm', 'weeklyMinutes', { week, decisions: focus, actions: [{ what: focus, owner: 'sup', due: addDays(weekStart(week), 11) }] }, week);
}
