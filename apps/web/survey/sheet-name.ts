import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import { useWords } from '../language/i18n.js';

/** How a daily sheet is called: team, zone and day. */
export function useSheetName(survey: SurveyView): (sheet: Pick<SurveyView['sheets'][number], 'teamCode' | 'zoneNo' | 'day'>) => string {
  const { t, format } = useWords();
  return ({ teamCode, zoneNo, day }) => t('survey.sheet', { team: survey.teams.find((team) => team.code === teamCode)?.name ?? teamCode, zone: zoneNo, day: format.day(day) });
}
