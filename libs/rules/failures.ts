/*
 * Every way in which a command is refused, once: a stable code and its HTTP status. The texts (zh, en) are in contracts/problem.ts.
 */
export const refusals = {
  'invalid-input': 400,
  'not-signed-in': 401,
  'bad-credentials': 401,
  'password-change-needed': 403,
  'not-allowed': 403,
  'not-a-signer': 403,
  'own-work': 403,
  'scope-missing': 403,
  'csrf-header-missing': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'command-id-reused': 409,
  'already-exists': 409,
  'entry-not-running': 409,
  'stage-not-open': 409,
  'task-locked': 409,
  'task-done': 409,
  'deliverable-missing': 409,
  'not-reviewable': 409,
  'packet-lapsed': 409,
  'no-packet': 409,
  'gate-timed-out': 409,
  'verdict-not-passed': 409,
  'votes-missing': 409,
  'decision-stands': 409,
  'obligations-open': 409,
  'conditional-go-not-offered': 409,
  'not-due': 409,
  'wrong-state': 409,
  'territory-taken': 409,
  'proposal-outdated': 409,
  'import-built-on': 409,
  stale: 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'bundle-refused': 422,
  'import-refused': 422,
  'precondition-required': 428,
  'too-many-requests': 429,
  internal: 500,
  'database-away': 503,
  'engine-away': 503,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof refusals;

/** One field of the input and the rule it broke. */
export type FieldFault = { readonly field: string; readonly rule: string; readonly zh: string; readonly en: string };

/** A command that did not happen, and why. Thrown inside the transaction, so nothing of it is stored. */
export class Refusal extends Error {
  readonly status: number;

  constructor(
    readonly code: RefusalCode,
    /** Names that the texts mention: the role needed, the condition, the deliverable … Never personal data. */
    readonly about: Readonly<Record<string, string | number>> = {},
    readonly faults: readonly FieldFault[] = [],
  ) {
    super(`${code} ${JSON.stringify(about)}`);
    this.name = 'Refusal';
    this.status = refusals[code];
  }
}
