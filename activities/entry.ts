import { Injectable } from '@nestjs/common';
import type { EntryState } from '../workflows/entry-state.js';
import { EngineDesk } from './engine-desk.js';

/** What the engine does to an entry as a whole. */
@Injectable()
export class EntryActivities {
  constructor(private readonly desk: EngineDesk) {}

  look(entryId: string): Promise<EntryState> {
    return this.desk.look(entryId);
  }

  openStage({ entryId, stage, round }: EntryState): Promise<EntryState> {
    return this.desk.move('openStage', entryId, [stage, round], { entryId });
  }

  /** The version tells two decisions of one round apart: the first may have been sent back. */
  advance({ entryId, stage, round, version }: EntryState): Promise<EntryState> {
    return this.desk.move('advance', entryId, [stage, round, version], { entryId });
  }
}
