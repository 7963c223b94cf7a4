import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { LanguageButton, ThemeButton } from '../shell/header-tools.js';
import { Refused } from '../shell/states.js';

export function SignIn() {
  const { t } = useWords();
  const queries = useQueryClient();
  const signIn = useCommand('signIn');
  const submit = (body: { login: string; password: string }): void =>
    signIn.mutate({ body }, { onSuccess: () => void queries.invalidateQueries({ queryKey: ['session'] }) });
  return (
    <main className="door">
      <div className="door-tools">
        <LanguageButton />
        <ThemeButton />
      </div>
      <section className="door-card">
        <img src="/favicon.svg" alt="" width="44" height="44" />
        <h1>{t('brand')}</h1>
        <p className="quiet">{t('session.tagline')}</p>
        {signIn.error && <Refused error={signIn.error} />}
        <Form layout="vertical" onFinish={submit} requiredMark={false} disabled={signIn.isPending}>
          <Form.Item name="login" label={t('session.login')} rules={[{ required: true, message: t('fault.required') }]}>
            <Input autoComplete="username" autoCapitalize="none" autoFocus size="large" />
          </Form.Item>
          <Form.Item name="password" label={t('session.password')} rules={[{ required: true, message: t('fault.required') }]}>
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending}>
            {t('session.signIn')}
          </Button>
        </Form>
        <p className="quiet small">{t('session.firstRun')}</p>
      </section>
    </main>
  );
}
