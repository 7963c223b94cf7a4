import type { Text } from './define-form.js';
import { text } from './forms/fields.js';
import type { Role } from './roles.js';

/** A team of the survey as it stands before anybody changes it: 甲 乙 丙 丁 (method.md §6.4). */
export type SurveyTeamTerms = {
  /** Stays the same in every language: `key`, `other` … */
  readonly code: string;
  readonly name: string;
  readonly does: Text;
  /** Who may work in it while it names no members. */
  readonly role: Role;
  /** Keys of `respondentTypes`. */
  readonly respondentTypes: readonly string[];
  /** The zones it sweeps while none are named: the key ones, the others, or none. */
  readonly sweeps: 'key' | 'normal' | 'none';
};

/** One line of the schedule. Days are working days of the market, the first day of the survey being 1. */
export type ScheduleTerms = {
  readonly key: string;
  readonly title: Text;
  /** Code of the team in charge, or `all`. */
  readonly team: string;
  readonly result: Text;
  readonly fromDay: number;
  readonly toDay: number;
};

export type SurveyTerms = {
  /** Whom the survey asks; every market has its own (method.md §2.1, trap 7). */
  readonly respondentTypes: readonly { readonly key: string; readonly title: Text }[];
  readonly teams: readonly SurveyTeamTerms[];
  readonly schedule: readonly ScheduleTerms[];
  /** Part of the accepted records that another person goes back to. */
  readonly backCheckShare: number;
  /** A daily sheet is reminded of so long before it is due; then the lead and after that the regional manager hear of it. */
  readonly sheetRemindMinutes: number;
  readonly sheetToLeadMinutes: number;
  readonly sheetToManagerMinutes: number;
  /** Working days within which a record is to be surveyed again. */
  readonly resurveyDays: number;
  /** A position less accurate than this, in metres, does not count as valid. */
  readonly accuracyM: number;
};

/** The sample of the method: sixteen days, four teams (method.md §6.4 [S:387-398,424-439]; day ranges and 丁 are [O]). */
export const surveyTerms: SurveyTerms = {
  respondentTypes: [
    { key: 'macro', title: text('市场宏观面', 'Macro facts') }, { key: 'consumer', title: text('消费者', 'Consumer') }, { key: 'competitor', title: text('竞争对手', 'Competitor') },
    { key: 'wholesaler', title: text('批发商', 'Wholesaler') }, { key: 'dealer', title: text('经销商', 'Dealer') }, { key: 'terminal', title: text('终端', 'Terminal') },
    { key: 'cadre', title: text('村干部', 'Village cadre') }, { key: 'breeder', title: text('养殖大户', 'Large breeder') }, { key: 'vet', title: text('兽医', 'Vet') },
  ],
  teams: [
    { code: 'lead', name: '甲', does: text('总体、计划、分析与报告', 'Overall situation, plan, analysis and report'), role: 'lead', respondentTypes: ['macro', 'competitor', 'consumer'], sweeps: 'none' },
    { code: 'dealers', name: '乙', does: text('经销商访谈', 'Dealer interviews'), role: 'dealer_team', respondentTypes: ['dealer', 'wholesaler'], sweeps: 'none' },
    { code: 'key', name: '丙', does: text('重点区', 'Key area'), role: 'key_team', respondentTypes: ['terminal', 'cadre', 'breeder', 'vet'], sweeps: 'key' },
    { code: 'other', name: '丁', does: text('一般区', 'Other area'), role: 'area_team', respondentTypes: ['terminal', 'cadre', 'breeder', 'vet'], sweeps: 'normal' },
  ],
  schedule: [
    { key: 'overview', title: text('总体情况', 'Overall situation'), team: 'lead', result: text('总体情况、划分区域、核定工作量', 'Overall situation, zones drawn, workload fixed'), fromDay: 1, toDay: 2 },
    { key: 'plan', title: text('调查计划', 'Plan'), team: 'lead', result: text('拟订调查内容、进度、注意事项和所需人员、费用', 'Contents, schedule, points to watch, people and cost'), fromDay: 2, toDay: 4 },
    { key: 'dealers', title: text('经销商', 'Dealers'), team: 'dealers', result: text('各经销商访谈记录', 'Interview record of every dealer'), fromDay: 4, toDay: 8 },
    { key: 'key', title: text('重点区', 'Key area'), team: 'key', result: text('重点区访谈记录', 'Interview records of the key area'), fromDay: 4, toDay: 10 },
    { key: 'other', title: text('一般区', 'Other area'), team: 'other', result: text('一般区访谈记录', 'Interview records of the other area'), fromDay: 6, toDay: 12 },
    { key: 'analysis', title: text('数据分析', 'Data analysis'), team: 'lead', result: text('各类数据按规定统计汇总,市场基本预测和结构分析', 'Data totalled by the rules, basic forecast, structure analysis'), fromDay: 11, toDay: 13 },
    { key: 'report', title: text('撰写报告', 'Report'), team: 'lead', result: text('标准市场报告', 'Standard market report'), fromDay: 13, toDay: 15 },
    { key: 'wrapUp', title: text('经验总结', 'Wrap-up'), team: 'all', result: text('调查的经验总结和问题的反思,费用核算', 'Lessons, reflection on problems, cost account'), fromDay: 16, toDay: 16 },
  ],
  backCheckShare: 0.05,
  sheetRemindMinutes: 60,
  sheetToLeadMinutes: 60,
  sheetToManagerMinutes: 720,
  resurveyDays: 2,
  accuracyM: 30,
};

/** The terms an entry's survey runs on; bundles sealed before there were any run on the defaults. */
export function surveyTermsOf(parameters: { readonly survey?: SurveyTerms | undefined }): SurveyTerms {
  return parameters.survey ?? surveyTerms;
}
