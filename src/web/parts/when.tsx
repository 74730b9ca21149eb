import type { Language } from '../../core/kernel/words.ts';
import { useLanguage } from '../app/language.tsx';

const formats: Readonly<Record<Language, { minute: Intl.DateTimeFormat; day: Intl.DateTimeFormat }>> = {
  zh: {
    minute: new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false }),
    day: new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' }),
  },
  en: {
    minute: new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false }),
    day: new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', year: 'numeric', month: 'short', day: 'numeric' }),
  },
};

const sayWhen = (at: string, language: Language, day = false): string => formats[language][day ? 'day' : 'minute'].format(new Date(at.length === 10 ? `${at}T00:00:00+08:00` : at));

/** An instant (or a day) in the district's time zone; a dash where there is none. */
export function When({ at, day = false, none = '—' }: { at: string | null | undefined; day?: boolean; none?: string }) {
  const { language } = useLanguage();
  if (at === null || at === undefined) return <span className="muted">{none}</span>;
  return <time dateTime={at} className="number" style={{ whiteSpace: 'nowrap' }}>{sayWhen(at, language, day || at.length === 10)}</time>;
}
