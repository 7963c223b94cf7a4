import { createContext, use, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { words, type Language } from '../language/i18n.js';
import { useSystemWish } from './system-wish.js';

export type ThemeChoice = 'light' | 'dark' | 'system';
type Preferences = {
  readonly language: Language;
  readonly theme: ThemeChoice;
  readonly dark: boolean;
  readonly setLanguage: (language: Language) => void;
  readonly setTheme: (theme: ThemeChoice) => void;
};

const Context = createContext<Preferences | null>(null);

function stored<T extends string>(owner: string, name: string, allowed: readonly T[]): T | null {
  try {
    const value = localStorage.getItem(`beachhead/${owner}/${name}`);
    return allowed.includes(value as T) ? (value as T) : null;
  } catch {
    return null; /* storage is switched off: preferences last as long as the page */
  }
}

function store(owner: string, name: string, value: string): void {
  try {
    localStorage.setItem(`beachhead/${owner}/${name}`, value);
  } catch {
    /* as above */
  }
}

const languages = ['zh', 'en'] as const;
const themes = ['light', 'dark', 'system'] as const;
const guest = 'guest';

/** Chinese is the default; a browser that asks for English first gets English before anyone has signed in. */
function firstLanguage(owner: string, own: Language | null): Language {
  return stored(owner, 'language', languages) ?? stored(guest, 'language', languages) ?? own ?? (navigator.language.startsWith('en') ? 'en' : 'zh');
}

/** Language and theme of the person signed in (or of the guest), kept in this browser under that person. */
export function PreferencesOf({ person, children }: { person: { id: string; language: Language } | null; children: ReactNode }) {
  const owner = person?.id ?? guest;
  const own = person?.language ?? null;
  const [chosen, setChosen] = useState<{ owner: string; language: Language; theme: ThemeChoice }>(() => choicesOf(owner, own));
  // Another person signed in: theirs, from the first frame on.
  const current = chosen.owner === owner ? chosen : choicesOf(owner, own);
  if (current !== chosen) setChosen(current);
  const prefersDark = useSystemWish('(prefers-color-scheme: dark)');
  const dark = current.theme === 'dark' || (current.theme === 'system' && prefersDark);
  useLayoutEffect(() => {
    if (words.language !== current.language) void words.changeLanguage(current.language);
    document.documentElement.lang = current.language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [current.language, dark]);

  const value = useMemo<Preferences>(
    () => ({
      language: current.language,
      theme: current.theme,
      dark,
      setLanguage: (language) => {
        store(owner, 'language', language);
        setChosen({ ...current, language });
      },
      setTheme: (theme) => {
        store(owner, 'theme', theme);
        setChosen({ ...current, theme });
      },
    }),
    [current, dark, owner],
  );
  return <Context value={value}>{children}</Context>;
}

function choicesOf(owner: string, own: Language | null): { owner: string; language: Language; theme: ThemeChoice } {
  return { owner, language: firstLanguage(owner, own), theme: stored(owner, 'theme', themes) ?? stored(guest, 'theme', themes) ?? 'system' };
}

export function usePreferences(): Preferences {
  const preferences = use(Context);
  if (preferences === null) throw new Error('outside of PreferencesOf');
  return preferences;
}
