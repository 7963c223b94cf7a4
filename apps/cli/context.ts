import type { Command } from 'commander';
import { Client } from '../../libs/contracts/client.js';
import { readClientSettings, type ClientSettings } from '../../libs/platform/config.js';
import { SessionFile } from './session-file.js';
import type { Terminal } from './terminal.js';
import { UsageFault } from './usage-fault.js';

const defaultUrl = 'http://127.0.0.1:7400';

type GlobalOptions = { readonly url?: string; readonly token?: string };
export type OpenContext = (command: Command) => Context;

/** What a command works with: where the server is, who asks, and where the answer goes. */
export class Context {
  readonly url: string;
  readonly sessions: SessionFile;
  private readonly token: string | null;

  private constructor(options: GlobalOptions, settings: ClientSettings, readonly terminal: Terminal) {
    this.sessions = new SessionFile(settings.folder);
    this.url = origin(options.url ?? settings.url ?? this.sessions.lastUrl ?? defaultUrl);
    this.token = options.token ?? settings.token;
  }

  static of(command: Command, terminal: Terminal): Context {
    return new Context(command.optsWithGlobals<GlobalOptions>(), readClientSettings(), terminal);
  }

  /** The typed client, as the person or token that is signed in; without one the server will say so. */
  get client(): Client {
    const token = this.token ?? this.sessions.session(this.url)?.token;
    return token === undefined ? this.stranger : this.stranger.withToken(token);
  }

  /** A client that sends no session. */
  get stranger(): Client {
    return new Client({ baseUrl: this.url, language: () => this.terminal.language });
  }

  t(zh: string, en: string): string {
    return this.terminal.t(zh, en);
  }
}

/** The language to speak before the command line is understood: `--lang`, else the environment's. */
export function localeOf(argv: readonly string[]): 'zh' | 'en' {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const given = argv[at]?.startsWith('--lang=') ? argv[at].slice(7) : at >= 0 ? argv[at + 1] : undefined;
  if (given === 'zh' || given === 'en') return given;
  try {
    return readClientSettings().language;
  } catch {
    return 'en'; // the faulty variable is told when the command reads it
  }
}

function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw new UsageFault(`${text} 不是 http(s) 地址`, `${text} is not an http(s) address`);
  return url.origin;
}
