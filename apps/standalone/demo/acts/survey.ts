import { goThrough } from '../gate.js';
import type { Play } from '../play.js';
import type { Figures } from '../source.js';
import { importFile } from '../weeks.js';
import { addDays, weekStart } from '../../../../libs/rules/iso-week.js';

/** S2: the census through the import door, sheets, back-check, capacity, and a report that somebody else accepts. */
export async function surveyMarket(play: Play): Promise<void> {
  const { source, teller } = play;
  const { figures } = source;
  teller.chapter('survey', play.at.round);
  await plan(play, figures);
  await takeCensus(play);
  for (const dealer of figures.dealers) {
    await play.fill('dealers', 'dealerInterview', {
      dealer: dealer.code, date: surveyDay(play, 5), person: '负责人 Manager', historyYears: null, staff: null, vehicles: null, warehouse: null, networkOutlets: null, shareOfSales: null,
      note: `${dealer.name}:愿意供货 will deliver`,
    }, dealer.code);
  }
  await play.done('dealers', 'interviewDealers');
  for (const [login, team] of [['keyarea', 'key'], ['otherarea', 'other']] as const) await sweep(play, login, team, figures);
  await play.done('keyarea', 'sweepKeyArea');
  await play.done('otherarea', 'sweepOtherArea');
  await play.done('lead', 'collectDailySheets');
  await check(play, figures);
  await report(play, figures);
  await holdOnce(play);
  await goThrough(play, 'survey', '普查完整,报告已批准 The census is complete and the report accepted');
}

/** A day of the sixteen before the launch. */
function surveyDay(play: Play, day: number): string {
  return addDays(weekStart(play.source.weeks[0] ?? ''), day - 90);
}

async function plan(play: Play, figures: Figures): Promise<void> {
  await play.fill('lead', 'surveyBrief', {
    content: '宏观、终端、经销商、竞争 Macro facts, outlets, dealers, rivals', scope: figures.zones.map((zone) => zone.name).join('、'),
    methods: [{ method: 'interview' }, { method: 'observation' }], dealers: figures.dealers.map(({ code, name }) => ({ dealer: code, name })),
  });
  await play.done('lead', 'prepareBrief');
  await play.fill('lead', 'zonePlan', {
    zones: figures.zones.map((zone) => ({ zoneNo: zone.no, name: zone.name, priority: zone.key ? 'key' as const : 'normal' as const, listed: zone.outlets, personDays: Math.ceil(zone.outlets / 12) })),
  });
  await play.done('lead', 'drawZones');
  const version = await play.fill('lead', 'surveyPlan', {
    teams: [
      { team: 'key', people: 2, from: surveyDay(play, 4), to: surveyDay(play, 10), fieldDays: 1 },
      { team: 'other', people: 2, from: surveyDay(play, 6), to: surveyDay(play, 12), fieldDays: 1 },
    ],
    outletsPerDay: 12, fees: 240_000,
  });
  await play.accept('rm', 'surveyPlan', version);
  await play.done('lead', 'planSurvey');
  await play.write('lead', 'surveyTraining', '各小组试访五个终端 Each team tested on five outlets');
  await play.done('lead', 'trainTeams');
}

/** Shops become terminals with codes, routes and classes. */
async function takeCensus(play: Play): Promise<void> {
  const { cast, source, teller } = play;
  for (const file of source.census) {
    const answer = await importFile(cast, file);
    teller.say(`导入 ${file.kind}:${answer.inserted} 行`, `imported ${file.kind}: ${answer.inserted} of ${answer.rows} rows`);
  }
  const classes = await cast.get('clerk').client.call('classifyTerminals', { params: { marketId: await play.marketId() }, body: { basis: 'census' } });
  teller.say(`终端分类 A ${classes.A} · B ${classes.B} · C ${classes.C}`, 'outlets classed by cumulative category volume');
}

async function sweep(play: Play, login: 'keyarea' | 'otherarea', team: 'key' | 'other', figures: Figures): Promise<void> {
  for (const zone of figures.zones.filter((one) => one.key === (team === 'key'))) {
    const date = surveyDay(play, team === 'key' ? 8 : 10);
    await play.fill(login, 'dailySheet', {
      date, team, zoneNo: zone.no, surveyors: Math.max(1, Math.round(zone.outlets / 12)), planned: zone.outlets, visited: zone.outlets, refused: 0, closed: 0, newFound: 0, submitted: zone.outlets,
      accepted: zone.outlets, returned: 0, problems: null, competitorNews: null, fees: 20_000,
    }, `${team}/${zone.no}/${date}`);
  }
}

async function check(play: Play, figures: Figures): Promise<void> {
  const outlets = figures.zones.reduce((sum, zone) => sum + zone.outlets, 0);
  await play.fill('clerk', 'censusCleaning', { submitted: outlets, merged: 0, gpsRecords: figures.positions.records, gpsValid: figures.positions.valid, note: null });
  await play.done('clerk', 'mergeAndCode');
  for (const block of figures.backChecks) await play.fill('aud', 'backCheck', block, block.block);
  await play.done('aud', 'backCheck');
  await play.done('keyarea', 'supplementSurvey');
}

async function report(play: Play, figures: Figures): Promise<void> {
  const { A, B, C } = figures.classes;
  await play.write('clerk', 'structureTable', `A ${A} · B ${B} · C ${C}`);
  await play.fill('clerk', 'capacity', figures.capacity);
  await play.done('clerk', 'analyseData');
  const version = await play.write('lead', 'marketReport', `基本情况、容量、竞争、经销商、终端、机会 Basics, capacity, rivals, dealers, outlets, chances. ${figures.rival.finding}`);
  await play.accept('rm', 'marketReport', version);
  await play.done('lead', 'writeMarketReport');
  await play.write('lead', 'surveyWrapUp', '经验与费用 Lessons and fees');
  await play.done('lead', 'wrapUp');
}

/** Something comes in between: the entry is held, nothing moves, and it goes on where it stood. */
async function holdOnce(play: Play): Promise<void> {
  const { client } = play.cast.get('rm');
  const params = { entryId: play.entryId };
  await play.packet('survey');
  await client.call('hold', { params, body: { reason: '全市停电两天 Two days without power' } });
  const held = await play.entry();
  play.teller.say(`挂起:${held.heldReason ?? ''}`, 'held, all clocks stand still');
  await client.call('resume', { params, body: { reason: '电力恢复 Power is back' } });
  play.teller.say('恢复', 'resumed where it stood');
}
