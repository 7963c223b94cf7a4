import { Button, Form, Input } from 'antd';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { faultsOf, Refused } from '../shell/states.js';

export function ChangePasswordForm({ done }: { done: () => void }) {
  const { t, language } = useWords();
  const change = useCommand('changePassword');
  const faults = faultsOf(change.error, language);
  const submit = ({ current, next }: { current: string; next: string }): void => change.mutate({ body: { current, next } }, { onSuccess: done });
  return (
    <>
      {change.error && <Refused error={change.error} />}
      <Form layout="vertical" onFinish={submit} requiredMark={false} disabled={change.isPending}>
        <Form.Item name="current" label={t('session.current')} rules={[{ required: true, message: t('fault.required') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('session.next')}
          extra={t('session.rule')}
          rules={[{ required: true, min: 10, message: t('session.rule') }]}
          {...(faults['next'] && { validateStatus: 'error' as const, help: faults['next'] })}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t('session.repeat')}
          dependencies={['next']}
          rules={[
            ({ getFieldValue }) => ({ validator: (_, value) => (value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('session.differ')))) }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={change.isPending}>
          {t('session.change')}
        </Button>
      </Form>
    </>
  );
}
