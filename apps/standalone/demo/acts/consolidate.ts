import { addDays, weekEnd } from '../../../../libs/rules/iso-week.js';
import { templateItemKeys } from '../../../../libs/playbook/template-items.js';
import { goIsRefused, goThrough } from '../gate.js';
import type { Play } from '../play.js';
import type { MonthFigures } from '../source.js';
import type { Weeks } from '../weeks.js';
import { patrol, reportCosts } from './grow.js';
import { holdMeeting } from './launch.js';

/** S7: the lead, its quality and the money. A go is refused while the conditional go's debt is open; the first month within plan clears it. */
export async function consolidateMarket(play: Play, weeks: Weeks): Promise<void> {
  play.teller.chapter('consolidate', play.at.round);
  const months = new Months(play, weeks.last);
  await weeks.turn('consolidate');
  await work(play, weeks);
  await months.report(weeks.last);
  await play.done('fin', 'reportMoney');
  await goIsRefused(play, 'consolidate', await play.packet('consolidate'), 'obligations-open');
  await months.settle();
  await weeks.until('consolidate', (packet) => packet.verdict === 'passed' && months.owedIsCleared, async (week) => {
    await months.report(week);
    await months.settle();
  });
  await goThrough(play, 'consolidate', '第一,且站得住 First, and holding');
}

/** The months as finance closes them: each brings its contribution and its costs. */
class Months {
  owedIsCleared = false;
  private readonly reported = new Set<string>();
  /** Months that were over when the conditional go was given: they are what it was given for. */
  private readonly before: ReadonlySet<string>;

  constructor(private readonly play: Play, decidedIn: string) {
    this.before = new Set(play.source.monthsUpTo(decidedIn).map((month) => month.month));
  }

  async report(week: string): Promise<void> {
    const { play } = this;
    const fresh = play.source.monthsUpTo(week).filter(({ month }) => !this.reported.has(month));
    for (const month of fresh) {
      this.reported.add(month.month);
      await play.fill('fin', 'contributionMonth', contribution(play, month), month.month.slice(0, 7));
      await reportCosts(play, month);
    }
    if (fresh.length > 0) await play.fill('clerk', 'shareObservation', play.source.panel(week), `panel/${week}`);
  }

  /** The first month within plan clears what is owed. The regional manager confirms it: nobody clears their own debt. */
  async settle(): Promise<void> {
    const { play } = this;
    const week = play.source.weeks.at(-1) ?? '';
    const month = play.source.monthsUpTo(week).find((one) => this.reported.has(one.month) && !this.before.has(one.month) && costAgainstPlan(play, one) <= 1);
    if (month === undefined || this.owedIsCleared) return;
    const owed = (await play.entry()).obligations.find((one) => one.clearedAt === null);
    const note = `${month.month.slice(0, 7)}: ${costAgainstPlan(play, month).toFixed(2)} × 计划 of plan`;
    await play.cast.get('rm').client.call('clearObligation', { params: { entryId: play.entryId, obligationId: owed?.id ?? '' }, body: { note } });
    this.owedIsCleared = true;
    play.teller.say(`附带条件已结清(${note})`, 'the obligation of the conditional go is cleared');
  }
}

/** The month's cost ratio over the planned one. */
function costAgainstPlan({ source }: Play, month: MonthFigures): number {
  const { money } = source.figures;
  const planned = (month.fieldCost + money.promotionPerMonth) / (money.netPrice * money.casesPerMonth);
  return (month.fieldCost + month.promotionCost) / month.netRevenue / planned;
}

function contribution({ source }: Play, { month, netRevenue, variableCost, fieldCost, promotionCost }: MonthFigures) {
  return { month, netRevenue, variableCost, fieldCost: fieldCost + promotionCost, otherFixed: 0, headOfficeSupport: source.figures.money.headOffice };
}

async function work(play: Play, weeks: Weeks): Promise<void> {
  const { figures } = play.source;
  const today = weekEnd(weeks.last);
  await holdMeeting(play, weeks.last, '巩固 A 类终端 Hold the A outlets');
  await play.done('rm', 'holdWeeklyReviews');
  await play.write('clerk', 'reclassification', '第二季度:见分类表 Second quarter: see the table of classes');
  await play.done('clerk', 'reclassTerminals');
  await play.done('sup', 'replanRoutes');
  await play.fill('sup', 'agreements', { agreements: figures.aOutlets.map((terminal) => ({ terminal, from: today, to: addDays(today, 364), signedOn: today })) });
  await play.done('sup', 'signAgreements');
  await patrol(play, weeks.last);
  await play.fill('fin', 'receivables', play.source.receivables(weeks.last), today);
  await play.fill('sup', 'adviserRoster', { advisers: figures.advisers.map((person) => ({ person, startedOn: addDays(today, -60), leftOn: null })) });
  await play.done('sup', 'keepAdvisers');
  await play.fill('rm', 'template', { items: templateItemKeys.map((item) => ({ item, body: `${play.market.name}: 见本市场的交付物 see the deliverables of this market` })) });
  await play.done('rm', 'writeTemplate');
}
