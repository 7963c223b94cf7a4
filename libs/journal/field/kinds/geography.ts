import type { EntityManager } from 'typeorm';
import type { SideChanges, TableRow } from '../define-kind.js';
import { fault, type Fault } from '../faults.js';
import { rowId } from '../row-id.js';

type Zone = { readonly id: string; readonly marketId: string; zoneNo: number | null; name: string; priority: string };
type Route = { readonly id: string; readonly marketId: string; readonly zone: Zone; readonly routeNo: number; adviser: string | null; said: boolean };
type Changes = { readonly zones: Set<Zone>; readonly routes: Set<Route> };

const mostZones = 99;

/** The zones and routes of the markets in a file: those that exist, and those that the file makes as it names them. */
export class Geography {
  private readonly zones = new Map<string, Zone[]>();
  private readonly routes = new Map<string, Route>();
  private readonly fresh: Changes = { zones: new Set(), routes: new Set() };
  private readonly changed: Changes = { zones: new Set(), routes: new Set() };
  /** How what is changed stood before. */
  private readonly was = new Map<Zone | Route, TableRow>();

  async load(em: EntityManager, marketId: string): Promise<void> {
    const zones: Zone[] = await em.query('SELECT z.id, z.marketId, z.zoneNo, z.name, z.priority FROM zone z WHERE z.marketId = ?', [marketId]);
    this.zones.set(marketId, zones);
    const byId = new Map(zones.map((zone) => [zone.id, zone]));
    const routes: { id: string; zoneId: string; routeNo: number; adviser: string | null }[] =
      await em.query('SELECT r.id, r.zoneId, r.routeNo, r.adviser FROM route r WHERE r.marketId = ?', [marketId]);
    for (const { id, zoneId, routeNo, adviser } of routes) {
      const zone = byId.get(zoneId);
      if (zone) this.routes.set(routeKey(zone, routeNo), { id, marketId, zone, routeNo, adviser, said: false });
    }
  }

  /** By its number, or by its name alone: then a new zone gets its number once the whole file is known. */
  zone(marketId: string, zoneNo: number | null, name: string | null): Zone {
    const zones = this.zones.get(marketId) ?? [];
    let zone = zones.find((one) => (zoneNo === null ? one.name === name : one.zoneNo === zoneNo));
    if (!zone) {
      zone = { id: rowId(), marketId, zoneNo, name: name ?? `Zone ${zoneNo}`, priority: 'normal' };
      zones.push(zone);
      this.zones.set(marketId, zones);
      this.fresh.zones.add(zone);
    }
    return zone;
  }

  describeZone(zone: Zone, name: string | null, priority: string | null): void {
    if ((name ?? zone.name) === zone.name && (priority ?? zone.priority) === zone.priority) return;
    if (!this.was.has(zone)) this.was.set(zone, { name: zone.name, priority: zone.priority });
    zone.name = name ?? zone.name;
    zone.priority = priority ?? zone.priority;
    this.changed.zones.add(zone);
  }

  route(zone: Zone, routeNo: number): Route {
    const key = routeKey(zone, routeNo);
    let route = this.routes.get(key);
    if (!route) {
      route = { id: rowId(), marketId: zone.marketId, zone, routeNo, adviser: null, said: false };
      this.routes.set(key, route);
      this.fresh.routes.add(route);
    }
    return route;
  }

  /** One file names one adviser per route; a later file may name another. */
  giveAdviser(route: Route, adviser: string): Fault | null {
    if (route.said && route.adviser !== adviser) return fault('conflicting-adviser', { value: adviser, other: route.adviser ?? '' });
    route.said = true;
    if (route.adviser === adviser) return null;
    if (!this.was.has(route)) this.was.set(route, { adviser: route.adviser });
    route.adviser = adviser;
    this.changed.routes.add(route);
    return null;
  }

  /** Numbers the zones that the file only names, in the order of their names, in the gaps that are left. */
  numberZones(): Fault | null {
    for (const zones of this.zones.values()) {
      const used = new Set(zones.map((zone) => zone.zoneNo));
      const unnumbered = zones.filter((zone) => zone.zoneNo === null).sort((a, b) => (a.name < b.name ? -1 : 1));
      let next = 1;
      for (const zone of unnumbered) {
        while (used.has(next)) next += 1;
        if (next > mostZones) return fault('zones-used-up');
        zone.zoneNo = next;
        used.add(next);
      }
    }
    return null;
  }

  /** Returns how many rows were written. */
  async write(em: EntityManager, side: SideChanges): Promise<number> {
    for (const zone of this.fresh.zones) {
      await em.query('INSERT INTO zone (id, marketId, zoneNo, name, priority) VALUES (?, ?, ?, ?, ?)', [zone.id, zone.marketId, zone.zoneNo, zone.name, zone.priority]);
      side.inserted('zone', zone.id);
    }
    const zones = [...this.changed.zones].filter((zone) => !this.fresh.zones.has(zone));
    for (const zone of zones) {
      await em.query('UPDATE zone SET name = ?, priority = ? WHERE id = ?', [zone.name, zone.priority, zone.id]);
      side.changed('zone', zone.id, this.was.get(zone) ?? {});
    }
    for (const route of this.fresh.routes) {
      await em.query('INSERT INTO route (id, marketId, zoneId, routeNo, adviser) VALUES (?, ?, ?, ?, ?)', [route.id, route.marketId, route.zone.id, route.routeNo, route.adviser]);
      side.inserted('route', route.id);
    }
    const routes = [...this.changed.routes].filter((route) => !this.fresh.routes.has(route));
    for (const route of routes) {
      await em.query('UPDATE route SET adviser = ? WHERE id = ?', [route.adviser, route.id]);
      side.changed('route', route.id, this.was.get(route) ?? {});
    }
    return this.fresh.zones.size + zones.length + this.fresh.routes.size + routes.length;
  }
}

const routeKey = (zone: Zone, routeNo: number): string => `${zone.id}/${routeNo}`;

export type { Route, Zone };
