import { Injectable } from '@nestjs/common';
import type { EntryState } from '../workflows/entry-state.js';
import { EngineDesk } from './engine-desk.js';
import { withHeartbeat } from './heartbeat.js';

/** Measures and judges: the facts of now, frozen for the deciders. */
@Injectable()
export class GateActivities {
  constructor(private readonly desk: EngineDesk) {}

  /** The version is that of the evidence which made a new packet due. */
  freezePacket({ entryId, stage, round, version }: EntryState): Promise<EntryState> {
    return withHeartbeat(() => this.desk.move('freezePacket', entryId, [stage, round, version], { entryId }));
  }
}
