/** What an expression is made of. `at` is the place in its text, counted from 1. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  /** `${name}` */
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  /** `.`, `..`, `../a/b`: so many levels up, then down by name. */
  | { readonly kind: 'path'; readonly up: number; readonly steps: readonly string[] }
  /** A bare name: a column of the choices, inside a choice filter. */
  | { readonly kind: 'column'; readonly name: string; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly at: number }
  | { readonly kind: 'binary'; readonly op: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'negate'; readonly operand: Expression };

export type Operator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | 'div' | 'mod';

/** The text is not an expression of the language. */
export class BadExpression extends Error {
  override readonly name = 'BadExpression';
  constructor(readonly rule: 'unexpected' | 'ends-early' | 'unclosed-text' | 'not-supported' | 'too-long', readonly what: string, readonly at: number) {
    super(`${rule} ${what} at ${at}`);
  }
}

/** Every part of an expression, the whole first. */
export function* parts(expression: Expression): Generator<Expression> {
  yield expression;
  if (expression.kind === 'call') for (const arg of expression.args) yield* parts(arg);
  if (expression.kind === 'negate') yield* parts(expression.operand);
  if (expression.kind === 'binary') {
    yield* parts(expression.left);
    yield* parts(expression.right);
  }
}
