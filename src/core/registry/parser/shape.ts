import type { Analysis } from './clauses.ts';
import type { FrontMatter } from './front.ts';
import type { ClauseKind, ParsedClause, ParsedPaper } from './model.ts';

export const shapeOfFront = ({ title, documentNumber, issuedOn }: FrontMatter): Pick<ParsedPaper, 'title' | 'documentNumber' | 'issuedOn'> => ({
  title,
  ...(documentNumber === null ? {} : { documentNumber }),
  ...(issuedOn === null ? {} : { issuedOn }),
});

/** Only what was found is written: an empty boundary or scope is left out. */
export function shapeOf(analysis: Analysis, kind: ClauseKind, frame: boolean): Pick<ParsedClause, 'verbs' | 'partners' | 'boundary' | 'scope' | 'noLead' | 'staffing'> {
  const { boundary, scope, noLead, staffing } = analysis;
  return {
    verbs: frame && !noLead ? [] : [...analysis.verbs],
    partners: frame && !noLead ? [] : [...analysis.partners],
    ...(boundary.length === 0 ? {} : { boundary: [...boundary] }),
    ...(scope.length === 0 ? {} : { scope: [...scope] }),
    ...(noLead ? { noLead: true as const } : {}),
    ...(staffing === null || kind !== 'STAFFING' ? {} : { staffing }),
  };
}

/** Kinds that say what the department is, not what it does. */
const FRAME: ReadonlySet<ClauseKind> = new Set(['BASIS', 'NATURE', 'STAFFING', 'LEAD_IN']);
export const isFrame = (kind: ClauseKind, text: string): boolean => FRAME.has(kind) || (kind === 'SUPPLEMENT' && /本规定|另行规定|施行/u.test(text)) || (kind === 'INTERNAL_OFFICE' && /内设/u.test(text));
