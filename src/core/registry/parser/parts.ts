import { kindOfLabel, kindOfSentence, knownLabelLength } from './classify.ts';
import type { ClauseKind, PaperKind } from './model.ts';
import type { Level } from './numbering.ts';
import type { Block } from './outline.ts';
import { trimSpan, type Span } from './shadow.ts';

/** What is known of a part when its label and kind are sought; `text` is its first paragraph. */
export interface PartHead {
  readonly text: string;
  readonly level: Level;
  readonly isTop: boolean;
  readonly inherited: ClauseKind;
  readonly startsWithVerb: boolean;
}

const MAX_LABEL = 34;
const DIVISION = /^[^。]{0,60}职责分工/u;

export const isTopLevel = (block: Block): boolean => block.parent === null || block.parent.mark?.level === 'CHAPTER';

/** A bare list of numbered duties is a duty list; an article shows its kind by its words. */
export const baseKind = (paper: PaperKind, level: Level): ClauseKind => (paper === 'SANDING' && level !== 'ARTICLE' && level !== 'CHAPTER' ? 'MAIN_DUTY' : 'OTHER');

/** A short line without a stop names what follows; a line that begins with a verb is a duty, except at the level of headings. */
function isLabelLine(head: PartHead): boolean {
  if (head.text.length > MAX_LABEL || /[。；，]/u.test(head.text)) return false;
  if (head.text.endsWith('：') && head.text.length > 12) return false;
  return head.level === 'HEADING' || head.level === 'CHAPTER' || !head.startsWithVerb;
}

/** The length of the label at the head of a part: a known one, a short line, or the name of an internal office before its first stop; 0 for none. */
export function computeLabelLength(head: PartHead, paper: PaperKind): number {
  const { text } = head;
  const known = knownLabelLength(text);
  if (known > 0) return known;
  if (/^与.{2,80}职责分工/u.test(text)) return 0;
  if (paper === 'LAW' && text.endsWith('：')) return 0;
  if (paper !== 'LIST' && isLabelLine(head)) return text.length;
  if (head.inherited !== 'INTERNAL_OFFICE' || head.startsWithVerb) return 0;
  return officeLength(text);
}

const officeLength = (text: string): number => /^[^。，；：]{2,24}[。：]/u.exec(text)?.[0].length ?? 0;

/** A lead-in names what hangs below it: “主要职责是：”, “设下列内设机构：”. */
function kindOfLeadIn(text: string): ClauseKind | null {
  const head = text.slice(0, 240);
  const last = head.slice(head.lastIndexOf('。') + 1);
  return /主要职责|下列内设机构|设[^。]{0,12}内设机构|行政编制/u.test(last) ? kindOfLabel(last) : null;
}

/** The names of internal offices are no labels of parts. */
const isOffice = (head: PartHead): boolean => head.inherited === 'INTERNAL_OFFICE' && head.level !== 'ARTICLE' && head.level !== 'HEADING';

function kindOfTop(head: PartHead, paper: PaperKind): ClauseKind | null {
  const lead = kindOfLeadIn(head.text);
  if (lead !== null || head.inherited !== 'OTHER' || DIVISION.test(head.text)) return lead;
  const stop = head.text.indexOf('。');
  return kindOfSentence(stop < 0 ? head.text : head.text.slice(0, stop + 1), 'OTHER', paper);
}

/** The kind of a part: by its label, else its lead-in or first sentence, else as the part above it. */
export function computePartKind(head: PartHead, label: string, paper: PaperKind): ClauseKind {
  if (paper === 'LAW') return head.inherited;
  const shown = (isOffice(head) ? null : kindOfLabel(label)) ?? (head.isTop ? kindOfTop(head, paper) : null);
  if (shown !== null) return shown;
  if (head.inherited !== 'INTERNAL_OFFICE' && DIVISION.test(head.text)) return 'DIVISION_RULE';
  return head.inherited === 'MAIN_DUTY' && head.text.startsWith('职能转变') ? 'FUNCTION_TRANSFORMATION' : head.inherited;
}

/** The first paragraph of a part, parted into its label and what follows. */
export function partAt(shadow: string, first: Span | undefined, length: number): { readonly label: Span | null; readonly body: readonly Span[] } {
  if (first === undefined) return { label: null, body: [] };
  const label = trimSpan(shadow, { start: first.start, end: first.start + length });
  const body = trimSpan(shadow, { start: label?.end ?? first.start, end: first.end });
  return { label, body: body === null ? [] : [body] };
}
