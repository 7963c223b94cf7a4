import { checkAnswers } from './check-answers.js';
import type { SurveyForm, SurveyRow } from './form.js';
import { lintForm } from './lint.js';
import { isError } from './findings.js';
import { readType } from './row-type.js';

type Row = readonly [type: string, name?: string, logic?: SurveyRow['logic'], texts?: SurveyRow['texts']];

/** A form as a table of types, names and logic. */
function aForm(rows: readonly Row[], choices: Readonly<Record<string, readonly (string | readonly [string, Record<string, string>])[]>> = {}): SurveyForm {
  return {
    survey: rows.map(([type, name = '', logic = {}, texts = {}]) => {
      const read = readType(type);
      if (!read) throw new Error(type);
      return { ...read, name, logic, texts, other: {} };
    }),
    choices: Object.entries(choices).flatMap(([list, names]) => names.map((one) => ({ sheet: 'choices' as const, list, label: {}, ...(typeof one === 'string' ? { name: one, columns: {} } : { name: one[0], columns: one[1] }) }))),
    settings: { form_id: 'f', form_title: 'F' },
  };
}
const now = '2026-11-25T08:00:00.000Z';
const faultsOf = (form: SurveyForm, answers: Record<string, unknown>): string[] => checkAnswers(form, answers, { now }).faults.map((fault) => `${fault.path} ${fault.rule}`);
const someFile = '6f1e7a80-1111-4000-8000-00000000000f';

const shop = aForm([
  ['text', 'shop', { required: 'yes' }], ['select_one yn', 'sells', { required: 'true()' }], ['begin group', 'sales', { relevant: "${sells} = 'yes'" }],
  ['integer', 'monthly', { required: 'yes', constraint: '. > 0 and . <= 10000' }, { constraint_message: { zh: '一到一万', en: '1 to 10,000' } }], ['decimal', 'price', { constraint: '. < ${monthly}' }],
  ['calculate', 'turnover', { calculation: '${monthly} * ${price}' }], ['end group'],
  ['select_multiple brands or_other', 'brands'], ['integer', 'n', { required: '${sells} = "no"' }],
  ['begin repeat', 'visits', { repeat_count: '${n}' }], ['date', 'day', { required: 'yes', constraint: '. <= today()' }], ['image', 'photo'], ['calculate', 'number', { calculation: 'position(..)' }], ['text', 'why', { relevant: "${number} > 1" }], ['end repeat'],
  ['calculate', 'last', { calculation: 'max(${day})' }], ['note', 'thanks'],
], { yn: ['yes', 'no'], brands: ['a', 'b'] });

it('the form of these tests is a good one', () => expect(lintForm(shop).filter((fault) => isError(fault.rule))).toEqual([]));

const good = { shop: '东店', sells: 'yes', sales: { monthly: 10, price: 2.5 }, brands: ['a'], n: 1, visits: [{ day: '2026-11-01', photo: someFile }] };

it('good answers have no faults, and their calculations and files are told', () => {
  expect(checkAnswers(shop, good, { now })).toEqual({ faults: [], calculated: { 'sales.turnover': 25, 'visits.0.number': 1, last: 20758 }, files: [{ path: 'visits.0.photo', id: someFile }] });
});

it.each<[string, Record<string, unknown>, string[]]>([
  ['a required answer left out', { ...good, shop: '  ' }, ['shop wrong-shape']],
  ['a required answer that is not there', { ...good, shop: undefined }, ['shop required']],
  ['a question that the form does not have', { ...good, colour: 'red' }, ['colour unknown-question']],
  ['a question inside a group that it does not have', { ...good, sales: { ...good.sales, x: 1 } }, ['sales.x unknown-question']],
  ['an answer to what is skipped', { ...good, sells: 'no' }, ['sales.monthly not-relevant', 'sales.price not-relevant']],
  ['a required by condition', { ...good, sells: 'no', sales: {}, n: undefined, visits: [] }, ['n required']],
  ['a broken constraint', { ...good, sales: { monthly: 0 } }, ['sales.monthly constraint']],
  ['a constraint over another answer', { ...good, sales: { monthly: 2, price: 3 } }, ['sales.price constraint']],
  ['a text for a number', { ...good, sales: { monthly: '10' } }, ['sales.monthly wrong-shape']],
  ['half a thing where whole ones are counted', { ...good, sales: { monthly: 1.5 } }, ['sales.monthly wrong-shape']],
  ['no choice', { ...good, brands: ['a', 'z'] }, ['brands not-a-choice']],
  ['a choice twice', { ...good, brands: ['a', 'a'] }, ['brands chosen-twice']],
  ['one choice where a list is asked', { ...good, brands: 'a' }, ['brands wrong-shape']],
  ['another text without other', { ...good, brands_other: 'x' }, ['brands_other not-relevant']],
  ['too few repetitions', { ...good, n: 2 }, ['visits repeat-count']],
  ['repetitions that were not counted', { ...good, n: undefined }, ['visits repeat-count']],
  ['a repetition that is no object', { ...good, visits: ['x'] }, ['visits wrong-shape']],
  ['an object for a repeat', { ...good, visits: { day: '2026-11-01' } }, ['visits wrong-shape']],
  ['a day that does not exist', { ...good, visits: [{ day: '2026-02-30' }] }, ['visits.0.day wrong-shape']],
  ['a day to come', { ...good, visits: [{ day: '2027-01-01' }] }, ['visits.0.day constraint']],
  ['a photo that is no reference', { ...good, visits: [{ day: '2026-11-01', photo: 'data:image/png;base64,xxx' }] }, ['visits.0.photo wrong-shape']],
  ['a calculation that comes to something else', { ...good, sales: { ...good.sales, turnover: 26 } }, ['sales.turnover calculation-differs']],
  ['an answer to a note', { ...good, thanks: 'you' }, ['thanks not-an-answer']],
  ['names that every object has', { ...good, constructor: 'x' }, ['constructor unknown-question']],
])('%s is a fault', (_, answers, faults) => expect(faultsOf(shop, answers)).toEqual(faults));

it.each<[string, Record<string, unknown>]>([
  ['other with its text', { ...good, brands: ['a', 'other'], brands_other: '自有' }], ['the calculation as the device made it', { ...good, sales: { ...good.sales, turnover: 25.0000000001 } }],
  ['what is not asked, left out', { shop: 'x', sells: 'no', n: 0 }], ['blank lists and texts', { ...good, brands: [], brands_other: '' }],
  ['two visits with a reason for the second', { ...good, n: 2, visits: [{ day: '2026-11-01' }, { day: '2026-11-02', why: '补访' }] }],
])('%s is no fault', (_, answers) => expect(faultsOf(shop, answers)).toEqual([]));

it('says what the author says about a constraint, in every language', () => {
  expect(checkAnswers(shop, { ...good, sales: { monthly: 0 } }, { now }).faults[0]).toEqual({ path: 'sales.monthly', rule: 'constraint', zh: '不符合约束:一到一万 / 1 to 10,000', en: 'Breaks the constraint: 一到一万 / 1 to 10,000' });
});

it('a cascading choice takes only what its filter lets through', () => {
  const form = aForm([['select_one states', 'state'], ['select_one counties', 'county', { choice_filter: 'cf = ${state}' }]], { states: ['tx', 'wa'], counties: [['king', { cf: 'wa' }], ['king', { cf: 'tx' }], ['pierce', { cf: 'wa' }]] });
  expect(faultsOf(form, { state: 'tx', county: 'king' })).toEqual([]);
  expect(faultsOf(form, { state: 'tx', county: 'pierce' })).toEqual(['county not-a-choice']);
  expect(faultsOf(form, { county: 'king' })).toEqual(['county not-a-choice']);
});

it('choices may be what was answered in a repeat', () => {
  const form = aForm([['begin repeat', 'children'], ['text', 'child'], ['end repeat'], ['select_one ${child}', 'youngest']]);
  expect(lintForm(form)).toEqual([]);
  expect(faultsOf(form, { children: [{ child: '小明' }, { child: '小红' }], youngest: '小红' })).toEqual([]);
  expect(faultsOf(form, { children: [{ child: '小明' }], youngest: '小红' })).toEqual(['youngest not-a-choice']);
});

it('yes and no in plain words are conditions', () => {
  const form = aForm([['text', 'a', { relevant: 'no' }], ['text', 'b', { relevant: 'TRUE', required: 'Yes', constraint: 'yes' }]]);
  expect(lintForm(form)).toEqual([]);
  expect(faultsOf(form, { a: 'x' })).toEqual(['a not-relevant', 'b required']);
});

it('repeats inside repeats see their own repetition, and the whole from outside', () => {
  const form = aForm([
    ['begin repeat', 'trees'], ['integer', 'tag'], ['begin repeat', 'stems'], ['integer', 'girth', { constraint: '. >= ${tag}' }], ['end repeat'], ['calculate', 'stem_count', { calculation: 'count(${stems})' }], ['end repeat'],
    ['calculate', 'total', { calculation: 'sum(${girth})' }], ['calculate', 'second', { calculation: 'indexed-repeat(${tag}, ${trees}, 2)' }],
  ]);
  const answers = { trees: [{ tag: 1, stems: [{ girth: 5 }, { girth: 6 }] }, { tag: 9, stems: [{ girth: 8 }] }] };
  const { faults, calculated } = checkAnswers(form, answers, { now });
  expect(faults.map((fault) => `${fault.path} ${fault.rule}`)).toEqual(['trees.1.stems.0.girth constraint']);
  expect(calculated).toEqual({ 'trees.0.stem_count': 2, 'trees.1.stem_count': 1, total: 19, second: 9 });
});

it('a loop asks once for every choice', () => {
  const form = aForm([['begin loop over kinds', 'toilets'], ['integer', 'number', { required: 'yes' }], ['end loop'], ['calculate', 'all', { calculation: 'sum(${number})' }]], { kinds: ['pit', 'bucket'] });
  expect(checkAnswers(form, { toilets: { pit: { number: 2 }, bucket: { number: 3 } } }, { now })).toMatchObject({ faults: [], calculated: { all: 5 } });
  expect(faultsOf(form, { toilets: { pit: { number: 2 }, golden: { number: 1 } } })).toEqual(['toilets.golden not-a-choice', 'toilets.bucket.number required']);
});

it('what only the device knows is left to the device', () => {
  const form = aForm([['calculate', 'place', { calculation: "pulldata('list', 'a', 'b', 'c')" }], ['text', 'x', { relevant: 'random() < 0.5', required: 'yes' }], ['calculate', 'y', { calculation: "concat(${place}, '!')" }]]);
  expect(checkAnswers(form, { place: '奉贤' }, { now })).toEqual({ faults: [], calculated: { y: '奉贤!' }, files: [] });
  expect(faultsOf(form, { x: 'answered' })).toEqual([]);
});

const lintRules = (form: SurveyForm): string[] => lintForm(form).map((fault) => `${fault.item} ${fault.column} ${fault.rule}`);
it.each<[string, SurveyForm, string[]]>([
  ['an unknown function', aForm([['text', 'a', { relevant: 'sudo(1)' }]]), ['0 relevant unknown-function']],
  ['an inherited name as function', aForm([['text', 'a', { constraint: 'constructor(.)' }]]), ['0 constraint unknown-function']],
  ['too few arguments', aForm([['text', 'a', { constraint: 'if(. = 1, 2)' }]]), ['0 constraint argument-count']],
  ['a reference to nothing', aForm([['note', 'a', { relevant: '${b} = 1' }, { label: { '': 'Hello ${c}' } }]]), ['0 relevant unknown-reference', '0 label unknown-reference']],
  ['a reference to two', aForm([['begin group', 'g'], ['text', 'a'], ['end group'], ['text', 'a'], ['calculate', 'b', { calculation: '${a}' }]]), ['4 calculation ambiguous-reference']],
  ['a bare name', aForm([['text', 'a'], ['text', 'b', { relevant: 'a = 1' }]]), ['1 relevant bare-name']],
  ['a name used twice in a group', aForm([['text', 'a'], ['text', 'a']]), ['1 name duplicate-name']],
  ['a bad name', aForm([['text', '1a']]), ['0 name bad-name']],
  ['no name', aForm([['text']]), ['0 name missing-name']],
  ['a list that is not there', aForm([['select_one x', 'a']]), ['0 type unknown-list']],
  ['a group never closed', aForm([['begin group', 'a'], ['text', 'b']]), ['0 type never-closed']],
  ['a repeat closed as a group', aForm([['begin repeat', 'a'], ['end group']]), ['0 type never-closed', '1 type closes-nothing']],
  ['a value that depends on itself', aForm([['calculate', 'a', { calculation: '${b} + 1' }], ['calculate', 'b', { calculation: '${a}' }]]), ['0 calculation cycle']],
  ['a group asked by what is in it', aForm([['begin group', 'g', { relevant: '${a} = 1' }], ['integer', 'a'], ['end group']]), ['0 relevant cycle']],
  ['a pattern that looks ahead', aForm([['text', 'a', { constraint: "regex(., '(?=x)')" }]]), ['0 constraint bad-argument']],
  ['a calculation of nothing', aForm([['calculate', 'a']]), ['0 calculation missing-calculation']],
  ['two equal choices', aForm([['select_one x', 'a']], { x: ['1', '1'] }), ['1 name duplicate-choice']],
  ['groups too deep in groups', aForm([...Array.from({ length: 4_000 }, (_, n): Row => ['begin group', `g${n}`]), ...Array.from({ length: 1_000 }, (): Row => ['end group'])]), ['30 type too-large']],
  ['more rows than a form can have', aForm(Array.from({ length: 5_001 }, (_, n): Row => ['text', `q${n}`])), ['5000 null too-large']],
  ['a chain of calculations without end', aForm(Array.from({ length: 3_000 }, (_, n): Row => ['calculate', `c${n}`, { calculation: n === 2_999 ? '1' : `\${c${n + 1}} + 1` }])), [expect.stringMatching(/too-large$/) as unknown as string]],
  ['the same chain, written the other way round', aForm(Array.from({ length: 3_000 }, (_, n): Row => ['calculate', `c${n}`, { calculation: n === 0 ? '1' : `\${c${n - 1}} + 1` }])), ['300 null too-large']],
  ['no questions', aForm([]), ['null null empty-survey']],
])('the lint tells %s', (_, form, faults) => expect(lintRules(form)).toEqual(faults));
