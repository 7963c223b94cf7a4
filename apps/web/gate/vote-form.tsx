import { App, Button, Form, Input, Radio } from 'antd';
import type { EntryView, GateView, PacketView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useSession } from '../session/session.js';
import { useCommand } from '../shell/api.js';
import { faultsOf, Refused } from '../shell/states.js';

type Cast = { readonly role: string; readonly choice: 'go' | 'no-go'; readonly comment?: string };

/** A signer's vote on exactly this packet. */
export function VoteForm({ entry, gate, packet }: { entry: EntryView; gate: GateView; packet: PacketView }) {
  const { t, role, language } = useWords();
  const { message } = App.useApp();
  const cast = useCommand('vote');
  const session = useSession().data;
  const me = session?.state === 'in' ? session.person.id : '';
  const mine = packet.votes.find((vote) => vote.person.id === me);
  const [form] = Form.useForm<Cast>();
  const choice = Form.useWatch('choice', form);
  const faults = faultsOf(cast.error, language);
  const submit = ({ role: as, choice: said, comment }: Cast): void =>
    cast.mutate(
      {
        params: { entryId: entry.id, stage: gate.stage },
        body: { packetHash: packet.hash, role: as, choice: said, comment: comment?.trim() ?? '' },
      },
      { onSuccess: () => void message.success(t('gate.voted')) },
    );
  return (
    <section className="card" aria-labelledby="vote-title">
      <h2 id="vote-title">{t('gate.yourVote')}</h2>
      {mine && <p className="quiet">{t('gate.votedAlready', { choice: t(`vote.${mine.choice}`) })}</p>}
      {cast.error && <Refused error={cast.error} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ role: mine?.role ?? gate.mayVoteAs[0] }} onFinish={submit}>
        <Form.Item name="role" label={t('gate.voteAs')} hidden={gate.mayVoteAs.length === 1}>
          <Radio.Group options={gate.mayVoteAs.map((each) => ({ value: each, label: role(each) }))} />
        </Form.Item>
        <Form.Item name="choice" label={t('gate.choice', { role: role(gate.mayVoteAs[0] ?? '') })} rules={[{ required: true, message: t('fault.required') }]}>
          <Radio.Group
            optionType="button"
            options={[
              { value: 'go', label: t('vote.go') },
              { value: 'no-go', label: t('vote.no-go') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="comment"
          label={choice === 'no-go' ? t('gate.commentNeeded') : t('gate.comment')}
          rules={[{ required: choice === 'no-go', whitespace: true, message: t('fault.required') }]}
          {...(faults['comment'] && { validateStatus: 'error' as const, help: faults['comment'] })}
        >
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={cast.isPending}>
          {t('gate.castVote')}
        </Button>
      </Form>
    </section>
  );
}
