import { Form, Input, Modal } from 'antd';
import { useWords } from '../language/i18n.js';
import { Refused } from '../shell/states.js';

type Props = {
  readonly open: boolean;
  readonly title: string;
  readonly hint?: string;
  readonly confirm: string;
  readonly danger?: boolean;
  readonly optional?: boolean;
  readonly label?: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly cancel: () => void;
  readonly send: (reason: string) => void;
};

/** Asks why, before something that is kept with its reason. A refusal stays in the dialog with what was typed. */
export function ReasonDialog({ open, title, hint, confirm, danger = false, optional = false, label, busy, error, cancel, send }: Props) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason?: string }>();
  return (
    <Modal
      open={open}
      title={title}
      okText={confirm}
      okButtonProps={{ danger }}
      confirmLoading={busy}
      onCancel={cancel}
      onOk={form.submit}
      destroyOnHidden
      forceRender={false}
    >
      {hint !== undefined && <p className="quiet">{hint}</p>}
      {error && <Refused error={error} />}
      <Form form={form} layout="vertical" preserve={false} requiredMark={false} onFinish={({ reason }) => send(reason?.trim() ?? '')}>
        <Form.Item name="reason" label={label ?? t('steer.reason')} rules={optional ? [] : [{ required: true, whitespace: true, message: t('fault.required') }]}>
          <Input.TextArea autoFocus maxLength={1000} showCount autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
