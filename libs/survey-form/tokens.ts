import { BadExpression } from './expression.js';

export type Token = {
  readonly kind: 'number' | 'text' | 'name' | 'word' | 'sign' | 'end';
  /** The number's digits, the text without its quotes, the name inside `${}`, the word or the sign. */
  readonly value: string;
  readonly at: number;
};

/** Longer texts are not written by people, and a chain of them would be walked by recursion. */
const longest = { characters: 20_000, tokens: 3_000 } as const;

const patterns = {
  space: /\s+/y,
  number: /\d+(?:\.\d+)?|\.\d+/y,
  name: /\$\{\s*([\p{L}_][\p{L}\p{N}_.:-]*)\s*\}/uy,
  word: /[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?/uy,
  sign: /!=|<=|>=|\.\.|[=<>+\-*(),./]/y,
} as const;

/** Word processors turn quotes into curly ones; the tools of XLSForm read them as straight. */
const closing: Readonly<Record<string, string>> = { "'": "'", '"': '"', '‘': '’‘', '’': '’', '“': '”“', '”': '”' };

/** Cuts an expression into its tokens, the last one being `end`. Throws BadExpression. */
export function tokensOf(text: string): Token[] {
  if (text.length > longest.characters) throw new BadExpression('too-long', String(longest.characters), longest.characters);
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const push = (kind: Token['kind'], value: string, length: number): void => {
    tokens.push({ kind, value, at: at + 1 });
    at += length;
  };
  while (at < text.length) {
    const quote = closing[text[at] as string];
    const space = take(patterns.space);
    const name = take(patterns.name);
    const [number] = take(patterns.number) ?? [];
    const [word] = take(patterns.word) ?? [];
    const [sign] = take(patterns.sign) ?? [];
    if (space) at += space[0].length;
    else if (quote !== undefined) push('text', ...quoted(text, at, quote));
    else if (name) push('name', name[1] as string, name[0].length);
    else if (number !== undefined) push('number', number, number.length);
    else if (word !== undefined) push('word', word, word.length);
    else if (sign !== undefined) push('sign', sign, sign.length);
    else throw new BadExpression('[|@'.includes(text[at] as string) ? 'not-supported' : 'unexpected', text.slice(at, at + 12), at + 1);
    if (tokens.length > longest.tokens) throw new BadExpression('too-long', `${longest.tokens}`, at + 1);
  }
  return [...tokens, { kind: 'end', value: '', at: text.length + 1 }];
}

/** The inside of a quoted text, and how many characters it takes with its quotes. */
function quoted(text: string, at: number, ends: string): [string, number] {
  for (let end = at + 1; end < text.length; end += 1) if (ends.includes(text[end] as string)) return [text.slice(at + 1, end), end + 1 - at];
  throw new BadExpression('unclosed-text', text.slice(at, at + 12), at + 1);
}
