import type { CompanyTransaction } from './company-transaction.js';
import type { EntryTransaction } from './entry-transaction.js';

export type Change = { readonly entryId: string; readonly version: number };

/** A command on one entry. Its answer is the entry's position plus what `run` returns. */
export type EntryCommand<I extends { entryId: string }, X extends object> = {
  readonly on: 'entry';
  run(tx: EntryTransaction, input: I): Promise<X>;
};

/** A command on the company: people, bundles, markets, starting entries, sweeps over many of them. */
export type CompanyCommand<I, A> = {
  readonly on: 'company';
  run(tx: CompanyTransaction, input: I): Promise<A>;
};

export function entryCommand<I extends { entryId: string }, X extends object = object>(run: EntryCommand<I, X>['run']): EntryCommand<I, X> {
  return { on: 'entry', run };
}

export function companyCommand<I, A>(run: CompanyCommand<I, A>['run']): CompanyCommand<I, A> {
  return { on: 'company', run };
}
