import { CommanderError } from 'commander';
import { ApiProblem } from '../../libs/contracts/client.js';
import type { Problem } from '../../libs/contracts/problem.js';
import { ConfigFault } from '../../libs/platform/config.js';
import { UsageFault, usageEn, usageZh } from './usage-fault.js';

/** What a script learns from the exit code alone. */
export const exitCodes = {
  ok: 0,
  /** The server refused: the answer says why and what to do next. */
  refused: 1,
  /** The command line or the environment was not understood. */
  usage: 2,
  /** The server, its database or the network did not answer. */
  unreachable: 3,
  /** Something was checked and does not hold: a broken chain, errors in a file. */
  failedCheck: 4,
} as const;

export type Ending = {
  readonly exitCode: number;
  /** The JSON object of a failure: a problem body, or one of its shape for what never reached the server. */
  readonly body: object;
  readonly zh: string;
  readonly en: string;
};

/** How a failed command ends. Throws what is nobody's fault but ours. */
export function endingOf(error: unknown): Ending {
  if (error instanceof ApiProblem) return ofProblem(error.problem);
  if (error instanceof UsageFault) return local(exitCodes.usage, 'usage', error.zh, error.en);
  if (error instanceof CommanderError) return local(exitCodes.usage, 'usage', usageZh(error), usageEn(error));
  if (error instanceof ConfigFault) return local(exitCodes.usage, 'configuration', error.message, error.message);
  if (error instanceof TypeError && error.message === 'fetch failed') return unreachable(error);
  if (error instanceof Ended) return error.ending;
  throw error;
}

/** A failure that knows how it ends (what `operate/` met in the database). */
export class Ended extends Error {
  constructor(readonly ending: Ending) {
    super(ending.en);
    this.name = 'Ended';
  }
}

/** The ending of a refusal, wherever it was made. */
export function ofProblem(problem: Problem): Ending {
  const exitCode = problem.code === 'import-refused' ? exitCodes.failedCheck : problem.status >= 500 ? exitCodes.unreachable : exitCodes.refused;
  const say = (language: 'zh' | 'en'): string => {
    const { title, detail, next } = problem.i18n[language];
    const faults = problem.errors.map((fault) => `\n  ${fault.field === '' ? '·' : fault.field}: ${fault[language]}`).join('');
    return `${title} (${problem.code})\n  ${detail}${faults}${next === '' ? '' : `\n  → ${next}`}`;
  };
  return { exitCode, body: problem, zh: say('zh'), en: say('en') };
}

function unreachable(error: TypeError): Ending {
  const cause = error.cause as { code?: string; message?: string } | undefined;
  const why = cause?.code ?? cause?.message ?? error.message;
  return local(exitCodes.unreachable, 'unreachable', `无法连接服务器(${why})。请检查 --url,以及服务器是否在运行。`, `The server cannot be reached (${why}). Check --url, and whether the server runs.`);
}

/** An ending that never reached the server, in the shape of a problem body. */
export function local(exitCode: number, code: string, zh: string, en: string): Ending {
  const said = (detail: string) => ({ title: code, detail, next: '' });
  return { exitCode, zh, en, body: { type: `urn:beachhead:problem:${code}`, code, title: code, detail: en, next: '', errors: [], i18n: { zh: said(zh), en: said(en) } } };
}
