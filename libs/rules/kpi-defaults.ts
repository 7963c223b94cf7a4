/** How a measure of the street is counted where the question does not say: what the kpi door assumes, and what the market report asks by. [O] */
export const kpiDefaults = {
  /** Everybody who could handle it, not only who traded in the period. */
  universe: 'customers',
  products: 'own',
  withinDays: 60,
  historyDays: 30,
  fact: 'population',
  underM: 200,
  overM: 3000,
  callsPerDay: 25,
  fieldDaysPer4Weeks: 20,
  fieldHoursPerDay: 6.5,
  /** Normal quantile of a 95 % interval. */
  z: 1.96,
} as const;
