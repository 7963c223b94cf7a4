/** The parts of an entry's page, as its address names them. */
export const entryTabs = ['work', 'survey', 'kpis', 'gate', 'reviews', 'journal'] as const;
