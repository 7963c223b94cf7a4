import { Injectable } from '@nestjs/common';
import type { EntryState } from '../workflows/entry-state.js';
import { EngineDesk } from './engine-desk.js';

/** A deadline that is due, as the entry stood when it was seen. */
export type DueDeadline = Pick<EntryState, 'entryId' | 'version'> & { readonly deadlineId: string };

/** The ladder: remind, escalate, time out. Each is a command, and whoever commits first has happened. */
@Injectable()
export class ApprovalActivities {
  constructor(private readonly desk: EngineDesk) {}

  /** The version is in the key because a hold in between postpones the same deadline to another instant. */
  fireDeadline({ entryId, deadlineId, version }: DueDeadline): Promise<EntryState> {
    return this.desk.move('fireDeadline', entryId, [deadlineId, version], { entryId, deadlineId });
  }
}
