/** The command line was not understood: exit code 2. */
export class UsageFault extends Error {
  constructor(readonly zh: string, readonly en: string) {
    super(`${zh} / ${en}`);
    this.name = 'UsageFault';
  }
}
