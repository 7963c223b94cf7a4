import { mustBeWholeBetween } from './input-rules.js';

/** 1 (the default, 8 digits) or 2 (9 digits), a setting of the market. The source's sample and its text disagree [S:268-271]. */
export type RouteDigits = 1 | 2;

/** 客户编号 the parts of a customer code; every part counts from 1. */
export type CustomerCodeParts = { readonly market: number; readonly zone: number; readonly route: number; readonly customer: number };

/** pattern: not MM-ZZ-R-NNN · zero_part: a part is 0 · unknown_market: no such market */
export type CodeFault = 'pattern' | 'zero_part' | 'unknown_market';

export type ParsedCode =
  | ({ readonly valid: true; readonly compact: string } & CustomerCodeParts)
  | { readonly valid: false; readonly reason: CodeFault };

export type CodeOptions = {
  readonly routeDigits: RouteDigits;
  /** the market numbers that are defined; null when any will do */
  readonly markets: readonly number[] | null;
};

export const HIGHEST_CUSTOMER = 999;
const highestRoute = (routeDigits: RouteDigits): number => (routeDigits === 1 ? 9 : 99);

const mustBeRouteDigits = (routeDigits: RouteDigits): void => mustBeWholeBetween('routeDigits', routeDigits, 1, 2);

const parsed = (digits: RegExpExecArray | null, markets: readonly number[] | null): ParsedCode => {
  if (digits === null) return { valid: false, reason: 'pattern' };
  const [market = 0, zone = 0, route = 0, customer = 0] = digits.slice(1).map(Number);
  if (market === 0 || zone === 0 || route === 0 || customer === 0) return { valid: false, reason: 'zero_part' };
  if (markets !== null && !markets.includes(market)) return { valid: false, reason: 'unknown_market' };
  return { valid: true, market, zone, route, customer, compact: digits.slice(1).join('') };
};

/**
 * Reads a code `MM-ZZ-R-NNN` (or `MM-ZZ-RR-NNN` with two route digits). A bad code is an answer, not an error. [S:267-271], arithmetic.md §12
 */
export const parseCustomerCode = (code: string, options: CodeOptions): ParsedCode => {
  mustBeRouteDigits(options.routeDigits);
  const pattern = options.routeDigits === 1 ? /^(\d{2})-(\d{2})-(\d)-(\d{3})$/ : /^(\d{2})-(\d{2})-(\d{2})-(\d{3})$/;
  return parsed(pattern.exec(code), options.markets);
};

/** Reads the compact form, `03022004`, which is only unambiguous because the market says how many digits a route has. arithmetic.md §12 */
export const parseCompactCode = (compact: string, options: CodeOptions): ParsedCode => {
  mustBeRouteDigits(options.routeDigits);
  const pattern = options.routeDigits === 1 ? /^(\d{2})(\d{2})(\d)(\d{3})$/ : /^(\d{2})(\d{2})(\d{2})(\d{3})$/;
  return parsed(pattern.exec(compact), options.markets);
};

const partTexts = (parts: CustomerCodeParts, routeDigits: RouteDigits): string[] => {
  mustBeRouteDigits(routeDigits);
  mustBeWholeBetween('market', parts.market, 1, 99);
  mustBeWholeBetween('zone', parts.zone, 1, 99);
  mustBeWholeBetween('route', parts.route, 1, highestRoute(routeDigits));
  mustBeWholeBetween('customer', parts.customer, 1, HIGHEST_CUSTOMER);
  const pad = (part: number, width: number): string => String(part).padStart(width, '0');
  return [pad(parts.market, 2), pad(parts.zone, 2), pad(parts.route, routeDigits), pad(parts.customer, 3)];
};

/** Writes a code, `03-02-2-004`. Throws RangeError when a part is 0 or too large. arithmetic.md §12 */
export const formatCustomerCode = (parts: CustomerCodeParts, routeDigits: RouteDigits): string => partTexts(parts, routeDigits).join('-');

/** Writes the compact form, `03022004`. Throws as `formatCustomerCode`. */
export const compactCustomerCode = (parts: CustomerCodeParts, routeDigits: RouteDigits): string => partTexts(parts, routeDigits).join('');

/**
 * The next customer number on a route: the smallest never used. `everUsed` holds every number that was ever given out, closed and moved
 * shops included, so their gaps are not refilled; null when the route is full. arithmetic.md §12
 */
export const nextCustomerNumber = (everUsed: readonly number[]): number | null => {
  everUsed.forEach((number, i) => mustBeWholeBetween(`everUsed[${i}]`, number, 1, HIGHEST_CUSTOMER));
  const used = new Set(everUsed);
  for (let number = 1; number <= HIGHEST_CUSTOMER; number += 1) if (!used.has(number)) return number;
  return null;
};

/** How many customers one market can code: 99 zones × 9 (99) routes × 999. method.md §6.5 */
export const codesPerMarket = (routeDigits: RouteDigits): number => {
  mustBeRouteDigits(routeDigits);
  return 99 * highestRoute(routeDigits) * HIGHEST_CUSTOMER;
};
