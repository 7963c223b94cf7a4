import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Acknowledged } from './remote-company.js';

/*
 * The invariants, checked from the outside: plain SQL over the tables and the load driver's own log. Nothing of the house's code is used,
 * so that a fault of it is not repeated here.
 */
export type Violation = { readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I6' | 'I9'; readonly what: string };

type Line = { chain: string; seq: number; at: string; actorId: string; kind: string; data: string; previousHash: string; hash: string };

export async function check(db: Pick<DataSource, 'query'>, acknowledged: readonly Acknowledged[]): Promise<Violation[]> {
  const rows = <T>(sql: string): Promise<T[]> => db.query<T[]>(sql);
  return [
    ...await oneTerminalDecision(rows), ...await everyEffectOnce(rows), ...await chainsHold(rows), ...await entriesAddUp(rows, acknowledged),
    ...await acknowledgedIsThere(rows, acknowledged), ...await oneReviewPerWeek(rows),
  ];
}

type Rows = <T>(sql: string) => Promise<T[]>;
const violation = (invariant: Violation['invariant'], what: string): Violation => ({ invariant, what });

/** I1: at most one decision that ends a stage stands per entry, stage and round. */
async function oneTerminalDecision(rows: Rows): Promise<Violation[]> {
  const found = await rows<{ entryId: string; stage: string; round: number; n: number }>(
    `select r.entryId, r.stage, r.round, count(*) as n from decision d join stage_run r on r.id = d.stageRunId
     where d.kind <> 'hold' and d.state <> 'sent-back' group by r.entryId, r.stage, r.round having count(*) > 1`);
  return found.map((f) => violation('I1', `${f.n} decisions end ${f.stage} round ${f.round} of ${f.entryId}`));
}

/** I2: the engine's steps exist once per entry, stage and round, by the journal and by the tables. */
async function everyEffectOnce(rows: Rows): Promise<Violation[]> {
  const lines = await rows<Pick<Line, 'chain' | 'kind' | 'data'>>("select chain, kind, data from journal_line where kind in ('openStage', 'advance', 'openNext', 'finishSweep')");
  const seen = new Map<string, number>();
  for (const { chain, kind, data } of lines) {
    const about = JSON.parse(data) as { stage?: string; round?: number; decision?: string };
    const key = `${kind} ${chain} ${about.stage ?? ''} ${about.round ?? ''} ${about.decision ?? ''}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return [...seen].filter(([, n]) => n > 1).map(([key, n]) => violation('I2', `${n} times ${key}`));
}

/** I3: every chain is whole and bound, and as long as its entry's version says. */
async function chainsHold(rows: Rows): Promise<Violation[]> {
  const found: Violation[] = [];
  const last = new Map<string, Line>();
  for (const line of await rows<Line>('select chain, seq, at, actorId, kind, data, previousHash, hash from journal_line order by chain, seq')) {
    const before = last.get(line.chain);
    const { hash, ...content } = { ...line, data: JSON.parse(line.data) as unknown };
    if (line.seq !== (before?.seq ?? 0) + 1) found.push(violation('I3', `${line.chain}: after line ${before?.seq ?? 0} comes ${line.seq}`));
    if (line.previousHash !== (before?.hash ?? '0'.repeat(64))) found.push(violation('I3', `${line.chain}: line ${line.seq} is not bound to the one before`));
    if (createHash('sha256').update(sorted(content)).digest('hex') !== hash) found.push(violation('I3', `${line.chain}: line ${line.seq} does not match its hash`));
    last.set(line.chain, line);
  }
  for (const { id, version } of await rows<{ id: string; version: number }>('select id, version from entry')) {
    if (last.get(id)?.seq !== version) found.push(violation('I3', `entry ${id} has version ${version} and ${last.get(id)?.seq ?? 0} lines`));
  }
  return found;
}

/** I4: the entries that were opened are the entries that are there, each once. */
async function entriesAddUp(rows: Rows, acknowledged: readonly Acknowledged[]): Promise<Violation[]> {
  const there = (await rows<{ id: string }>('select id from entry where fromEntryId is null')).map((row) => row.id).sort();
  const opened = acknowledged.filter((a) => a.name === 'startEntry').map((a) => (a.answer as { entryId: string }).entryId).sort();
  const ended = await rows<{ id: string }>("select id from entry where state in ('completed', 'stopped') and endReason is null");
  return [
    ...(JSON.stringify(there) === JSON.stringify(opened) ? [] : [violation('I4', `${opened.length} entries were opened, ${there.length} are there`)]),
    ...ended.map(({ id }) => violation('I4', `entry ${id} ended without a reason`)),
  ];
}

/** I6: every acknowledged command is kept, with the answer that was given. */
async function acknowledgedIsThere(rows: Rows, acknowledged: readonly Acknowledged[]): Promise<Violation[]> {
  const kept = new Map((await rows<{ id: string; answer: string }>('select id, answer from command')).map((row) => [row.id, row.answer]));
  return acknowledged.flatMap(({ commandId, name, answer }) => {
    const stored = kept.get(commandId);
    if (stored === undefined) return [violation('I6', `${name} ${commandId} was acknowledged and is not there`)];
    return sorted(JSON.parse(stored)) === sorted(answer) ? [] : [violation('I6', `${name} ${commandId} was answered otherwise`)];
  });
}

/** I9: one review per entry and week; a finished sweep left out no entry that was there when it was asked for. */
async function oneReviewPerWeek(rows: Rows): Promise<Violation[]> {
  const twice = await rows<{ entryId: string; week: string }>('select entryId, week from review group by entryId, week having count(*) > 1');
  const missed = await rows<{ entryId: string; week: string }>(
    `select e.id as entryId, s.week from sweep s join entry e on e.cohort = s.cohort
     where s.finishedAt is not null and e.state = 'running'
       and exists (select 1 from journal_line j where j.chain = e.id and j.kind = 'openStage' and j.at < s.at)
       and not exists (select 1 from journal_line h where h.chain = e.id and h.kind in ('hold', 'advance'))
       and not exists (select 1 from review r where r.entryId = e.id and r.week = s.week)`);
  return [...twice.map((r) => violation('I9', `${r.entryId} was reviewed twice for ${r.week}`)), ...missed.map((r) => violation('I9', `${r.entryId} was left out for ${r.week}`))];
}

/** JSON with sorted keys. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => `${JSON.stringify(k)}:${sorted(v)}`).join(',')}}`;
}
