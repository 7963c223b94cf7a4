import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { OneTimePassword } from '../../libs/journal/seed-administrator.js';
import { inheritedEnvironment, readConfig, readStandaloneSettings, type Config } from '../../libs/platform/config.js';
import { program } from '../../libs/platform/program.js';
import { DataFolder } from './data-folder.js';
import type { FromApp, ToApp } from './family-talk.js';
import { prepareDatabase } from './first-run.js';
import { EmbeddedEngine } from './embedded-engine.js';
import { KeptProcess, type Launch } from './kept-process.js';
import { LogTail } from './log-tail.js';
import { freePort, isFree } from './ports.js';
import { sayOnTerminal, Told, type Say } from './told.js';

export type SystemOptions = {
  readonly dataDir: string;
  /** Of web and API; 0 takes a free one. */
  readonly port: number;
  /** Whether Temporal's own web page comes along; yes unless told otherwise. */
  readonly ui?: boolean;
  /** Variables on top of this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly say?: Say;
};

export type RunningSystem = {
  /** Of web and API. */
  readonly url: string;
  readonly temporalAddress: string;
  readonly temporalUiUrl: string | null;
  /** Of the first administrator; null unless this was the first run on the database. */
  readonly administrator: OneTimePassword | null;
  /** The children as they are now; null while one is being started again, or is none of ours. */
  pids(): { readonly app: number | null; readonly engine: number | null };
  /** Drains and ends everything. */
  stop(): Promise<void>;
  /** Ends everything at once. */
  kill(): void;
};

/** The worker drains for 20 seconds, and closing up takes a moment more. */
const drainMs = 25_000;
const engineStopMs = 10_000;
const appScript = join(program.root, 'dist', 'apps', 'standalone', 'app.js');

/**
 * Starts the whole system on a data directory (database, Temporal server, API, worker, web) and keeps its processes alive until it is
 * stopped. Throws `Told` when it cannot, `ConfigFault` when the environment is wrong; nothing is left running then.
 */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const env = { ...inheritedEnvironment(), ...options.env, BEACHHEAD_DATA_DIR: options.dataDir, BEACHHEAD_PORT: String(options.port) };
  const config = readConfig(env);
  const folder = await DataFolder.open(config.dataDir);
  const system = new System(folder, config, env, options.say ?? sayOnTerminal);
  // However this process ends, short of being killed, its children end with it.
  process.once('exit', () => system.kill());
  try {
    return await system.start(options.ui ?? true);
  } catch (error) {
    await system.stop();
    throw error;
  }
}

class System {
  private engine: EmbeddedEngine | null = null;
  private app: KeptProcess | null = null;
  private tail: LogTail | null = null;
  private port: number;

  constructor(private readonly folder: DataFolder, private readonly config: Config, private readonly env: Record<string, string>, private readonly say: Say) {
    this.port = config.port;
  }

  async start(ui: boolean): Promise<RunningSystem> {
    const { config } = this;
    if (!await isFree(config.port, config.host)) throw portTaken(config.port);
    const { administrator } = await prepareDatabase({ url: config.databaseUrl, file: config.databaseFile });
    const settings = readStandaloneSettings(this.env);
    if (settings.temporalAddress === null) await this.startEngine(settings.temporalProgram, ui);
    const temporalAddress = settings.temporalAddress ?? this.engine?.address ?? '';
    await this.startApp(temporalAddress);
    return {
      url: `http://${config.host}:${this.port}`, temporalAddress, temporalUiUrl: this.engine?.uiUrl ?? null, administrator,
      pids: () => ({ app: this.app?.pid ?? null, engine: this.engine?.pid ?? null }),
      stop: () => this.stop(),
      kill: () => this.kill(),
    };
  }

  kill(): void {
    this.app?.kill();
    this.engine?.kill();
  }

  /** The app first: its worker hands in what it has, so the engine must still be there. */
  async stop(): Promise<void> {
    await this.app?.stop(drainMs);
    await this.engine?.stop(engineStopMs);
    this.tail?.close();
    await this.folder.close();
  }

  private async startEngine(serverProgram: string | null, ui: boolean): Promise<void> {
    if (serverProgram === null) throw new Told('没有指定 Temporal 服务器程序:请用 npm start 启动。', 'No Temporal server program is named: start with npm start.');
    const { folder, config, say } = this;
    this.engine = new EmbeddedEngine({
      folder, config, say, serverProgram, env: inheritedEnvironment(), port: await freePort(config.port && config.port + 1), uiPort: ui ? await freePort(config.port && config.port + 2) : null,
      onPid: (pid) => {
        const mark = folder.keep('engine', pid);
        this.app?.send({ kind: 'engine', mark } satisfies ToApp);
      },
    });
    await this.engine.start();
  }

  private async startApp(temporalAddress: string): Promise<void> {
    const logFile = this.folder.file('logs/app.log');
    this.tail = new LogTail(logFile, (message) => this.say(`错误:${message}(详见 ${logFile})`, `error: ${message} (see ${logFile})`));
    this.app = new KeptProcess({
      name: { zh: '应用进程', en: 'app process' }, logFile, say: this.say,
      onPid: (pid, child) => {
        this.folder.keep('app', pid);
        child?.send({ kind: 'engine', mark: this.folder.engine } satisfies ToApp);
      },
      launch: async (): Promise<Launch> => ({
        command: process.execPath, args: ['--enable-source-maps', appScript], env: { ...this.appEnv(temporalAddress), BEACHHEAD_PORT: String(this.port) },
        ready: (child) => this.listens(child),
      }),
    });
    await this.app.start();
  }

  private async listens(child: ChildProcess): Promise<void> {
    const message = await new Promise<FromApp>((resolve) => child.once('message', (sent) => resolve(sent as FromApp)));
    if (message.kind === 'port-taken') throw portTaken(message.port);
    this.port = message.port;
  }

  /** Our own server speaks plain text on loopback, whatever keys this machine has for others. */
  private appEnv(temporalAddress: string): Record<string, string> {
    if (this.engine === null) return this.env;
    const env = Object.fromEntries(Object.entries(this.env).filter(([name]) => !name.startsWith('TEMPORAL_')));
    return { ...env, TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: this.config.temporal.namespace };
  }
}

function portTaken(port: number): Told {
  return new Told(`端口 ${port} 已被占用,请用 --port 指定另一个端口(0 = 任一空闲端口)。`, `Port ${port} is taken; name another with --port (0 = any free one).`);
}
