import type { OutlineNode } from './outline.js';

export type Answers = { readonly [name: string]: unknown };

/** One place where something can be answered: a question, a group, or one repetition. */
export type Place = {
  readonly node: OutlineNode | null;
  readonly parent: Place | null;
  /** Among its equals, from 1. */
  readonly position: number;
  /** What was answered here; undefined: nothing. */
  readonly given: unknown;
  /** `trees.0.stems.2.cbh` */
  readonly path: string;
  readonly children: ReadonlyMap<string, readonly Place[]>;
  /** Names that were answered here and that the form does not have. */
  readonly strange: readonly string[];
};

export const mostRepetitions = 1_000;

export function isRecord(value: unknown): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lays answers over the form: `{ question: answer, group: { … }, repeat: [{ … }], loop: { choice: { … } } }`. */
export function layOut(top: readonly OutlineNode[], answers: Answers): Place {
  return place(null, null, 1, answers, '', top);
}

function place(node: OutlineNode | null, parent: Place | null, position: number, given: unknown, path: string, nodes: readonly OutlineNode[]): Place {
  const children = new Map<string, readonly Place[]>();
  const inside = isRecord(given) ? given : {};
  const names = new Set(nodes.map((child) => child.row.name));
  const isAsked = node !== null && node.kind !== null;
  const self: Place = { node, parent, position, given, path, children, strange: isAsked ? [] : Object.keys(inside).filter((name) => !names.has(name)) };
  if (isAsked) return self;
  for (const child of nodes) {
    const { name } = child.row;
    const at = path === '' ? name : `${path}.${name}`;
    children.set(name, placesOf(child, self, Object.hasOwn(inside, name) ? inside[name] : undefined, at));
  }
  return self;
}

function placesOf(node: OutlineNode, parent: Place, given: unknown, path: string): readonly Place[] {
  if (node.row.type === 'begin loop') {
    return node.choices.map((choice, index) => place(node, parent, index + 1, isRecord(given) && Object.hasOwn(given, choice.name) ? given[choice.name] : undefined, `${path}.${choice.name}`, node.children));
  }
  if (node.row.type === 'begin repeat') {
    const list = Array.isArray(given) ? given.slice(0, mostRepetitions) : [];
    return list.map((one: unknown, index) => place(node, parent, index + 1, one, `${path}.${index}`, node.children));
  }
  return [place(node, parent, 1, given, path, node.children)];
}

/** The places of a node as seen from another: the own repetition of what both stand in, every repetition of the rest. */
export function placesSeenFrom(from: Place, line: readonly OutlineNode[], root: Place): readonly Place[] {
  const own = new Map<OutlineNode, Place>();
  for (let at: Place | null = from; at; at = at.parent) if (at.node) own.set(at.node, at);
  let seen: readonly Place[] = [root];
  for (const [index, node] of line.entries()) {
    const mine = own.get(node);
    const isTarget = index === line.length - 1;
    seen = mine && !isTarget ? [mine] : seen.flatMap((at) => at.children.get(node.row.name) ?? []);
  }
  return seen;
}
