import { addWeeks, weekEnd } from '../../../../libs/rules/iso-week.js';
import { judgedRow, measuredRows, type Bands } from '../scoring.js';
import type { ImportFile, StorySource } from '../source.js';
import { deskMonths, measureCounties } from './county-measures.js';
import { dealerFile, linesFile, masterData, shopsFile } from './iowa-files.js';
import { finalCheck, monthsUpTo, panelShare, storyFigures } from './iowa-figures.js';
import { iowaSettings, iowaStated } from './iowa-settings.js';
import { counties, judged } from './opinions.js';
import { abc, category, firstWeek, lastWeek, story, StoryCounty } from './story-county.js';
import { cents, linesOf, rowsOf, sum, type Row } from './tables.js';

/** f9 in dollars of all spirits in half a year, f10 as our part of them. */
const bands: Bands = { capacity: [20_000_000, 10_000_000, 5_000_000, 2_500_000], ownShare: [0.22, 0.18, 0.14, 0.1], capacityUnit: 'USD, H1 2021' };

/** Iowa, 2021: a whisky house goes for the leader of its category in one county. Real shops, products and invoice lines below `folder`. */
export function iowaSource(folder: string): StorySource {
  const products = rowsOf(folder, 'products');
  const county = new StoryCounty(folder, products);
  const stores = new Set(rowsOf(folder, 'stores', (row) => row['county_fips'] === story).map((row) => row['store']));
  const panel = rowsOf(folder, 'storeMonths', (row) => stores.has(row['store']), (line) => line >= '2021-06' && line < '2022');
  const polk = polkInCategory(folder, products);
  const figures = storyFigures(county, products, panel, polk.jointShare);
  const measures = measureCounties(folder);
  const weeks = weeksFrom(firstWeek, lastWeek);
  const items = products.filter((row) => row['category'] === category).map((row) => row['item'] ?? '');
  return {
    title: { zh: '真实数据:爱荷华州,2021 年(State of Iowa, data.iowa.gov;BEA)', en: 'real data: Iowa, 2021 (State of Iowa, data.iowa.gov; BEA)' },
    entryName: 'Crown Royal, Iowa', timeZone: 'America/Chicago', currency: 'USD',
    bundle: { alias: 'Iowa: 销售行是唯一的市场数据 sale lines are all the street there is', settings: iowaSettings }, stated: iowaStated,
    candidates: counties, masterData: masterData(folder), deskFacts: `州门店月度与供应商县月度 ${deskMonths[0]}–${deskMonths.at(-1)};BEA 2013–2018 Shop-months and vendor-county-months of the state; BEA`,
    scorecard: (code, rater) => {
      const position = counties.findIndex((one) => one.code === code);
      const market = measures.get(code);
      if (!market) throw new RangeError(`${code} is no candidate`);
      const opinions = judged.map(({ feature, scores, ...because }) => {
        const [first = 1, second = 1] = scores[position] ?? [];
        return judgedRow(feature, { first, second, because: rater === 'agreed' ? `${because.first} ${because.second}` : because[rater] }, rater);
      });
      return [...measuredRows(market, bands, 'data.iowa.gov; BEA CAINC1'), ...opinions].sort((a, b) => a.feature - b.feature);
    },
    market: story, census: [dealerFile, shopsFile('census.csv', county.shops.map((shop) => ({ ...shop, firstSeen: '2021-06-30' })))],
    figures, weeks,
    trialWeek: linesFile('trial-week.csv', county.ofWeek(addWeeks(firstWeek, -1)), items),
    street: (week) => [...openedIn(county, week), linesFile(`${week}.csv`, county.ofWeek(week), items)],
    monthsUpTo: (week) => monthsUpTo(county, figures, week), panel: (week) => panelShare(county, week), finalCheck: (week) => finalCheck(county, panel, week),
    receivables: (week) => ({ asOf: weekEnd(week), invoices: [] }),
    // Nobody patrolled. The stage wants the paper; dated before the launch, it measures nothing.
    patrol: () => ({ from: '2021-06-30', to: '2021-06-30', incidents: [] }),
    outletsOf: () => polk.classes,
  };
}

function weeksFrom(first: string, last: string): string[] {
  const weeks = [first];
  for (let next = addWeeks(first, 1); next <= last; next = addWeeks(next, 1)) weeks.push(next);
  return weeks;
}

/** Shops that bought for the first time in this week: the survey never closes (method.md §6.1). */
function openedIn(county: StoryCounty, week: string): ImportFile[] {
  const known = new Set([...county.shops.map((shop) => shop.id), ...county.lines.filter((line) => line.week < week).map((line) => line.shop)]);
  const opened = new Map(county.ofWeek(week).filter((line) => !known.has(line.shop)).map((line) => [line.shop, line.day]));
  return opened.size === 0 ? [] : [shopsFile('opened.csv', [...opened].map(([id, day]) => ({ ...county.shop(id), monthly: 0, firstSeen: day })))];
}

/** Polk county, the next market: its shops by class, and how much of the category its four main vendors have. */
function polkInCategory(folder: string, products: readonly Row[]): { jointShare: number; classes: { A: number; B: number; C: number } } {
  const vendorOf = new Map(products.filter((row) => row['category'] === category).map((row) => [row['item'], row['vendor_name'] ?? '']));
  const shops = new Map<string, number>();
  const vendors = new Map<string, number>();
  // date,invoice_item,store,item,bottles,dollars: numbers only, and so many lines that only the fields asked for are looked at.
  for (const line of linesOf(folder, 'polkSales').slice(1)) {
    const [, , store = '', item = '', , dollars = '0'] = line.split(',');
    const vendor = vendorOf.get(item);
    const amount = vendor === undefined ? 0 : cents(dollars);
    shops.set(store, (shops.get(store) ?? 0) + amount);
    if (vendor !== undefined) vendors.set(vendor, (vendors.get(vendor) ?? 0) + amount);
  }
  const sold = [...vendors.values()].sort((a, b) => b - a);
  const classes = [...abc(shops).values()];
  const count = (wanted: 'A' | 'B' | 'C'): number => classes.filter((one) => one === wanted).length;
  return { jointShare: sum(sold.slice(0, 4), (cent) => cent) / sum(sold, (cent) => cent), classes: { A: count('A'), B: count('B'), C: count('C') } };
}
