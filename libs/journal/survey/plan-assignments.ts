import { randomUUID } from 'node:crypto';
import type { FormKey, FormOf } from '../../playbook/playbook.js';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { planAssignments as planned, zonesWithoutTeam, type PlannedRoute, type PlannedTeam } from '../../rules/survey/plan-assignments.js';
import { Deliverable } from '../../persistence/entities/process/entry.js';
import { Dealer } from '../../persistence/entities/field/master.js';
import { SurveyAssignment, type SurveyProject, type SurveyTeam } from '../../persistence/entities/field/market-survey.js';
import { insertRows } from '../../persistence/insert-rows.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { settleOwedSheets } from './owed-sheets.js';
import { mustBeUnderWay, surveyOf, surveyPlanning, teamsOf, touchSurvey } from './survey-work.js';

type PlanAssignments = { readonly entryId: string; readonly by: 'zone' | 'route' };

/**
 * Hands out the whole survey in one act: the zones of the zone plan (or their routes) to the teams that sweep them, on the days that the
 * survey plan gives each team, and every known dealer to the team that interviews dealers. What was handed out before stays as it is.
 */
export const planAssignments = entryCommand<PlanAssignments, { planned: number; kept: number }>(async (tx, { by }) => {
  tx.mustRun();
  mustHold(tx.actor, surveyPlanning, await tx.markets());
  const survey = await surveyOf(tx);
  mustBeUnderWay(survey);
  const zones = (await paper(tx, survey, 'zonePlan')).zones;
  const plan = await paper(tx, survey, 'surveyPlan');
  const teams = (await teamsOf(tx.em, survey.id)).map((team) => plannedTeam(team, survey, plan));
  const orphans = zonesWithoutTeam(zones, teams);
  if (orphans.length > 0) throw new Refusal('invalid-input', {}, [{ field: 'teams', rule: 'every-zone-swept', zh: `没有小组负责的区域:${orphans.join('、')}`, en: `No team sweeps zone ${orphans.join(', ')}` }]);
  const work = planned({ by, zones, routes: by === 'route' ? await routesOf(tx, survey) : [], dealers: await dealersOf(tx, survey), teams }, tx.calendar);
  const there = new Set((await tx.em.find(SurveyAssignment, { where: { surveyId: survey.id }, select: { id: true, targetType: true, targetKey: true } })).map((a) => `${a.targetType}/${a.targetKey}`));
  const fresh = work.filter((one) => !there.has(`${one.targetType}/${one.targetKey}`));
  await insertRows(tx.em, SurveyAssignment, fresh.map((one) => ({ id: randomUUID(), surveyId: survey.id, ...one, personId: null, state: 'todo' as const, note: null, submittedBy: null, updatedAt: tx.now })));
  await settleOwedSheets({ em: tx.em, now: tx.now, calendar: tx.calendar, pace: tx.terms }, survey);
  for (const code of new Set(fresh.map((one) => one.teamCode))) tx.tell({ role: teams.find((team) => team.code === code)?.role ?? 'lead' }, 'survey-assigned', { team: code, assignments: fresh.filter((one) => one.teamCode === code).length });
  await touchSurvey(tx, survey);
  tx.record('planAssignments', { survey: survey.id, by, planned: fresh.map(({ targetType, targetKey, teamCode, planned: count, fromDay, dueDay }) => ({ targetType, targetKey, teamCode, planned: count, fromDay, dueDay })), kept: there.size });
  return { planned: fresh.length, kept: work.length - fresh.length };
});

/** The newest version of a paper of this stage run, unless it was given back. */
export async function paper<K extends FormKey>(tx: EntryTransaction, survey: SurveyProject, key: K): Promise<FormOf<K>> {
  const found = await tx.em.find(Deliverable, { where: [{ stageRunId: survey.stageRunId, deliverableKey: key, state: 'accepted' }, { stageRunId: survey.stageRunId, deliverableKey: key, state: 'handed-in' }], order: { version: 'DESC' }, take: 1 });
  const [newest] = found;
  if (!newest) throw new Refusal('deliverable-missing', { deliverables: key });
  return newest.content as FormOf<K>;
}

/** The days of the survey plan, where it has the team; else those of the schedule. */
function plannedTeam(team: SurveyTeam, survey: SurveyProject, plan: FormOf<'surveyPlan'>): PlannedTeam & { readonly role: SurveyTeam['role'] } {
  const line = plan.teams.find((one) => one.team === team.code);
  const work = survey.schedule.filter((one) => one.team === team.code);
  const from = line?.from ?? (work.map((one) => one.from).sort()[0] ?? survey.startDay);
  const to = line?.to ?? (work.map((one) => one.to).sort().at(-1) ?? from);
  return { code: team.code, role: team.role, zoneNos: team.zoneNos, sweeps: team.sweeps, interviewsDealers: team.respondentTypes.includes('dealer'), from, to, fieldDays: line?.fieldDays ?? null };
}

async function routesOf(tx: EntryTransaction, survey: SurveyProject): Promise<PlannedRoute[]> {
  const rows = await tx.em.query<{ zoneNo: number; routeNo: number; listed: number | string }[]>(
    `select z.zoneNo, r.routeNo, (select count(*) from terminal t where t.routeId = r.id and t.status not in ('closed', 'merged')) as listed
     from route r join zone z on z.id = r.zoneId where r.marketId = ? order by z.zoneNo, r.routeNo`, [survey.marketId]);
  return rows.map((row) => ({ ...row, listed: Number(row.listed) }));
}

/** Those of the master data, and those that the brief knows beyond them. */
async function dealersOf(tx: EntryTransaction, survey: SurveyProject): Promise<{ key: string; name: string }[]> {
  const known = await tx.em.find(Dealer, { where: { marketId: survey.marketId, status: 'active' }, order: { code: 'ASC' } });
  const codes = new Set(known.map((dealer) => dealer.code));
  const brief = await paper(tx, survey, 'surveyBrief').catch(() => null);
  const others = (brief?.dealers ?? []).filter((dealer) => !codes.has(dealer.dealer));
  return [...known.map((dealer) => ({ key: dealer.id, name: dealer.name })), ...others.map(({ dealer, name }) => ({ key: dealer, name: name ?? dealer }))];
}
