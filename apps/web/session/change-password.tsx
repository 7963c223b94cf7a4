import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useWords } from '../language/i18n.js';
import { LanguageButton, ThemeButton } from '../shell/header-tools.js';
import { ChangePasswordForm } from './change-password-form.js';
import { useEndSession } from './session.js';

/** Shown instead of every page while the one-time password stands. */
export function ChangePassword() {
  const { t } = useWords();
  const queries = useQueryClient();
  const endSession = useEndSession();
  return (
    <main className="door">
      <div className="door-tools">
        <LanguageButton />
        <ThemeButton />
      </div>
      <section className="door-card">
        <h1>{t('session.change')}</h1>
        <p className="quiet">{t('session.mustChange')}</p>
        <ChangePasswordForm done={() => void queries.invalidateQueries()} />
        <Button type="link" block onClick={() => void endSession()}>
          {t('session.signOut')}
        </Button>
      </section>
    </main>
  );
}
