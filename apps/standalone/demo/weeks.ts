import type { ImportView } from '../../../libs/contracts/import-views.js';
import type { PacketView, SweepView } from '../../../libs/contracts/views.js';
import type { StageKey } from '../../../libs/playbook/define-stage.js';
import type { Cast } from './cast.js';
import type { Play } from './play.js';
import type { ImportFile } from './source.js';
import { until } from './steadfast.js';

/** Uploads one file as the clerk and waits until it is in. Throws when it is refused; what a trial run finds is its answer. */
export async function importFile(cast: Cast, file: ImportFile, dryRun = false): Promise<ImportView> {
  const { client } = cast.get('clerk');
  const taken = await client.call('importFile', {
    params: { kind: file.kind }, query: { dryRun: dryRun ? 'true' : 'false' },
    file: new Blob([file.content]), fileName: file.name, fields: { mapping: JSON.stringify(file.mapping) },
  });
  const view = await until(`import of ${file.name}`, async () => {
    const seen = await client.call('getImport', { params: { importId: taken.id } });
    return seen.over ? seen : null;
  });
  if (view.phase !== 'done' && !dryRun) throw new Error(`${file.name} was ${view.phase}: ${view.errors.slice(0, 3).map(({ row, column, message }) => `${row} ${column ?? ''} ${message.en}`).join('; ')}`);
  return view;
}

/** The street's calendar of one entry: which week is next. */
export class Weeks {
  private next = 0;

  constructor(private readonly play: Play) {}

  /** The last week that was reviewed. */
  get last(): string {
    return this.play.source.weeks[Math.max(0, this.next - 1)] ?? '';
  }

  /** One week of the street comes in and is reviewed; the packet that follows from it, while the gate is watched. */
  async turn(stage: StageKey): Promise<PacketView | null> {
    const { cast, source, teller } = this.play;
    const week = source.weeks[this.next];
    if (week === undefined) throw new Error(`the story has no week after ${this.last}, and the gate of ${stage} has not passed`);
    for (const file of source.street(week)) await importFile(cast, file);
    const sweep = await review(this.play, week);
    this.next += 1;
    const watched = (await this.play.entry()).phase !== 'working';
    const packet = watched ? await this.play.packet(stage) : null;
    teller.week(week, sweep, packet);
    return packet;
  }

  /** Week after week until the packet is as it should be. `between` is what people do after each of them. */
  async until(stage: StageKey, enough: (packet: PacketView) => boolean, between: (week: string) => Promise<void> = async () => {}): Promise<PacketView> {
    for (;;) {
      const packet = await this.turn(stage);
      await between(this.last);
      const now = packet === null ? null : await this.play.packet(stage);
      if (now !== null && enough(now)) return now;
    }
  }
}

async function review(play: Play, week: string): Promise<SweepView> {
  const { client } = play.cast.get('rm');
  const { cohort } = await play.entry();
  const { id } = await client.call('requestReviews', { body: { cohort, week } });
  return until(`review of ${week}`, async () => {
    const sweep = await client.call('getSweep', { params: { sweepId: id } });
    return sweep.finishedAt === null ? null : sweep;
  });
}
