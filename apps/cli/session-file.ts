import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Stored = z.object({
  /** The server last signed in to. */
  url: z.string(),
  sessions: z.record(z.string(), z.object({ token: z.string(), login: z.string(), expiresAt: z.string() })),
});
type Stored = z.infer<typeof Stored>;
export type Session = Stored['sessions'][string];

/** The sessions of this user, per server, in a file that nobody else may read. A session is only ever sent to the server that gave it. */
export class SessionFile {
  private readonly path: string;

  constructor(private readonly folder: string) {
    this.path = join(folder, 'session.json');
  }

  get lastUrl(): string | null {
    return this.read()?.url ?? null;
  }

  session(url: string): Session | null {
    const session = this.read()?.sessions[url];
    return session && session.expiresAt > new Date().toISOString() ? session : null;
  }

  keep(url: string, session: Session): void {
    this.write({ url, sessions: { ...this.read()?.sessions, [url]: session } });
  }

  forget(url: string): void {
    const stored = this.read();
    if (!stored) return;
    const { [url]: _gone, ...sessions } = stored.sessions;
    this.write({ ...stored, sessions });
  }

  private read(): Stored | null {
    try {
      return Stored.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return null; // none yet, or not ours: signing in writes a good one
    }
  }

  private write(stored: Stored): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const temporary = `${this.path}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(stored), { mode: 0o600 });
    chmodSync(temporary, 0o600);
    renameSync(temporary, this.path);
  }
}
