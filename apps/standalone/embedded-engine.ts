import type { Config } from '../../libs/platform/config.js';
import type { DataFolder } from './data-folder.js';
import { reconcile } from './first-run.js';
import { KeptProcess, type Launch } from './kept-process.js';
import { prepareStore, stampStore, temporalLaunch, temporalVersion } from './temporal-server.js';
import type { Say } from './told.js';

export type EmbeddedEngineOptions = {
  readonly folder: DataFolder;
  readonly config: Config;
  readonly serverProgram: string;
  readonly env: Record<string, string>;
  readonly port: number;
  readonly uiPort: number | null;
  readonly onPid: (pid: number | null) => void;
  readonly say: Say;
};

/**
 * The Temporal server as our child, with its store in the data directory. The database is the authority: whenever the store is new, lost
 * or of another version, everything that is under way is woken again and goes on where the database says it stands.
 */
export class EmbeddedEngine {
  private readonly server: KeptProcess;

  constructor(private readonly options: EmbeddedEngineOptions) {
    const { folder, onPid, say } = options;
    this.server = new KeptProcess({
      name: { zh: 'Temporal 服务器', en: 'Temporal server' }, logFile: folder.file('logs/temporal.log'), launch: () => this.launch(), onPid, say,
    });
  }

  get address(): string {
    return `127.0.0.1:${this.options.port}`;
  }

  get uiUrl(): string | null {
    return this.options.uiPort === null ? null : `http://127.0.0.1:${this.options.uiPort}`;
  }

  get pid(): number | null {
    return this.server.pid;
  }

  start(): Promise<void> {
    return this.server.start();
  }

  stop(graceMs: number): Promise<void> {
    return this.server.stop(graceMs);
  }

  kill(): void {
    this.server.kill();
  }

  private async launch(): Promise<Launch> {
    const { folder, config, serverProgram, env, port, uiPort, say } = this.options;
    const storeFile = folder.file('temporal.sqlite');
    const version = await temporalVersion(serverProgram);
    const store = prepareStore(storeFile, version);
    if (store !== 'kept') {
      if (store === 'other-version') say('Temporal 的存储由另一版本写成,已移开;从数据库重新建立', 'the store of Temporal was written by another version and is set aside; it is made again from the database');
      const waiting = await reconcile({ url: config.databaseUrl, file: config.databaseFile });
      if (waiting > 0) say(`新的 Temporal 存储:${waiting} 个流程从数据库接续`, `a new store of Temporal: ${waiting} workflows go on from the database`);
      // Only now: a start that is cut off before this line reconciles again.
      stampStore(storeFile, version);
    }
    return temporalLaunch({ program: serverProgram, env, storeFile, namespace: config.temporal.namespace, port, uiPort, hurried: config.dayMs !== null });
  }
}
