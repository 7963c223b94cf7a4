import i18next, { type i18n, type ParseKeys } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Text } from '../../../libs/playbook/define-form.js';
import { roles, type Role } from '../../../libs/playbook/roles.js';
import { formatsOf, type Formats } from '../shell/format.js';
import { en } from './en.js';
import { zh } from './zh.js';

export type Language = 'zh' | 'en';

declare module 'i18next' {
  interface CustomTypeOptions { defaultNS: 'translation'; resources: { translation: typeof en } }
}

/** Both dictionaries are in the page, so that a switch needs neither a reload nor the network. */
export const words: i18n = i18next.createInstance();
void words.use(initReactI18next).init({
  lng: 'zh', fallbackLng: false, resources: { zh: { translation: zh }, en: { translation: en } }, interpolation: { escapeValue: false }, initAsync: false,
});

export function currentLanguage(): Language {
  return words.language === 'en' ? 'en' : 'zh';
}

/** A text in both languages at once, for what is kept while the language may change. */
export function both(key: ParseKeys, values: Record<string, unknown> = {}): Text {
  return { zh: words.t(key, { ...values, lng: 'zh' }), en: words.t(key, { ...values, lng: 'en' }) };
}

const formats: Record<Language, Formats> = { zh: formatsOf('zh'), en: formatsOf('en') };

/** The words of the desk (`t`), texts that come in both languages (`say`, `role`), and numbers and dates (`format`), in the language of now. */
export function useWords() {
  const { t } = useTranslation();
  const language = currentLanguage();
  return {
    t, language, format: formats[language],
    say: (text: Text): string => text[language],
    role: (key: string): string => roles[key as Role]?.[language] ?? key,
    list: (items: readonly string[]): string => items.join(language === 'zh' ? '、' : ', '),
  };
}
