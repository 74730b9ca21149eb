import type { Language } from '../../core/kernel/words.ts';

const KEY = 'lishun.language';

/** The language chosen on this device; Chinese until somebody chooses. Storage may be closed to us, then the choice lasts for the page. */
let chosen: Language | null = null;

export function storedLanguage(): Language {
  if (chosen !== null) return chosen;
  try {
    chosen = localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    chosen = 'zh';
  }
  return chosen;
}

export function storeLanguage(language: Language): void {
  chosen = language;
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser that keeps nothing still shows the chosen language until the page is left.
  }
}
