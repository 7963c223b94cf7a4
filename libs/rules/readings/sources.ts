import type { Form, Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import { playbook, type DeliverableKey, type FormKey, type FormOf, type KpiKey } from '../../playbook/playbook.js';
import { templateItems, type TemplateItem } from '../../playbook/template-items.js';

/*
 * The words in which a figure says what it rests on. Papers, their fields and KPIs are called by the playbook's own titles; what people
 * typed (codes, names, days) stands the same in both languages.
 */

type Titled = { readonly title: Text };
const deliverables: Readonly<Record<string, Titled & { readonly form?: Form }>> = Object.assign({}, ...playbook.stages.map((stage) => stage.deliverables));
const kpis: Readonly<Record<string, Titled>> = Object.assign({}, ...playbook.stages.map((stage) => stage.kpis));

function titleIn(titled: Readonly<Record<string, Titled>>, key: string): Text {
  const found = titled[key];
  if (!found) throw new Error(`The playbook has no ${key}`);
  return found.title;
}

/** The rows of the street, as they are called inside a sentence. */
export const street = {
  sales: text('销售明细', 'sale lines'),
  orders: text('订货日', 'order days'),
  visits: text('拜访', 'visits'),
  stock: text('库存检查', 'stock checks'),
  prices: text('价格检查', 'price checks'),
  dealerStock: text('经销商库存', 'dealer stock'),
  terminals: text('终端', 'terminals'),
  routes: text('线路', 'routes'),
  surveyed: text('调查记录', 'survey records'),
} as const satisfies Readonly<Record<string, Text>>;

/** What people typed: codes, numbers, days. */
export function named(...words: readonly (string | number)[]): Text {
  return text(words.join('、'), words.join(', '));
}

/** One after another; one that says nothing is left out. */
export function list(...texts: readonly Text[]): Text {
  const said = texts.filter(({ zh }) => zh !== '');
  return text(said.map(({ zh }) => zh).join(';'), said.map(({ en }) => en).join('; '));
}

/** What it is, and what there is to say about it. */
export function saying(what: Text, about: Text): Text {
  return about.zh === '' ? what : text(`${what.zh}:${about.zh}`, `${sentence(what.en)}: ${about.en}`);
}

/** Deliverables by their titles. */
export function papers(...keys: readonly DeliverableKey[]): Text {
  return from(...keys.map((key) => titleIn(deliverables, key)));
}

/** How many of a deliverable; none is one that was not handed in. */
export function copies(count: number, key: DeliverableKey): Text {
  if (count === 0) return notHandedIn(key);
  const { zh, en } = titleIn(deliverables, key);
  return text(`${zh}(${count} 份)`, `${en} (${count})`);
}

/** A field of a form by its title. */
export function fieldOf<K extends FormKey>(form: K, field: keyof FormOf<K> & string): Text {
  return titleIn(deliverables[form]?.form?.fields ?? {}, field);
}

/** A KPI by its title. */
export function kpiTitle(key: KpiKey): Text {
  return titleIn(kpis, key);
}

/** An item of the template by its title. */
export function templateItem(key: TemplateItem): Text {
  return templateItems[key].title;
}

/** One of these papers, or each of them, is not there. */
export function notHandedIn(...keys: readonly DeliverableKey[]): Text {
  const titles = keys.map((key) => titleIn(deliverables, key));
  return text(`未提交:${titles.map(({ zh }) => zh).join('或')}`, `Not handed in: ${titles.map(({ en }) => en).join(' or ')}`);
}

export function none(...of: readonly Text[]): Text {
  return text(of.map(({ zh }) => `没有${zh}`).join(',也'), sentence(of.map(({ en }) => `no ${en}`).join(', ')));
}

/** All of them together. */
export function from(...rows: readonly Text[]): Text {
  return text(rows.map(({ zh }) => zh).join('和'), sentence(rows.map(({ en }) => en).join(' and ')));
}

/** Rows counted up to a day. */
export function upTo(day: string, ...rows: readonly Text[]): Text {
  const { zh, en } = from(...rows);
  return text(`${zh},截至 ${day}`, `${en} up to ${day}`);
}

/** What is still to come, or as `label` has it; the sentence for all there when nothing is. */
export function missing(what: readonly Text[], complete: Text, label: Text = text('缺', 'Missing')): Text {
  return what.length === 0 ? complete : saying(label, list(...what));
}

/** A part of a whole, for people. */
export function percent(value: number): string {
  return `${Math.round(value * 1e4) / 100} %`;
}

function sentence(en: string): string {
  return `${en.slice(0, 1).toUpperCase()}${en.slice(1)}`;
}
