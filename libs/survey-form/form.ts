/*
 * A survey form as XLSForm writes it: a flat list of survey rows, groups and repeats opened and closed by rows of their own, flat lists of
 * choices, and settings. What a form means is read from it by `outline.ts` and `lint.ts`; nothing here is derived.
 */

/** Language → text. The empty language is the text of a column that names none. */
export type Texts = Readonly<Record<string, string>>;

export const textColumns = ['label', 'hint', 'guidance_hint', 'constraint_message', 'required_message'] as const;
export type TextColumn = (typeof textColumns)[number];

/** Columns that hold expressions. */
export const logicColumns = ['relevant', 'constraint', 'calculation', 'required', 'choice_filter', 'repeat_count'] as const;
export type LogicColumn = (typeof logicColumns)[number];

export const rowTypes = {
  'begin group': 'begin', 'begin repeat': 'begin', 'begin loop': 'begin', 'end group': 'end', 'end repeat': 'end', 'end loop': 'end',
  text: 'text', barcode: 'text', hidden: 'text', 'phone number': 'text',
  integer: 'integer', decimal: 'decimal', range: 'decimal', date: 'date', time: 'time', datetime: 'datetime',
  select_one: 'one', select_one_external: 'one', select_one_from_file: 'one', osm: 'one',
  select_multiple: 'many', select_multiple_from_file: 'many', rank: 'many',
  geopoint: 'point', geotrace: 'points', geoshape: 'points',
  image: 'file', audio: 'file', video: 'file', file: 'file', 'background-audio': 'file',
  acknowledge: 'acknowledge', calculate: 'calculate', note: 'nothing', 'xml-external': 'nothing', 'csv-external': 'nothing', audit: 'nothing',
  start: 'datetime', end: 'datetime', today: 'date', deviceid: 'text', 'uri:deviceid': 'text', simserial: 'text', phonenumber: 'text',
  subscriberid: 'text', username: 'text', email: 'text', 'start-geopoint': 'point', 'background-geopoint': 'point',
} as const satisfies Record<string, string>;

export type RowType = keyof typeof rowTypes;
/** What an answer to a row of that type is. */
export type AnswerKind = Exclude<(typeof rowTypes)[RowType], 'begin' | 'end'>;

/** Where a type takes its choices from; the types that are not named take none. */
export const choiceSheets: Readonly<Partial<Record<RowType, ChoiceSheet | 'file'>>> = {
  select_one: 'choices', select_multiple: 'choices', rank: 'choices', 'begin loop': 'choices', select_one_external: 'external_choices', osm: 'osm',
  select_one_from_file: 'file', select_multiple_from_file: 'file',
};

export type SurveyRow = {
  readonly type: RowType;
  /** The choice list, or the file that has the choices; empty for types without choices. */
  readonly list: string;
  /** The respondent may name a choice that is not listed; the text goes to `<name>_other`. */
  readonly orOther: boolean;
  /** Empty for rows that close a group. */
  readonly name: string;
  readonly texts: Readonly<Partial<Record<TextColumn, Texts>>>;
  readonly logic: Readonly<Partial<Record<LogicColumn, string>>>;
  /** Columns that are kept as written: appearance, default, media, parameters, … */
  readonly other: Readonly<Record<string, string>>;
};

export const choiceSheetNames = ['choices', 'external_choices', 'osm'] as const;
export type ChoiceSheet = (typeof choiceSheetNames)[number];

export type Choice = {
  readonly sheet: ChoiceSheet;
  readonly list: string;
  readonly name: string;
  readonly label: Texts;
  /** Further columns, which choice filters may ask for. */
  readonly columns: Readonly<Record<string, string>>;
};

export type SurveyForm = {
  readonly survey: readonly SurveyRow[];
  readonly choices: readonly Choice[];
  /** `form_id` and `form_title` are always there. */
  readonly settings: Readonly<Record<string, string>>;
};

/** The question whose answers are the choices: `select_one ${child_name}`; null for a list of the choices sheet. */
export function listReference(list: string): string | null {
  return /^\$\{\s*([^}\s]+)\s*\}$/.exec(list)?.[1] ?? null;
}

/** The choice that `orOther` adds to its list. */
export const otherChoice = 'other';

/** The choices that a row offers before its filter; empty for choices from a file. */
export function choicesOf(form: SurveyForm, row: Pick<SurveyRow, 'type' | 'list'>): readonly Choice[] {
  const sheet = choiceSheets[row.type];
  return form.choices.filter((choice) => choice.sheet === sheet && choice.list === row.list);
}
