import type { Calendar } from '../calendar.js';
import { dealOutDays, workingDays } from './survey-days.js';

export type PlannedZone = { readonly zoneNo: number; readonly name: string; readonly priority: 'key' | 'normal'; readonly listed: number };
export type PlannedRoute = { readonly zoneNo: number; readonly routeNo: number; readonly listed: number };
export type PlannedTeam = {
  readonly code: string;
  readonly zoneNos: readonly number[];
  readonly sweeps: 'key' | 'normal' | 'none';
  /** It interviews dealers one by one. */
  readonly interviewsDealers: boolean;
  readonly from: string;
  readonly to: string;
  /** Days in the field; null: every working day from `from` to `to`. */
  readonly fieldDays: number | null;
};
export type PlannedDealer = { readonly key: string; readonly name: string };
export type PlannedWork = {
  readonly targetType: 'zone' | 'route' | 'respondent'; readonly targetKey: string; readonly title: string; readonly zoneNo: number | null; readonly teamCode: string;
  readonly planned: number; readonly fromDay: string; readonly dueDay: string;
};

type Plan = {
  readonly by: 'zone' | 'route';
  readonly zones: readonly PlannedZone[];
  readonly routes: readonly PlannedRoute[];
  readonly dealers: readonly PlannedDealer[];
  readonly teams: readonly PlannedTeam[];
};

/** The zones of a team: those it names, else those of its priority that no other team names. */
export function zonesOf(team: Pick<PlannedTeam, 'zoneNos' | 'sweeps'>, zones: readonly PlannedZone[], teams: readonly Pick<PlannedTeam, 'zoneNos'>[]): PlannedZone[] {
  if (team.zoneNos.length > 0) return zones.filter((zone) => team.zoneNos.includes(zone.zoneNo));
  const named = new Set(teams.flatMap((other) => other.zoneNos));
  return zones.filter((zone) => zone.priority === team.sweeps && !named.has(zone.zoneNo));
}

/** The zones that nobody would sweep. */
export function zonesWithoutTeam(zones: readonly PlannedZone[], teams: readonly PlannedTeam[]): number[] {
  const swept = new Set(teams.flatMap((team) => zonesOf(team, zones, teams).map((zone) => zone.zoneNo)));
  return zones.map((zone) => zone.zoneNo).filter((zoneNo) => !swept.has(zoneNo));
}

/** The work of every team as the plan has it: its zones (or their routes) one after the other over its field days, and each dealer once. */
export function planAssignments({ by, zones, routes, dealers, teams }: Plan, calendar: Calendar): PlannedWork[] {
  return teams.flatMap((team): PlannedWork[] => {
    const days = workingDays(team.from, team.to, calendar).slice(0, team.fieldDays ?? undefined);
    const mine = zonesOf(team, zones, teams);
    const swept = dealOutDays(mine, days).flatMap(({ zoneNo, from, to }): PlannedWork[] => {
      const zone = mine.find((one) => one.zoneNo === zoneNo) as PlannedZone;
      const inZone = routes.filter((route) => route.zoneNo === zoneNo);
      const base = { zoneNo, teamCode: team.code, fromDay: from, dueDay: to };
      if (by === 'zone' || inZone.length === 0) return [{ targetType: 'zone' as const, targetKey: `${zoneNo}`, title: zone.name, planned: zone.listed, ...base }];
      return inZone.map(({ routeNo, listed }) => ({ targetType: 'route' as const, targetKey: `${zoneNo}-${routeNo}`, title: `${zone.name} · ${routeNo}`, planned: listed, ...base }));
    });
    const first = days[0];
    if (!team.interviewsDealers || first === undefined) return swept;
    const due = days.at(-1) ?? first;
    return [...swept, ...dealers.map(({ key, name }) => ({ targetType: 'respondent' as const, targetKey: key, title: name, zoneNo: null, teamCode: team.code, planned: 1, fromDay: first, dueDay: due }))];
  });
}
