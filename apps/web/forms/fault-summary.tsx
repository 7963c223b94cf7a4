import { Alert } from 'antd';
import type { Fields } from '../../../libs/playbook/define-form.js';
import { useWords } from '../language/i18n.js';
import { placeInWords, type Faults } from './form-value.js';

const shown = 6;

/** How much is still wrong and where; each place leads to its field when that is on the page. */
export function FaultSummary({ fields, faults, language }: { fields: Fields; faults: Faults; language: 'zh' | 'en' }) {
  const { t } = useWords();
  const all = Object.entries(faults);
  if (all.length === 0) return null;
  return (
    <Alert type="error" showIcon role="alert" title={t('form.faults', { count: all.length })} className="banner"
      description={<ul className="faults">
        {all.slice(0, shown).map(([path, text]) => (
          <li key={path}><button type="button" className="link" onClick={() => document.getElementById(`field-${path}`)?.focus()}>{placeInWords(fields, path, language)}</button> {text[language]}</li>
        ))}
        {all.length > shown && <li>{t('form.moreFaults', { count: all.length - shown })}</li>}
      </ul>} />
  );
}
