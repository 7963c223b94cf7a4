import { randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import type { Text } from '../../playbook/define-form.js';
import type { Role } from '../../playbook/roles.js';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal, type FieldFault } from '../../rules/failures.js';
import { SurveyAssignment, SurveyProject, SurveyTeam, type ScheduledWork } from '../../persistence/entities/field/market-survey.js';
import { Person } from '../../persistence/entities/process/people.js';
import { insertRows } from '../../persistence/insert-rows.js';
import { entryCommand } from '../define-command.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { mustBeUnderWay, surveyOf, surveyPlanning, teamsOf, touchSurvey } from './survey-work.js';

export type ConfiguredTeam = {
  readonly code: string; readonly name: string; readonly does: Text; readonly role: string; readonly headId: string | null; readonly memberIds: readonly string[];
  readonly zoneNos: readonly number[]; readonly sweeps: 'key' | 'normal' | 'none'; readonly respondentTypes: readonly string[];
};
type ConfigureSurvey = {
  readonly entryId: string;
  readonly teams?: readonly ConfiguredTeam[] | undefined;
  readonly schedule?: readonly ScheduledWork[] | undefined;
  readonly respondentTypes?: readonly { readonly key: string; readonly title: Text }[] | undefined;
};

/** Replaces the teams, the schedule or the respondent types of the survey; what is left out stays. A team with assignments cannot be taken away. */
export const configureSurvey = entryCommand<ConfigureSurvey, { surveyId: string }>(async (tx, input) => {
  tx.mustRun();
  mustHold(tx.actor, surveyPlanning, await tx.markets());
  const survey = await surveyOf(tx);
  mustBeUnderWay(survey);
  const before = await teamsOf(tx.em, survey.id);
  const schedule = input.schedule ?? survey.schedule;
  const respondentTypes = input.respondentTypes ?? survey.respondentTypes;
  const faults = [...await teamFaults(tx, survey, input, before), ...scheduleFaults(input.schedule ?? [], (input.teams ?? before).map((team) => team.code))];
  if (faults.length > 0) throw new Refusal('invalid-input', {}, faults);
  await tx.em.update(SurveyProject, { id: survey.id }, { schedule: [...schedule], respondentTypes: [...respondentTypes] });
  if (input.teams) await replaceTeams(tx, survey, input.teams);
  await touchSurvey(tx, survey);
  tx.record('configureSurvey', { survey: survey.id, ...(input.teams && { teams: [...input.teams] }), ...(input.schedule && { schedule: [...input.schedule] }), ...(input.respondentTypes && { respondentTypes: [...input.respondentTypes] }) });
  return { surveyId: survey.id };
});

async function replaceTeams(tx: EntryTransaction, survey: SurveyProject, teams: readonly ConfiguredTeam[]): Promise<void> {
  await tx.em.delete(SurveyTeam, { surveyId: survey.id });
  await insertRows(tx.em, SurveyTeam, teams.map((team, position) => ({
    id: randomUUID(), surveyId: survey.id, position, ...team, role: team.role as Role, memberIds: [...team.memberIds], zoneNos: [...team.zoneNos], respondentTypes: [...team.respondentTypes],
  })));
}

async function teamFaults(tx: EntryTransaction, survey: SurveyProject, { teams, respondentTypes }: ConfigureSurvey, before: readonly SurveyTeam[]): Promise<FieldFault[]> {
  const faults: FieldFault[] = [];
  const fault = (field: string, rule: string, zh: string, en: string): void => { faults.push({ field, rule, zh, en }); };
  const known = new Set((respondentTypes ?? survey.respondentTypes).map((type) => type.key));
  const people = new Set((await tx.em.find(Person, { where: { id: In((teams ?? []).flatMap((team) => [...team.memberIds, ...(team.headId === null ? [] : [team.headId])])) }, select: { id: true } })).map((p) => p.id));
  const codes = new Set<string>();
  const zones = new Map<number, string>();
  for (const [index, team] of (teams ?? before).entries()) {
    if (codes.has(team.code)) fault(`teams.${index}.code`, 'unique', '小组代码重复', 'This code stands twice');
    codes.add(team.code);
    for (const type of team.respondentTypes) if (!known.has(type)) fault(`teams.${index}.respondentTypes`, 'known-respondent-type', `没有调查对象 ${type}`, `There is no respondent type ${type}`);
    if (!teams) continue;
    for (const personId of [...team.memberIds, ...(team.headId === null ? [] : [team.headId])]) if (!people.has(personId)) fault(`teams.${index}`, 'known-person', `没有人员 ${personId}`, `There is no person ${personId}`);
    for (const zoneNo of team.zoneNos) {
      if (zones.has(zoneNo)) fault(`teams.${index}.zoneNos`, 'one-team', `区域 ${zoneNo} 已属于 ${zones.get(zoneNo)}`, `Zone ${zoneNo} belongs to ${zones.get(zoneNo)} already`);
      zones.set(zoneNo, team.code);
    }
  }
  const busy = new Set((await tx.em.find(SurveyAssignment, { where: { surveyId: survey.id }, select: { id: true, teamCode: true, state: true } })).filter((a) => a.state !== 'cancelled').map((a) => a.teamCode));
  for (const code of busy) if (teams && !codes.has(code)) fault('teams', 'has-assignments', `小组 ${code} 还有分派,请先改派`, `Team ${code} has assignments: give them to another team first`);
  return faults;
}

function scheduleFaults(schedule: readonly ScheduledWork[], codes: readonly string[]): FieldFault[] {
  return schedule.flatMap(({ team, from, to }, index): FieldFault[] => [
    ...(team === 'all' || codes.includes(team) ? [] : [{ field: `schedule.${index}.team`, rule: 'known-team', zh: `没有小组 ${team}`, en: `There is no team ${team}` }]),
    ...(from <= to ? [] : [{ field: `schedule.${index}.to`, rule: 'after-from', zh: '结束早于开始', en: 'It ends before it begins' }]),
  ]);
}
