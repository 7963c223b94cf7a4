import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Drawer, Form, Input, Radio, Space, Switch } from 'antd';
import { useState } from 'react';
import type { PersonView } from '../../../libs/contracts/views.js';
import { useWords, type Language } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { CopyButton, faultsOf, Refused } from '../shell/states.js';
import { firstPassword } from './first-password.js';
import { RolesForm } from './roles-drawer.js';

type Add = { readonly login: string; readonly name: string; readonly password: string; readonly admin: boolean; readonly language: Language };

/** Adds a person and then asks for the roles. The first password is shown once, to be handed over. */
export function AddPersonDrawer({ close }: { close: () => void }) {
  const { t } = useWords();
  const [added, setAdded] = useState<{ person: PersonView; password: string } | null>(null);
  return (
    <Drawer open size={560} onClose={close} title={added ? added.person.name : t('people.add')}>
      {added === null ? (
        <AddForm done={(person, password) => setAdded({ person, password })} />
      ) : (
        <>
          <Alert
            type="success"
            showIcon
            className="banner"
            title={t('people.added', { name: added.person.name })}
            description={
              <>
                {t('people.handOver', { login: added.person.login })} <code>{added.password}</code>
                <CopyButton text={added.password} label={t('people.copyPassword')} />
              </>
            }
          />
          <h3>{t('people.roles')}</h3>
          <RolesForm person={added.person} done={close} />
        </>
      )}
    </Drawer>
  );
}

function AddForm({ done }: { done: (person: PersonView, password: string) => void }) {
  const { t, language } = useWords();
  const add = useCommand('addPerson');
  const [form] = Form.useForm<Add>();
  const faults = faultsOf(add.error, language);
  const faulty = (field: string) => (faults[field] ? { validateStatus: 'error' as const, help: faults[field] } : {});
  const needed = { required: true, whitespace: true, message: t('fault.required') };
  return (
    <>
      {add.error && <Refused error={add.error} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ admin: false, language: 'zh', password: firstPassword() }}
        disabled={add.isPending}
        onFinish={(body) => add.mutate({ body }, { onSuccess: (person) => done(person, body.password) })}
      >
        <Form.Item name="name" label={t('people.name')} rules={[needed]} {...faulty('name')}>
          <Input maxLength={120} autoFocus />
        </Form.Item>
        <Form.Item
          name="login"
          label={t('session.login')}
          extra={t('people.loginRule')}
          rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._-]{1,79}$/, message: t('people.loginRule') }]}
          {...faulty('login')}
        >
          <Input autoComplete="off" autoCapitalize="none" />
        </Form.Item>
        <Form.Item label={t('people.firstPassword')} extra={t('session.rule')} htmlFor="first-password" {...faulty('password')}>
          <Space.Compact block>
            <Form.Item name="password" noStyle rules={[{ required: true, min: 10, message: t('session.rule') }]}>
              <Input id="first-password" autoComplete="off" className="mono" />
            </Form.Item>
            <Button icon={<ReloadOutlined aria-hidden />} aria-label={t('people.anotherPassword')} onClick={() => form.setFieldsValue({ password: firstPassword() })} />
          </Space.Compact>
        </Form.Item>
        <Form.Item name="language" label={t('people.language')}>
          <Radio.Group
            optionType="button"
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Form.Item>
        <Form.Item name="admin" label={t('people.admin')} extra={t('people.adminHint')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {t('people.add')}
        </Button>
      </Form>
    </>
  );
}
