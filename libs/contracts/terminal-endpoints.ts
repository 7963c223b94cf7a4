import { z } from 'zod';
import type { Endpoint } from './endpoints.js';
import * as t from './terminal-views.js';

const id = z.uuid();
const market = z.strictObject({ marketId: id });
const terminal = z.strictObject({ terminalId: id });

/** The doors of the terminal master. */
export const terminalEndpoints = {
  findTerminals: { method: 'GET', path: '/terminals', summary: 'A terminal by any code or number that it ever had', scope: 'read', query: t.FindTerminals, returns: t.FoundTerminals, status: 200 },
  getTerminal: { method: 'GET', path: '/terminals/:terminalId', summary: 'A terminal with all its codes, numbers, merges and what happened to it', scope: 'read', params: terminal, returns: t.TerminalDetail, status: 200 },
  listTerminals: { method: 'GET', path: '/markets/:marketId/terminals', summary: 'The terminals of a market', scope: 'read', params: market, query: t.ListTerminals, returns: t.TerminalList, status: 200 },
  duplicateTerminals: { method: 'GET', path: '/markets/:marketId/terminal-duplicates', summary: 'Terminals that may be the same as one that is, or as one about to be entered: same name, same phone, or near', scope: 'read', params: market, query: t.FindDuplicates, returns: t.DuplicatesView, status: 200 },
  mergeTerminals: { method: 'POST', path: '/terminals/:terminalId/merges', summary: 'Another terminal is this one: its sales, visits, checks and records count for this one from then on', scope: 'imports', params: terminal, body: t.MergeTerminals, returns: t.MergeView, status: 201, command: true },
  undoMerge: { method: 'POST', path: '/terminal-merges/:mergeId/undo', summary: 'Take a merge back: both terminals stand as before', scope: 'imports', params: z.strictObject({ mergeId: id }), body: z.strictObject({ reason: z.string().trim().min(1).max(1000) }), returns: t.MergeView, status: 200, command: true },
  closeTerminal: { method: 'POST', path: '/terminals/:terminalId/close', summary: 'A terminal has closed, with its last day and the reason', scope: 'imports', params: terminal, body: t.CloseTerminal, returns: t.TerminalView, status: 200, command: true },
  reopenTerminal: { method: 'POST', path: '/terminals/:terminalId/reopen', summary: 'A closed terminal is open again', scope: 'imports', params: terminal, body: t.ReopenTerminal, returns: t.TerminalView, status: 200, command: true },
  moveTerminal: { method: 'POST', path: '/terminals/:terminalId/moves', summary: 'Move a terminal to another route: a new code, the old one stays as alias', scope: 'imports', params: terminal, body: t.MoveTerminal, returns: t.TerminalView, status: 200, command: true },
  matchTerminals: { method: 'POST', path: '/markets/:marketId/terminal-matches', summary: 'Match a source\'s new list, whose numbers changed overnight, with the terminals we have; with `confirm` take over the new numbers', scope: 'imports', params: market, query: z.strictObject({ confirm: z.string().regex(/^[0-9a-f]{64}$/).optional() }), upload: z.object({ mapping: z.string() }), returns: t.MatchView, status: 200, command: true },
} as const satisfies Record<string, Endpoint>;
