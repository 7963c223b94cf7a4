import type { Expression, Operator } from './expression.js';
import { functions, type Surroundings } from './functions.js';
import { areEqual, single, toBoolean, toNumber, toText, type Item, type Value } from './values.js';

/** Where an expression stands: what its references mean there. */
export type Scope = Surroundings & {
  /** `${name}`: one item, or those of every repetition that the place is not inside of. */
  named(name: string): readonly Item[];
  path(up: number, steps: readonly string[]): readonly Item[];
  /** A column of the choice that a filter looks at; the empty text when there is none. */
  column(name: string): string;
  /** All items of a name whose repeats stand at the given positions. */
  indexed(name: string, at: readonly { readonly repeat: string; readonly index: number }[]): readonly Item[];
  /** The label of a choice of the question that a name stands for. */
  choiceLabel(choice: string, question: string): string;
};

/** The value of an expression at a place. It has passed the lint: a function that is not known throws RangeError, and never counts as true. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'number': case 'text': return expression.value;
    case 'name': return scope.named(expression.name);
    case 'path': return scope.path(expression.up, expression.steps);
    case 'column': return scope.column(expression.name);
    case 'negate': return -toNumber(evaluate(expression.operand, scope));
    case 'binary': return binary(expression.op, expression.left, expression.right, scope);
    case 'call': return call(expression.name, expression.args, scope);
  }
}

function binary(op: Operator, left: Expression, right: Expression, scope: Scope): Value {
  const a = evaluate(left, scope);
  if (op === 'and') return toBoolean(a) && toBoolean(evaluate(right, scope));
  if (op === 'or') return toBoolean(a) || toBoolean(evaluate(right, scope));
  const b = evaluate(right, scope);
  if (op === '=') return areEqual(a, b);
  if (op === '!=') return !areEqual(a, b);
  return arithmetic(op, toNumber(a), toNumber(b));
}

function arithmetic(op: Exclude<Operator, 'and' | 'or' | '=' | '!='>, a: number, b: number): number | boolean {
  switch (op) {
    case '<': return a < b;
    case '<=': return a <= b;
    case '>': return a > b;
    case '>=': return a >= b;
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case 'div': return a / b;
    case 'mod': return a % b;
  }
}

function call(name: string, args: readonly Expression[], scope: Scope): Value {
  const value = (index: number): Value => evaluate(args[index] as Expression, scope);
  switch (name) {
    case 'if': return value(toBoolean(value(0)) ? 1 : 2);
    case 'position': return itemsOf(value(0))[0]?.position ?? Number.NaN;
    case 'count': return itemsOf(value(0)).length;
    case 'indexed-repeat': return indexedRepeat(args, scope);
    case 'jr:choice-name': return scope.choiceLabel(toText(value(0)), questionOf(args[1] as Expression));
    default: {
      const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (!known) throw new RangeError(`unknown function ${name}`);
      return known.run(args.map((_, index) => value(index)), scope);
    }
  }
}

function itemsOf(value: Value): readonly Item[] {
  return Array.isArray(value) ? value as readonly Item[] : [{ value: single(value) as string, position: 1 }];
}

/** `indexed-repeat(${question}, ${repeat}, index, …)` */
function indexedRepeat(args: readonly Expression[], scope: Scope): readonly Item[] {
  const [question, ...pairs] = args;
  const at: { repeat: string; index: number }[] = [];
  for (let i = 0; i + 1 < pairs.length; i += 2) at.push({ repeat: nameOf(pairs[i]), index: toNumber(evaluate(pairs[i + 1] as Expression, scope)) });
  return scope.indexed(nameOf(question), at);
}

function nameOf(expression: Expression | undefined): string {
  if (expression?.kind !== 'name') throw new RangeError('indexed-repeat takes ${name}s');
  return expression.name;
}

/** The second argument of jr:choice-name is the reference written as a text: '${question}'. */
function questionOf(expression: Expression): string {
  return expression.kind === 'text' ? /^\s*\$\{\s*(.+?)\s*\}\s*$/.exec(expression.value)?.[1] ?? '' : nameOf(expression);
}
