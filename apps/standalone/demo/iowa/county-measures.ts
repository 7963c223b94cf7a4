import type { MarketMeasures } from '../scoring.js';
import { counties } from './opinions.js';
import { cents, rowsOf, sum, type Row } from './tables.js';

/** Our company and the rival we go for, as the state's product list names them. */
export const ownVendor = 'DIAGEO AMERICAS';
export const rivalVendor = 'HEAVEN HILL BRANDS';

/** The half-year before the launch: what a desk could have known. */
export const deskMonths = ['2021-01', '2021-02', '2021-03', '2021-04', '2021-05', '2021-06'] as const;

/**
 * The six measured features of every candidate, from the state's shop-months and vendor-county-months (all spirits, because the files of
 * most counties know no categories) and the Bureau of Economic Analysis.
 */
export function measureCounties(folder: string): Map<string, MarketMeasures> {
  const known = new Set(counties.map((county) => county.code));
  const countyOf = new Map(rowsOf(folder, 'stores', (row) => known.has(row['county_fips'] ?? '')).map((row) => [row['store'] ?? '', row['county_fips'] ?? '']));
  const lastYear = deskMonths.map((month) => month.replace('2021', '2020'));
  const months = new Set<string>([...deskMonths, ...lastYear]);
  const shops = rowsOf(folder, 'storeMonths', (row) => countyOf.has(row['store'] ?? ''), (line) => months.has(line.slice(0, 7)));
  const vendors = rowsOf(folder, 'vendorMonths', (row) => known.has(row['county_fips'] ?? ''), (line) => (deskMonths as readonly string[]).includes(line.slice(0, 7)));
  const incomes = rowsOf(folder, 'counties', undefined, (line) => known.has(line.slice(0, 5)));
  return new Map(counties.map(({ code }) => {
    const inCounty = shops.filter((row) => countyOf.get(row['store'] ?? '') === code);
    const now = inCounty.filter((row) => (deskMonths as readonly string[]).includes(row['month'] ?? ''));
    const sold = (rows: readonly Row[]): number => sum(rows, (row) => cents(row['dollars'] ?? '0'));
    const ofVendor = (name: string): Row[] => vendors.filter((row) => row['county_fips'] === code && row['vendor_name'] === name);
    const distribution = (name: string): number => sum(ofVendor(name), (row) => Number(row['stores'])) / now.length;
    return [code, {
      ownDistribution: distribution(ownVendor), rivalDistribution: distribution(rivalVendor),
      capacity: sold(now) / 100, ownShare: sold(ofVendor(ownVendor)) / sold(vendors.filter((row) => row['county_fips'] === code)),
      growth: sold(now) / sold(inCounty.filter((row) => lastYear.includes(row['month'] ?? ''))) - 1,
      incomeGrowth: incomeGrowth(incomes.filter((row) => row['fips'] === code)),
    }];
  }));
}

/** Personal income of the county, 2013 to 2018, a year. */
function incomeGrowth(rows: readonly Row[]): number {
  const income = (year: string): number => Number(rows.find((row) => row['year'] === year)?.['personal_income_kusd']);
  return (income('2018') / income('2013')) ** (1 / 5) - 1;
}
