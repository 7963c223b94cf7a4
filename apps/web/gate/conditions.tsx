import { Button, InputNumber, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { ConditionView, EntryView } from '../../../libs/contracts/views.js';
import type { StageKey } from '../../../libs/playbook/define-stage.js';
import { MeasureCells, MeasureHeads } from '../entry/measure-cells.js';
import type { useLanding } from '../entry/use-landing.js';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { Chip, MetMark } from '../shell/marks.js';
import { Refused } from '../shell/states.js';

type Props = {
  readonly entry: EntryView;
  readonly stage: StageKey;
  readonly conditions: readonly ConditionView[];
  readonly waivable: boolean;
  readonly land?: ReturnType<typeof useLanding>;
};

/** Each condition with the figures it was judged by. */
export function Conditions({ entry, stage, conditions, waivable, land }: Props) {
  const { t, say } = useWords();
  const [waiving, setWaiving] = useState<ConditionView | null>(null);
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t('gate.conditions')}>
        <table className="read-table condition-table">
          <caption className="sr-only">{t('gate.conditions')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('gate.met')}</th>
              <th scope="col">{t('gate.condition')}</th>
              <th scope="col">{t('gate.tests')}</th>
              <MeasureHeads withTarget />
            </tr>
          </thead>
          {conditions.map((condition) => (
            <tbody key={condition.key} {...land?.(condition.key)}>
              {condition.tests.map((test, index) => (
                <tr key={test.kpi}>
                  {index === 0 && (
                    <>
                      <td rowSpan={condition.tests.length} data-label={t('gate.met')} className="met-cell">
                        <MetMark met={condition.met} />
                      </td>
                      <th scope="rowgroup" rowSpan={condition.tests.length}>
                        {say(condition.title)}{' '}
                        {condition.waived && (
                          <Chip tone="near" title={t('gate.waivedHint')}>
                            {t('gate.waived')}
                          </Chip>
                        )}
                        {condition.shadow && (
                          <Chip tone="off" title={t('kpi.shadowHint')}>
                            {t('kpi.shadow')}
                          </Chip>
                        )}
                        {waivable && condition.met !== true && !condition.waived && !condition.shadow && (
                          <Button size="small" type="link" onClick={() => setWaiving(condition)} aria-label={t('gate.waiveNamed', { condition: say(condition.title) })}>
                            {t('gate.waive')}
                          </Button>
                        )}
                      </th>
                    </>
                  )}
                  <td data-label={t('gate.tests')}>
                    <div>
                      {condition.tests.length > 1 && <MetMark met={test.met} />} {say(test.title)}
                      {test.weeks > 1 && <span className="quiet"> {t('gate.weeks', { count: test.weeks })}</span>}
                      <span className="quiet block">{say(test.evidence)}</span>
                    </div>
                  </td>
                  <MeasureCells of={test} currency={entry.currency} target={test.target} />
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {waiving && <WaiveDialog entry={entry} stage={stage} condition={waiving} close={() => setWaiving(null)} />}
    </>
  );
}

function WaiveDialog({ entry, stage, condition, close }: { entry: EntryView; stage: StageKey; condition: ConditionView; close: () => void }) {
  const { t, say } = useWords();
  const waive = useCommand('waive');
  const [form] = Form.useForm<{ reason: string; days: number }>();
  return (
    <Modal
      open
      title={t('gate.waiveNamed', { condition: say(condition.title) })}
      okText={t('gate.waive')}
      confirmLoading={waive.isPending}
      onCancel={close}
      onOk={form.submit}
    >
      <p className="quiet">{t('gate.waiveHint')}</p>
      {waive.error && <Refused error={waive.error} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ days: 10 }}
        onFinish={({ reason, days }) => waive.mutate({ params: { entryId: entry.id, stage }, body: { condition: condition.key, reason, days } }, { onSuccess: close })}
      >
        <Form.Item name="reason" label={t('steer.reason')} rules={[{ required: true, whitespace: true, message: t('fault.required') }]}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Form.Item name="days" label={t('gate.waiveDays')} rules={[{ required: true, message: t('fault.required') }]}>
          <InputNumber min={1} max={90} precision={0} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
