import { z } from 'zod';
import { daySchema } from '../../kernel/time.ts';

/** What the verb of a duty says about its subject (procedures 5.4); LICENSE supports “谁许可谁监管”, PERFORM is work without a say on the lead. */
export const verbRoles = [
  'LEAD',
  'DRAFT',
  'LEAD_COORDINATOR',
  'LEAD_ORGANISE',
  'LICENSE',
  'GUIDE',
  'ASSIST',
  'PARTICIPANT',
  'CONSULTED',
  'CO',
  'PERFORM',
] as const;
export const verbRoleSchema = z.enum(verbRoles);
export type VerbRole = z.infer<typeof verbRoleSchema>;

/** One line of the editable verb table. `…` in `verb` is a gap; `asObject` also counts as the object of 负责, 承担, 履行. */
export const dutyVerbSchema = z.object({
  verb: z.string().min(1),
  strength: z.number().min(0).max(1),
  role: verbRoleSchema,
  source: z.string(),
  asObject: z.boolean().optional(),
});
export type DutyVerb = z.infer<typeof dutyVerbSchema>;

export const dutyVerbTableSchema = z.object({ v: z.number().int().min(1), verbs: z.array(dutyVerbSchema).min(1) });
export type DutyVerbTable = z.infer<typeof dutyVerbTableSchema>;

export const paperKinds = ['SANDING', 'LAW', 'LIST', 'OTHER'] as const;
export const paperKindSchema = z.enum(paperKinds);
export type PaperKind = z.infer<typeof paperKindSchema>;

export const clauseKinds = [
  'BASIS',
  'NATURE',
  'LEAD_IN',
  'MAIN_DUTY',
  'FUNCTION_TRANSFORMATION',
  'DIVISION_RULE',
  'INTERNAL_OFFICE',
  'STAFFING',
  'SUPPLEMENT',
  'LAW_DUTY',
  'LIST_ITEM',
  'OTHER',
] as const;
export const clauseKindSchema = z.enum(clauseKinds);
export type ClauseKind = z.infer<typeof clauseKindSchema>;

/**
 * How a named organ stands to the work of a clause: it LEADS, joins (JOINTLY_WITH), is heard (CONSULT_WITH), is assisted by the subject (ASSISTS),
 * assists (ASSISTED_BY), or is the other side of a division (DIVIDED_WITH).
 */
export const relations = ['LEADS', 'JOINTLY_WITH', 'CONSULT_WITH', 'ASSISTS', 'ASSISTED_BY', 'DIVIDED_WITH'] as const;
export const relationSchema = z.enum(relations);
export type Relation = z.infer<typeof relationSchema>;

const offset = z.number().int().min(0);
const spanShape = { start: offset, end: offset };

export const parsedVerbSchema = z.object({ verb: z.string(), role: verbRoleSchema, strength: z.number(), ...spanShape });
export type ParsedVerb = z.infer<typeof parsedVerbSchema>;

export const partnerSchema = z.object({ name: z.string(), relation: relationSchema, department: z.string().optional() });
export type Partner = z.infer<typeof partnerSchema>;

/** Who owns which side of a stage; WITHIN is the stage itself (“流通环节由X负责”). */
export const stageBoundarySchema = z.object({ stage: z.string(), side: z.enum(['BEFORE', 'AFTER', 'WITHIN']), owner: z.string() });
export type StageBoundary = z.infer<typeof stageBoundarySchema>;

/** `posts` is the approved number of posts, `leaders` each title with its number. */
export const staffingSchema = z.object({ posts: z.number().int().optional(), leaders: z.array(z.object({ title: z.string(), count: z.number().int() })) });
export type Staffing = z.infer<typeof staffingSchema>;

/** One sentence of the source; `source.slice(start, end) === text`, offsets in UTF-16 units. `path` is unique in its paper. */
export const parsedClauseSchema = z.object({
  path: z.string(),
  kind: clauseKindSchema,
  text: z.string(),
  ...spanShape,
  verbs: z.array(parsedVerbSchema),
  partners: z.array(partnerSchema),
  boundary: z.array(stageBoundarySchema).optional(),
  scope: z.array(z.string()).optional(),
  noLead: z.literal(true).optional(),
  staffing: staffingSchema.optional(),
});
export type ParsedClause = z.infer<typeof parsedClauseSchema>;

/** A heading or numbering mark; `start..end` covers the mark with its label. */
export const parsedSectionSchema = z.object({ path: z.string(), kind: clauseKindSchema, label: z.string(), ...spanShape });
export type ParsedSection = z.infer<typeof parsedSectionSchema>;

export const sourceSpanSchema = z.object({ ...spanShape, text: z.string() });
export type SourceSpan = z.infer<typeof sourceSpanSchema>;

/** What was understood of a paper. Every non-blank character of the source lies in a clause, a section or `notUnderstood`. */
export const parsedPaperSchema = z.object({
  kind: paperKindSchema,
  title: z.string(),
  documentNumber: z.string().optional(),
  issuedOn: daySchema.optional(),
  sections: z.array(parsedSectionSchema),
  clauses: z.array(parsedClauseSchema),
  notUnderstood: z.array(sourceSpanSchema),
});
export type ParsedPaper = z.infer<typeof parsedPaperSchema>;

/** A name under which a department appears in texts, and the department it stands for. */
export interface DepartmentAlias {
  readonly name: string;
  readonly department: string;
}
