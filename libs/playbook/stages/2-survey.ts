import { defineStage } from '../define-stage.js';
import { text } from '../forms/fields.js';
import { backCheckForm, capacityForm, censusCleaningForm, dailySheetForm, dealerInterviewForm, resurveyTaskForm, surveyBriefForm, surveyPlanForm, zonePlanForm } from '../forms/survey.js';

/** S2 市场调查 (method.md §6). */
export const survey = defineStage({
  key: 'survey',
  title: text('市场调查', 'Market survey'),
  purpose: text('掌握每一个终端和经销商,建立营销数据库', 'Know every terminal and dealer; build the marketing database'),
  source: 'method.md §6 [S:127]',
  tasks: {
    prepareBrief: { title: text('二手资料、范围、对象与方法', 'Secondary data, scope, respondents, methods'), role: 'lead', dueDays: 2, delivers: ['surveyBrief'], source: 'method.md §6.10' },
    drawZones: { title: text('划分区域、核定工作量', 'Draw zones, fix the workload'), role: 'lead', dueDays: 2, delivers: ['zonePlan'], source: 'method.md §6.10 [S:387-398]' },
    planSurvey: { title: text('拟订进度、费用与工具', 'Schedule, fees, kit, notes'), role: 'lead', dueDays: 4, after: ['prepareBrief', 'drawZones'], delivers: ['surveyPlan'], source: 'method.md §6.10' },
    trainTeams: { title: text('培训并各试访五个终端', 'Train; test on five outlets each'), role: 'lead', dueDays: 4, after: ['prepareBrief'], delivers: ['surveyTraining'], source: 'method.md §6.10' },
    interviewDealers: { title: text('访谈全部经销商', 'Interview all dealers'), role: 'dealer_team', dueDays: 8, after: ['planSurvey', 'trainTeams'], delivers: ['dealerInterview'], source: 'method.md §6.10' },
    sweepKeyArea: { title: text('遍访重点区', 'Sweep the key area'), role: 'key_team', dueDays: 10, after: ['planSurvey', 'trainTeams'], source: 'method.md §6.10' },
    sweepOtherArea: { title: text('遍访一般区', 'Sweep the other area'), role: 'area_team', dueDays: 12, after: ['planSurvey', 'trainTeams'], source: 'method.md §6.10' },
    collectDailySheets: { title: text('每日 20:00 前填写并归集日汇总表', 'Fill in and collect the daily sheets before 20:00'), role: 'lead', dueDays: 12, after: ['planSurvey', 'trainTeams'], delivers: ['dailySheet'], source: 'method.md §6.10 [S:356-360]' },
    mergeAndCode: { title: text('合并、编号、去重', 'Merge, code, de-duplicate'), role: 'clerk', dueDays: 13, after: ['sweepKeyArea', 'sweepOtherArea'], delivers: ['censusCleaning'], source: 'method.md §6.10' },
    backCheck: { title: text('审核并由他人回访 5 %', 'Review; 5 % back-check by another person'), role: 'aud', dueDays: 13, after: ['sweepKeyArea', 'sweepOtherArea'], delivers: ['backCheck'], source: 'method.md §6.10' },
    supplementSurvey: { title: text('补充调查', 'Supplementary survey'), role: 'key_team', dueDays: 14, after: ['backCheck'], source: 'method.md §6.10' },
    analyseData: { title: text('统计、预测与结构分析', 'Statistics, forecast, structure'), role: 'clerk', dueDays: 14, after: ['mergeAndCode'], delivers: ['structureTable', 'capacity'], source: 'method.md §6.10' },
    writeMarketReport: { title: text('撰写标准市场报告', 'Write the standard market report'), role: 'lead', dueDays: 15, after: ['analyseData', 'interviewDealers'], delivers: ['marketReport'], source: 'method.md §6.10' },
    wrapUp: { title: text('经验总结与费用核算', 'Lessons and fee account'), role: 'lead', dueDays: 16, after: ['writeMarketReport'], delivers: ['surveyWrapUp'], source: 'method.md §6.10' },
  },
  deliverables: {
    surveyBrief: { title: text('调查提纲', 'Survey brief'), roles: ['lead'], required: true, form: surveyBriefForm, source: 'method.md §6.1' },
    zonePlan: { title: text('区域划分与工作量', 'Zone plan and workload'), roles: ['lead'], required: true, form: zonePlanForm, source: 'method.md §6.4' },
    surveyPlan: { title: text('调查计划', 'Survey plan'), roles: ['lead'], required: true, acceptedBy: 'rm', form: surveyPlanForm, source: 'method.md §6.10' },
    surveyTraining: { title: text('培训记录', 'Training record'), roles: ['lead'], required: true, source: 'method.md §6.10' },
    dealerInterview: { title: text('经销商访谈记录', 'Dealer interview'), roles: ['dealer_team', 'lead'], required: true, many: text('经销商', 'dealer'), form: dealerInterviewForm, source: 'method.md §6.9 dealer_survey' },
    dailySheet: { title: text('日汇总表', 'Daily summary sheet'), roles: ['lead', 'dealer_team', 'key_team', 'area_team'], required: true, many: text('小组、区域与日期', 'team, zone and day'), form: dailySheetForm, source: 'method.md §6.9 daily_summary' },
    censusCleaning: { title: text('普查数据清理', 'Census cleaning'), roles: ['clerk'], required: true, form: censusCleaningForm, source: 'method.md §6.10' },
    backCheck: { title: text('回访检核', 'Back-check'), roles: ['aud'], required: true, many: text('街区', 'block'), form: backCheckForm, source: 'method.md §6.9 spot_check' },
    resurveyTask: { title: text('补充调查任务', 'Re-survey task'), roles: ['aud', 'lead', 'key_team', 'area_team'], required: false, many: text('任务', 'task'), form: resurveyTaskForm, source: 'method.md §6.9 resurvey_task' },
    structureTable: { title: text('终端结构分析表', 'Terminal structure table (ABC)'), roles: ['clerk'], required: true, source: 'method.md §6.7 [S:290-292]' },
    capacity: { title: text('市场容量测算', 'Market capacity'), roles: ['clerk', 'lead'], required: true, form: capacityForm, source: 'arithmetic.md §4' },
    marketReport: { title: text('标准市场报告', 'Standard market report'), roles: ['lead'], required: true, acceptedBy: 'rm', source: 'method.md §6.8 [S:400-401]' },
    surveyWrapUp: { title: text('调查总结与费用核算', 'Wrap-up and fee account'), roles: ['lead'], required: true, source: 'method.md §6.4' },
  },
  kpis: {
    censusCoverage: {
      title: text('普查覆盖率', 'Census coverage'), formula: text('通过的终端记录 / (已列 + 新发现 − 关闭)', 'accepted terminal surveys / (listed + newly found − closed)'),
      unit: 'ratio', target: { op: 'at-least', value: 0.95 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.11 [O]',
    },
    keyZoneCoverage: {
      title: text('重点区覆盖率', 'Census coverage of the key zones'), formula: text('重点区:通过 / (已列 + 新发现 − 关闭)', 'key zones: accepted / (listed + newly found − closed)'),
      unit: 'ratio', target: { op: 'at-least', value: 0.98 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.11 [O]',
    },
    missedSweep: {
      title: text('漏扫率', 'Missed sweep'), formula: text('漏扫终端 / 回访街区实有终端', 'missed / outlets found in back-checked blocks'),
      unit: 'ratio', target: { op: 'at-most', value: 0.05 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.11 [L40] [O]',
    },
    firstPassAcceptance: {
      title: text('一次通过率', 'First-pass acceptance'), formula: text('一次通过 / 已审核', 'accepted at first review / reviewed'),
      unit: 'ratio', target: { op: 'at-least', value: 0.85 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.11 [O]',
    },
    backCheckAgreement: {
      title: text('回访一致率', 'Back-check agreement'), formula: text('一致字段 / 核对字段', 'agreed fields / checked fields'),
      unit: 'ratio', target: { op: 'at-least', value: 0.9 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.11 [O]',
    },
    gpsValidity: {
      title: text('坐标有效率', 'GPS validity'), formula: text('精度 ≤30 m 且非模拟的记录 / 带坐标记录', 'records with accuracy ≤ 30 m and not mocked / records with a position'),
      unit: 'ratio', target: { op: 'at-least', value: 0.95 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.11 [O]',
    },
    duplicateRate: {
      title: text('重复率', 'Duplicate rate'), formula: text('合并 / 提交', 'merged / submitted'),
      unit: 'ratio', target: { op: 'at-most', value: 0.02 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.11 [O]',
    },
    dailySheetPunctuality: {
      title: text('日汇总表及时率', 'Daily-sheet punctuality'), formula: text('当日 20:00 前交的表 / 应有的组日', 'sheets in by 20:00 of their day / team-days'),
      unit: 'ratio', target: { op: 'at-least', value: 0.95 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.11 [O]',
    },
    sweepProductivity: {
      title: text('扫街效率', 'Sweep productivity'), formula: text('(通过终端 / 人天) / 计划', '(accepted outlets / surveyor-day) / plan'),
      unit: 'times', target: { op: 'between', from: 0.8, to: 1.2 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.11 [L40] [O]',
    },
    openResurvey: {
      title: text('未结补充调查', 'Open re-survey records'), formula: text('退回而未补调完的记录', 'records returned and not yet surveyed again'),
      unit: 'count', target: { op: 'exactly', value: 0 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.12',
    },
    dealersInterviewed: {
      title: text('经销商访谈率', 'Dealers interviewed'), formula: text('已访谈经销商 / 全部已知经销商', 'dealers interviewed / dealers known'),
      unit: 'ratio', target: { op: 'at-least', value: 1 }, cadence: 'daily', from: 'handed-in', source: 'method.md §6.12',
    },
    capacityMethods: {
      title: text('容量测算方法数', 'Capacity methods'), formula: text('得出数字的方法数(共三种)', 'methods that gave a figure, of three'),
      unit: 'count', target: { op: 'at-least', value: 2 }, cadence: 'once', from: 'handed-in', source: 'arithmetic.md §4',
    },
    capacitySpread: {
      title: text('容量测算离散', 'Capacity spread'), formula: text('最大估计 / 最小估计', 'largest estimate / smallest estimate'),
      unit: 'times', target: { op: 'at-most', value: 1.5 }, cadence: 'once', from: 'handed-in', source: 'arithmetic.md §4',
    },
    marketReportAccepted: {
      title: text('市场报告已批准', 'Market report approved'), formula: text('区域经理接受的报告数', 'reports accepted by the regional manager'),
      unit: 'count', target: { op: 'at-least', value: 1 }, cadence: 'once', from: 'handed-in', source: 'method.md §6.12',
    },
  },
  gate: {
    key: 'G2',
    conditions: {
      censusCovered: { title: text('普查覆盖达标', 'Census covers the market'), anyOf: [{ kpi: 'censusCoverage' }] },
      fewMissed: { title: text('漏扫达标', 'Few outlets missed'), anyOf: [{ kpi: 'missedSweep' }] },
      backCheckAgrees: { title: text('回访一致', 'Back-check agrees'), anyOf: [{ kpi: 'backCheckAgreement' }] },
      nothingOpen: { title: text('补充调查已结清', 'No re-survey open'), anyOf: [{ kpi: 'openResurvey' }] },
      allDealersInterviewed: { title: text('经销商全部访谈', 'All dealers interviewed'), anyOf: [{ kpi: 'dealersInterviewed' }] },
      twoCapacityMethods: { title: text('至少两种方法测算容量', 'Capacity by at least two methods'), anyOf: [{ kpi: 'capacityMethods' }] },
      capacityAgrees: { title: text('容量测算离散达标', 'Capacity estimates agree'), anyOf: [{ kpi: 'capacitySpread' }] },
      reportApproved: { title: text('报告已批准', 'Report approved'), anyOf: [{ kpi: 'marketReportAccepted' }] },
    },
    signers: ['sup', 'aud'],
    decider: 'rm',
    ladder: { remind: 3, escalate: 6, timeOut: 10 },
    source: 'method.md §6.12',
  },
});
