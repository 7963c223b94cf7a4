import type { DailySheet as DailySheetRow } from '../../persistence/entities/field/market-survey.js';
import { DailySheet, SurveyAssignment, type SheetCounts, type SurveyProject } from '../../persistence/entities/field/market-survey.js';
import { emptySheet, sheetCounts, sheetKey } from '../../persistence/survey/sheet-counts.js';
import { holdsOneOf } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { plannedOn } from '../../rules/survey/survey-days.js';
import { entryCommand } from '../define-command.js';
import { keepDeliverable } from '../entry/hand-in.js';
import type { EntryTransaction } from '../entry-transaction.js';
import { mustBeUnderWay, surveyOf, surveyPlanning, teamOf, touchSurvey, worksIn } from './survey-work.js';

type HandInSheet = {
  readonly entryId: string; readonly sheetId: string; readonly problems: string | null; readonly competitorNews: string | null;
  /** Minor units. */
  readonly fees: number;
};

/** Codes of teams that the typed sheet knows; a market's own teams stand there as further ones. */
const typedTeams = ['lead', 'dealers', 'key', 'other'];

/**
 * A person of the team signs the daily sheet: the counts come from the records, the text and the fees by hand. The same sheet again corrects
 * the text; when it was first signed stays, so late stays late. The typed sheet among the deliverables is written with it.
 */
export const handInSheet = entryCommand<HandInSheet, { sheetId: string; onTime: boolean }>(async (tx, { sheetId, problems, competitorNews, fees }) => {
  tx.mustRun();
  const survey = await surveyOf(tx);
  mustBeUnderWay(survey);
  const sheet = await tx.em.findOneBy(DailySheet, { id: sheetId, surveyId: survey.id });
  if (!sheet) throw new Refusal('not-found', { what: `daily sheet ${sheetId}` });
  if (sheet.state === 'cancelled') throw new Refusal('wrong-state', { why: '此表已取消 This sheet was cancelled.' });
  const markets = await tx.markets();
  const team = await teamOf(tx.em, survey.id, sheet.teamCode);
  if (!worksIn(team, tx.actor, markets) && !holdsOneOf(tx.actor, surveyPlanning, markets)) throw new Refusal('not-allowed', { role: team.role });
  const { surveyors, ...counted } = (await sheetCounts(tx.em, survey.id, sheet)).get(sheetKey(sheet)) ?? emptySheet;
  const counts: SheetCounts = { planned: await plannedFor(tx, survey, sheet), ...counted };
  const signedAt = sheet.signedAt ?? tx.now;
  await tx.em.update(DailySheet, { id: sheet.id }, {
    state: 'handed-in', nextStep: null, nextAt: null, counts: sheet.counts ?? counts, surveyors: sheet.surveyors ?? surveyors, problems, competitorNews, fees, signedBy: tx.actor.personId, signedAt,
  });
  if (tx.entry.stage === 'survey' && tx.entry.stageRunId === survey.stageRunId) await writePaper(tx, sheet, counts, surveyors, { problems, competitorNews, fees });
  await touchSurvey(tx, survey);
  const onTime = signedAt <= sheet.dueAt;
  tx.record('handInSheet', { survey: survey.id, sheet: sheet.id, team: sheet.teamCode, zoneNo: sheet.zoneNo, day: sheet.day, onTime, counts, fees });
  return { sheetId: sheet.id, onTime };
});

async function plannedFor(tx: EntryTransaction, survey: SurveyProject, { teamCode, zoneNo, day }: DailySheetRow): Promise<number> {
  const work = await tx.em.find(SurveyAssignment, { where: { surveyId: survey.id, teamCode, zoneNo } });
  return work.filter((one) => one.state !== 'cancelled').reduce((sum, { planned, fromDay, dueDay }) => sum + plannedOn(day, { planned, from: fromDay, to: dueDay }, tx.calendar), 0);
}

async function writePaper(tx: EntryTransaction, { teamCode, zoneNo, day }: DailySheetRow, counts: SheetCounts, surveyors: number, byHand: Pick<HandInSheet, 'problems' | 'competitorNews' | 'fees'>): Promise<void> {
  const def = tx.stage.deliverables['dailySheet'];
  if (!def) return;
  const typed = { date: day, team: typedTeams.includes(teamCode) ? teamCode : 'further', zoneNo, surveyors: Math.max(1, surveyors), ...counts, ...byHand };
  await keepDeliverable(tx, 'dailySheet', `${teamCode}/${zoneNo}/${day}`, tx.terms.checkContent(def, typed));
}
