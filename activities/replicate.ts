import { Injectable } from '@nestjs/common';
import type { EntryState } from '../workflows/entry-state.js';
import { EngineDesk } from './engine-desk.js';
import { withHeartbeat } from './heartbeat.js';

/** Stage 8's own move. */
@Injectable()
export class ReplicateActivities {
  constructor(private readonly desk: EngineDesk) {}

  /** Publishes the bundle of the proven entry and opens the next market, lineage both ways. */
  openNext({ entryId, stage, round, version }: EntryState): Promise<EntryState> {
    return withHeartbeat(() => this.desk.move('openNext', entryId, [stage, round, version], { entryId }));
  }
}
