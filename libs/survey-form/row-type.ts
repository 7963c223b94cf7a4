import { rowTypes, type RowType, type SurveyRow } from './form.js';

export type ReadType = Pick<SurveyRow, 'type' | 'list' | 'orOther'>;

/** Older and looser spellings of the types, all of which XLSForm tools still take. */
const aliases: Readonly<Record<string, RowType>> = {
  string: 'text', int: 'integer', dateTime: 'datetime', 'date time': 'datetime', gps: 'geopoint', location: 'geopoint', photo: 'image', picture: 'image',
  trigger: 'acknowledge', phone_number: 'phone number', 'uri:phonenumber': 'phonenumber', 'device id': 'deviceid', 'sim serial': 'simserial', 'subscriber id': 'subscriberid', imei: 'deviceid',
  'start time': 'start', 'end time': 'end', datenow: 'today', begin_group: 'begin group', end_group: 'end group', begin_repeat: 'begin repeat',
  end_repeat: 'end repeat', end_loop: 'end loop',
};

const select: readonly (readonly [RegExp, RowType])[] = [
  [/^select_one_from_file\s+(\S+)$/i, 'select_one_from_file'],
  [/^select_multiple_from_file\s+(\S+)$/i, 'select_multiple_from_file'],
  [/^select_one_external\s+(\S+)$/i, 'select_one_external'],
  [/^(?:select_one|select one|select1)(?: from)?\s+(\S+)$/i, 'select_one'],
  [/^(?:select_multiple|select multiple|select all that apply|select all)(?: from)?\s+(\S+)$/i, 'select_multiple'],
  [/^rank\s+(\S+)$/i, 'rank'],
  [/^osm\s+(\S+)$/i, 'osm'],
  [/^begin[ _]loop over\s+(\S+)$/i, 'begin loop'],
];
const other = /\s+(?:or_other|or specify other|or other)$/i;

/** Reads the type cell of a survey row; null when no such type is known. */
export function readType(cell: string): ReadType | null {
  const text = cell.trim().replace(/\s+/g, ' ');
  const plain = Object.hasOwn(rowTypes, text.toLowerCase()) ? (text.toLowerCase() as RowType) : aliases[text] ?? aliases[text.toLowerCase()];
  if (plain !== undefined && !takesList(plain)) return { type: plain, list: '', orOther: false };
  const orOther = other.test(text);
  for (const [pattern, type] of select) {
    const list = pattern.exec(text.replace(other, ''))?.[1];
    if (list !== undefined && (!orOther || type === 'select_one' || type === 'select_multiple')) return { type, list, orOther };
  }
  return null;
}

/** An osm question may go without tags. */
function takesList(type: RowType): boolean {
  return select.some(([, listed]) => listed === type) && type !== 'osm';
}

/** The type cell in today's spelling. */
export function writeType({ type, list, orOther }: ReadType): string {
  const name = type === 'begin loop' ? 'begin loop over' : type;
  return `${name}${list === '' ? '' : ` ${list}`}${orOther ? ' or_other' : ''}`;
}
