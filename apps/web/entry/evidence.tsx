import type { EntryView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';

/** What a value was computed from; deliverables by their titles instead of their keys. */
export function Evidence({ text, deliverables }: { text: string; deliverables: EntryView['deliverables'] }) {
  const { say } = useWords();
  const titles = new Map(deliverables.map((each) => [each.key, say(each.title)]));
  return <>{text.replace(/[A-Za-z]+/g, (word) => titles.get(word) ?? word)}</>;
}
