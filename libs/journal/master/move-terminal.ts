import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { formatCustomerCode, nextCustomerNumber, type RouteDigits } from '../../measures/customer-code.js';
import { Route, Zone, type Market } from '../../persistence/entities/field/master.js';
import { TerminalCode } from '../../persistence/entities/field/master-history.js';
import { localDay } from '../../rules/calendar.js';
import { companyCommand } from '../define-command.js';
import { mustStand, recordOf, refuse, setTerminal, terminalInHand } from './terminal-in-hand.js';

type MoveTerminal = { readonly terminalId: string; readonly zone: number; readonly route: number; readonly reason: string };

/**
 * The terminal goes to another route of its market: a new code, the next number there; the old one stays as alias, also when it comes back.
 * In a market without a number terminals have no codes. Throws `not-found`, `not-allowed`, `wrong-state`, `invalid-input`. method.md §6.5
 */
export const moveTerminal = companyCommand<MoveTerminal, { terminalId: string; code: string | null }>(async (tx, { terminalId, zone: zoneNo, route: routeNo, reason }) => {
  const { terminal, market } = await terminalInHand(tx, terminalId);
  mustStand(terminal, 'active', 'closed', 'refused', 'unreachable');
  const most = market.routeDigits === 1 ? 9 : 99;
  if (routeNo > most) refuse({ field: 'route', rule: `max:${most}`, zh: `该市场的线路号最大为 ${most}`, en: `Routes of this market are numbered up to ${most}` });
  const zone = await tx.em.findOneBy(Zone, { marketId: market.id, zoneNo });
  if (!zone) return refuse({ field: 'zone', rule: 'unknown-zone', zh: `该市场没有区域 ${zoneNo}`, en: `This market has no zone ${zoneNo}` });
  const route = await routeOf(tx.em, zone, routeNo);
  if (terminal.routeId === route.id) refuse({ field: 'route', rule: 'another', zh: '终端已在该线路', en: 'The terminal is on this route already' });
  const code = await nextCode(tx.em, market, zoneNo, routeNo, localDay(new Date(tx.now), 'UTC'));
  await setTerminal(tx.em, terminalId, { zoneId: zone.id, routeId: route.id, code });
  if (code !== null) await tx.em.insert(TerminalCode, { marketId: market.id, code, externalId: terminal.externalId, givenAt: tx.now });
  await recordOf(tx, terminalId, 'moveTerminal', { zone: zoneNo, route: routeNo, code, before: terminal.code, reason });
  return { terminalId, code };
});

async function routeOf(em: EntityManager, zone: Zone, routeNo: number): Promise<Pick<Route, 'id'>> {
  const known = await em.findOneBy(Route, { zoneId: zone.id, routeNo });
  if (known) return known;
  const route: Route = { id: randomUUID(), marketId: zone.marketId, zoneId: zone.id, routeNo, adviser: null };
  await em.insert(Route, route);
  return route;
}

/** The market's row is locked: no other move or import takes the same number. */
async function nextCode(em: EntityManager, market: Market, zone: number, route: number, today: string): Promise<string | null> {
  if (market.marketNo === null) return null;
  if (market.validTo !== null && market.validTo < today) {
    refuse({ field: 'zone', rule: 'market-number-ended', zh: `市场编号 ${market.marketNo} 已于 ${market.validTo} 停用,不再编新号`, en: `The market number ${market.marketNo} ended on ${market.validTo}: no new codes are written with it` });
  }
  const parts = { market: market.marketNo, zone, route };
  const digits = market.routeDigits as RouteDigits;
  const prefix = formatCustomerCode({ ...parts, customer: 1 }, digits).slice(0, -3);
  const given: { code: string }[] = await em.query('SELECT c.code FROM terminal_code c WHERE c.marketId = ? AND c.code LIKE ?', [market.id, `${prefix}___`]);
  const customer = nextCustomerNumber(given.map(({ code }) => Number(code.slice(-3))));
  if (customer === null) return refuse({ field: 'route', rule: 'route-full', zh: '该线路的 999 个编号已用完', en: 'The 999 numbers of this route are used up' });
  return formatCustomerCode({ ...parts, customer }, digits);
}
