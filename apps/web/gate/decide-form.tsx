import { App, Button, Form, Input, Radio, Select } from 'antd';
import type { EntryView, GateView, PacketView } from '../../../libs/contracts/views.js';
import { stageKeys, type StageKey } from '../../../libs/playbook/define-stage.js';
import { decisionKinds, type DecisionKind } from '../../../libs/rules/facts.js';
import { counts } from '../../../libs/rules/gate-verdict.js';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { faultsOf, Refused } from '../shell/states.js';
import { ObligationsEditor, type Owed } from './obligations-editor.js';

type Decide = { readonly kind: DecisionKind; readonly reason: string; readonly toStage?: StageKey; readonly obligations?: Record<string, Owed> };

/** A named person commits the company. What is not offered now says why. */
export function DecideForm({ entry, gate, packet }: { entry: EntryView; gate: GateView; packet: PacketView }) {
  const { t, language, list, role } = useWords();
  const { message, modal } = App.useApp();
  const decide = useCommand('decideGate');
  const [form] = Form.useForm<Decide>();
  const kind = Form.useWatch('kind', form);
  const faults = faultsOf(decide.error, language);
  const failed = packet.conditions.filter((condition) => counts(condition) && condition.met === false);
  const missing = list(gate.missingVotes.map(role));
  const refused: Partial<Record<DecisionKind, string>> = {
    ...(missing !== '' && { go: t('gate.notOffered.votes', { roles: missing }), conditional_go: t('gate.notOffered.votes', { roles: missing }) }),
    ...(packet.verdict !== 'passed' && { go: t('gate.notOffered.verdict') }),
    ...((failed.length === 0 || gate.key === 'G8') && { conditional_go: t('gate.notOffered.noFailure') }),
  };
  const submit = ({ kind: said, reason, toStage, obligations }: Decide): void => {
    const send = (): void =>
      decide.mutate(
        {
          params: { entryId: entry.id, stage: gate.stage },
          body: {
            packetHash: packet.hash,
            kind: said,
            reason: reason.trim(),
            ...(said === 'recycle' && toStage && { toStage }),
            obligations: said === 'conditional_go' ? failed.map((condition) => ({ condition: condition.key, ...(obligations?.[condition.key] as Owed) })) : [],
          },
        },
        { onSuccess: () => void message.success(t('gate.decided')) },
      );
    modal.confirm({
      title: t('gate.confirm', { decision: t(`decision.${said}`), entry: entry.name }),
      content: t(`gate.effect.${said}`),
      okText: t(`decision.${said}`),
      okButtonProps: { danger: said === 'stop' },
      onOk: send,
    });
  };
  return (
    <section className="card" aria-labelledby="decide-title">
      <h2 id="decide-title">{t('gate.decide')}</h2>
      {decide.error && <Refused error={decide.error} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} disabled={decide.isPending}>
        <Form.Item name="kind" label={t('gate.decision')} rules={[{ required: true, message: t('fault.required') }]}>
          <Radio.Group className="decision-kinds">
            {decisionKinds.map((each) => (
              <Radio key={each} value={each} disabled={refused[each] !== undefined}>
                {t(`decision.${each}`)}
                <span className="quiet block">{refused[each] ?? t(`gate.effect.${each}`)}</span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        {kind === 'recycle' && (
          <Form.Item
            name="toStage"
            label={t('gate.toStage')}
            rules={[{ required: true, message: t('fault.required') }]}
            {...(faults['toStage'] && { validateStatus: 'error' as const, help: faults['toStage'] })}
          >
            <Select options={stageKeys.slice(0, stageKeys.indexOf(gate.stage) + 1).map((key, index) => ({ value: key, label: `${index + 1} ${t(`stage.${key}`)}` }))} />
          </Form.Item>
        )}
        {kind === 'conditional_go' && <ObligationsEditor conditions={failed} />}
        <Form.Item name="reason" label={t('steer.reason')} rules={[{ required: true, whitespace: true, message: t('fault.required') }]}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 3, maxRows: 10 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" danger={kind === 'stop'} loading={decide.isPending}>
          {kind ? t(`decision.${kind}`) : t('gate.decide')}
        </Button>
      </Form>
    </section>
  );
}
