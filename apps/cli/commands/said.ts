type Said<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** Only the options that were given. */
export function said<T extends object>(options: T): Said<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Said<T>;
}

/** A part as per cent with two decimals, null where there is no data. */
export const percent = (value: number | null): string | null => (value === null ? null : `${(value * 100).toFixed(2)} %`);
