// What the entry scripts tell a person, before any dependency is there: Chinese and English, always on stderr,
// so that a caller that prints JSON keeps a clean stdout.

/** A failure whose text is meant for the person at the keyboard: printed without a stack trace. */
export class PrepareError extends Error {
  /**
   * @param {string} zh what happened and what to do, in Chinese
   * @param {string} en the same in English
   */
  constructor(zh, en) {
    super(`${zh}\n${en}`);
    this.name = 'PrepareError';
    this.zh = zh;
    this.en = en;
  }
}

/** Prints one progress line, both languages on it. */
export function say(zh, en) {
  process.stderr.write(`[beachhead] ${zh} / ${en}\n`);
}

/** Prints a failure and returns the exit code that goes with it (always 1). */
export function sayFailure(error) {
  if (error instanceof PrepareError) process.stderr.write(`\n${error.zh}\n\n${error.en}\n`);
  else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}
