import { BadExpression, parts, type Expression } from './expression.js';
import type { FormRule, Particulars } from './findings.js';
import { functions, structural } from './functions.js';
import type { Outline } from './outline.js';
import { parseExpression } from './parse.js';
import { BadPattern, compile } from './pattern.js';

export type ExpressionFault = { readonly rule: FormRule; readonly particulars: Particulars };

const reasons: Readonly<Record<BadExpression['rule'], string>> = {
  unexpected: '意外的 unexpected', 'ends-early': '表达式不完整 it ends too early', 'unclosed-text': '引号未闭合 the quotation mark is never closed',
  'not-supported': '不支持 not supported:', 'too-long': '过长或嵌套过深 too long or too deep:',
};

/** Everything that is wrong with one expression. `columns`: what bare names may stand for, null where none may stand. */
export function lintExpression(text: string, outline: Outline, columns: ReadonlySet<string> | null): ExpressionFault[] {
  const read = readExpression(text);
  if ('rule' in read) return [read];
  return [...parts(read)].flatMap((part): ExpressionFault[] => {
    switch (part.kind) {
      case 'name': return lintReference(part.name, outline);
      case 'column': return lintColumn(part.name, columns);
      case 'call': return lintCall(part);
      default: return [];
    }
  });
}

/** The expression, or what keeps it from being one. */
export function readExpression(text: string): Expression | ExpressionFault {
  try {
    return parseExpression(text);
  } catch (error) {
    if (!(error instanceof BadExpression)) throw error;
    return { rule: 'bad-expression', particulars: { at: error.at, what: `${reasons[error.rule]} ${error.what}`.trim() } };
  }
}

export function lintReference(name: string, outline: Outline): ExpressionFault[] {
  const found = outline.byName.get(name)?.length ?? 0;
  if (found === 1) return [];
  return [{ rule: found === 0 ? 'unknown-reference' : 'ambiguous-reference', particulars: { name } }];
}

function lintColumn(name: string, columns: ReadonlySet<string> | null): ExpressionFault[] {
  if (columns === null) return [{ rule: 'bare-name', particulars: { name } }];
  return columns.has(name.toLowerCase()) ? [] : [{ rule: 'unknown-column', particulars: { name } }];
}

function lintCall({ name, args }: Extract<Expression, { kind: 'call' }>): ExpressionFault[] {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  const bounds = Object.hasOwn(structural, name) ? structural[name] : known && ([known.least, known.most] as const);
  if (!bounds) return [{ rule: 'unknown-function', particulars: { name } }];
  const [least, most] = bounds;
  if (args.length < least || args.length > most) {
    return [{ rule: 'argument-count', particulars: { name, found: args.length, expected: least === most ? least : most === Infinity ? `≥ ${least}` : `${least}–${most}` } }];
  }
  const bad = (what: string): ExpressionFault[] => [{ rule: 'bad-argument', particulars: { name, what } }];
  if (known?.volatile) return name === 'today' || name === 'now' ? [] : [{ rule: 'not-checked', particulars: { name: `${name}()` } }];
  if (name === 'position' && args[0]?.kind !== 'path' && args[0]?.kind !== 'name') return bad('..');
  if (name === 'count' && args[0]?.kind !== 'name' && args[0]?.kind !== 'path') return bad('${repeat}');
  if (name === 'indexed-repeat' && (args.length % 2 === 0 || args.some((arg, index) => (index === 0 || index % 2 === 1) && arg.kind !== 'name'))) return bad('${question}, ${repeat}, index');
  if (name === 'jr:choice-name' && args[1]?.kind !== 'name' && args[1]?.kind !== 'text') return bad("'${question}'");
  return name === 'regex' ? lintPattern(args[1], bad) : [];
}

function lintPattern(pattern: Expression | undefined, bad: (what: string) => ExpressionFault[]): ExpressionFault[] {
  if (pattern?.kind !== 'text') return bad("'…'");
  try {
    compile(pattern.value);
    return [];
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error;
    return bad(error.message);
  }
}

/** Does its value need what only the device has, so that it cannot be computed again? */
export function isDeviceOnly(expression: Expression): boolean {
  return [...parts(expression)].some((part) => part.kind === 'call' && functions[part.name]?.volatile === true && part.name !== 'today' && part.name !== 'now');
}

/** Does it differ from one moment to the next? */
export function isVolatile(expression: Expression): boolean {
  return [...parts(expression)].some((part) => part.kind === 'call' && functions[part.name]?.volatile === true);
}

/** The names that an expression refers to. */
export function referencesIn(expression: Expression): string[] {
  return [...parts(expression)].flatMap((part) => (part.kind === 'name' ? [part.name] : []));
}
