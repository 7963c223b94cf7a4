import { Alert } from 'antd';
import type { Fields, Text } from '../../../libs/playbook/define-form.js';
import { useWords } from '../language/i18n.js';
import { placeInWords, type Faults } from './form-value.js';

type Props = {
  readonly fields: Fields;
  readonly faults: Faults;
  readonly language: 'zh' | 'en';
  /** Of what is asked beside the form. */
  readonly names: Readonly<Record<string, Text>>;
};
const shown = 6;

/** How much is still wrong and where; each place leads to its field when that is on the page. */
export function FaultSummary({ fields, names, faults, language }: Props) {
  const { t } = useWords();
  const all = Object.entries(faults);
  if (all.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('form.faults', { count: all.length })}
      className="banner"
      description={
        <ul className="faults">
          {all.slice(0, shown).map(([path, text]) => (
            <li key={path}>
              <button type="button" className="link" onClick={() => document.getElementById(`field-${path}`)?.focus()}>
                {names[path]?.[language] ?? placeInWords(fields, path, language)}
              </button>{' '}
              {text[language]}
            </li>
          ))}
          {all.length > shown && <li>{t('form.moreFaults', { count: all.length - shown })}</li>}
        </ul>
      }
    />
  );
}
