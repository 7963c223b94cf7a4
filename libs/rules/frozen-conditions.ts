import type { Text } from '../playbook/define-form.js';
import type { FrozenCondition } from './facts.js';

/** What a value rests on, as people read it. What was written as one string is shown as it was written, whatever the language. */
export function evidenceText(evidence: Text | string): Text {
  return typeof evidence === 'string' ? { zh: evidence, en: evidence } : evidence;
}

/** What conditions say, without the sentences beside their figures: two that differ only in words are the same facts. */
export function factsOf(conditions: readonly FrozenCondition[]): readonly object[] {
  return conditions.map((condition) => ({ ...condition, tests: condition.tests.map(({ evidence: _evidence, ...facts }) => facts) }));
}

/** The sentences alone, in their order; null where they were still one string, which was hashed with the facts. */
export function wordsOf(conditions: readonly FrozenCondition[]): readonly Text[] | null {
  const words = conditions.flatMap(({ tests }) => tests.map(({ evidence }) => evidence));
  return words.some((evidence) => typeof evidence === 'string') ? null : words as readonly Text[];
}
