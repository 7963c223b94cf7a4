import { z } from 'zod';
import { ImportErrorView } from './import-views.js';
import { nearM } from '../rules/same-terminal.js';

/* The terminal master: what the doors answer, and what may be asked of them. */

const id = z.uuid();
const day = z.iso.date();
const word = (max: number) => z.string().trim().min(1).max(max);
const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
const instant = z.iso.datetime();
export const datum = z.enum(['wgs84', 'gcj02', 'bd09']);

const marketName = z.object({ id, code: z.string(), name: z.string() });
const statuses = ['active', 'closed', 'merged', 'refused', 'unreachable'] as const;

export const TerminalView = z.object({
  id, market: marketName, externalId: z.string(), code: z.string().nullable(), name: z.string(), type: z.string().nullable(), address: z.string().nullable(), status: z.enum(statuses),
  class: z.enum(['A', 'B', 'C']).nullable(), zoneNo: z.int().nullable(), routeNo: z.int().nullable(), owner: z.string().nullable(), dealer: z.string().nullable(),
  /** WGS-84, and what the source gave; `shifted`: ours was computed from it. */
  position: z.object({ latitude: z.number(), longitude: z.number(), shifted: z.boolean(), source: z.object({ datum, latitude: z.number(), longitude: z.number() }) }).nullable(),
  contactRole: z.string().nullable(),
  /** Name and phone only for those who keep the market's master; null for others. */
  contactName: z.string().nullable(), phone: z.string().nullable(),
  firstSeen: day.nullable(), lastSeen: day.nullable(), closedOn: day.nullable(), firstValidVisit: day.nullable(), lastValidVisit: day.nullable(), mergedInto: id.nullable(),
}).meta({ id: 'Terminal' });

const terminalName = z.object({ id, externalId: z.string(), code: z.string().nullable(), name: z.string() });
export const MergeView = z.object({ mergeId: id, merged: terminalName, survivor: terminalName, reason: z.string(), mergedAt: instant, undoneAt: instant.nullable() }).meta({ id: 'TerminalMerge' });
export const TerminalDetail = TerminalView.extend({
  /** Every code that it ever had, the newest first; a code is never given to another terminal. */
  codes: z.array(z.object({ code: z.string(), givenAt: instant, present: z.boolean() })),
  formerIds: z.array(z.object({ externalId: z.string(), replacedAt: instant })),
  merges: z.array(MergeView),
  history: z.array(z.object({ at: instant, by: z.string(), kind: z.string(), data: z.record(z.string(), z.unknown()) })),
}).meta({ id: 'TerminalDetail' });

export const FindTerminals = z.strictObject({
  /** Any code it ever had, with or without dashes; any number of its source, present or former; or its id. */
  key: word(80), marketId: id.optional(),
  /** The day on which the code was written. */
  on: day.optional(),
});
export const FoundTerminals = z.object({
  key: z.string(),
  /** What the key reads as when it has the form of a code, and whose number that market's MM is or was. */
  code: z.object({
    text: z.string(), markets: z.array(marketName.extend({
      validFrom: day.nullable(), validTo: day.nullable(),
      /** Whether codes were written with the number on the asked day; null when none was asked for. */
      validThen: z.boolean().nullable(), successor: marketName.nullable(),
    })),
  }).nullable(),
  found: z.array(z.object({
    by: z.enum(['code', 'former-code', 'number', 'former-number', 'id']), terminal: TerminalView,
    /** The key belongs to this one, which was merged into the terminal. */
    merged: terminalName.nullable(),
  })),
}).meta({ id: 'FoundTerminals' });

export const ListTerminals = z.strictObject({
  /** In name, address, code or the source's number. */
  search: word(100).optional(), status: z.enum(statuses).optional(), zone: whole(1, 99).optional(), limit: whole(1, 500).default(100), after: whole(0, 10_000_000).default(0),
});
export const TerminalList = z.object({ total: z.int(), rows: z.array(TerminalView), next: z.int().nullable() }).meta({ id: 'TerminalList' });

const degrees = (most: number) => z.coerce.number().min(-most).max(most);
export const FindDuplicates = z.strictObject({
  /** A terminal that is, or what is known of one that somebody is about to enter. */
  terminalId: id.optional(), name: word(200).optional(), phone: word(40).optional(), latitude: degrees(90).optional(), longitude: degrees(180).optional(), datum: datum.default('wgs84'),
  radiusM: whole(1, 5000).default(nearM), limit: whole(1, 200).default(50),
}).refine((asked) => (asked.latitude === undefined) === (asked.longitude === undefined), { message: 'Goes with latitude', path: ['longitude'], params: { zh: '须与 latitude 一起填写' } })
  .refine((asked) => [asked.terminalId, asked.name, asked.phone, asked.latitude].some((one) => one !== undefined), { message: 'Needs a terminal, a name, a phone or a position', path: ['name'], params: { zh: '需要终端、名称、电话或坐标' } });
export const DuplicatesView = z.object({
  /** The most alike first. */
  rows: z.array(z.object({ terminal: TerminalView, reasons: z.array(z.enum(['name', 'phone', 'near'])), distanceM: z.number().nullable() })),
}).meta({ id: 'Duplicates' });

const reason = word(1000);
export const MergeTerminals = z.strictObject({ mergedId: id, reason }).meta({ id: 'MergeTerminals' });
export const CloseTerminal = z.strictObject({
  /** The last day on which it was open. */
  day, reason,
}).meta({ id: 'CloseTerminal' });
export const ReopenTerminal = z.strictObject({ day, reason }).meta({ id: 'ReopenTerminal' });
export const MoveTerminal = z.strictObject({ zone: z.int().min(1).max(99), route: z.int().min(1).max(99), reason }).meta({ id: 'MoveTerminal' });

const listedTerminal = z.object({ row: z.int(), externalId: z.string(), name: z.string() });
const knownTerminal = z.object({ id, externalId: z.string(), name: z.string() });
export const MatchView = z.object({
  /** Rows of the list, and how many of them stand under the number that they had. */
  rows: z.int(), same: z.int(),
  /** To confirm exactly these matches with. */
  hash: z.string(), confirmed: z.boolean(),
  matched: z.array(z.object({ row: z.int(), terminal: knownTerminal, to: z.string(), by: z.enum(['code', 'name-address', 'name-position']) })),
  /** `several`: more than one fits; `number-in-use`: its number is that of another terminal, which the list does not have. */
  ambiguous: z.array(listedTerminal.extend({ why: z.enum(['several', 'number-in-use']), candidates: z.array(knownTerminal) })),
  unmatched: z.array(listedTerminal),
  /** Known, not closed, and nowhere in the list. */
  vanished: z.array(knownTerminal),
  errors: z.array(ImportErrorView), moreErrors: z.int(),
}).meta({ id: 'TerminalMatches' });

export type MatchView = z.infer<typeof MatchView>;
export type TerminalView = z.infer<typeof TerminalView>;
export type TerminalDetail = z.infer<typeof TerminalDetail>;
export type MergeView = z.infer<typeof MergeView>;
export type FindTerminals = z.output<typeof FindTerminals>;
export type FoundTerminals = z.infer<typeof FoundTerminals>;
export type FindDuplicates = z.output<typeof FindDuplicates>;
export type DuplicatesView = z.infer<typeof DuplicatesView>;
export type ListTerminals = z.output<typeof ListTerminals>;
export type TerminalList = z.infer<typeof TerminalList>;
