import { Form, Input, InputNumber, Select } from 'antd';
import type { ConditionView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useRead } from '../shell/api.js';

export type Owed = { readonly text: string; readonly ownerId: string; readonly dueDays: number };

/** A conditional go: for each condition that is not met, who owes what by when. */
export function ObligationsEditor({ conditions }: { conditions: readonly ConditionView[] }) {
  const { t, say } = useWords();
  const people = useRead('listPeople', {}).data ?? [];
  const owners = people.filter((person) => person.active).map((person) => ({ value: person.id, label: person.name }));
  const needed = [{ required: true, message: t('fault.required') }];
  return (
    <fieldset className="obligations">
      <legend>{t('obligation.title')}</legend>
      {conditions.map((condition) => (
        <div key={condition.key} className="obligation">
          <h3>{say(condition.title)}</h3>
          <Form.Item name={['obligations', condition.key, 'text']} label={t('obligation.text')} rules={[{ ...needed[0], whitespace: true }]}>
            <Input.TextArea maxLength={1000} autoSize={{ minRows: 1 }} />
          </Form.Item>
          <Form.Item name={['obligations', condition.key, 'ownerId']} label={t('obligation.owner')} rules={needed}>
            <Select options={owners} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
          <Form.Item name={['obligations', condition.key, 'dueDays']} label={t('obligation.dueDays')} initialValue={20} rules={needed}>
            <InputNumber min={1} max={365} precision={0} />
          </Form.Item>
        </div>
      ))}
    </fieldset>
  );
}
