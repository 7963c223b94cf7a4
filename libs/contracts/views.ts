import { z } from 'zod';
import { stageKeys } from '../playbook/define-stage.js';
import { roleKeys } from '../playbook/roles.js';
import { weekExists } from '../rules/iso-week.js';
import { decisionKinds, phases } from '../rules/facts.js';

/* What the doors answer. Instants are UTC ISO texts, ratios keep numerator and denominator, money is integer minor units. */

const id = z.uuid();
const instant = z.iso.datetime();
const day = z.iso.date();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const week = z.string().regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'ISO week, YYYY-Www').refine(weekExists, { message: 'There is no such week in that year', params: { zh: '该年没有这一周' } });
export const stage = z.enum(stageKeys);
export const role = z.enum(roleKeys as [string, ...string[]]);
const texts = z.object({ zh: z.string(), en: z.string() });
const met = z.boolean().nullable();
const verdict = z.enum(['passed', 'not_passed', 'unknown']);
const colour = z.enum(['green', 'amber', 'red', 'grey', 'none']);
const target = z.union([
  z.object({ op: z.enum(['at-least', 'at-most', 'exactly']), value: z.number() }),
  z.object({ op: z.literal('between'), from: z.number(), to: z.number() }),
]);
const measured = { numerator: z.number().nullable(), denominator: z.number().nullable(), value: z.number().nullable() };

export const PersonName = z.object({ id, name: z.string() }).meta({ id: 'PersonName' });
export const RoleView = z.object({ role, marketId: z.union([id, z.literal('*')]), market: z.string().nullable() }).meta({ id: 'Role' });
export const PersonView = z.object({
  id, login: z.string(), name: z.string(), admin: z.boolean(), active: z.boolean(), language: z.enum(['zh', 'en']), roles: z.array(RoleView),
}).meta({ id: 'Person' });
export const SessionView = z.object({
  /** For the CLI; browsers use the httpOnly cookie that comes with the answer. */
  token: z.string(), expiresAt: instant, person: PersonView,
}).meta({ id: 'Session' });
export const TokenView = z.object({
  id, name: z.string(), scopes: z.array(z.string()), createdAt: instant, expiresAt: instant, revokedAt: instant.nullable(),
}).meta({ id: 'Token' });
export const NewTokenView = TokenView.extend({ secret: z.string() }).meta({ id: 'NewToken' });

export const BundleRow = z.object({
  hash, alias: z.string(), parentHash: hash.nullable(), fromEntryId: id.nullable(), sealedBy: PersonName, sealedAt: instant,
  /** Entries that run on it. */
  entries: z.int(),
}).meta({ id: 'BundleRow' });
export const BundleView = BundleRow.extend({
  settings: z.record(z.string(), z.unknown()), content: z.record(z.string(), z.unknown()),
  runBy: z.array(z.object({ entryId: id, name: z.string(), stage, state: z.string() })),
}).meta({ id: 'Bundle' });

export const MarketView = z.object({
  id, code: z.string(), name: z.string(), adminRegion: z.string().nullable(), marketNo: z.int().nullable(),
  terminals: z.int(), dealers: z.int(), saleLines: z.int(),
}).meta({ id: 'Market' });

export const CommandAnswer = z.object({
  entryId: id, version: z.int(), state: z.string(), stage, round: z.int(), phase: z.enum(phases),
}).meta({ id: 'CommandAnswer' });

/** The next act, who owes it, and what is in the way. */
export const NextMove = z.object({
  kind: z.enum(['complete-task', 'hand-in', 'accept', 'kpi', 'vote', 'decide', 'clear-obligation', 'resume', 'engine', 'data']),
  /** Task, deliverable or condition key; role or person that owes it. */
  about: z.string(), title: texts, role: role.nullable(), person: PersonName.nullable(), dueAt: instant.nullable(), overdue: z.boolean(),
}).meta({ id: 'NextMove' });

export const EntryRow = z.object({
  id, name: z.string(), market: z.string().nullable(), candidates: z.array(z.string()), state: z.enum(['running', 'held', 'completed', 'stopped']),
  stage, round: z.int(), phase: z.enum(phases), version: z.int(), openedAt: instant.nullable(), ageDays: z.int(),
  next: NextMove.nullable(), blockers: z.int(), overdue: z.int(), waitsForEngine: z.boolean(), verdict: verdict.nullable(),
}).meta({ id: 'EntryRow' });

export const TaskView = z.object({
  key: z.string(), title: texts, role, assignee: PersonName.nullable(), state: z.enum(['locked', 'ready', 'done']), dueAt: instant, overdue: z.boolean(),
  after: z.array(z.string()), delivers: z.array(z.string()), completedAt: instant.nullable(), completedBy: PersonName.nullable(), note: z.string().nullable(),
  mine: z.boolean(),
}).meta({ id: 'Task' });

export const DeliverableVersion = z.object({
  id, item: z.string(), version: z.int(), state: z.enum(['handed-in', 'accepted', 'returned', 'superseded']), hash, content: z.unknown(),
  handedInBy: PersonName, handedInAt: instant, reviewedBy: PersonName.nullable(), reviewedAt: instant.nullable(), reviewNote: z.string().nullable(),
}).meta({ id: 'DeliverableVersion' });
export const DeliverableView = z.object({
  key: z.string(), title: texts, roles: z.array(role), required: z.boolean(), many: texts.nullable(), acceptedBy: role.nullable(),
  /** The form's fields as the bundle defines them; null: a text or files. */
  form: z.object({ fields: z.record(z.string(), z.unknown()) }).nullable(),
  mine: z.boolean(), complete: z.boolean(),
  /** Latest version of each item, without content. */
  items: z.array(DeliverableVersion.omit({ content: true })),
}).meta({ id: 'Deliverable' });

export const KpiView = z.object({
  key: z.string(), title: texts, formula: texts, unit: z.string(), target: target.nullable(), from: z.enum(['handed-in', 'field']), shadow: z.boolean(),
  ...measured, met, colour, asOf: day.nullable(), evidence: texts,
  weeks: z.array(z.object({ week, value: z.number().nullable(), colour })),
}).meta({ id: 'Kpi' });

export const ConditionView = z.object({
  key: z.string(), title: texts, met, waived: z.boolean(), shadow: z.boolean(),
  tests: z.array(z.object({ kpi: z.string(), title: texts, unit: z.string(), target, weeks: z.int(), met, evidence: texts, ...measured })),
}).meta({ id: 'Condition' });

/** The figures of a week were changed by an import after they were measured here: what was measured used other ones. */
export const ChangedWeekView = z.object({ week, at: instant, importId: id, fileName: z.string() }).meta({ id: 'ChangedWeek' });
export const VoteView = z.object({ person: PersonName, role, choice: z.enum(['go', 'no-go']), comment: z.string(), at: instant, counts: z.boolean() }).meta({ id: 'Vote' });
export const DecisionView = z.object({
  id, kind: z.enum(decisionKinds), state: z.enum(['standing', 'carried-out', 'sent-back']), reason: z.string(), decidedBy: PersonName, at: instant,
  market: z.string().nullable(), toStage: stage.nullable(), sentBackBecause: texts.nullable(),
  /** Weeks of the window whose figures were changed after the decision: it stands, and is marked. */
  changedSince: z.array(ChangedWeekView),
}).meta({ id: 'Decision' });
export const ObligationView = z.object({
  id, condition: z.string(), text: z.string(), owner: PersonName, dueAt: instant, clearedAt: instant.nullable(), overdue: z.boolean(),
}).meta({ id: 'Obligation' });
export const PacketView = z.object({
  id, number: z.int(), state: z.enum(['current', 'lapsed', 'timed-out', 'decided']), verdict, hash, frozenAt: instant, votesAskedAt: instant.nullable(),
  lapsedBecause: texts.nullable(), conditions: z.array(ConditionView),
  deliverables: z.array(z.object({ key: z.string(), item: z.string(), version: z.int(), hash, state: z.string() })),
  votes: z.array(VoteView), decisions: z.array(DecisionView),
  /** Weeks of the window whose figures were changed after the packet was frozen. */
  changedSince: z.array(ChangedWeekView),
}).meta({ id: 'Packet' });
export const GateView = z.object({
  key: z.string(), stage, round: z.int(), signers: z.array(role), decider: role, mayVoteAs: z.array(role), mayDecide: z.boolean(),
  missingVotes: z.array(role), decideBy: instant.nullable(), timedOut: z.boolean(), withinMonths: z.number().nullable(),
  /** What stands in the way of a go, now. */
  blockedBy: z.array(NextMove), packets: z.array(PacketView),
  /** While no packet is frozen: the conditions as they would be judged now. */
  preview: z.array(ConditionView).nullable(), previewVerdict: verdict.nullable(),
}).meta({ id: 'Gate' });

export const StageRunView = z.object({
  key: stage, title: texts, round: z.int(), state: z.enum(['ahead', 'opening', 'open', 'closed']), openedAt: instant.nullable(), closedAt: instant.nullable(),
  decision: z.enum(decisionKinds).nullable(),
}).meta({ id: 'StageRun' });

export const EntryView = EntryRow.extend({
  bundle: z.object({ hash, alias: z.string() }), cohort: z.string(), timeZone: z.string(), currency: z.string(),
  heldReason: z.string().nullable(), endReason: z.string().nullable(),
  lineage: z.object({ entryId: id, entry: z.string(), bundleHash: hash }).nullable(), opened: z.array(z.object({ entryId: id, entry: z.string() })),
  candidateMarkets: z.array(z.object({ id, code: z.string(), name: z.string() })),
  rail: z.array(StageRunView), tasks: z.array(TaskView), deliverables: z.array(DeliverableView), kpis: z.array(KpiView), gate: GateView.nullable(),
  obligations: z.array(ObligationView), moves: z.array(NextMove),
  may: z.object({ hold: z.boolean(), resume: z.boolean(), stop: z.boolean(), waive: z.boolean() }),
}).meta({ id: 'Entry' });

export const ReviewView = z.object({
  id, week, asOf: day, stage, at: instant,
  readings: z.array(z.object({ kpi: z.string(), title: texts, ...measured, met, colour })),
  counts: z.record(z.string(), z.int()), findings: z.array(texts),
  /** Weeks of the window whose figures were changed after the review measured them. */
  changedSince: z.array(ChangedWeekView),
}).meta({ id: 'Review' });
export const SweepView = z.object({
  id, cohort: z.string(), week, at: instant, finishedAt: instant.nullable(), reviewed: z.int(), skipped: z.int(),
}).meta({ id: 'Sweep' });

export const JournalLineView = z.object({
  seq: z.int(), at: instant, actor: PersonName, kind: z.string(), data: z.unknown(), previousHash: hash, hash,
}).meta({ id: 'JournalLine' });
export const VerificationView = z.object({
  lines: z.int(), verified: z.boolean(), brokenAt: z.int().nullable(), why: z.string().nullable(),
}).meta({ id: 'Verification' });
/** One file that can be checked without the server: journal, bundle, packets, votes, decisions, deliverables. */
export const DossierView = z.object({
  format: z.literal('beachhead-dossier/1'), entry: z.record(z.string(), z.unknown()), bundle: z.record(z.string(), z.unknown()),
  journal: z.array(JournalLineView), packets: z.array(z.unknown()), deliverables: z.array(z.unknown()), verification: VerificationView,
}).meta({ id: 'Dossier' });

export const FileView = z.object({ id, name: z.string(), mediaType: z.string(), size: z.int(), hash }).meta({ id: 'File' });
export const NotificationView = z.object({ id, entryId: id.nullable(), kind: z.string(), data: z.record(z.string(), z.unknown()), at: instant }).meta({ id: 'Notification' });
export const InboxItem = z.object({ entryId: id, entry: z.string(), stage, move: NextMove }).meta({ id: 'InboxItem' });
export const HealthView = z.object({
  status: z.enum(['ok', 'degraded', 'down']), database: z.enum(['up', 'down']), engine: z.enum(['up', 'down', 'unknown']), version: z.string(),
}).meta({ id: 'Health' });

export type PersonView = z.infer<typeof PersonView>;
export type NextMove = z.infer<typeof NextMove>;
export type EntryRow = z.infer<typeof EntryRow>;
export type EntryView = z.infer<typeof EntryView>;
export type TaskView = z.infer<typeof TaskView>;
export type DeliverableView = z.infer<typeof DeliverableView>;
export type DeliverableVersion = z.infer<typeof DeliverableVersion>;
export type KpiView = z.infer<typeof KpiView>;
export type ConditionView = z.infer<typeof ConditionView>;
export type PacketView = z.infer<typeof PacketView>;
export type GateView = z.infer<typeof GateView>;
export type StageRunView = z.infer<typeof StageRunView>;
export type ReviewView = z.infer<typeof ReviewView>;
export type SweepView = z.infer<typeof SweepView>;
export type JournalLineView = z.infer<typeof JournalLineView>;
export type VerificationView = z.infer<typeof VerificationView>;
export type DossierView = z.infer<typeof DossierView>;
export type InboxItem = z.infer<typeof InboxItem>;
export type CommandAnswer = z.infer<typeof CommandAnswer>;
export type MarketView = z.infer<typeof MarketView>;
export type BundleRow = z.infer<typeof BundleRow>;
export type BundleView = z.infer<typeof BundleView>;
export type NotificationView = z.infer<typeof NotificationView>;
