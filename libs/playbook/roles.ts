import type { Text } from './define-form.js';

/** The people of the method (method.md §4.2). A person holds a role in one market, or everywhere. */
export const roles = {
  sponsor: { zh: '总部', en: 'Head office sponsor' },
  rm: { zh: '区域经理', en: 'Regional manager' },
  sup: { zh: '区域主管', en: 'Zone supervisor' },
  adv: { zh: '客户顾问', en: 'Customer adviser' },
  prom: { zh: '促销员', en: 'Promoter' },
  lead: { zh: '甲 调查负责人', en: 'Survey lead (甲)' },
  dealer_team: { zh: '乙 经销商访谈组', en: 'Dealer interviews (乙)' },
  key_team: { zh: '丙 重点区组', en: 'Key area team (丙)' },
  area_team: { zh: '丁 一般区组', en: 'Other area team (丁)' },
  clerk: { zh: '数据员', en: 'Data clerk' },
  fin: { zh: '财务', en: 'Finance' },
  aud: { zh: '独立检核', en: 'Independent checker' },
  dealer: { zh: '经销商', en: 'Dealer' },
} as const satisfies Record<string, Text>;

export type Role = keyof typeof roles;
export const roleKeys = Object.keys(roles) as Role[];
