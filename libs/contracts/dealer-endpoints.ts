import { z } from 'zod';
import * as d from './dealer-views.js';

/* Doors of dealers and the stock room; part of the table in endpoints.ts. */

const market = z.strictObject({ marketId: z.uuid() });
const dealer = z.strictObject({ dealerId: z.uuid() });
const contract = z.strictObject({ contractId: z.uuid() });

export const dealerEndpoints = {
  listDealers: { method: 'GET', path: '/markets/:marketId/dealers', summary: 'Dealers with their grade, territory, credit and what they owe', scope: 'read', params: market, query: d.DealersQuery, returns: z.array(d.DealerRow), status: 200 },
  dealerCard: { method: 'GET', path: '/dealers/:dealerId', summary: 'All that is known of a dealer: assessments, contracts, survey facts, debts, stock', scope: 'read', params: dealer, query: d.CardQuery, returns: d.DealerCard, status: 200 },
  assessDealer: { method: 'POST', path: '/dealers/:dealerId/assessments', summary: 'Fill an assessment card: weighted scores, total and grade', scope: 'entries', params: dealer, body: d.AssessDealer, returns: d.AssessmentAnswer, status: 201, command: true },
  listDealerContracts: { method: 'GET', path: '/markets/:marketId/dealer-contracts', summary: 'Contracts of dealers with their territories', scope: 'read', params: market, query: d.ContractQuery, returns: z.array(d.ContractView), status: 200 },
  recordDealerContract: { method: 'POST', path: '/markets/:marketId/dealer-contracts', summary: 'Record a contract, planned or signed; refused where an exclusive territory is taken', scope: 'entries', params: market, body: d.RecordContract, returns: d.ContractAnswer, status: 201, command: true },
  signDealerContract: { method: 'POST', path: '/dealer-contracts/:contractId/signature', summary: 'Record the signature of a planned contract', scope: 'entries', params: contract, body: d.SignContract, returns: d.ContractAnswer, status: 200, command: true },
  endDealerContract: { method: 'POST', path: '/dealer-contracts/:contractId/end', summary: 'End a contract before its time', scope: 'entries', params: contract, body: d.EndContract, returns: d.ContractAnswer, status: 200, command: true },
  dealerStock: { method: 'GET', path: '/markets/:marketId/dealer-stock', summary: 'Per dealer and SKU: flow, stock days, flow-through, sell-through and order hint', scope: 'read', params: market, query: d.DealerStockQuery, returns: d.DealerStockView, status: 200 },
  terminalStock: { method: 'GET', path: '/markets/:marketId/terminal-stock', summary: 'Per terminal and SKU: the last check, out of stock, sell-through and order hint', scope: 'read', params: market, query: d.TerminalStockQuery, returns: d.TerminalStockView, status: 200 },
} as const;
