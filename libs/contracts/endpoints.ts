import { z } from 'zod';
import { stageKeys } from '../playbook/define-stage.js';
import * as c from './commands.js';
import { fileTypes } from './file-types.js';
import { documentEndpoints } from './document-endpoints.js';
import { importKinds } from './field-rows.js';
import { marketSurveyEndpoints } from './market-survey-endpoints.js';
import { importEndpoints } from './import-endpoints.js';
import { ImportView } from './import-views.js';
import * as street from './street.js';
import * as s from './survey-views.js';
import { dealerEndpoints } from './dealer-endpoints.js';
import { routeEndpoints } from './route-endpoints.js';
import { tradeEndpoints } from './trade-endpoints.js';
import { geographyEndpoints } from './geography-endpoints.js';
import { terminalEndpoints } from './terminal-endpoints.js';
import * as v from './views.js';

/*
 * Every door of the REST API, once: the API binds its controllers to it, OpenAPI and the typed client are made from it,
 * and the tests of the doors walk through it.
 */

export type Scope = (typeof c.scopes)[number];
export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  /** Scope that an API token needs; `public` doors need no sign-in, `admin` ones an administrator. */
  readonly scope: Scope | 'public' | 'admin' | 'self';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is multipart/form-data with one file and these text fields. */
  readonly upload?: z.ZodObject;
  readonly returns: z.ZodType | null;
  /** The answer is a file of this media type. */
  readonly download?: string;
  readonly status: 200 | 201 | 202 | 204;
  /** A command: takes `Idempotency-Key` (a client-made UUID); the same key again gives the first answer. */
  readonly command?: true;
  /** `If-Match` with the item's ETag is needed once a version exists. */
  readonly ifMatch?: true;
};

const id = z.uuid();
const entry = z.strictObject({ entryId: id });
const gate = z.strictObject({ entryId: id, stage: z.enum(stageKeys) });
const deliverable = z.strictObject({ entryId: id, deliverableKey: z.string().max(60) });
const page = { limit: z.coerce.number().int().min(1).max(500).default(100), after: z.coerce.number().int().min(0).default(0) };
const form = z.strictObject({ formId: id });

export const endpoints = {
  health: { method: 'GET', path: '/health', summary: 'Database, engine and version', scope: 'public', returns: v.HealthView, status: 200 },
  signIn: { method: 'POST', path: '/sessions', summary: 'Sign in; sets the session cookie', scope: 'public', body: c.SignIn, returns: v.SessionView, status: 201 },
  signOut: { method: 'DELETE', path: '/sessions/current', summary: 'Sign out', scope: 'self', returns: null, status: 204 },
  me: { method: 'GET', path: '/me', summary: 'The person signed in, with roles', scope: 'self', returns: v.PersonView, status: 200 },
  changePassword: { method: 'POST', path: '/me/password', summary: 'Change the own password; ends the other sessions', scope: 'self', body: c.ChangePassword, returns: null, status: 204 },
  inbox: { method: 'GET', path: '/me/inbox', summary: 'What waits for me, over all entries', scope: 'read', returns: z.array(v.InboxItem), status: 200 },
  notifications: { method: 'GET', path: '/me/notifications', summary: 'Newest first', scope: 'read', returns: z.array(v.NotificationView), status: 200 },

  listPeople: { method: 'GET', path: '/people', summary: 'People with their roles', scope: 'read', returns: z.array(v.PersonView), status: 200 },
  addPerson: { method: 'POST', path: '/people', summary: 'Add a person', scope: 'admin', body: c.AddPerson, returns: v.PersonView, status: 201, command: true },
  setRoles: { method: 'PUT', path: '/people/:personId/roles', summary: 'Replace the roles of a person, per market or everywhere', scope: 'admin', params: z.strictObject({ personId: id }), body: c.SetRoles, returns: v.PersonView, status: 200, command: true },
  listTokens: { method: 'GET', path: '/tokens', summary: 'The own API tokens', scope: 'self', returns: z.array(v.TokenView), status: 200 },
  createToken: { method: 'POST', path: '/tokens', summary: 'Make an API token; its secret is shown once', scope: 'self', body: c.CreateToken, returns: v.NewTokenView, status: 201 },
  revokeToken: { method: 'DELETE', path: '/tokens/:tokenId', summary: 'Revoke an API token', scope: 'self', params: z.strictObject({ tokenId: id }), returns: null, status: 204 },

  playbook: { method: 'GET', path: '/playbook', summary: 'The eight stages as written, with default thresholds', scope: 'read', returns: z.record(z.string(), z.unknown()), status: 200 },
  listBundles: { method: 'GET', path: '/bundles', summary: 'Sealed bundles', scope: 'read', returns: z.array(v.BundleRow), status: 200 },
  sealBundle: { method: 'POST', path: '/bundles', summary: 'Seal the playbook with settings; refused with findings when the lint fails', scope: 'entries', body: c.SealBundle, returns: v.BundleRow, status: 201, command: true },
  getBundle: { method: 'GET', path: '/bundles/:hash', summary: 'A bundle, and which entries run on it', scope: 'read', params: z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) }), returns: v.BundleView, status: 200 },

  listMarkets: { method: 'GET', path: '/markets', summary: 'Markets', scope: 'read', query: z.strictObject({ search: z.string().max(100).optional() }), returns: z.array(v.MarketView), status: 200 },
  getMarket: { method: 'GET', path: '/markets/:marketId', summary: 'One market', scope: 'read', params: z.strictObject({ marketId: id }), returns: v.MarketView, status: 200 },
  fieldTotals: { method: 'GET', path: '/markets/:marketId/field', summary: 'What the street adds up to, for a week', scope: 'read', params: z.strictObject({ marketId: id }), query: z.strictObject({ week: v.week, bundleHash: z.string().regex(/^[0-9a-f]{64}$/).optional() }), returns: z.record(z.string(), z.unknown()), status: 200 },
  kpi: { method: 'GET', path: '/markets/:marketId/kpi', summary: 'Any measure of the street for any part of the market and any period', scope: 'read', params: z.strictObject({ marketId: id }), query: street.KpiQuery, returns: street.KpiAnswer, status: 200 },
  abcTable: { method: 'GET', path: '/markets/:marketId/abc', summary: 'Terminals or SKUs by cumulated volume, with their classes', scope: 'read', params: z.strictObject({ marketId: id }), query: street.AbcQuery, returns: street.AbcView, status: 200 },
  structureTable: { method: 'GET', path: '/markets/:marketId/structure', summary: 'The terminal structure table 终端结构分析表: class by type', scope: 'read', params: z.strictObject({ marketId: id }), query: street.StructureQuery, returns: street.StructureView, status: 200 },
  unvisitedList: { method: 'GET', path: '/markets/:marketId/unvisited', summary: 'Customers never visited or overdue, with who owes the visit and since when', scope: 'read', params: z.strictObject({ marketId: id }), query: street.UnvisitedQuery, returns: street.UnvisitedView, status: 200 },
  classifyTerminals: { method: 'POST', path: '/markets/:marketId/classes', summary: 'Re-class the terminals A, B, C by cumulative volume', scope: 'imports', params: z.strictObject({ marketId: id }), body: c.ClassifyTerminals, returns: z.object({ A: z.int(), B: z.int(), C: z.int(), unclassified: z.int() }), status: 200, command: true },
  importFile: { method: 'POST', path: '/imports/:kind', summary: 'Take a file in (2 GB at most; CSV or an xlsx workbook), or try it (dryRun): it is checked and written in the background, or refused as a whole', scope: 'imports', params: z.strictObject({ kind: z.enum(importKinds) }), query: z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') }), upload: z.object({ mapping: z.string() }), returns: ImportView, status: 202, command: true },
  ...importEndpoints,

  ...documentEndpoints,

  ...routeEndpoints,
  ...dealerEndpoints,
  ...tradeEndpoints,

  ...terminalEndpoints,
  ...geographyEndpoints,

  publishSurveyForm: { method: 'POST', path: '/survey-forms', summary: 'Publish the next version of a survey form from an XLSForm workbook, or try it (dryRun)', scope: 'imports', query: z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') }), upload: z.object({ respondentType: s.respondentType }), returns: s.SurveyFormImportView, status: 200, command: true },
  listSurveyForms: { method: 'GET', path: '/survey-forms', summary: 'Survey forms in all their versions, newest first', scope: 'read', query: z.strictObject({ formKey: z.string().max(80).optional(), respondentType: s.respondentType.optional() }), returns: z.array(s.SurveyFormRow), status: 200 },
  getSurveyForm: { method: 'GET', path: '/survey-forms/:formId', summary: 'One version of a survey form', scope: 'read', params: form, returns: s.SurveyFormView, status: 200 },
  exportSurveyForm: { method: 'GET', path: '/survey-forms/:formId/workbook', summary: 'A version of a survey form as an XLSForm workbook', scope: 'read', params: form, returns: null, download: fileTypes.xlsx, status: 200 },
  submitSurveyRecords: { method: 'POST', path: '/survey-records', summary: 'Send filled forms; each is stored once, or refused with its faults', scope: 'imports', body: s.SubmitSurveyRecords, returns: s.SurveyRecordsAnswer, status: 200, command: true },
  listSurveyRecords: { method: 'GET', path: '/survey-records', summary: 'Filled forms, in the order in which they came', scope: 'read', query: z.strictObject({ formId: id.optional(), marketId: id.optional(), ...s.recordFilters, ...page }), returns: z.array(s.SurveyRecordView), status: 200 },
  ...marketSurveyEndpoints,

  listEntries: { method: 'GET', path: '/entries', summary: 'The board: entries by stage, with the next act and its owner', scope: 'read', query: z.strictObject({ stage: v.stage.optional(), state: z.enum(['running', 'held', 'completed', 'stopped']).optional(), search: z.string().max(100).optional() }), returns: z.array(v.EntryRow), status: 200 },
  startEntry: { method: 'POST', path: '/entries', summary: 'Start an entry with at least three candidate markets', scope: 'entries', body: c.StartEntry, returns: v.CommandAnswer, status: 201, command: true },
  getEntry: { method: 'GET', path: '/entries/:entryId', summary: 'An entry as its page shows it', scope: 'read', params: entry, returns: v.EntryView, status: 200 },
  completeTask: { method: 'POST', path: '/entries/:entryId/tasks/:taskKey/complete', summary: 'Complete a task', scope: 'entries', params: z.strictObject({ entryId: id, taskKey: z.string().max(60) }), body: c.CompleteTask, returns: v.CommandAnswer, status: 200, command: true },
  assignTask: { method: 'PUT', path: '/entries/:entryId/tasks/:taskKey/assignee', summary: 'Give a task to a person, or back to its role', scope: 'entries', params: z.strictObject({ entryId: id, taskKey: z.string().max(60) }), body: c.AssignTask, returns: v.CommandAnswer, status: 200, command: true },
  handIn: { method: 'POST', path: '/entries/:entryId/deliverables/:deliverableKey', summary: 'Hand in a deliverable, or its next version', scope: 'entries', params: deliverable, body: c.HandIn, returns: v.CommandAnswer.extend({ item: z.string(), deliverableVersion: z.int(), hash: z.string() }), status: 201, command: true, ifMatch: true },
  getDeliverable: { method: 'GET', path: '/entries/:entryId/deliverables/:deliverableKey', summary: 'One version of a deliverable with its content (newest unless named)', scope: 'read', params: deliverable, query: z.strictObject({ item: z.string().max(120).default(''), version: z.coerce.number().int().min(1).optional() }), returns: v.DeliverableVersion, status: 200 },
  reviewDeliverable: { method: 'POST', path: '/entries/:entryId/deliverables/:deliverableKey/reviews', summary: 'Accept a deliverable or return it', scope: 'entries', params: deliverable, body: c.ReviewDeliverable, returns: v.CommandAnswer, status: 200, command: true },
  storeFile: { method: 'POST', path: '/files', summary: 'Store a file (10 MB at most) for a deliverable', scope: 'entries', upload: z.object({}), returns: v.FileView, status: 201 },
  getFile: { method: 'GET', path: '/files/:fileId', summary: 'Download a stored file', scope: 'read', params: z.strictObject({ fileId: id }), returns: null, download: 'application/octet-stream', status: 200 },

  getGate: { method: 'GET', path: '/entries/:entryId/gates/:stage', summary: 'The gate of a stage: packets of every round, votes, decisions', scope: 'read', params: gate, query: z.strictObject({ round: z.coerce.number().int().min(1).optional() }), returns: v.GateView, status: 200 },
  vote: { method: 'POST', path: '/entries/:entryId/gates/:stage/votes', summary: 'Vote on the packet named by its hash', scope: 'entries', params: gate, body: c.VoteBody, returns: v.CommandAnswer, status: 201, command: true },
  decideGate: { method: 'POST', path: '/entries/:entryId/gates/:stage/decisions', summary: 'Go, conditional go, hold, recycle or stop', scope: 'entries', params: gate, body: c.DecideGate, returns: v.CommandAnswer.extend({ decisionId: id }), status: 201, command: true },
  waive: { method: 'POST', path: '/entries/:entryId/gates/:stage/waivers', summary: 'Waive one condition, with reason and expiry', scope: 'entries', params: gate, body: c.Waive, returns: v.CommandAnswer, status: 201, command: true },
  clearObligation: { method: 'POST', path: '/entries/:entryId/obligations/:obligationId/clear', summary: 'Clear an obligation of a conditional go', scope: 'entries', params: z.strictObject({ entryId: id, obligationId: id }), body: c.ClearObligation, returns: v.CommandAnswer, status: 200, command: true },
  hold: { method: 'POST', path: '/entries/:entryId/hold', summary: 'Hold: all clocks stop', scope: 'entries', params: entry, body: c.WithReason, returns: v.CommandAnswer, status: 200, command: true },
  resume: { method: 'POST', path: '/entries/:entryId/resume', summary: 'Resume: the clocks go on where they stood', scope: 'entries', params: entry, body: c.WithReason, returns: v.CommandAnswer, status: 200, command: true },
  stop: { method: 'POST', path: '/entries/:entryId/stop', summary: 'Stop the entry for good', scope: 'entries', params: entry, body: c.WithReason, returns: v.CommandAnswer, status: 200, command: true },

  listReviews: { method: 'GET', path: '/entries/:entryId/reviews', summary: 'Weekly reviews, newest first', scope: 'read', params: entry, returns: z.array(v.ReviewView), status: 200 },
  requestReviews: { method: 'POST', path: '/reviews', summary: 'Review a cohort for an ISO week (schedulers)', scope: 'reviews', body: c.RequestReviews, returns: v.SweepView, status: 202, command: true },
  getSweep: { method: 'GET', path: '/reviews/:sweepId', summary: 'How far a requested review is', scope: 'read', params: z.strictObject({ sweepId: id }), returns: v.SweepView, status: 200 },

  journal: { method: 'GET', path: '/entries/:entryId/journal', summary: 'What happened, oldest first', scope: 'read', params: entry, query: z.strictObject(page), returns: z.array(v.JournalLineView), status: 200 },
  verifyJournal: { method: 'GET', path: '/entries/:entryId/journal/verification', summary: 'Re-walk the hash chain', scope: 'read', params: entry, returns: v.VerificationView, status: 200 },
  dossier: { method: 'GET', path: '/entries/:entryId/dossier', summary: 'The decision dossier: one file that verifies offline', scope: 'read', params: entry, returns: v.DossierView, status: 200 },
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
/** Prefix of every path. */
export const apiPrefix = '/api/v1';
/** Server-sent events `changed` with `{ entryId, version }`; needs a session or a token with scope read. */
export const eventsPath = '/events';
