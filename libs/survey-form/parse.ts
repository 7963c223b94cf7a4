import { BadExpression, type Expression, type Operator } from './expression.js';
import { tokensOf, type Token } from './tokens.js';

/** Weakest first; the operators of one line bind alike and from the left. */
const levels: readonly (readonly Operator[])[] = [['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', 'div', 'mod']];
const deepest = 60;

const cache = new Map<string, Expression>();
const cached = 5_000;

/** Reads an expression of XLSForm (a subset of XPath 1.0 with `${name}`). Throws BadExpression with the place of the fault. */
export function parseExpression(text: string): Expression {
  const known = cache.get(text);
  if (known) return known;
  const expression = new Parser(tokensOf(text)).whole();
  if (cache.size >= cached) cache.clear();
  cache.set(text, expression);
  return expression;
}

class Parser {
  private next = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.level(0);
    if (this.token.kind !== 'end') throw this.unexpected();
    return expression;
  }

  private get token(): Token {
    return this.tokens[this.next] as Token;
  }

  private unexpected(): BadExpression {
    const { kind, value, at } = this.token;
    return kind === 'end' ? new BadExpression('ends-early', '', at) : new BadExpression('unexpected', value, at);
  }

  private is(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.value === sign;
  }

  private skip(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.next += 1;
    return true;
  }

  private level(index: number): Expression {
    const operators = levels[index];
    if (!operators) return this.unary();
    let left = this.level(index + 1);
    for (let op = this.operator(operators); op; op = this.operator(operators)) left = { kind: 'binary', op, left, right: this.level(index + 1) };
    return left;
  }

  private operator(among: readonly Operator[]): Operator | null {
    const { kind, value } = this.token;
    const found = kind === 'sign' || kind === 'word' ? among.find((op) => op === value) : undefined;
    if (found === undefined) return null;
    this.next += 1;
    return found;
  }

  private unary(): Expression {
    let minus = 0;
    while (this.skip('-')) minus += 1;
    const operand = this.primary();
    if (minus === 0) return operand;
    return minus % 2 === 1 ? { kind: 'negate', operand } : { kind: 'negate', operand: { kind: 'negate', operand } };
  }

  private primary(): Expression {
    const { kind, value, at } = this.token;
    if (this.is('(')) return this.inside();
    if (this.is('.') || this.is('..')) return this.path();
    if (kind === 'end' || kind === 'sign') throw value === '/' ? new BadExpression('not-supported', '/', at) : this.unexpected();
    this.next += 1;
    switch (kind) {
      case 'number': return { kind: 'number', value: Number(value) };
      case 'text': return { kind: 'text', value };
      case 'name': return { kind: 'name', name: value, at };
      case 'word': return this.is('(') ? this.call(value, at) : { kind: 'column', name: value, at };
    }
  }

  private inside(): Expression {
    const { at } = this.token;
    this.next += 1;
    if ((this.depth += 1) > deepest) throw new BadExpression('too-long', '(', at);
    const expression = this.level(0);
    this.depth -= 1;
    if (!this.skip(')')) throw this.unexpected();
    return expression;
  }

  private call(name: string, at: number): Expression {
    this.next += 1;
    if ((this.depth += 1) > deepest) throw new BadExpression('too-long', '(', at);
    const args: Expression[] = [];
    if (!this.is(')')) do args.push(this.level(0)); while (this.skip(','));
    this.depth -= 1;
    if (!this.skip(')')) throw this.unexpected();
    // `current()/../x` is `../x` seen from a choice filter, and the same as it anywhere else.
    if (name === 'current' && args.length === 0 && this.skip('/')) return this.path();
    return { kind: 'call', name, args, at };
  }

  private path(): Expression {
    let up = 0;
    const steps: string[] = [];
    do {
      const { kind, value } = this.token;
      if (kind === 'sign' && value === '..' && steps.length === 0) up += 1;
      else if (kind === 'word') steps.push(value);
      else if (!(kind === 'sign' && value === '.')) throw this.unexpected();
      this.next += 1;
    } while (this.skip('/'));
    return { kind: 'path', up, steps };
  }
}
