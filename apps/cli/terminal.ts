import Table from 'cli-table3';
import colours from 'picocolors';

type Sink = { write(text: string): unknown; readonly isTTY?: boolean };
type Texts = { readonly zh: string; readonly en: string };

/** Where the answers go. With `--json` exactly one JSON object goes to standard output, whatever happens; else tables in one language. */
export class Terminal {
  private answered = false;

  constructor(private readonly out: Sink, private readonly err: Sink, readonly language: 'zh' | 'en', readonly json: boolean) {}

  private get style(): { head: string[]; border: string[] } {
    return this.out.isTTY === true ? { head: ['bold'], border: ['gray'] } : { head: [], border: [] };
  }

  t(zh: string, en: string): string {
    return this.language === 'zh' ? zh : en;
  }

  text(texts: Texts): string {
    return texts[this.language];
  }

  /** The one answer of a command: the object for programs, the text for people. */
  answer(data: object, human: () => string): void {
    if (this.answered) return;
    this.answered = true;
    this.out.write(this.json ? `${JSON.stringify(Array.isArray(data) ? { items: data } : data)}\n` : `${human()}\n`);
  }

  /** Beside the answer: what the person should know and a program need not. */
  note(zh: string, en: string): void {
    if (!this.json) this.err.write(`${this.t(zh, en)}\n`);
  }

  failure(data: object, human: string): void {
    if (this.json) this.answer(data, () => human);
    else this.err.write(`${colours.red('✗')} ${human}\n`);
  }

  /** A table with right widths for Chinese; nothing to show says so. */
  table(head: readonly string[], rows: readonly (readonly (string | number | null | undefined)[])[]): string {
    if (rows.length === 0) return this.t('(没有)', '(none)');
    const table = new Table({ head: [...head], style: this.style });
    for (const row of rows) table.push(row.map((cell) => (cell === null || cell === undefined || cell === '' ? '—' : String(cell))));
    return table.toString();
  }

  /** Names and values under each other. */
  pairs(rows: readonly (readonly [string, string | number | boolean | null | undefined])[]): string {
    const table = new Table({ style: this.style });
    for (const [name, value] of rows) table.push({ [name]: value === null || value === undefined || value === '' ? '—' : String(value) });
    return table.toString();
  }
}
