import { BulbOutlined, TranslationOutlined, UserOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useWords } from '../language/i18n.js';
import { ChangePasswordForm } from '../session/change-password-form.js';
import { useEndSession, useSession } from '../session/session.js';
import { useLive } from './live.js';
import { Mark } from './marks.js';
import { usePreferences, type ThemeChoice } from './preferences.js';

export function LiveSign() {
  const live = useLive();
  const { t } = useWords();
  return (
    <span className="live-sign" role="status" title={t(`live.${live}Hint`)}>
      <Mark tone={live === 'live' ? 'good' : live === 'offline' ? 'bad' : 'off'}>
        <span className="live-word">{t(`live.${live}`)}</span>
      </Mark>
    </span>
  );
}

/** One press switches; the label is in the language one would get. */
export function LanguageButton() {
  const { language, setLanguage } = usePreferences();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <Button type="text" icon={<TranslationOutlined aria-hidden />} lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => setLanguage(other)}>
      {other === 'zh' ? (
        '中文'
      ) : (
        <>
          <span className="wide-only">English</span>
          <span className="phone-only">EN</span>
        </>
      )}
    </Button>
  );
}

export function ThemeButton() {
  const { t } = useWords();
  const { theme, setTheme } = usePreferences();
  const items = (['light', 'dark', 'system'] as const).map((key) => ({ key, label: t(`theme.${key}`) }));
  return (
    <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [theme], onClick: ({ key }) => setTheme(key as ThemeChoice) }}>
      <Button type="text" icon={<BulbOutlined aria-hidden />} aria-label={t('theme.choose')} />
    </Dropdown>
  );
}

export function PersonMenu() {
  const { t } = useWords();
  const session = useSession().data;
  const navigate = useNavigate();
  const endSession = useEndSession();
  const { message } = App.useApp();
  const [changing, setChanging] = useState(false);
  const name = session?.state === 'in' ? session.person.name : '';
  const acts: Record<string, () => unknown> = {
    start: () => navigate({ to: '/entries/new' }),
    tokens: () => navigate({ to: '/tokens' }),
    password: () => setChanging(true),
    out: () => endSession().catch(() => message.error(t('state.unreachable'))),
  };
  const items = [
    { key: 'start', label: t('nav.start'), className: 'phone-only' },
    { key: 'tokens', label: t('nav.tokens') },
    { key: 'password', label: t('session.change') },
    { type: 'divider' as const },
    { key: 'out', label: t('session.signOut') },
  ];
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void acts[key]?.() }}>
        <Button type="text" icon={<UserOutlined aria-hidden />} aria-label={t('session.menu', { name })}>
          <span className="person-name">{name}</span>
        </Button>
      </Dropdown>
      <Modal open={changing} title={t('session.change')} footer={null} onCancel={() => setChanging(false)} destroyOnHidden>
        <ChangePasswordForm
          done={() => {
            setChanging(false);
            void message.success(t('session.changed'));
          }}
        />
      </Modal>
    </>
  );
}
