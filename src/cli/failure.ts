import { Refused } from '../core/kernel/refusal.ts';

const systemTexts: Readonly<Record<string, string>> = {
  ENOENT: '找不到文件或目录',
  EACCES: '没有权限读写',
  EISDIR: '这是目录，不是文件',
};

/** What to say on standard error when a command could not be done: the reason, and what would help. */
export function describeFailure(fault: unknown): string {
  if (fault instanceof Refused) {
    const places = fault.places.map((place) => `  ${place.path} ${place.text.zh}`);
    return [`${fault.text.zh}〔${fault.code}〕`, ...places, fault.remedy.zh].filter((line) => line !== '').join('\n');
  }
  if (!(fault instanceof Error)) return String(fault);
  const { code, path } = fault as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : systemTexts[code];
  return known === undefined ? fault.message : `${known}：${path ?? fault.message}`;
}
