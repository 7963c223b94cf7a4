/** A text that a person reads: always in both languages. */
export type Text = { readonly zh: string; readonly en: string };

type Common = { readonly title: Text; readonly optional?: true };

/**
 * One field of a typed form. Numbers carry their unit in the type: `money` is integer minor units, `ratio` lies in 0–1,
 * `quantity` is a decimal in the field's stated unit, `date` is `YYYY-MM-DD`, `code` is a key of master data (market, zone, dealer …).
 */
export type Field =
  | (Common & { readonly type: 'text'; readonly max?: number })
  | (Common & { readonly type: 'code' })
  | (Common & { readonly type: 'date' })
  | (Common & { readonly type: 'integer'; readonly min?: number; readonly max?: number })
  | (Common & { readonly type: 'quantity'; readonly min?: number; readonly max?: number; readonly unit: string })
  | (Common & { readonly type: 'money'; readonly min?: number })
  | (Common & { readonly type: 'ratio' })
  | (Common & { readonly type: 'yes-no' })
  | (Common & { readonly type: 'choice'; readonly options: Readonly<Record<string, Text>> })
  | (Common & { readonly type: 'rows'; readonly of: Readonly<Record<string, Field>>; readonly min?: number; readonly max?: number });

export type Fields = Readonly<Record<string, Field>>;
export type Form = { readonly fields: Fields };

type Plain<F extends Field> = F extends { type: 'text' | 'code' | 'date' } ? string
  : F extends { type: 'integer' | 'quantity' | 'money' | 'ratio' } ? number
  : F extends { type: 'yes-no' } ? boolean
  : F extends { type: 'choice'; options: infer O } ? keyof O & string
  : F extends { type: 'rows'; of: infer R extends Fields } ? FormValue<R>[]
  : never;

/** What a filled form holds; an optional field that was left out is `null`. */
export type FormValue<F extends Fields> = { [K in keyof F]: F[K] extends { optional: true } ? Plain<F[K]> | null : Plain<F[K]> };

export function defineForm<const F extends Fields>(fields: F): { readonly fields: F } {
  return { fields };
}
