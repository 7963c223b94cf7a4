import { choiceSheets, choicesOf, listReference, logicColumns, rowTypes, type LogicColumn, type SurveyForm, type SurveyRow } from './form.js';
import type { FormFault, FormRule, Particulars } from './findings.js';
import { findCycles } from './lint-cycles.js';
import { lintExpression, lintReference } from './lint-expression.js';
import { outlineOf, type Outline, type OutlineNode } from './outline.js';
import { isSaidYesOrNo, mayBeYesOrNo } from './yes-no.js';

const name = /^[\p{L}_][\p{L}\p{N}_.-]{0,79}$/u;

/** Everything that is wrong with a form, survey first, row by row. A form without errors can be answered and checked. */
export function lintForm(form: SurveyForm): FormFault[] {
  // What follows walks the form, and by recursion: one beyond all measure is told so and nothing else.
  const size = tooMuch(form);
  if (size) return [size];
  const outline = outlineOf(form);
  const rows = form.survey.flatMap((row, index) => lintRow(form, outline, row, index));
  const balance = outline.unbalanced.map(({ index, rule }) => at(index, 'type', rule, { value: form.survey[index]?.type ?? '' }));
  const empty = form.survey.length === 0 ? [{ sheet: 'survey', item: null, column: null, rule: 'empty-survey', particulars: {} } as const] : [];
  const survey = [...empty, ...rows, ...balance, ...duplicateNames(outline), ...findCycles(outline)].sort((a, b) => (a.item ?? -1) - (b.item ?? -1));
  return [...survey, ...lintChoices(form), ...lintSettings(form, outline)];
}

function at(item: number, column: string | null, rule: FormRule, particulars: Particulars = {}): FormFault {
  return { sheet: 'survey', item, column, rule, particulars };
}

function lintRow(form: SurveyForm, outline: Outline, row: SurveyRow, index: number): FormFault[] {
  if (rowTypes[row.type] === 'end') return [];
  const faults: FormFault[] = [];
  if (row.name === '') faults.push(at(index, 'name', 'missing-name'));
  else if (!name.test(row.name)) faults.push(at(index, 'name', 'bad-name', { name: row.name }));
  if (row.type === 'calculate' && !row.logic.calculation && !row.other['default']) faults.push(at(index, 'calculation', 'missing-calculation'));
  faults.push(...lintList(form, outline, row, index));
  for (const column of logicColumns) faults.push(...lintLogic(form, outline, row, index, column));
  for (const [column, texts] of Object.entries(row.texts)) faults.push(...lintTexts(outline, Object.values(texts), index, column));
  return faults;
}

function lintList(form: SurveyForm, outline: Outline, row: SurveyRow, index: number): FormFault[] {
  const sheet = choiceSheets[row.type];
  if (sheet === undefined || (row.type === 'osm' && row.list === '')) return [];
  const reference = listReference(row.list);
  if (reference !== null) return lintReference(reference, outline).map(({ rule, particulars }) => at(index, 'type', rule, particulars));
  if (sheet === 'file') return [at(index, 'type', 'file-not-checked', { name: row.list })];
  const choices = choicesOf(form, row);
  if (choices.length === 0) return [at(index, 'type', 'unknown-list', { name: row.list })];
  const spaced = rowTypes[row.type] === 'many' ? choices.filter((choice) => /\s/.test(choice.name)) : [];
  return spaced.map((choice) => ({ sheet: choice.sheet, item: form.choices.indexOf(choice), column: 'name', rule: 'choice-with-space', particulars: { name: choice.name } }));
}

function lintLogic(form: SurveyForm, outline: Outline, row: SurveyRow, index: number, column: LogicColumn): FormFault[] {
  const text = row.logic[column];
  if (text === undefined || (mayBeYesOrNo.has(column) && isSaidYesOrNo(text))) return [];
  const columns = column === 'choice_filter' ? filterColumns(form, row) : null;
  const faults = lintExpression(text, outline, columns);
  // What a calculation takes from the device is answered by the device; that is its way, and no fault.
  return faults.filter(({ rule }) => !(column === 'calculation' && rule === 'not-checked')).map(({ rule, particulars }) => at(index, column, rule, particulars));
}

/** Columns that a choice filter may name; for choices from a file we cannot know, so any. */
function filterColumns(form: SurveyForm, row: SurveyRow): ReadonlySet<string> {
  if (choiceSheets[row.type] === 'file' || listReference(row.list) !== null) return { has: () => true } as unknown as ReadonlySet<string>;
  return new Set(['name', 'label', ...choicesOf(form, row).flatMap((choice) => Object.keys(choice.columns)).map((key) => key.toLowerCase())]);
}

function lintTexts(outline: Outline, texts: readonly string[], index: number, column: string): FormFault[] {
  const names = new Set(texts.flatMap((text) => [...text.matchAll(/\$\{\s*([^}\s]+)\s*\}/g)].map(([, found]) => found as string)));
  return [...names].flatMap((found) => lintReference(found, outline)).map(({ rule, particulars }) => at(index, column, rule, particulars));
}

const most = { rows: 5_000, levels: 30 } as const;

function tooMuch({ survey }: SurveyForm): FormFault | null {
  if (survey.length > most.rows) return at(most.rows, null, 'too-large', { what: '题目行数 survey rows', limit: most.rows });
  let level = 0;
  const deep = survey.findIndex(({ type }) => { level += rowTypes[type] === 'begin' ? 1 : rowTypes[type] === 'end' ? -1 : 0; return level > most.levels; });
  return deep < 0 ? null : at(deep, 'type', 'too-large', { what: '组的嵌套层数 groups inside groups', limit: most.levels });
}

function duplicateNames(outline: Outline): FormFault[] {
  const faults: FormFault[] = [];
  const look = (siblings: readonly OutlineNode[]): void => {
    const seen = new Map<string, number>();
    for (const { row, index, children } of siblings) {
      const before = seen.get(row.name);
      if (before !== undefined && row.name !== '') faults.push(at(index, 'name', 'duplicate-name', { name: row.name, item: before }));
      seen.set(row.name, before ?? index);
      look(children);
    }
  };
  look(outline.top);
  return faults;
}

function lintChoices(form: SurveyForm): FormFault[] {
  const mayRepeat = isYes(form.settings['allow_choice_duplicates']);
  const seen = new Map<string, number>();
  return form.choices.flatMap((choice, item): FormFault[] => {
    const fault = (column: string, rule: FormRule, particulars: Particulars = {}): FormFault[] => [{ sheet: choice.sheet, item, column, rule, particulars }];
    if (choice.list === '') return fault('list_name', 'missing-list-name');
    if (choice.name === '') return fault('name', 'missing-name');
    // The same name under another county is another choice of a cascading list.
    const key = JSON.stringify([choice.sheet, choice.list, choice.name, Object.entries(choice.columns).sort()]);
    const before = seen.get(key);
    seen.set(key, before ?? item);
    return before === undefined || mayRepeat || choice.sheet !== 'choices' ? [] : fault('name', 'duplicate-choice', { name: choice.name, list: choice.list, item: before });
  });
}

function isYes(setting: string | undefined): boolean {
  return /^(yes|true|1)$/i.test(setting ?? '');
}

const longestKey = 80;

function lintSettings(form: SurveyForm, outline: Outline): FormFault[] {
  const fault = (column: string, rule: FormRule, particulars: Particulars): FormFault => ({ sheet: 'settings', item: 0, column, rule, particulars });
  const faults: FormFault[] = [];
  for (const [key, most] of [['form_id', longestKey], ['form_title', 200]] as const) {
    const { length } = form.settings[key] ?? '';
    if (length === 0 || length > most) faults.push(fault(key, 'bad-setting', { name: key, what: `1–${most} 个字符 characters` }));
  }
  const instanceName = form.settings['instance_name'];
  if (instanceName !== undefined) faults.push(...lintExpression(instanceName, outline, null).map(({ rule, particulars }) => fault('instance_name', rule, particulars)));
  return faults;
}
