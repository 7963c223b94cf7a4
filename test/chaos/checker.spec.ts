import { randomUUID } from 'node:crypto';
import type { Actor } from '../../libs/journal/actor.js';
import type { AnswerOf, CommandName, InputOf } from '../../libs/journal/commands.js';
import { engine } from '../../libs/journal/actor.js';
import { Company, aCompany } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { anEntryInSurvey } from '../support/stage-one.js';
import { check } from './checker.js';
import type { Acknowledged } from './remote-company.js';

/** Writes down what it was answered, as the load driver does. */
class LoggingCompany extends Company {
  readonly acknowledged: Acknowledged[] = [];

  override async do<N extends CommandName>(name: N, actor: Actor, input: InputOf<N>, commandId: string = randomUUID()): Promise<AnswerOf<N>> {
    const answer = await super.do(name, actor, input, commandId);
    if (actor.personId !== engine.personId) this.acknowledged.push({ commandId, name, answer });
    return answer;
  }
}

type Fault = { readonly invariant: string; readonly what: string; readonly sql: readonly string[] };

/** What a broken house would leave behind. The checker that does not see it is worth nothing. */
const faults: readonly Fault[] = [
  { invariant: 'I1', what: 'a second decision that ends the stage', sql: [
    "insert into decision select 'planted', entryId, stageRunId, packetId, 'recycle', 'standing', null, reason, marketId, toStage, decidedBy, at, sentBackBecause from decision limit 1"] },
  { invariant: 'I2', what: 'a stage opened twice', sql: [
    "insert into journal_line select chain, seq + 1000, at, actorId, kind, data, previousHash, hash from journal_line where kind = 'openStage'"] },
  { invariant: 'I3', what: 'a changed line', sql: ["update journal_line set data = '{}' where kind = 'decideGate'"] },
  { invariant: 'I3', what: 'a line cut off the end', sql: ["delete from journal_line where kind = 'openStage' and data like '%survey%'"] },
  { invariant: 'I3', what: 'a version that went back', sql: ['update entry set version = version - 1'] },
  { invariant: 'I4', what: 'an entry that is lost', sql: ['delete from entry'] },
  { invariant: 'I4', what: 'an end without a reason', sql: ["update entry set state = 'stopped'"] },
  { invariant: 'I6', what: 'an acknowledged command that is not there', sql: ["delete from command where kind = 'completeTask'"] },
  { invariant: 'I6', what: 'another answer than was given', sql: ["update command set answer = '{}' where kind = 'decideGate'"] },
  { invariant: 'I9', what: 'an entry that a finished sweep left out', sql: [
    "insert into sweep (id, cohort, week, requestedBy, at, finishedAt, reviewed, skipped) select 'planted', cohort, '2026-W20', createdBy, '2999-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z', 0, 0 from entry",
    "delete from journal_line where kind = 'advance'"] },
];

eachDatabase('the checker', (ctx) => {
  let company: LoggingCompany;
  beforeAll(async () => {
    company = await aCompany(ctx, new LoggingCompany(ctx.db, ctx.uow));
    await anEntryInSurvey(company);
  });

  const checkIn = (sql: readonly string[]) => {
    let found: Awaited<ReturnType<typeof check>> = [];
    const undone = new Error('undone');
    return ctx.uow.run(async (em) => {
      for (const statement of sql) await em.query(statement);
      found = await check(em, company.acknowledged);
      throw undone;
    }).catch((error: unknown) => {
      if (error !== undone) throw error;
      return found;
    });
  };

  it('finds nothing in a house that holds', async () => {
    expect(await checkIn([])).toEqual([]);
  });

  it.each(faults)('$invariant: sees $what', async ({ invariant, sql }) => {
    expect((await checkIn(sql)).map((violation) => violation.invariant)).toContain(invariant);
  });
});
