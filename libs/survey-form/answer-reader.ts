import { isRecord, placesSeenFrom, type Place } from './answer-places.js';
import { evaluate, type Scope } from './evaluate.js';
import type { Choice, LogicColumn, SurveyForm } from './form.js';
import { isDeviceOnly, isVolatile } from './lint-expression.js';
import { lineage, outlineOf, type OutlineNode } from './outline.js';
import { parseExpression } from './parse.js';
import { single, toBoolean, toText, type Item, type Value } from './values.js';
import { isSaidYesOrNo, mayBeYesOrNo, saysYes } from './yes-no.js';

/** What the expressions of a form are worth on some answers: every value and every relevance is worked out once, when it is asked for. */
export class AnswerReader {
  private readonly relevance = new Map<Place, boolean | null>();
  private readonly values = new Map<Place, string | number>();

  constructor(private readonly form: SurveyForm, private readonly root: Place, private readonly now: string) {}

  /** Is this asked at all? Null: only the device can tell. What stands in something that is not asked is not asked either. */
  isRelevant(place: Place): boolean | null {
    const known = this.relevance.get(place);
    if (known !== undefined) return known;
    const above = place.parent ? this.isRelevant(place.parent) : true;
    const relevant = above === false ? false : both(above, this.decide(place, 'relevant', true));
    this.relevance.set(place, relevant);
    return relevant;
  }

  /** The value that references see: the answer, or the calculation; empty for what is not asked. */
  valueOf(place: Place): string | number {
    const known = this.values.get(place);
    if (known !== undefined) return known;
    const value = this.isRelevant(place) === false ? '' : this.calculated(place) ?? plainValue(place.given);
    this.values.set(place, value);
    return value;
  }

  /** What a calculation comes to; null for what is not one, or what the device's answer stands for. */
  calculated(place: Place): string | number | null {
    const text = place.node?.kind === 'calculate' ? place.node.row.logic.calculation : undefined;
    if (text === undefined) return null;
    const expression = parseExpression(text);
    if (isDeviceOnly(expression) || (isVolatile(expression) && place.given !== undefined)) return null;
    return storable(evaluate(expression, this.scopeAt(place)));
  }

  /** A yes-or-no column at a place; null: only the device can tell. */
  decide(place: Place, column: LogicColumn, otherwise: boolean): boolean | null {
    const text = place.node?.row.logic[column];
    if (text === undefined) return otherwise;
    if (mayBeYesOrNo.has(column) && isSaidYesOrNo(text)) return saysYes(text);
    const expression = parseExpression(text);
    return isDeviceOnly(expression) ? null : toBoolean(evaluate(expression, this.scopeAt(place)));
  }

  /** How many repetitions there must be; null: any number, or only the device can tell. */
  repeatCount(node: OutlineNode, at: Place): number | null {
    const text = node.row.logic.repeat_count;
    if (text === undefined) return null;
    const expression = parseExpression(text);
    if (isDeviceOnly(expression)) return null;
    const count = Math.trunc(Number(toText(evaluate(expression, this.scopeAt(at)))));
    return Number.isNaN(count) ? 0 : Math.max(0, count);
  }

  /** What was answered to a question, as seen from a place. */
  answersTo(name: string, from: Place): string[] {
    return this.seen(name, from).map((at) => String(this.valueOf(at))).filter((value) => value !== '');
  }

  /** May this choice be taken here? */
  offers(place: Place, choice: Choice): boolean {
    const text = place.node?.row.logic.choice_filter;
    if (text === undefined) return true;
    const expression = parseExpression(text);
    return isDeviceOnly(expression) || toBoolean(evaluate(expression, this.scopeAt(place, choice)));
  }

  private scopeAt(place: Place, choice?: Choice): Scope {
    const columns = new Map(choice ? Object.entries({ name: choice.name, label: Object.values(choice.label)[0] ?? '', ...choice.columns }).map(([key, value]) => [key.toLowerCase(), value]) : []);
    return {
      now: this.now,
      named: (name) => this.seen(name, place).map((at) => this.item(at)),
      path: (up, steps) => this.along(place, up, steps).map((at) => this.item(at)),
      column: (name) => columns.get(name.toLowerCase()) ?? '',
      indexed: (name, pairs) => this.targets(name).flatMap((line) => placesSeenFrom(this.root, line, this.root)).filter((at) => pairs.every(({ repeat, index }) => positionIn(at, repeat) === index)).map((at) => this.item(at)),
      choiceLabel: (value, question) => labelOf(outlineOf(this.form).byName.get(question)?.[0], value),
    };
  }

  private item(at: Place): Item {
    return { value: this.valueOf(at), position: at.position };
  }

  private targets(name: string): OutlineNode[][] {
    return (outlineOf(this.form).byName.get(name) ?? []).slice(0, 1).map(lineage);
  }

  private seen(name: string, from: Place): Place[] {
    return this.targets(name).flatMap((line) => placesSeenFrom(from, line, this.root));
  }

  private along(from: Place, up: number, steps: readonly string[]): Place[] {
    let at: Place | null = from;
    for (let n = 0; n < up; n += 1) at = at?.parent ?? null;
    let places: Place[] = at ? [at] : [];
    for (const step of steps) places = places.flatMap((one) => one.children.get(step) ?? []);
    return places;
  }
}

function both(a: boolean | null, b: boolean | null): boolean | null {
  return a === false || b === false ? false : a === null || b === null ? null : true;
}

function positionIn(place: Place, repeat: string): number | null {
  for (let at: Place | null = place; at; at = at.parent) if (at.node?.row.name === repeat && at.node.repeats) return at.position;
  return null;
}

function labelOf(question: OutlineNode | undefined, value: string): string {
  return Object.values(question?.choices.find((choice) => choice.name === value)?.label ?? {})[0] ?? '';
}

/** An answer as expressions see it: choices in a row, coordinates as XLSForm writes them. */
export function plainValue(given: unknown): string | number {
  if (given === undefined || given === null || given === false) return '';
  if (typeof given === 'number' || typeof given === 'string') return given;
  if (given === true) return 'OK';
  if (Array.isArray(given)) return given.map((one) => String(plainValue(one))).join(given.every(isRecord) ? ';' : ' ');
  const { latitude, longitude, altitude, accuracy } = given as { latitude?: unknown; longitude?: unknown; altitude?: unknown; accuracy?: unknown };
  return [latitude, longitude, altitude ?? 0, accuracy ?? 0].map(String).join(' ');
}

/** What can be kept of a computed value. */
function storable(value: Value): string | number {
  const one = single(value);
  if (typeof one === 'boolean') return String(one);
  return typeof one === 'number' && !Number.isFinite(one) ? '' : one;
}
