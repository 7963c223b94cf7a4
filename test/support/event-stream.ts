import { until } from './until.js';

export type Event = { readonly id: string; readonly event: string; readonly data: { readonly entryId: string; readonly version: number } };

/** An open stream of server-sent events, as a browser reads it. */
export class EventStream {
  readonly events: Event[] = [];
  ended = false;
  private constructor(readonly response: Response, private readonly abort: AbortController) {}

  static async open(url: string, headers: Record<string, string>): Promise<EventStream> {
    const abort = new AbortController();
    const stream = new EventStream(await fetch(`${url}/api/v1/events`, { headers, signal: abort.signal }), abort);
    void stream.read();
    return stream;
  }

  /** Waits for an event of this entry at this version or later. */
  async hears(entryId: string, version: number): Promise<void> {
    await until(`change ${version} of ${entryId}`, async () => this.events, (events) => events.some(({ event, data }) => event === 'changed' && data.entryId === entryId && data.version >= version));
  }

  close(): void {
    this.abort.abort();
  }

  private async read(): Promise<void> {
    let rest = '';
    try {
      for await (const chunk of this.response.body as unknown as AsyncIterable<Uint8Array>) {
        const blocks = (rest + Buffer.from(chunk).toString('utf8')).split('\n\n');
        rest = blocks.pop() ?? '';
        this.events.push(...blocks.flatMap(parse));
      }
    } catch {
      // closed by us, or cut by the server: either way it has ended
    }
    this.ended = true;
  }
}

function parse(block: string): Event[] {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
  return id === undefined || event === undefined || data === undefined ? [] : [{ id, event, data: JSON.parse(data) as Event['data'] }];
}
