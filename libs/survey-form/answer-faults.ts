/*
 * What can be wrong with the answers to a form, in both languages. `{name}` is filled with the particulars.
 */
const rules = {
  'unknown-question': ['表单没有这道题', 'The form has no such question'],
  'wrong-shape': ['应为{zh}', 'Should be {en}'],
  'not-relevant': ['按跳转条件不应回答此题', 'By the skip logic this is not asked'],
  required: ['必须回答', 'This must be answered'],
  'not-an-answer': ['此行不需要回答', 'This row takes no answer'],
  'not-a-choice': ['“{value}”不是当前可选的选项', '"{value}" is no choice here'],
  'chosen-twice': ['“{value}”选了两次', '"{value}" is chosen twice'],
  'rank-all': ['所有选项都要排序', 'Every choice must be ranked'],
  constraint: ['不符合约束:{message}', 'Breaks the constraint: {message}'],
  'calculation-differs': ['计算结果应为 {expected}', 'The calculation comes to {expected}'],
  'repeat-count': ['应有 {expected} 组,实有 {found} 组', 'There should be {expected} repetitions, not {found}'],
  'too-many': ['最多 {limit} 组', 'At most {limit} repetitions'],
  'unknown-file': ['没有这个已存储的文件', 'There is no such stored file'],
} as const satisfies Record<string, readonly [string, string]>;

export type AnswerRule = keyof typeof rules;
export type AnswerFault = { readonly path: string; readonly rule: AnswerRule; readonly zh: string; readonly en: string };

export function answerFault(path: string, rule: AnswerRule, particulars: Readonly<Record<string, string | number>> = {}): AnswerFault {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, key: string) => String(particulars[key] ?? ''));
  const [zh, en] = rules[rule];
  return { path, rule, zh: fill(zh), en: fill(en) };
}
