import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiProblem, Client } from '../../libs/contracts/client.js';
import type { Actor } from '../../libs/journal/actor.js';
import type { AnswerOf, CommandName, InputOf } from '../../libs/journal/commands.js';
import { Sessions } from '../../libs/journal/sessions.js';
import type { Database } from '../../libs/persistence/data-source.js';
import type { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { Company } from '../support/company.js';
import { until } from '../support/until.js';
import { isAtRest } from '../support/world.js';

/** What the driver was told: a command's id and the answer to it. */
export type Acknowledged = { readonly commandId: string; readonly name: CommandName; readonly answer: unknown };

const answerMs = 10_000;
const restMs = 100;
const patienceMs = 120_000;

type Path = { readonly entryId: string; readonly taskKey: string; readonly deliverableKey: string; readonly stage: 'select'; readonly item: string; readonly content: Record<string, unknown>; readonly ifMatch: string | null };
type Call = (client: Client, input: never, commandId: string, signal: AbortSignal) => Promise<unknown>;

/** The public door of each command that the stories use; everything else goes into the database as set-up. */
const doors: Partial<Record<CommandName, Call>> = {
  startEntry: (client, body, commandId, signal) => client.call('startEntry', { body, commandId, signal }),
  requestReviews: (client, body, commandId, signal) => client.call('requestReviews', { body, commandId, signal }),
  completeTask: (client, { entryId, taskKey }: Path, commandId, signal) => client.call('completeTask', { params: { entryId, taskKey }, body: {}, commandId, signal }),
  handIn: (client, { entryId, deliverableKey, item, content, ifMatch }: Path, commandId, signal) =>
    client.call('handIn', { params: { entryId, deliverableKey }, body: { item, content }, commandId, signal, ...(ifMatch !== null && { ifMatch }) }),
  vote: (client, { entryId, stage, ...body }: Path, commandId, signal) => client.call('vote', { params: { entryId, stage }, body: body as never, commandId, signal }),
  decideGate: (client, { entryId, stage, ...body }: Path, commandId, signal) => client.call('decideGate', { params: { entryId, stage }, body: body as never, commandId, signal }),
};

/**
 * A company whose people work over HTTP and do not let go: a command without an answer is sent again under its id. Keeps a log of its own of
 * what was acknowledged, for the checker.
 */
export class RemoteCompany extends Company {
  readonly acknowledged: Acknowledged[] = [];
  private readonly sessions: Sessions;
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(db: Database, uow: UnitOfWork, private readonly url: string) {
    super(db, uow);
    this.sessions = new Sessions(db, uow, this);
  }

  override async do<N extends CommandName>(name: N, actor: Actor, input: InputOf<N>, commandId: string = randomUUID()): Promise<AnswerOf<N>> {
    const call = doors[name];
    if (!call) return super.do(name, actor, input, commandId);
    const client = new Client({ baseUrl: this.url, token: await this.tokenOf(actor) });
    const answer = await insist(() => call(client, input as never, commandId, AbortSignal.timeout(answerMs)));
    this.acknowledged.push({ commandId, name, answer });
    return answer as AnswerOf<N>;
  }

  override run(entryId: string): ReturnType<Company['look']> {
    return until('the engine comes to rest', () => this.look(entryId), isAtRest, patienceMs);
  }

  /** The same command once more; what it answers now. */
  async repeat({ commandId, name }: Acknowledged, actor: Actor, input: object): Promise<unknown> {
    const client = new Client({ baseUrl: this.url, token: await this.tokenOf(actor) });
    return insist(() => (doors[name] as Call)(client, input as never, commandId, AbortSignal.timeout(answerMs)));
  }

  private tokenOf(actor: Actor): Promise<string> {
    const known = this.tokens.get(actor.personId) ?? this.sessions.createToken(actor, 'chaos', ['all'], 1).then(({ secret }) => secret);
    this.tokens.set(actor.personId, known);
    return known;
  }
}

/** Until there is an answer; a refusal is one. */
async function insist<T>(attempt: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + patienceMs; ; await pause(restMs)) {
    try {
      return await attempt();
    } catch (error) {
      const refused = error instanceof ApiProblem && error.problem.status < 500 && error.problem.status !== 429;
      if (refused || Date.now() > deadline) throw error;
    }
  }
}
