import type { Analysis } from './clauses.ts';
import type { ClauseKind, PaperKind, Partner } from './model.ts';
import type { Span } from './shadow.ts';
import type { VerbReader } from './verbs.ts';

/** A sentence with what the rules found in it. `text` is the shadow of it, `start` where it stands. */
export interface ReadSentence {
  readonly paper: PaperKind;
  readonly kind: ClauseKind;
  readonly text: string;
  readonly start: number;
  readonly analysis: Analysis;
}

const isSilent = ({ verbs, partners, boundary }: Analysis): boolean => verbs.length + partners.length + boundary.length === 0;

/** Where a duty begins with a word no rule knows: perhaps a verb the table lacks. */
export function findUnknownVerb({ paper, kind, text, start, analysis }: ReadSentence): Span | null {
  const isDuty = paper === 'SANDING' && (kind === 'MAIN_DUTY' || kind === 'INTERNAL_OFFICE') && text.endsWith('。');
  return isDuty && isSilent(analysis) && /^\p{Script=Han}{2}/u.test(text) ? { start, end: start + 2 } : null;
}

/** Wording no rule knows (“对外开放方针的贯彻”, “应当将规划纳入…”) still shows its first verb, so that a duty is not lost. */
export function withFirstVerb({ paper, kind, text, start, analysis }: ReadSentence, verbs: VerbReader): Analysis {
  const isDuty = paper === 'LAW' ? analysis.partners.some(({ relation }) => relation === 'LEADS') : paper === 'SANDING' && kind === 'MAIN_DUTY';
  if (!isDuty || analysis.verbs.length > 0) return analysis;
  const modal = paper === 'LAW' ? text.search(/应当|可以|不得|必须|负责|，/u) : 0;
  const hit = verbs.first(text, Math.max(0, modal));
  return hit === null ? analysis : { ...analysis, verbs: [{ verb: hit.verb.verb, role: hit.verb.role, strength: hit.verb.strength, start: start + hit.start, end: start + hit.end }] };
}

const CHARGES = /(?:下列|以下|如下)[^：]{0,8}(?:职责|工作|事项|任务|职权|义务|管理)[^：]{0,4}：$|职责(?:是|为|包括)?：$/u;

/** Whom a lead-in such as “市水务部门履行下列职责：” charges with the items below it. */
export const findCharged = (text: string, { partners }: Analysis): readonly Partner[] => (CHARGES.test(text) ? partners.filter(({ relation }) => relation === 'LEADS') : []);
