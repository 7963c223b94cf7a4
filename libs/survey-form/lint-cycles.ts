import type { FormFault } from './findings.js';
import { readExpression, referencesIn } from './lint-expression.js';
import { isSaidYesOrNo } from './yes-no.js';
import { lineage, type Outline, type OutlineNode } from './outline.js';

/** Values that depend on themselves: through calculations, and through what decides whether a question is asked at all. */
export function findCycles(outline: Outline): FormFault[] {
  const state = new Map<OutlineNode, 'open' | 'done'>();
  const faults: FormFault[] = [];
  const visit = (node: OutlineNode, way: readonly OutlineNode[]): void => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') {
      const circle = [...way.slice(way.indexOf(node)), node];
      const asked = lineage(node).find((line) => line.row.logic.relevant !== undefined) ?? node;
      const [item, column] = node.row.logic.calculation === undefined ? [asked.index, 'relevant'] : [node.index, 'calculation'];
      faults.push({ sheet: 'survey', item, column, rule: 'cycle', particulars: { path: circle.map((n) => n.row.name).join(' → ') } });
      return;
    }
    state.set(node, 'open');
    for (const next of dependsOn(node, outline)) visit(next, [...way, node]);
    state.set(node, 'done');
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
