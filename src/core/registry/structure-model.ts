import { z } from 'zod';
import { departmentIdSchema, documentIdSchema, dutyClauseIdSchema } from './model.ts';

const paper = { documentId: documentIdSchema, documentTitle: z.string() };
const span = { start: z.number().int(), end: z.number().int() };
const clauseIds = z.array(dutyClauseIdSchema);

/** 内设机构: `start..end` is its name in the source, `dutyClauseIds` its duties. */
export const officeSchema = z.object({ ...paper, name: z.string(), path: z.string(), ...span, dutyClauseIds: clauseIds });
export type Office = z.infer<typeof officeSchema>;

/** 编制: `posts` approved posts, `leaders` each title with its number; `start..end` is the clause that says so. */
export const staffingSchema = z.object({ ...paper, dutyClauseId: dutyClauseIdSchema, path: z.string(), posts: z.number().int().nullable(), leaders: z.array(z.object({ title: z.string(), count: z.number().int() })), ...span });
export type StoredStaffing = z.infer<typeof staffingSchema>;

/** 有关职责分工: `with` the other side as the heading names it, each side with the clauses that give it something. */
export const divisionRuleSchema = z.object({
  ...paper, dutyClauseId: dutyClauseIdSchema, path: z.string(), with: z.array(z.string()), mechanismIds: clauseIds, ...span,
  sides: z.array(z.object({ owner: z.string(), departmentId: departmentIdSchema.nullable(), departmentName: z.string().nullable(), clauses: z.array(z.object({ dutyClauseId: dutyClauseIdSchema, path: z.string(), text: z.string() })) })),
});
export type DivisionRule = z.infer<typeof divisionRuleSchema>;

export const structureSchema = z.object({ offices: z.array(officeSchema), staffing: z.array(staffingSchema), divisions: z.array(divisionRuleSchema) });
export type StoredStructure = z.infer<typeof structureSchema>;
