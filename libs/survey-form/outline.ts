import { choicesOf, otherChoice, rowTypes, type AnswerKind, type Choice, type SurveyForm, type SurveyRow } from './form.js';

/** A row in its place: the form as a tree. */
export type OutlineNode = {
  readonly row: SurveyRow;
  /** Its place in `form.survey`; that of its question for the text that `or_other` adds. */
  readonly index: number;
  readonly parent: OutlineNode | null;
  /** Null for groups, repeats and loops. */
  readonly kind: AnswerKind | null;
  /** May stand for several answers: a repeat, or a loop over choices. */
  readonly repeats: boolean;
  readonly choices: readonly Choice[];
  readonly children: OutlineNode[];
};

export type Outline = {
  readonly top: readonly OutlineNode[];
  readonly byName: ReadonlyMap<string, readonly OutlineNode[]>;
  /** Rows that close what is not open, and rows that open what is never closed. */
  readonly unbalanced: readonly { readonly index: number; readonly rule: 'closes-nothing' | 'never-closed' }[];
};

const outlines = new WeakMap<SurveyForm, Outline>();

/** The tree of a form's rows. A form that is not balanced has one too, for its other faults to be found. */
export function outlineOf(form: SurveyForm): Outline {
  const known = outlines.get(form);
  if (known) return known;
  const outline = build(form);
  outlines.set(form, outline);
  return outline;
}

function build(form: SurveyForm): Outline {
  const top: OutlineNode[] = [];
  const byName = new Map<string, OutlineNode[]>();
  const unbalanced: { index: number; rule: 'closes-nothing' | 'never-closed' }[] = [];
  let open: OutlineNode | null = null;
  const add = (row: SurveyRow, index: number): OutlineNode => {
    const way = rowTypes[row.type];
    const node: OutlineNode = {
      row, index, parent: open, kind: way === 'begin' || way === 'end' ? null : way, repeats: row.type === 'begin repeat' || row.type === 'begin loop',
      choices: choicesWithOther(form, row), children: [],
    };
    (open?.children ?? top).push(node);
    const namesakes = byName.get(row.name);
    if (namesakes) namesakes.push(node);
    else byName.set(row.name, [node]);
    return node;
  };
  for (const [index, row] of form.survey.entries()) {
    const way = rowTypes[row.type];
    if (way === 'end') {
      const closes: OutlineNode | null = open;
      if (closes?.row.type.slice('begin '.length) === row.type.slice('end '.length)) open = (closes as OutlineNode).parent;
      else unbalanced.push({ index, rule: 'closes-nothing' });
      continue;
    }
    const node = add(row, index);
    if (way === 'begin') open = node;
    if (row.orOther) add(otherText(row), index);
  }
  for (let node: OutlineNode | null = open; node; node = (node as OutlineNode).parent) unbalanced.push({ index: node.index, rule: 'never-closed' });
  return { top, byName, unbalanced };
}

function choicesWithOther(form: SurveyForm, row: SurveyRow): readonly Choice[] {
  const listed = choicesOf(form, row);
  if (!row.orOther || listed.some((choice) => choice.name === otherChoice)) return listed;
  return [...listed, { sheet: 'choices', list: row.list, name: otherChoice, label: { '': 'Other' }, columns: {} }];
}

/** `or_other` asks for the text when "other" is chosen. */
function otherText({ name }: SurveyRow): SurveyRow {
  return { type: 'text', list: '', orOther: false, name: `${name}_other`, texts: {}, logic: { relevant: `selected(\${${name}}, '${otherChoice}')` }, other: {} };
}

/** The node and what it stands in, outermost first. */
export function lineage(node: OutlineNode): OutlineNode[] {
  const line: OutlineNode[] = [];
  for (let at: OutlineNode | null = node; at; at = at.parent) line.unshift(at);
  return line;
}
