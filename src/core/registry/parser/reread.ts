import { analyseSentence } from './clauses.ts';
import { withFirstVerb } from './fallback.ts';
import type { ClauseKind, DutyVerb, ParsedClause, VerbRole } from './model.ts';
import { prepareOrgans } from './organs.ts';
import type { ParseOptions } from './parse.ts';
import { castShadow, type Span } from './shadow.ts';
import { shapeOf } from './shape.ts';
import { prepareVerbs } from './verbs.ts';

export type Reread = (text: string, span: Span, kind: ClauseKind) => Omit<ParsedClause, 'path'>;

/** Reads a span a person has marked as a clause: whatever stands there is one. */
export function prepareReread({ verbs: table, aliases, simplify }: ParseOptions): Reread {
  const verbs = prepareVerbs(table);
  const readers = { verbs, organs: prepareOrgans(verbs, aliases) };
  return (source, { start, end }, kind) => {
    const text = source.slice(start, end);
    const shadow = castShadow(text, simplify);
    const analysis = withFirstVerb({ paper: 'SANDING', kind, text: shadow, start: 0, analysis: analyseSentence(shadow, text, 0, readers, '本部门') }, verbs);
    const placed = { ...analysis, verbs: analysis.verbs.map((verb) => ({ ...verb, start: verb.start + start, end: verb.end + start })) };
    return { kind, text, start, end, ...shapeOf(placed, kind, false) };
  };
}

/** How strong a verb is in a role: as the table says, else as the verbs of that role are on the whole. */
export function strengthIn(table: readonly DutyVerb[], verb: string, role: VerbRole): number {
  const own = table.find((line) => line.verb === verb && line.role === role);
  if (own !== undefined) return own.strength;
  const alike = table.filter((line) => line.role === role).map(({ strength }) => strength).toSorted((a, b) => a - b);
  return alike[Math.floor(alike.length / 2)] ?? 0;
}
