/*
 * Regular expressions of forms, matched in time that grows with text × pattern and never with more: a form comes from outside, and a
 * backtracking matcher can be held for hours by a pattern such as (a+)+. Look-arounds and back-references are not part of the language.
 */
type Test = (character: string) => boolean;
type Node =
  | { readonly kind: 'one'; readonly test: Test }
  | { readonly kind: 'start' | 'end' | 'nothing' }
  | { readonly kind: 'row' | 'either'; readonly nodes: readonly Node[] }
  | { readonly kind: 'times'; readonly node: Node; readonly least: number; readonly most: number };
type Step = { readonly test: Test; readonly to: number } | { readonly jump: readonly number[] } | { readonly only: 'start' | 'end'; readonly to: number } | { readonly match: true };

export class BadPattern extends Error {
  override readonly name = 'BadPattern';
}

const most = { steps: 5_000, times: 1_000 } as const;
const cache = new Map<string, readonly Step[]>();

/** Does the whole text match? Throws BadPattern. */
export function matches(pattern: string, text: string): boolean {
  const steps = compile(pattern);
  const characters = [...text];
  let now = new Set<number>();
  follow(steps, 0, now, true, characters.length === 0);
  for (const [index, character] of characters.entries()) {
    const next = new Set<number>();
    for (const at of now) {
      const step = steps[at] as Step;
      if ('test' in step && step.test(character)) follow(steps, step.to, next, false, index === characters.length - 1);
    }
    if (next.size === 0) return false;
    now = next;
  }
  return [...now].some((at) => 'match' in (steps[at] as Step));
}

/** Reads a pattern. Throws BadPattern naming what is wrong. */
export function compile(pattern: string): readonly Step[] {
  const known = cache.get(pattern);
  if (known) return known;
  const steps: Step[] = [];
  emit(new PatternReader(pattern).whole(), steps);
  steps.push({ match: true });
  if (cache.size > 1_000) cache.clear();
  cache.set(pattern, steps);
  return steps;
}

function follow(steps: readonly Step[], from: number, into: Set<number>, atStart: boolean, atEnd: boolean): void {
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (into.has(at)) continue;
    into.add(at);
    const step = steps[at] as Step;
    if ('jump' in step) open.push(...step.jump);
    if ('only' in step && (step.only === 'start' ? atStart : atEnd)) open.push(step.to);
  }
}

function emit(node: Node, steps: Step[]): void {
  if (steps.length > most.steps) throw new BadPattern('too long');
  switch (node.kind) {
    case 'nothing': return;
    case 'one': steps.push({ test: node.test, to: steps.length + 1 }); return;
    case 'start': case 'end': steps.push({ only: node.kind, to: steps.length + 1 }); return;
    case 'row': for (const inner of node.nodes) emit(inner, steps); return;
    case 'either': emitEither(node.nodes, steps); return;
    case 'times': emitTimes(node, steps);
  }
}

function emitEither(nodes: readonly Node[], steps: Step[]): void {
  const entry = steps.push({ jump: [] }) - 1;
  const exits: number[] = [];
  const ways = nodes.map((node) => {
    const begins = steps.length;
    emit(node, steps);
    exits.push(steps.push({ jump: [] }) - 1);
    return begins;
  });
  steps[entry] = { jump: ways };
  for (const exit of exits) steps[exit] = { jump: [steps.length] };
}

function emitTimes({ node, least, most: limit }: Extract<Node, { kind: 'times' }>, steps: Step[]): void {
  for (let n = 0; n < least; n += 1) emit(node, steps);
  const entries: number[] = [];
  const further = limit === Infinity ? 1 : limit - least;
  for (let n = 0; n < further; n += 1) {
    entries.push(steps.push({ jump: [] }) - 1);
    emit(node, steps);
  }
  if (limit === Infinity) steps.push({ jump: [entries[0] as number] });
  for (const entry of entries) steps[entry] = { jump: [entry + 1, steps.length] };
}

const classes: Readonly<Record<string, Test>> = {
  d: (c) => /\d/.test(c), D: (c) => /\D/.test(c), w: (c) => /\w/.test(c), W: (c) => /\W/.test(c), s: (c) => /\s/.test(c), S: (c) => /\S/.test(c),
};
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

class PatternReader {
  private at = 0;
  private readonly characters: readonly string[];
  private depth = 0;

  constructor(pattern: string) {
    this.characters = [...pattern];
  }

  whole(): Node {
    const node = this.either();
    if (this.at < this.characters.length) throw new BadPattern(`unexpected ${this.characters[this.at]}`);
    return node;
  }

  private get next(): string | undefined {
    return this.characters[this.at];
  }

  private take(): string {
    const character = this.next;
    if (character === undefined) throw new BadPattern('ends early');
    this.at += 1;
    return character;
  }

  private either(): Node {
    const nodes = [this.row()];
    while (this.next === '|') {
      this.at += 1;
      nodes.push(this.row());
    }
    return nodes.length === 1 ? nodes[0] as Node : { kind: 'either', nodes };
  }

  private row(): Node {
    const nodes: Node[] = [];
    while (this.next !== undefined && this.next !== '|' && this.next !== ')') nodes.push(this.repeated());
    return { kind: 'row', nodes };
  }

  private repeated(): Node {
    let node = this.atom();
    for (let bounds = this.bounds(); bounds; bounds = this.bounds()) {
      node = { kind: 'times', node, least: bounds[0], most: bounds[1] };
      if (this.next === '?' || this.next === '+') this.at += 1; // lazy or possessive: the same whole texts match
    }
    return node;
  }

  private bounds(): readonly [number, number] | null {
    const short = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] } as const;
    if (this.next === '*' || this.next === '+' || this.next === '?') return short[this.take() as keyof typeof short];
    const [text, least = '', comma, limit] = /^\{(\d+)(,(\d*))?\}/.exec(this.characters.slice(this.at, this.at + 12).join('')) ?? [];
    if (text === undefined) return null;
    this.at += text.length;
    const upper = comma === undefined ? Number(least) : limit === '' ? Infinity : Number(limit);
    if (Number(least) > most.times || (upper !== Infinity && upper > most.times) || upper < Number(least)) throw new BadPattern(text);
    return [Number(least), upper];
  }

  private atom(): Node {
    const character = this.take();
    switch (character) {
      case '(': return this.group();
      case '[': return { kind: 'one', test: this.set() };
      case '.': return { kind: 'one', test: (c) => c !== '\n' };
      case '^': return { kind: 'start' };
      case '$': return { kind: 'end' };
      case '\\': return { kind: 'one', test: this.escaped() };
      case '*': case '+': case '?': throw new BadPattern(`nothing before ${character}`);
      default: return { kind: 'one', test: (c) => c === character };
    }
  }

  private group(): Node {
    if ((this.depth += 1) > 50) throw new BadPattern('too deep');
    if (this.next === '?') {
      this.at += 1;
      if (this.take() !== ':') throw new BadPattern('look-around');
    }
    const node = this.either();
    this.depth -= 1;
    if (this.take() !== ')') throw new BadPattern('unclosed (');
    return node;
  }

  private escaped(): Test {
    const character = this.take();
    const known = classes[character];
    if (known) return known;
    if (/[1-9a-zA-Z]/.test(character) && controls[character] === undefined) throw new BadPattern(`\\${character}`);
    const literal = controls[character] ?? character;
    return (c) => c === literal;
  }

  private set(): Test {
    const not = this.next === '^';
    if (not) this.at += 1;
    const tests: Test[] = [];
    do tests.push(this.member()); while (this.next !== ']');
    this.at += 1;
    return (c) => tests.some((test) => test(c)) !== not;
  }

  private member(): Test {
    const from = this.take();
    if (from === '\\') return this.escaped();
    const to = this.characters[this.at + 1];
    if (this.next !== '-' || to === ']' || to === undefined || to === '\\') return (c) => c === from;
    this.at += 2;
    const [first, last] = [from.codePointAt(0) as number, to.codePointAt(0) as number];
    if (first > last) throw new BadPattern(`${from}-${to}`);
    return (c) => (c.codePointAt(0) as number) >= first && (c.codePointAt(0) as number) <= last;
  }
}
