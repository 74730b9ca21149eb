import { z } from 'zod';
import { wordSchema } from '../../kernel/reasons.ts';
import { daySchema } from '../../kernel/time.ts';
import { documentKindSchema } from '../model.ts';
import { columnMappingSchema, listFieldSchema } from './columns.ts';

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

/** ALLOCATION are tasks a superior shares out, PRACTICE tells what a neighbour does, MINUTES what a meeting resolved. */
export const paperKinds = ['SANDING', 'LAW', 'LIST', 'ALLOCATION', 'PRACTICE', 'MINUTES', 'OTHER'] as const;
export const paperKindSchema = z.enum(paperKinds);
export type PaperKind = z.infer<typeof paperKindSchema>;

/** 权责清单, 职责边界清单, 属地管理事项责任清单, 履职事项清单, 任务分工表. */
export const listKinds = ['POWER_DUTY', 'BOUNDARY', 'TERRITORIAL', 'PERFORMANCE', 'DIVISION', 'OTHER'] as const;
export const listKindSchema = z.enum(listKinds);
export type ListKind = z.infer<typeof listKindSchema>;

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
  'TASK',
  'RESOLUTION',
  'PRACTICE',
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

/** `inherited` when the lead-in of a list names the organ, not the item itself. */
export const partnerSchema = z.object({ name: z.string(), relation: relationSchema, department: z.string().optional(), inherited: z.literal(true).optional() });
export type Partner = z.infer<typeof partnerSchema>;

/** Who owns which side of a stage; WITHIN is the stage itself (“流通环节由X负责”). */
export const stageBoundarySchema = z.object({ stage: z.string(), side: z.enum(['BEFORE', 'AFTER', 'WITHIN']), owner: z.string() });
export type StageBoundary = z.infer<typeof stageBoundarySchema>;

/** `posts` is the approved number of posts, `leaders` each title with its number. */
export const staffingSchema = z.object({ posts: z.number().int().optional(), leaders: z.array(z.object({ title: z.string(), count: z.number().int() })) });
export type Staffing = z.infer<typeof staffingSchema>;

/** A cell of a list's row; `field` is null where the column is not read. */
export const listCellSchema = z.object({ column: z.string(), field: listFieldSchema.nullable(), text: z.string(), ...spanShape });
export type ListCell = z.infer<typeof listCellSchema>;

/** One sentence of the source, or one row of a list with its `cells`; `source.slice(start, end) === text`, offsets in UTF-16 units. `path` is unique in its paper. */
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
  cells: z.array(listCellSchema).optional(),
});
export type ParsedClause = z.infer<typeof parsedClauseSchema>;

/** A heading or numbering mark; `start..end` covers the mark with its label. */
export const parsedSectionSchema = z.object({ path: z.string(), kind: clauseKindSchema, label: z.string(), ...spanShape });
export type ParsedSection = z.infer<typeof parsedSectionSchema>;

export const sourceSpanSchema = z.object({ ...spanShape, text: z.string() });
export type SourceSpan = z.infer<typeof sourceSpanSchema>;

/** A rule under 有关职责分工: `with` the other side as the heading names it, each side with the clauses that give it something, clauses that set up a mechanism. */
export const divisionSchema = z.object({
  path: z.string(),
  with: z.array(z.string()),
  sides: z.array(z.object({ owner: z.string(), department: z.string().optional(), clauses: z.array(z.string()) })),
  mechanism: z.array(z.string()),
});
export type Division = z.infer<typeof divisionSchema>;

/** An internal office with the paths of its duties. */
export const internalOfficeSchema = z.object({ name: z.string(), path: z.string(), clauses: z.array(z.string()) });
export type InternalOffice = z.infer<typeof internalOfficeSchema>;

/** A table that was read by its columns; the mapping is what a person may correct and have remembered for the template. */
export const parsedTableSchema = z.object({ title: z.string(), mapping: columnMappingSchema, rows: z.number().int(), ...spanShape });

/** What was understood of a paper. Every non-blank character of the source lies in a clause, a section or `notUnderstood`. */
export const parsedPaperSchema = z.object({
  kind: paperKindSchema,
  listKind: listKindSchema.optional(),
  /** What made it this kind. */
  kindReason: wordSchema,
  /** What it is proposed to be kept as. */
  documentKind: documentKindSchema,
  title: z.string(),
  documentNumber: z.string().optional(),
  issuedOn: daySchema.optional(),
  sections: z.array(parsedSectionSchema),
  clauses: z.array(parsedClauseSchema),
  notUnderstood: z.array(sourceSpanSchema),
  /** Words that begin a duty and are no verb of the table: an officer may add them to it. */
  unknownVerbs: z.array(sourceSpanSchema),
  divisions: z.array(divisionSchema),
  offices: z.array(internalOfficeSchema),
  tables: z.array(parsedTableSchema),
});
export type ParsedPaper = z.infer<typeof parsedPaperSchema>;

/** A name under which a department appears in texts, and the department it stands for. */
export interface DepartmentAlias {
  readonly name: string;
  readonly department: string;
}
