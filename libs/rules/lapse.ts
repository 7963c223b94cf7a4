import type { BundleStage } from '../playbook/bundle-content.js';
import type { Text } from '../playbook/define-form.js';

const lapses = {
  'handed-in': { zh: '有新提交:', en: 'handed in: ' },
  reviewed: { zh: '已审核:', en: 'reviewed: ' },
  waived: { zh: '豁免了条件:', en: 'waived: ' },
  'weekly-review': { zh: '周例会:', en: 'weekly review ' },
  survey: { zh: '调查数据已变化', en: 'the survey has changed' },
  fallen: { zh: '决策之后不再满足:', en: 'no longer met since the decision: ' },
  'readings-changed': { zh: '读数已变化', en: 'the readings changed' },
  'timed-out': { zh: '超时未决', en: 'nobody decided in time' },
  resumed: { zh: '超时后已恢复', en: 'timed out, then resumed' },
} as const satisfies Record<string, Text>;

export type LapseReason = keyof typeof lapses;
const longest = 400;

/** Why a packet's facts no longer count, as it is stored: the reason's word and what it is about (keys, an item, a week). */
export function lapse(reason: LapseReason, ...about: readonly string[]): string {
  return [reason, ...about.filter((word) => word !== '')].join(' ').slice(0, longest);
}

/** A stored lapse as people read it: deliverables and conditions of the stage by their titles. */
export function lapseText(stored: string, stage: BundleStage): Text {
  const [reason = '', ...about] = stored.split(' ');
  const text = Object.hasOwn(lapses, reason) ? lapses[reason as LapseReason] : undefined;
  if (text === undefined) return { zh: stored, en: stored };
  const titles = titlesOf(about, stage);
  return { zh: `${text.zh}${titles.zh}`, en: `${text.en}${titles.en}` };
}

/** Keys of a stage's deliverables and conditions, separated by spaces, by their titles; other words stay as they are. */
function titlesOf(words: readonly string[], stage: BundleStage): Text {
  const known = { ...stage.deliverables, ...stage.gate.conditions };
  const titled = words.map((word) => (Object.hasOwn(known, word) ? known[word]?.title : undefined) ?? { zh: word, en: word });
  return { zh: titled.map(({ zh }) => zh).join(' '), en: titled.map(({ en }) => en).join(' · ') };
}

/** The conditions that took a decision back, by their titles. */
export function sentBackText(stored: string, stage: BundleStage): Text {
  return titlesOf(stored.split(', '), stage);
}
