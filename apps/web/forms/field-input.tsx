import { DatePicker, Input, InputNumber, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import type { Field } from '../../../libs/playbook/define-form.js';
import { useWords } from '../language/i18n.js';
import { minorUnits } from '../shell/format.js';
import { useFormScope } from './form-scope.js';
import { titlesOfNumbers } from './form-value.js';
import { MarketInput } from './market-input.js';

export type PlainField = Exclude<Field, { type: 'rows' }>;
type Props = {
  readonly name: string;
  readonly field: PlainField;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly id: string;
  readonly label: string;
  readonly faulty: boolean;
  /** In a table: no unit in the field, the column says it. */
  readonly inTable?: boolean;
};

/** One field of any type. Empty is `null`. Money is typed in major units and kept in minor ones; a ratio is typed in percent and kept as 0–1. */
export function FieldInput(props: Props) {
  const { field, name } = props;
  switch (field.type) {
    case 'text':
      return <TextInput {...props} max={field.max ?? 4000} />;
    case 'code':
      return name === 'market' ? <MarketInput {...props} /> : <TextInput {...props} max={120} />;
    case 'date':
      return <DateInput {...props} />;
    case 'yes-no':
      return <YesNo {...props} />;
    case 'choice':
      return <Choice {...props} options={Object.entries(field.options).map(([value, title]) => ({ value, title }))} />;
    case 'integer': {
      const known = titlesOfNumbers(name);
      return known ? (
        <Choice {...props} options={known.map(({ no, title }) => ({ value: no, title: { zh: `${no} ${title.zh}`, en: `${no} ${title.en}` } }))} />
      ) : (
        <NumberInput {...props} digits={0} scale={1} />
      );
    }
    case 'quantity':
      return <NumberInput {...props} scale={1} {...(field.unit !== 'as-stated' && { unit: field.unit })} />;
    case 'money':
      return <MoneyInput {...props} />;
    case 'ratio':
      return <NumberInput {...props} scale={0.01} unit="%" always />;
  }
}

function status(faulty: boolean): { status?: 'error'; 'aria-invalid'?: true } {
  return faulty ? { status: 'error', 'aria-invalid': true } : {};
}

function TextInput({ id, label, value, change, faulty, max, inTable }: Props & { max: number }) {
  const shared = { id, 'aria-label': label, value: (value as string | null) ?? '', maxLength: max, ...status(faulty) };
  const set = (text: string): void => change(text === '' ? null : text);
  if (max <= 200) return <Input {...shared} onChange={(event) => set(event.target.value)} />;
  return <Input.TextArea {...shared} autoSize={{ minRows: inTable ? 1 : 2, maxRows: 12 }} onChange={(event) => set(event.target.value)} />;
}

function NumberInput({
  id,
  label,
  value,
  change,
  faulty,
  digits,
  scale,
  unit,
  inTable,
  always,
}: Props & { digits?: number; scale: number; unit?: string; always?: boolean }) {
  const shown = typeof value === 'number' ? Number((value / scale).toPrecision(12)) : null;
  return (
    <InputNumber
      id={id}
      aria-label={label}
      className="full"
      inputMode={digits === 0 ? 'numeric' : 'decimal'}
      value={shown}
      controls={!inTable}
      {...(digits !== undefined && { precision: digits })}
      {...(unit !== undefined && (!inTable || always) && { suffix: unit })}
      {...status(faulty)}
      onChange={(typed) => change(typeof typed === 'number' ? Number((typed * scale).toPrecision(12)) : null)}
    />
  );
}

function MoneyInput({ id, label, value, change, faulty, inTable }: Props) {
  const { currency } = useFormScope();
  const units = minorUnits(currency);
  return (
    <InputNumber
      id={id}
      aria-label={`${label} (${currency})`}
      className="full"
      inputMode="decimal"
      controls={false}
      precision={Math.log10(units)}
      value={typeof value === 'number' ? value / units : null}
      {...(!inTable && { prefix: currency })}
      {...status(faulty)}
      onChange={(typed) => change(typeof typed === 'number' ? Math.round(typed * units) : null)}
    />
  );
}

function DateInput({ id, label, value, change, faulty }: Props) {
  return (
    <DatePicker
      id={id}
      aria-label={label}
      className="full"
      value={typeof value === 'string' ? dayjs(value) : null}
      {...status(faulty)}
      onChange={(picked) => change(picked === null ? null : picked.format('YYYY-MM-DD'))}
    />
  );
}

function YesNo({ id, label, value, change }: Props) {
  const { t } = useWords();
  return (
    <Radio.Group
      id={id}
      aria-label={label}
      optionType="button"
      size="small"
      value={value}
      onChange={(event) => change(event.target.value)}
      options={[
        { value: true, label: t('form.yes') },
        { value: false, label: t('form.no') },
      ]}
    />
  );
}

function Choice({ id, label, field, value, change, faulty, options }: Props & { options: { value: string | number; title: { zh: string; en: string } }[] }) {
  const { say } = useWords();
  return (
    <Select
      id={id}
      aria-label={label}
      className="full"
      value={value as string | number | null}
      allowClear={field.optional === true}
      {...(options.length > 8 && { showSearch: { optionFilterProp: 'label' } })}
      options={options.map((option) => ({ value: option.value, label: say(option.title) }))}
      {...status(faulty)}
      popupMatchSelectWidth={false}
      onChange={(picked) => change(picked ?? null)}
    />
  );
}
