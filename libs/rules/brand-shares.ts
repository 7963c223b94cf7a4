export type BrandShare = { readonly brand: string; readonly share: number };

/** The largest sum that rounding of shares written with two decimals can make. */
const most = 1.0001;

/** Reads `甲=0.4; 乙=0.25`: parts of a dealer's sales by brand. Null when it is no such list, names a brand twice, or adds up to more than 1. method.md §6.9 */
export function brandSharesIn(text: string): BrandShare[] | null {
  const shares = text.split(/[;；]/).map((part) => part.trim()).filter((part) => part !== '').map((part): BrandShare | null => {
    const [, brand, share] = /^(.+?)\s*[=＝]\s*(0(?:\.\d+)?|1(?:\.0+)?)$/.exec(part) ?? [];
    return brand === undefined || share === undefined ? null : { brand, share: Number(share) };
  });
  const known = shares.filter((one) => one !== null);
  const sum = known.reduce((all, { share }) => all + share, 0);
  return known.length === 0 || known.length < shares.length || new Set(known.map(({ brand }) => brand)).size < known.length || sum > most ? null : known;
}
