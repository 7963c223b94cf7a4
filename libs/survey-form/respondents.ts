/** Whom a form asks, or what it is about (method.md §6.2, §6.4). */
export const respondents = {
  macro: { zh: '市场宏观面', en: 'Macro facts' },
  consumer: { zh: '消费者', en: 'Consumer' },
  competitor: { zh: '竞争对手', en: 'Competitor' },
  wholesaler: { zh: '批发商', en: 'Wholesaler' },
  dealer: { zh: '经销商', en: 'Dealer' },
  terminal: { zh: '终端', en: 'Terminal' },
  cadre: { zh: '村干部', en: 'Village cadre' },
  breeder: { zh: '养殖大户', en: 'Large breeder' },
  vet: { zh: '兽医', en: 'Vet' },
} as const;

export type RespondentType = keyof typeof respondents;
export const respondentTypes = Object.keys(respondents) as RespondentType[];

/** How it is asked (method.md §6.3): 观察法, 访谈法, 问卷法. */
export const surveyMethods = ['observation', 'interview', 'questionnaire'] as const;
export type SurveyMethod = (typeof surveyMethods)[number];
