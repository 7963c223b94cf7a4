import { isRecord } from './answer-places.js';
import type { AnswerKind } from './form.js';
import { daysOf } from './values.js';

type Shape = { readonly zh: string; readonly en: string; fits(answer: unknown): boolean };

const longestText = 10_000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const isText = (answer: unknown): answer is string => typeof answer === 'string' && answer.trim() !== '' && answer.length <= longestText;
const isDate = (answer: unknown): boolean => isText(answer) && answer.length === 10 && !Number.isNaN(daysOf(answer));

function isPoint(answer: unknown): boolean {
  if (!isRecord(answer)) return false;
  const { latitude, longitude, ...rest } = answer;
  const within = (value: unknown, limit: number): boolean => typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= limit;
  return within(latitude, 90) && within(longitude, 180)
    && Object.entries(rest).every(([key, value]) => (key === 'altitude' || key === 'accuracy') && typeof value === 'number' && Number.isFinite(value));
}

/** What an answer of each kind looks like in JSON. */
const shapes: Readonly<Record<AnswerKind, Shape>> = {
  text: { zh: '文本', en: 'a text', fits: isText },
  integer: { zh: '整数', en: 'a whole number', fits: Number.isSafeInteger },
  decimal: { zh: '数字', en: 'a number', fits: Number.isFinite },
  date: { zh: '日期 YYYY-MM-DD', en: 'a date, YYYY-MM-DD', fits: isDate },
  time: { zh: '时间 HH:MM', en: 'a time, HH:MM', fits: (answer) => isText(answer) && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/.test(answer) },
  datetime: { zh: '带时区的时刻', en: 'an instant with its zone', fits: (answer) => isText(answer) && /T.*(Z|[+-]\d{2}:\d{2})$/.test(answer) && !Number.isNaN(daysOf(answer)) },
  one: { zh: '一个选项名', en: 'the name of a choice', fits: isText },
  many: { zh: '选项名列表', en: 'a list of names of choices', fits: (answer) => Array.isArray(answer) && answer.length <= 1_000 && answer.every(isText) },
  point: { zh: '坐标 { latitude, longitude, altitude?, accuracy? }', en: 'a point { latitude, longitude, altitude?, accuracy? }', fits: isPoint },
  points: { zh: '坐标列表', en: 'a list of points', fits: (answer) => Array.isArray(answer) && answer.length <= 10_000 && answer.every(isPoint) },
  file: { zh: '已存储文件的编号', en: 'the id of a stored file', fits: (answer) => typeof answer === 'string' && uuid.test(answer) },
  acknowledge: { zh: 'true', en: 'true', fits: (answer) => answer === true },
  calculate: { zh: '文本或数字', en: 'a text or a number', fits: (answer) => isText(answer) || Number.isFinite(answer) },
  nothing: { zh: '空', en: 'nothing', fits: () => false },
};

export function shapeOf(kind: AnswerKind): Shape {
  return shapes[kind];
}

/** Nothing answered: left out, null, an empty text or an empty list. */
export function isBlank(answer: unknown): boolean {
  return answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0);
}
