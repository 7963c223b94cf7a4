import type { Client } from '@temporalio/client';
import { callDeadlineMs } from './connection.js';
import { changedSignal, workflowTaskTimeout, type WorkflowName } from './names.js';
import { engineFailure } from './outcomes.js';

export type WakeCall = {
  readonly workflowId: string;
  readonly workflow: WorkflowName;
  /** The workflow's one input, plain JSON. */
  readonly args: unknown;
  readonly version: number;
};

/** The way from our database to the engine. */
export class EngineGateway {
  constructor(private readonly client: Client, private readonly taskQueue: string) {}

  /**
   * Says "look again" to a workflow and starts it when the engine does not know it, ended or lost: so wakes alone rebuild an empty engine.
   * Throws Refusal `engine-away` when there was no answer in time (the wake may have arrived all the same; a second one does no harm).
   */
  async wake({ workflowId, workflow, args, version }: WakeCall): Promise<void> {
    await this.within(() => this.client.workflow.signalWithStart(workflow, {
      workflowId, taskQueue: this.taskQueue, args: [args], signal: changedSignal, signalArgs: [version],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING', workflowTaskTimeout,
    }));
  }

  /** Whether the engine answers now. */
  async isUp(): Promise<boolean> {
    try {
      await this.within(() => this.client.workflowService.getSystemInfo({}));
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.client.connection.close();
  }

  private async within<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await this.client.withDeadline(Date.now() + callDeadlineMs, call);
    } catch (error) {
      throw engineFailure(error);
    }
  }
}
