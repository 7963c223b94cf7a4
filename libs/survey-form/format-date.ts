const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `format-date(days since 1970, '%Y-%m-%d')`; an unknown placeholder stays as it is. The empty text for no date. */
export function formatDate(daysSince1970: number, format: string): string {
  const at = new Date(Math.round(daysSince1970 * 86_400_000));
  if (Number.isNaN(at.getTime())) return '';
  const two = (n: number): string => String(n).padStart(2, '0');
  const parts: Readonly<Record<string, string>> = {
    Y: String(at.getUTCFullYear()), y: two(at.getUTCFullYear() % 100), m: two(at.getUTCMonth() + 1), n: String(at.getUTCMonth() + 1), b: months[at.getUTCMonth()] as string,
    d: two(at.getUTCDate()), e: String(at.getUTCDate()), H: two(at.getUTCHours()), h: String(at.getUTCHours()), M: two(at.getUTCMinutes()), S: two(at.getUTCSeconds()),
    3: String(at.getUTCMilliseconds()).padStart(3, '0'), a: days[at.getUTCDay()] as string, '%': '%',
  };
  return format.replace(/%(.)/g, (whole, key: string) => parts[key] ?? whole);
}
