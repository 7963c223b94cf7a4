import { z } from 'zod';
import { refusals, type RefusalCode } from '../rules/failures.js';
import { problemTexts } from './problem-texts.js';

const said = z.object({ title: z.string(), detail: z.string(), next: z.string() });

/** RFC 9457 problem body. `title`, `detail`, `next` are in the language asked for; `i18n` has both. `next` says what to do. */
export const Problem = z.object({
  type: z.string(), title: z.string(), status: z.int(), code: z.enum(Object.keys(refusals) as [RefusalCode, ...RefusalCode[]]), detail: z.string(), next: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ field: z.string(), rule: z.string(), zh: z.string(), en: z.string() })),
  i18n: z.object({ zh: said, en: said }),
}).meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

type Refused = { readonly code: RefusalCode; readonly about: Readonly<Record<string, string | number>>; readonly faults: readonly Problem['errors'][number][] };

/** The problem body of a refusal, for the person who asked in `language`. */
export function problemOf(refusal: Refused, language: 'zh' | 'en', requestId: string): Problem {
  const i18n = { zh: say(refusal, 'zh'), en: say(refusal, 'en') };
  return {
    type: `urn:beachhead:problem:${refusal.code}`, ...i18n[language], status: refusals[refusal.code], code: refusal.code, requestId,
    errors: [...refusal.faults], i18n,
  };
}

function say({ code, about }: Refused, language: 'zh' | 'en'): z.infer<typeof said> {
  const texts = problemTexts[code][language];
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, key: string) => String(about[key] ?? '—'));
  return { title: fill(texts.title), detail: fill(texts.detail), next: fill(texts.next) };
}
