import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const everyMs = 300;
/** pino's number for ERROR. */
const error = 50;

/** Follows a log file and shows what a person must act on. */
export class LogTail {
  private position: number;
  private rest = '';
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly file: string, private readonly show: (message: string) => void) {
    this.position = this.size();
    this.timer = setInterval(() => this.read(), everyMs);
  }

  /** Shows what came last, and stops. */
  close(): void {
    clearInterval(this.timer);
    this.read();
  }

  private size(): number {
    return this.open((fd) => fstatSync(fd).size) ?? 0;
  }

  private read(): void {
    const text = this.open((fd) => {
      const { size } = fstatSync(fd);
      // Shorter than before: a new file took its place.
      if (size < this.position) this.position = 0;
      const bytes = Buffer.alloc(size - this.position);
      this.position += readSync(fd, bytes, 0, bytes.length, this.position);
      return bytes.toString('utf8');
    });
    const lines = (this.rest + (text ?? '')).split('\n');
    this.rest = lines.pop() ?? '';
    for (const message of lines.map(errorIn)) if (message !== null) this.show(message);
  }

  private open<T>(work: (fd: number) => T): T | null {
    let fd: number;
    try { fd = openSync(this.file, 'r'); } catch { return null; }
    try { return work(fd); } finally { closeSync(fd); }
  }
}

/** What an ERROR line says; null for every other line. */
function errorIn(line: string): string | null {
  try {
    const { level, msg } = JSON.parse(line) as { level?: number; msg?: string };
    return level !== undefined && level >= error ? msg ?? line : null;
  } catch {
    return null;
  }
}
