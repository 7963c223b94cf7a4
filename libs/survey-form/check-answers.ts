import { answerFault, type AnswerFault, type AnswerRule } from './answer-faults.js';
import { isRecord, layOut, mostRepetitions, type Answers, type Place } from './answer-places.js';
import { AnswerReader } from './answer-reader.js';
import { isBlank, shapeOf } from './answer-shape.js';
import { choiceSheets, listReference, type SurveyForm } from './form.js';
import { outlineOf, type OutlineNode } from './outline.js';
import { toText } from './values.js';

export type CheckedAnswers = {
  /** In the order of the form; none: the answers fit it. */
  readonly faults: readonly AnswerFault[];
  /** What the calculations come to, by path; those that only the device can tell are left to its answers. */
  readonly calculated: Readonly<Record<string, string | number>>;
  /** Ids of the stored files that are referred to, with the paths that refer to them. */
  readonly files: readonly { readonly path: string; readonly id: string }[];
};

/** Nobody mends more at once. */
const mostFaults = 200;

/**
 * Holds answers to the form under which they were given: that every question exists, is asked, is answered where it must be, by a value of its
 * type and one of its choices, within its constraint, as often as it repeats. Answers lie as the form does: groups are objects, repeats lists of
 * objects, loops objects by choice. `now` is the instant at which they were given. The form has passed the lint.
 */
export function checkAnswers(form: SurveyForm, answers: Answers, { now }: { readonly now: string }): CheckedAnswers {
  const { top } = outlineOf(form);
  const root = layOut(top, answers);
  const check = new AnswerCheck(new AnswerReader(form, root, now));
  check.inside(root, top);
  return { faults: check.faults.slice(0, mostFaults), calculated: check.calculated, files: check.files };
}

class AnswerCheck {
  readonly faults: AnswerFault[] = [];
  readonly calculated: Record<string, string | number> = {};
  readonly files: { path: string; id: string }[] = [];

  constructor(private readonly reader: AnswerReader) {}

  private add(path: string, rule: AnswerRule, particulars: Readonly<Record<string, string | number>> = {}): void {
    this.faults.push(answerFault(path, rule, particulars));
  }

  inside(at: Place, nodes: readonly OutlineNode[]): void {
    for (const name of at.strange) this.add(at.path === '' ? name : `${at.path}.${name}`, 'unknown-question');
    for (const node of nodes) {
      const places = at.children.get(node.row.name) ?? [];
      if (node.kind !== null) for (const place of places) this.question(place, node);
      else this.section(node, at, places);
    }
  }

  private section(node: OutlineNode, at: Place, places: readonly Place[]): void {
    const path = at.path === '' ? node.row.name : `${at.path}.${node.row.name}`;
    const given = isRecord(at.given) && Object.hasOwn(at.given, node.row.name) ? at.given[node.row.name] : undefined;
    const isList = node.row.type === 'begin repeat';
    if (given !== undefined && (isList ? !(Array.isArray(given) && given.every(isRecord)) : !isRecord(given))) {
      this.add(path, 'wrong-shape', isList ? { zh: '对象列表', en: 'a list of objects' } : { zh: '对象', en: 'an object' });
      return;
    }
    if (isList) this.repetitions(node, at, path, Array.isArray(given) ? given.length : 0);
    if (node.row.type === 'begin loop') this.strangeKeys(given, node, path);
    for (const place of places) this.inside(place, node.children);
  }

  private strangeKeys(given: unknown, node: OutlineNode, path: string): void {
    for (const key of isRecord(given) ? Object.keys(given) : []) if (!node.choices.some((choice) => choice.name === key)) this.add(`${path}.${key}`, 'not-a-choice', { value: key });
  }

  private repetitions(node: OutlineNode, at: Place, path: string, found: number): void {
    if (found > mostRepetitions) this.add(path, 'too-many', { limit: mostRepetitions });
    // A repeat is asked or not as a whole: its condition is seen from where it stands.
    const self: Place = { ...at, node, parent: at, position: 1, given: undefined, children: new Map(), strange: [] };
    const relevant = this.reader.isRelevant(self);
    if (relevant === false) {
      if (found > 0) this.add(path, 'not-relevant');
      return;
    }
    const expected = this.reader.repeatCount(node, self);
    if (relevant === true && expected !== null && expected !== found) this.add(path, 'repeat-count', { expected, found });
  }

  private question(place: Place, node: OutlineNode): void {
    const { path, given } = place;
    const relevant = this.reader.isRelevant(place);
    if (relevant === false) {
      if (!isBlank(given)) this.add(path, 'not-relevant');
      return;
    }
    if (node.kind === 'calculate') this.calculation(place);
    else if (isBlank(given)) {
      if (relevant === true && node.kind !== 'nothing' && this.reader.decide(place, 'required', false) === true) this.add(path, 'required');
    } else this.answer(place, node);
  }

  private calculation(place: Place): void {
    const { path, given } = place;
    const expected = this.reader.calculated(place);
    if (expected !== null) this.calculated[path] = expected;
    if (isBlank(given)) return;
    if (!shapeOf('calculate').fits(given)) this.add(path, 'wrong-shape', { zh: shapeOf('calculate').zh, en: shapeOf('calculate').en });
    else if (expected !== null && !agree(expected, given as string | number)) this.add(path, 'calculation-differs', { expected });
  }

  private answer(place: Place, node: OutlineNode): void {
    const { path, given } = place;
    const kind = node.kind as Exclude<OutlineNode['kind'], null>;
    const shape = shapeOf(kind);
    if (kind === 'nothing') return this.add(path, 'not-an-answer');
    if (!shape.fits(given)) return this.add(path, 'wrong-shape', { zh: shape.zh, en: shape.en });
    if (kind === 'one' || kind === 'many') this.choices(place, node, kind === 'one' ? [given as string] : given as readonly string[]);
    if (kind === 'file') this.files.push({ path, id: (given as string).toLowerCase() });
    if (this.reader.decide(place, 'constraint', true) === false) this.add(path, 'constraint', { message: messageOf(node) });
  }

  private choices(place: Place, node: OutlineNode, taken: readonly string[]): void {
    for (const value of new Set(taken.filter((one, index) => taken.indexOf(one) !== index))) this.add(place.path, 'chosen-twice', { value });
    const reference = listReference(node.row.list);
    const answered = reference === null ? [] : this.reader.answersTo(reference, place);
    if (reference !== null) for (const value of new Set(taken)) if (!answered.includes(value)) this.add(place.path, 'not-a-choice', { value: value.slice(0, 80) });
    // An osm question without tags, and choices from a file that only the device has.
    if (choiceSheets[node.row.type] === 'file' || node.choices.length === 0) return;
    const offered = (value: string): boolean => node.choices.some((choice) => choice.name === value && this.reader.offers(place, choice));
    for (const value of new Set(taken)) if (!offered(value)) this.add(place.path, 'not-a-choice', { value: value.slice(0, 80) });
    if (node.row.type === 'rank' && node.choices.some((choice) => this.reader.offers(place, choice) && !taken.includes(choice.name))) this.add(place.path, 'rank-all');
  }
}

/** The message of the form's author in every language, else the constraint itself. */
function messageOf({ row }: OutlineNode): string {
  const said = Object.values(row.texts.constraint_message ?? {});
  return said.length > 0 ? said.join(' / ') : row.logic.constraint ?? '';
}

/** Devices round the last digits in their own way. */
function agree(expected: string | number, given: string | number): boolean {
  if (toText(expected) === toText(given)) return true;
  const [a, b] = [Number(expected), Number(given)];
  return expected !== '' && given !== '' && Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
