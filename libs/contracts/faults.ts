import type { z } from 'zod';
import type { FieldFault } from '../rules/failures.js';

type Issue = z.core.$ZodIssue;
type Said = { readonly rule: string; readonly zh: string; readonly en: string };

/** Zod's findings as faults that name field and rule in both languages. `prefix` is where the checked value sits in the request. */
export function faultsOf(error: z.ZodError, prefix = ''): FieldFault[] {
  return error.issues.flatMap((issue) => flatten(issue)).map((issue) => ({ field: [prefix, path(issue)].filter((p) => p !== '').join('.'), ...say(issue) }));
}

/** An unknown field is a fault of its own name; a union speaks with the branch that came closest. */
function flatten(issue: Issue): Issue[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ ...issue, path: [...issue.path, key] }));
  if (issue.code === 'invalid_union') {
    const closest = [...issue.errors].sort((a, b) => a.length - b.length)[0];
    if (closest && closest.length > 0) return closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [issue];
}

function path(issue: Issue): string {
  return issue.path.map(String).join('.');
}

const types: Readonly<Record<string, string>> = {
  string: '文本', number: '数字', int: '整数', boolean: '是/否', array: '列表', object: '对象', record: '对象', date: '日期', file: '文件',
};

function say(issue: Issue): Said {
  switch (issue.code) {
    case 'unrecognized_keys': return { rule: 'unknown-field', zh: '没有这个字段', en: 'There is no such field' };
    case 'invalid_type': return { rule: `type:${issue.expected}`, zh: `应为${types[issue.expected] ?? issue.expected}`, en: `Should be ${issue.expected}` };
    case 'too_small': return { rule: `min:${issue.minimum}`, zh: `${measure(issue.origin, 'zh')}至少 ${issue.minimum}`, en: `${measure(issue.origin, 'en')} at least ${issue.minimum}` };
    case 'too_big': return { rule: `max:${issue.maximum}`, zh: `${measure(issue.origin, 'zh')}至多 ${issue.maximum}`, en: `${measure(issue.origin, 'en')} at most ${issue.maximum}` };
    case 'invalid_format': return { rule: `format:${issue.format}`, zh: `格式不符:${issue.pattern ? patternName(issue) : issue.format}`, en: `Does not have the format ${issue.pattern ? patternName(issue) : issue.format}` };
    case 'invalid_value': return { rule: 'one-of', zh: `只能是:${issue.values.slice(0, 20).join('、')}`, en: `One of: ${issue.values.slice(0, 20).join(', ')}` };
    case 'not_multiple_of': return { rule: `multiple-of:${issue.divisor}`, zh: `应为 ${issue.divisor} 的倍数`, en: `Should be a multiple of ${issue.divisor}` };
    case 'custom': return { rule: 'rule', zh: String(issue.params?.['zh'] ?? issue.message), en: issue.message };
    default: return { rule: issue.code, zh: issue.message, en: issue.message };
  }
}

function measure(origin: string, language: 'zh' | 'en'): string {
  if (origin === 'string') return language === 'zh' ? '长度' : 'Length';
  if (origin === 'array') return language === 'zh' ? '行数' : 'Number of rows';
  return language === 'zh' ? '数值' : 'Value';
}

function patternName(issue: { format: string; pattern?: string | undefined; message: string }): string {
  return issue.format === 'regex' ? (issue.message.startsWith('Invalid') ? String(issue.pattern) : issue.message) : issue.format;
}
