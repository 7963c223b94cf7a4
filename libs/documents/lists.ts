import type { EndpointName } from '../contracts/endpoints.js';
import type { List } from './list.js';
import { markets, people, surveyForms, surveyRecords } from './lists/company.js';
import { contracts, dealers, dealerStock, terminalStock } from './lists/dealers.js';
import { fieldRows } from './lists/field-rows.js';
import { abc, kpi, structure, unvisited } from './lists/figures.js';
import { importErrors, imports } from './lists/imports.js';
import { bundles, entries, entry, inbox, journal, notifications, reviews } from './lists/process.js';
import { adviserDay, visitPlan, visits } from './lists/routes.js';
import { backChecks, dailySheets, resurveys, surveyAssignments } from './lists/survey.js';
import { terminals } from './lists/terminals.js';
import { incidents, prices, receivables } from './lists/trade.js';

/** Every door whose answer can be had as a workbook or a CSV file. A new list is a file beside these and a line here. */
export const lists = {
  listMarkets: markets, listPeople: people, listBundles: bundles, listEntries: entries, getEntry: entry, inbox, notifications, listReviews: reviews, journal,
  listSurveyForms: surveyForms, listSurveyRecords: surveyRecords, kpi, abcTable: abc, structureTable: structure, unvisitedList: unvisited, fieldRows,
  listTerminals: terminals, listIncidents: incidents, receivables, prices, visitPlan, adviserDay, listVisits: visits,
  listDealers: dealers, listDealerContracts: contracts, dealerStock, terminalStock, listImports: imports, getImport: importErrors,
  listSurveyAssignments: surveyAssignments, listDailySheets: dailySheets, listBackChecks: backChecks, listResurveys: resurveys,
} as const satisfies Partial<Record<EndpointName, List>>;

export const listOf = (door: EndpointName): List<unknown> | null => ((lists as Partial<Record<EndpointName, List>>)[door] as List<unknown> | undefined) ?? null;
