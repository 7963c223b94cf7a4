import { CopyOutlined, ReloadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Empty, Spin } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../../libs/contracts/client.js';
import { useWords } from '../language/i18n.js';

/** Something is being read. */
export function Waiting() {
  const { t } = useWords();
  return (
    <div className="waiting" role="status">
      <Spin />
      <span>{t('state.loading')}</span>
    </div>
  );
}

/** Nothing here, and what to do about it. */
export function Nothing({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="nothing">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={title}>
        {children}
      </Empty>
    </div>
  );
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { message } = App.useApp();
  const { t } = useWords();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      void message.success(t('state.copied'));
    } catch {
      // Without TLS the browser gives no clipboard: the text is on the screen and can be selected.
      void message.info(t('state.copyByHand'));
    }
  };
  return <Button size="small" type="text" icon={<CopyOutlined aria-hidden />} aria-label={label} onClick={() => void copy()} />;
}

/** What a refused or failed call said: what happened, what to do, which fields, and the request id to quote. */
export function Refused({ error, again }: { error: Error; again?: () => void }) {
  const { t, language } = useWords();
  if (!(error instanceof ApiProblem)) {
    return (
      <Alert type="error" showIcon role="alert" title={t('state.unreachable')} description={t('state.unreachableNext')} action={again && <AgainButton again={again} />} />
    );
  }
  const { problem, retryAfterSeconds } = error;
  const said = problem.i18n[language];
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={said.title}
      action={again && <AgainButton again={again} />}
      description={
        <>
          <div>{said.detail}</div>
          {said.next !== '' && <div>{said.next}</div>}
          {retryAfterSeconds !== null && <div>{t('state.retryAfter', { seconds: retryAfterSeconds })}</div>}
          {problem.errors.length > 0 && (
            <ul className="faults">
              {problem.errors.map((fault) => (
                <li key={`${fault.field} ${fault.rule}`}>
                  <code>{fault.field}</code> {fault[language]}
                </li>
              ))}
            </ul>
          )}
          {problem.requestId !== '' && (
            <div className="request-id">
              {t('state.requestId')} <code>{problem.requestId}</code>
              <CopyButton text={problem.requestId} label={t('state.copyRequestId')} />
            </div>
          )}
        </>
      }
    />
  );
}

function AgainButton({ again }: { again: () => void }) {
  const { t } = useWords();
  return (
    <Button size="small" icon={<ReloadOutlined aria-hidden />} onClick={again}>
      {t('state.again')}
    </Button>
  );
}

type Asked<T> = { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };

/** Shows a read: waiting, refused, or what it answered. An answer that is there stays on the screen while a newer one fails. */
export function Read<T>({ of, children }: { of: Asked<T>; children: (answer: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error !== null) return <Refused error={of.error} again={() => void of.refetch()} />;
  return <Waiting />;
}

/** The faults of a refused command by field, in the language of the reader: `candidateMarketIds` → text. */
export function faultsOf(error: Error | null, language: 'zh' | 'en'): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(error.problem.errors.map((fault) => [fault.field, fault[language]]));
}
