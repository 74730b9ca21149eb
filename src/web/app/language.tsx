import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Language, Word } from '../../core/kernel/words.ts';
import { storedLanguage, storeLanguage } from './language-choice.ts';

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice>({ language: 'zh', choose: () => undefined });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(storedLanguage);
  const client = useQueryClient();
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const choose = useCallback((next: Language) => {
    storeLanguage(next);
    setLanguage(next);
    // Refusals come in the language of their request: those on screen are asked for again.
    void client.refetchQueries({ predicate: (query) => query.state.status === 'error' });
  }, [client]);
  const value = useMemo(() => ({ language, choose }), [language, choose]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export const useLanguage = (): LanguageChoice => useContext(LanguageContext);

export type Say = (word: Word) => string;

/** `t(word)` says a word in the language chosen. */
export function useT(): Say {
  const { language } = useLanguage();
  return useCallback((word: Word) => word[language], [language]);
}
