import { ApiProblem } from '../../../libs/contracts/client.js';
import type { EntryView, PacketView } from '../../../libs/contracts/views.js';
import type { StageKey } from '../../../libs/playbook/define-stage.js';
import type { FormKey, FormOf, TaskKey } from '../../../libs/playbook/playbook.js';
import type { Cast, Login } from './cast.js';
import type { MarketName, StorySource } from './source.js';
import { until } from './steadfast.js';
import type { Teller } from './teller.js';

/** One entry on the stage, the people who move it, and what it is told from. */
export class Play {
  /** Stage and round that the current act plays in; kept by the gates as they open the next one. */
  at: { readonly stage: StageKey; readonly round: number } = { stage: 'select', round: 1 };
  private readonly hashes = new Map<string, string>();

  constructor(readonly entryId: string, readonly market: MarketName, readonly cast: Cast, readonly source: StorySource, readonly teller: Teller) {}

  /** Where the entry stands. */
  entry(): Promise<EntryView> {
    return this.cast.get('rm').client.call('getEntry', { params: { entryId: this.entryId } });
  }

  /** Id of the market that the story is about. */
  async marketId(): Promise<string> {
    const market = (await this.entry()).candidateMarkets.find((candidate) => candidate.code === this.market.code);
    if (!market) throw new RangeError(`${this.market.code} is no candidate of this entry`);
    return market.id;
  }

  /** Waits until the engine has opened the stage. */
  async opened(stage: StageKey): Promise<EntryView> {
    return until(`stage ${stage} opened`, async () => {
      const entry = await this.entry();
      return entry.stage === stage && entry.phase !== 'opening' && entry.state === 'running' ? entry : null;
    });
  }

  async done(login: Login, ...tasks: readonly TaskKey[]): Promise<void> {
    for (const taskKey of tasks) {
      await this.cast.get(login).client.call('completeTask', { params: { entryId: this.entryId, taskKey }, body: {} });
    }
  }

  /** Hands in a filled form; a version that follows another one of ours names it. Returns the version. */
  async fill<K extends FormKey>(login: Login, key: K, content: FormOf<K>, item = ''): Promise<number> {
    return this.handIn(login, key, content as Record<string, unknown>, item);
  }

  async write(login: Login, key: string, text: string): Promise<number> {
    return this.handIn(login, key, { text }, '');
  }

  async accept(login: Login, deliverableKey: string, version: number): Promise<void> {
    await this.cast.get(login).client.call('reviewDeliverable', { params: { entryId: this.entryId, deliverableKey }, body: { version, outcome: 'accept' } });
  }

  /** Packets of the current round of a stage, oldest first. */
  async packets(stage: StageKey): Promise<readonly PacketView[]> {
    const gate = await this.cast.get('rm').client.call('getGate', { params: { entryId: this.entryId, stage } });
    return gate.packets;
  }

  /** The packet before the deciders, once the engine has frozen the facts as they are now. */
  async packet(stage: StageKey): Promise<PacketView> {
    return until(`packet of ${stage}`, async () => {
      const newest = (await this.packets(stage)).at(-1);
      return newest?.state === 'current' ? newest : null;
    });
  }

  private async handIn(login: Login, deliverableKey: string, content: Record<string, unknown>, item: string): Promise<number> {
    const { stage, round } = this.at;
    const place = `${stage}/${round}/${deliverableKey}/${item}/${login}`;
    const ifMatch = this.hashes.get(place);
    const answer = await this.cast.get(login).client.call('handIn', {
      params: { entryId: this.entryId, deliverableKey }, body: { item, content }, ...(ifMatch !== undefined && { ifMatch }),
    });
    this.hashes.set(place, answer.hash);
    return answer.deliverableVersion;
  }
}

/** The refusal that a call ends with. Throws when it was not refused. */
export async function refusalOf(call: Promise<unknown>): Promise<ApiProblem> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiProblem) return error;
    throw error;
  }
  throw new Error('this had to be refused and was not');
}
