import type { Place } from '../kernel/refusal.ts';
import { word, type Word } from '../kernel/words.ts';
import type { EntryContent } from './model.ts';
import { refuseDivision } from './refusals.ts';

/** What the parties sign or the leaders decide; the office adds what the table needs beside it. */
const settledParts = {
  matterId: word('事项', 'the matter'),
  boundary: word('适用边界', 'the boundary'),
  leadDepartmentId: word('牵头部门', 'the lead'),
  responsible: word('责任部门及任务', 'who is responsible for what'),
} as const satisfies Partial<Record<keyof EntryContent, Word>>;

/** The draft of a dispute keeps what was settled: who signed it did not sign another. */
export function decideDraftChange(disputeId: string | null, before: EntryContent, after: EntryContent): void {
  if (disputeId === null) return;
  const changed = (Object.keys(settledParts) as (keyof typeof settledParts)[]).filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
  if (changed.length === 0) return;
  const places = changed.map((part): Place => ({ path: part, text: settledParts[part] }));
  throw refuseDivision('division.settled-content', { what: places.map(({ text }) => text.zh).join('、'), whatEn: places.map(({ text }) => text.en).join(', ') }, places);
}
