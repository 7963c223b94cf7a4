import type { FormFault } from './findings.js';
import { readExpression, referencesIn } from './lint-expression.js';
import { isSaidYesOrNo } from './yes-no.js';
import { lineage, type Outline, type OutlineNode } from './outline.js';

/** Values are worked out by recursion; nobody writes a chain as long as this by hand. */
const longestChain = 300;

/** Values that depend on themselves, or on too long a chain: through calculations, and through what decides whether a question is asked at all. */
export function findCycles(outline: Outline): FormFault[] {
  const depths = new Map<OutlineNode, number | 'open'>();
  const faults: FormFault[] = [];
  const visit = (node: OutlineNode, way: readonly OutlineNode[]): number => {
    const known = depths.get(node);
    if (typeof known === 'number') return known;
    if (known === 'open') {
      const circle = [...way.slice(way.indexOf(node)), node];
      const asked = lineage(node).find((line) => line.row.logic.relevant !== undefined) ?? node;
      const [item, column] = node.row.logic.calculation === undefined ? [asked.index, 'relevant'] : [node.index, 'calculation'];
      faults.push({ sheet: 'survey', item, column, rule: 'cycle', particulars: { path: circle.map((n) => n.row.name).join(' → ') } });
      return 0;
    }
    if (way.length > longestChain) return way.length;
    depths.set(node, 'open');
    const depth = 1 + Math.max(0, ...dependsOn(node, outline).map((next) => visit(next, [...way, node])));
    depths.set(node, depth);
    if (depth > longestChain && faults.every((fault) => fault.rule !== 'too-large')) {
      faults.push({ sheet: 'survey', item: node.index, column: null, rule: 'too-large', particulars: { what: '逐个相互依赖的题目数 questions that depend on one another in a chain', limit: longestChain } });
    }
    return depth;
  };
  for (const nodes of outline.byName.values()) for (const node of nodes) visit(node, []);
  return faults;
}

/** A question's value depends on its calculation, and on the relevance of itself and of all that it stands in. */
function dependsOn(node: OutlineNode, outline: Outline): OutlineNode[] {
  const texts = [node.row.logic.calculation, ...lineage(node).map((line) => line.row.logic.relevant)];
  const names = texts.flatMap((text) => {
    const read = text === undefined || isSaidYesOrNo(text) ? null : readExpression(text);
    return read === null || 'rule' in read ? [] : referencesIn(read);
  });
  return [...new Set(names)].flatMap((name) => outline.byName.get(name) ?? []);
}
