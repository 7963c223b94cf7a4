/** A failure whose text is meant for the person at the terminal, in both languages: printed without a stack trace. */
export class Told extends Error {
  constructor(
    readonly zh: string, readonly en: string,
    /** 2 when the person wrote something wrong. */
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(`${zh}\n\n${en}`);
    this.name = 'Told';
  }
}

/** What the program says about itself. The supervisor of a demo or a test says it elsewhere than on the terminal. */
export type Say = (zh: string, en: string) => void;

export const sayOnTerminal: Say = (zh, en) => { process.stderr.write(`[beachhead] ${zh} / ${en}\n`); };
