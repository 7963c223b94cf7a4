import { createContext, use } from 'react';

/** What the fields of a form need to know of the entry. */
export type FormScope = { readonly currency: string; readonly markets: readonly { readonly code: string; readonly name: string }[]; readonly onlyCandidates: boolean };

export const FormScopeContext = createContext<FormScope>({ currency: 'CNY', markets: [], onlyCandidates: false });

export function useFormScope(): FormScope {
  return use(FormScopeContext);
}
