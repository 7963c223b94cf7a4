/** The answer to a question that must not be asked more often than every `ms` milliseconds, however many want to know. */
export class CachedAnswer<T> {
  private asked: Promise<T> | null = null;
  private askedAt = -Infinity;
  private known: T | undefined;

  constructor(private readonly ms: number, private readonly ask: () => Promise<T>) {}

  /** The answer, at most `ms` old. */
  async get(): Promise<T> {
    this.refresh();
    return this.asked as Promise<T>;
  }

  /** What was answered last, without waiting; undefined before the first answer. Asks again behind the caller's back when that is old. */
  latest(): T | undefined {
    this.refresh();
    return this.known;
  }

  private refresh(): void {
    if (this.asked !== null && performance.now() - this.askedAt < this.ms) return;
    this.askedAt = performance.now();
    this.asked = this.ask().then((answer) => { this.known = answer; return answer; });
    // Whoever waits hears of a failure; nobody has to wait.
    this.asked.catch(() => { this.known = undefined; });
  }
}
