import { z } from 'zod';
import { decisionKinds } from '../rules/facts.js';
import { role, stage, week } from './views.js';

/* What people, schedulers and the engine may ask for. Every object is strict: an unknown field is refused by name. */

const id = z.uuid();
const text = (max: number) => z.string().trim().min(1).max(max);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const SignIn = z.strictObject({ login: text(80), password: z.string().min(1).max(200) }).meta({ id: 'SignIn' });
export const ChangePassword = z.strictObject({ current: z.string().min(1).max(200), next: z.string().min(10).max(200) }).meta({ id: 'ChangePassword' });
export const AddPerson = z.strictObject({
  login: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,79}$/), name: text(120), password: z.string().min(10).max(200), admin: z.boolean().default(false),
  language: z.enum(['zh', 'en']).default('zh'),
}).meta({ id: 'AddPerson' });
export const SetRoles = z.strictObject({
  roles: z.array(z.strictObject({ role, marketId: z.union([id, z.literal('*')]).default('*') })).max(200),
}).meta({ id: 'SetRoles' });
export const scopes = ['read', 'entries', 'reviews', 'imports', 'all'] as const;
export const CreateToken = z.strictObject({
  name: text(120), scopes: z.array(z.enum(scopes)).min(1), days: z.int().min(1).max(366).default(90),
}).meta({ id: 'CreateToken' });

export const SealBundle = z.strictObject({ alias: text(120), settings: z.record(z.string(), z.unknown()).default({}) }).meta({ id: 'SealBundle' });

export const StartEntry = z.strictObject({
  name: text(160),
  /** At least three, by id; stage 1 selects one of them. */
  candidateMarketIds: z.array(id).min(3).max(50),
  bundleHash: hash.optional(),
  timeZone: z.string().max(40).default('Asia/Shanghai'),
  currency: z.string().regex(/^[A-Z]{3}$/).default('CNY'),
}).meta({ id: 'StartEntry' });
export const CompleteTask = z.strictObject({ note: text(2000).optional() }).meta({ id: 'CompleteTask' });
export const AssignTask = z.strictObject({ personId: id.nullable() }).meta({ id: 'AssignTask' });
export const HandIn = z.strictObject({
  item: z.string().trim().max(120).default(''),
  /** A filled form where the deliverable has one, else `{ text, fileIds }`. */
  content: z.record(z.string(), z.unknown()),
}).meta({ id: 'HandIn' });
export const DocumentContent = z.strictObject({ text: text(200_000).optional(), fileIds: z.array(id).max(50).default([]) })
  .refine((d) => d.text !== undefined || d.fileIds.length > 0, { message: 'Needs a text or at least one file', params: { zh: '需要文字或至少一个文件' }, path: ['text'] }).meta({ id: 'DocumentContent' });
export const ReviewDeliverable = z.strictObject({
  item: z.string().max(120).default(''), version: z.int().min(1), outcome: z.enum(['accept', 'return']), note: text(2000).optional(),
}).refine((r) => r.outcome === 'accept' || r.note !== undefined, { message: 'A return needs a note', params: { zh: '退回必须说明原因' }, path: ['note'] }).meta({ id: 'ReviewDeliverable' });
export const VoteBody = z.strictObject({
  packetHash: hash, role, choice: z.enum(['go', 'no-go']), comment: z.string().trim().max(2000).default(''),
}).refine((v) => v.choice === 'go' || v.comment !== '', { message: 'A no-go needs a comment', params: { zh: '反对票必须写明意见' }, path: ['comment'] }).meta({ id: 'VoteBody' });
export const DecideGate = z.strictObject({
  packetHash: hash, kind: z.enum(decisionKinds), reason: text(2000),
  /** recycle: the earlier stage to return to. */
  toStage: stage.optional(),
  /** conditional go: who owes what by when, one for each condition that is not met. */
  obligations: z.array(z.strictObject({ condition: text(60), text: text(1000), ownerId: id, dueDays: z.int().min(1).max(365) })).max(30).default([]),
}).refine((d) => (d.kind === 'recycle') === (d.toStage !== undefined), { message: 'Goes with recycle, and only with it', params: { zh: '退回时必须填写,其他决策不得填写' }, path: ['toStage'] })
  .refine((d) => d.kind === 'conditional_go' || d.obligations.length === 0, { message: 'Only a conditional go has obligations', params: { zh: '只有有条件通过才有义务' }, path: ['obligations'] }).meta({ id: 'DecideGate' });
export const Waive = z.strictObject({ condition: text(60), reason: text(2000), days: z.int().min(1).max(90) }).meta({ id: 'Waive' });
export const ClearObligation = z.strictObject({ note: text(2000) }).meta({ id: 'ClearObligation' });
export const WithReason = z.strictObject({ reason: text(1000) }).meta({ id: 'WithReason' });
export const RequestReviews = z.strictObject({ cohort: text(60), week }).meta({ id: 'RequestReviews' });
export const ClassifyTerminals = z.strictObject({ basis: z.enum(['census', 'sales']), until: week.optional(), weeks: z.int().min(1).max(520).default(52) }).meta({ id: 'ClassifyTerminals' });

export type StartEntry = z.infer<typeof StartEntry>;
export type HandIn = z.infer<typeof HandIn>;
export type ReviewDeliverable = z.infer<typeof ReviewDeliverable>;
export type VoteBody = z.infer<typeof VoteBody>;
export type DecideGate = z.infer<typeof DecideGate>;
export type Waive = z.infer<typeof Waive>;
export type AddPerson = z.infer<typeof AddPerson>;
export type SetRoles = z.infer<typeof SetRoles>;
export type CreateToken = z.infer<typeof CreateToken>;
