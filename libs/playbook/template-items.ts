import type { Text } from './define-form.js';
import { text } from './forms/fields.js';

/** copy: unchanged, versioned · adjust: copied with new values · redo: done again locally (method.md §13.2). */
export const templateKinds = {
  copy: text('照搬', 'Copied unchanged'),
  adjust: text('换值', 'Copied with new values'),
  redo: text('本地重做', 'Re-done locally'),
} as const satisfies Record<string, Text>;
export type TemplateKind = keyof typeof templateKinds;

/** What a template must hold: the eighteen cells of the table in method.md §13.2. */
export const templateItems = {
  process: { kind: 'copy', title: text('流程、关口、KPI 公式与规则版本', 'Process, gates, KPI formulas and rule versions') },
  formStructure: { kind: 'copy', title: text('表单结构、审核步骤、日汇总表', 'Form structure, review steps, daily sheet') },
  codePattern: { kind: 'copy', title: text('编号格式', 'Code pattern') },
  appraisalStructure: { kind: 'copy', title: text('考核结构、例会节奏', 'Appraisal structure, meeting rhythm') },
  trainingPack: { kind: 'copy', title: text('培训包、顾问手册、经验教训', 'Training pack, adviser playbook, lessons') },
  priceAndFinanceModel: { kind: 'copy', title: text('价格链模型、财务模型', 'Price-chain model, finance model') },
  kpiThresholds: { kind: 'adjust', title: text('KPI 阈值(取自源市场曲线)', 'KPI thresholds (from the source market’s curve)') },
  terminalTypes: { kind: 'adjust', title: text('终端类型与符号', 'Terminal types and symbols') },
  marketAndZoneNumbers: { kind: 'adjust', title: text('市场号与区域号', 'Market and zone numbers') },
  weightsAndPay: { kind: 'adjust', title: text('权重、薪酬水平', 'Weights, pay levels') },
  visitFrequencies: { kind: 'adjust', title: text('拜访频率', 'Visit frequencies') },
  promotionCalendar: { kind: 'adjust', title: text('促销日历', 'Promotion calendar') },
  census: { kind: 'redo', title: text('普查、编号、地图、ABC', 'Census, codes, map, ABC') },
  respondentTypes: { kind: 'redo', title: text('调查对象类型', 'Respondent types') },
  marketFacts: { kind: 'redo', title: text('容量、占有率、竞品', 'Capacity, share, competitor facts') },
  priceAndFinanceCheck: { kind: 'redo', title: text('价格链与财务核算', 'Price chain and finance check') },
  dealerChoice: { kind: 'redo', title: text('经销商选择与合同', 'Dealer choice and contracts') },
  targetRival: { kind: 'redo', title: text('目标对手与弱点', 'Target rival and weakness') },
} as const satisfies Record<string, { readonly kind: TemplateKind; readonly title: Text }>;

export type TemplateItem = keyof typeof templateItems;
export const templateItemKeys = Object.keys(templateItems) as TemplateItem[];
