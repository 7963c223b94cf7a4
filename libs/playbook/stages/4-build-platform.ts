import { defineStage } from '../define-stage.js';
import {
  appraisalSheetForm, dealerAssessmentForm, dealerContractForm, organisationForm, routePlanForm, trainingForm, trialWeekForm, workRulesForm,
} from '../forms/build-platform.js';
import { text } from '../forms/fields.js';

/** S4 管理平台搭建 (method.md §8). */
export const buildPlatform = defineStage({
  key: 'build-platform',
  title: text('管理平台搭建', 'Build the management platform'),
  purpose: text('建立目标管理责任体系和营销系统支持平台', 'Responsibility by objectives, and the support platform'),
  source: 'method.md §8 [S:129,276]',
  tasks: {
    assignOwners: { title: text('组织与归属', 'Organisation and ownership'), role: 'rm', dueDays: 5, delivers: ['organisation'], source: 'method.md §8.4' },
    chooseDealers: { title: text('评估经销商,按 2:8 选核心', 'Assess dealers; choose core by 2:8'), role: 'rm', dueDays: 8, delivers: ['dealerAssessment'], source: 'method.md §8.4 [S:514-516]' },
    signDealers: { title: text('签约', 'Sign the core dealers'), role: 'rm', dueDays: 14, after: ['chooseDealers'], delivers: ['dealerContract'], source: 'method.md §8.4' },
    planRoutes: { title: text('线路、频率与工作量', 'Routes, frequency, workload'), role: 'sup', dueDays: 10, after: ['assignOwners'], delivers: ['routePlan'], source: 'method.md §8.4' },
    freezeCodes: { title: text('冻结编号、发布电子地图', 'Freeze codes, publish the e-map'), role: 'clerk', dueDays: 12, after: ['planRoutes'], delivers: ['electronicMap'], source: 'method.md §8.4 [S:301-336]' },
    setWorkRules: { title: text('业务规范、报表与例会', 'Work rules, reports, meeting rhythm'), role: 'rm', dueDays: 10, delivers: ['workRules'], source: 'method.md §8.4 [S:526]' },
    signAppraisals: { title: text('签署考核表', 'Appraisal sheets signed'), role: 'rm', dueDays: 14, after: ['assignOwners'], delivers: ['appraisalSheet'], source: 'method.md §8.4' },
    trainTeam: { title: text('培训与考试', 'Train and examine'), role: 'sponsor', dueDays: 15, after: ['assignOwners', 'setWorkRules'], delivers: ['training'], source: 'method.md §8.4' },
    runTrialWeek: { title: text('试运行周:真实拜访与报表', 'Trial week: real visits and reports'), role: 'sup', dueDays: 20, after: ['freezeCodes', 'trainTeam'], delivers: ['trialWeek'], source: 'method.md §8.4' },
  },
  deliverables: {
    organisation: { title: text('组织与人员', 'Organisation'), roles: ['rm'], required: true, form: organisationForm, source: 'method.md §8.3 org_assignment' },
    dealerAssessment: { title: text('经销商评估', 'Dealer assessment'), roles: ['rm', 'sup'], required: true, form: dealerAssessmentForm, source: 'method.md §8.3 dealer_assessment' },
    dealerContract: { title: text('经销商合同', 'Dealer contract'), roles: ['rm', 'fin'], required: true, many: text('经销商', 'dealer'), form: dealerContractForm, source: 'method.md §8.3 distributor_contract' },
    routePlan: { title: text('线路规划', 'Route plan'), roles: ['sup'], required: true, form: routePlanForm, source: 'method.md §8.3 route_stop' },
    electronicMap: { title: text('电子地图', 'Electronic map'), roles: ['clerk'], required: true, source: 'method.md §6.6 [S:301-350]' },
    workRules: { title: text('业务管理规范', 'Work rules'), roles: ['rm'], required: true, form: workRulesForm, source: 'method.md §8.3 work_rule' },
    appraisalSheet: { title: text('考核表', 'Appraisal sheet'), roles: ['rm', 'sup', 'adv', 'prom'], required: true, many: text('人员', 'person'), form: appraisalSheetForm, source: 'method.md §8.3 appraisal_scheme' },
    training: { title: text('培训成绩', 'Training results'), roles: ['sponsor', 'rm'], required: true, many: text('主题', 'topic'), form: trainingForm, source: 'method.md §8.3 training' },
    trialWeek: { title: text('试运行周', 'Trial week'), roles: ['sup'], required: true, form: trialWeekForm, source: 'method.md §8.3 trial_week' },
  },
  kpis: {
    ownershipCompleteness: {
      title: text('归属完整率', 'Ownership completeness'), formula: text('恰有一条线路、一名顾问和一个经销商的在营终端 / 在营终端', 'active terminals with exactly one route, adviser and dealer / active'),
      unit: 'ratio', target: { op: 'at-least', value: 1 }, cadence: 'weekly', from: 'field', source: 'method.md §8.5',
    },
    codeValidity: {
      title: text('编号有效率', 'Code validity'), formula: text('编号合规的在营终端 / 在营终端', 'active terminals with a valid code / active'),
      unit: 'ratio', target: { op: 'at-least', value: 1 }, cadence: 'weekly', from: 'field', zeroTolerance: true, source: 'method.md §8.5, arithmetic.md §12',
    },
    workloadUse: {
      title: text('工作量利用率', 'Workload use'), formula: text('每四周应拜访次数 / 可拜访次数', 'required calls in four weeks / available calls'),
      unit: 'ratio', target: { op: 'between', from: 0.7, to: 0.9 }, cadence: 'weekly', from: 'handed-in', source: 'arithmetic.md §8 [L25]',
    },
    dealerMatch: {
      title: text('经销商能力匹配', 'Dealer match'), formula: text('区域内经销商月能力合计 / 区域月目标,取偏离最大的区域', 'Σ monthly dealer capacity in the zone / monthly target of the zone; the zone furthest off'),
      unit: 'times', target: { op: 'between', from: 0.9, to: 1.3 }, cadence: 'monthly', from: 'handed-in', source: 'method.md §8.5 [O]',
    },
    coreDealersSigned: {
      title: text('核心经销商签约率', 'Core dealers signed'), formula: text('已签约核心经销商 / 选定核心经销商', 'core dealers signed / core dealers chosen'),
      unit: 'ratio', target: { op: 'at-least', value: 1 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §8.5',
    },
    appraisalCoverage: {
      title: text('考核覆盖率', 'Appraisal coverage'), formula: text('已签考核表的人员 / 人员', 'staff with a signed sheet / staff'),
      unit: 'ratio', target: { op: 'at-least', value: 1 }, cadence: 'weekly', from: 'handed-in', source: 'method.md §8.5',
    },
    trainingPass: {
      title: text('培训合格率', 'Training pass'), formula: text('全部科目合格的人员 / 人员', 'staff who passed every topic / staff'),
      unit: 'ratio', target: { op: 'at-least', value: 0.9 }, cadence: 'once', from: 'handed-in', source: 'method.md §8.5 [O]',
    },
    trialWeekTimeliness: {
      title: text('试运行周及时率', 'Trial-week timeliness'), formula: text('当日同步的记录 / 全部记录', 'records synced the same day / all'),
      unit: 'ratio', target: { op: 'at-least', value: 0.95 }, cadence: 'once', from: 'handed-in', source: 'method.md §8.5 [O]',
    },
  },
  gate: {
    key: 'G4',
    conditions: {
      everyTerminalOwned: { title: text('每个客户只有一个责任人', 'Every customer has one owner'), anyOf: [{ kpi: 'ownershipCompleteness' }] },
      codesValid: { title: text('编号有效', 'Codes valid'), anyOf: [{ kpi: 'codeValidity' }] },
      workloadFits: { title: text('工作量适中', 'Workload fits'), anyOf: [{ kpi: 'workloadUse' }] },
      coreDealersUnderContract: { title: text('核心经销商已签约', 'Core dealers signed'), anyOf: [{ kpi: 'coreDealersSigned' }] },
      everyoneAppraised: { title: text('考核表已签', 'Appraisal sheets signed'), anyOf: [{ kpi: 'appraisalCoverage' }] },
      trialWeekPassed: { title: text('试运行周达标', 'Trial week passed'), anyOf: [{ kpi: 'trialWeekTimeliness' }] },
    },
    signers: ['fin', 'aud'],
    decider: 'rm',
    ladder: { remind: 3, escalate: 6, timeOut: 10 },
    source: 'method.md §8.7',
  },
});
