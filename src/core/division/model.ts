import { z } from 'zod';
import { idSchema } from '../kernel/ids.ts';
import { daySchema, instantSchema } from '../kernel/time.ts';
import { word, type Words } from '../kernel/words.ts';
import { basisRankSchema, departmentIdSchema, documentIdSchema, dutyClauseIdSchema, matterIdSchema } from '../registry/model.ts';

export const divisionEntryIdSchema = idSchema('divisionEntry');
export type DivisionEntryId = z.infer<typeof divisionEntryIdSchema>;
export const divisionDraftIdSchema = idSchema('divisionDraft');
export type DivisionDraftId = z.infer<typeof divisionDraftIdSchema>;

/** 形成方式: which of the four mechanisms made the entry (procedures.md 3.2). */
export const formations = ['CONSULTATION', 'SPECIAL_COORDINATION', 'ESTABLISHMENT_COORDINATION', 'LEADERSHIP_STUDY'] as const;
export const formationSchema = z.enum(formations);
export type Formation = z.infer<typeof formationSchema>;
export const formationWords: Words<Formation> = {
  CONSULTATION: word('部门主动协商报备', 'Consultation and filing'),
  SPECIAL_COORDINATION: word('专题协调', 'Special coordination'),
  ESTABLISHMENT_COORDINATION: word('编办牵头协调', 'Establishment office coordination'),
  LEADERSHIP_STUDY: word('区委区政府专题研究', 'Leadership study'),
};

export const draftStates = ['DRAFT', 'PUBLISHED', 'DISCARDED'] as const;
export const draftStateSchema = z.enum(draftStates);
export type DraftState = z.infer<typeof draftStateSchema>;
export const draftStateWords: Words<DraftState> = {
  DRAFT: word('草案', 'Draft'),
  PUBLISHED: word('已发布', 'Published'),
  DISCARDED: word('已作废', 'Discarded'),
};

/** What an entry rests on. With `dutyClauseId` the rest is fetched from the source, never typed (`src/server/division/cite.ts`). */
export const basisSchema = z.object({
  documentId: documentIdSchema.nullable().default(null),
  dutyClauseId: dutyClauseIdSchema.nullable().default(null),
  title: z.string().trim().min(2).max(200),
  article: z.string().trim().max(60),
  rank: basisRankSchema,
  text: z.string().trim().max(2000),
});
export type Basis = z.infer<typeof basisSchema>;

/** What an entry covers. `scope` '' is the whole matter; any other text is one named part of it (物业小区内, 市政道路上). */
export const boundarySchema = z.object({
  scope: z.string().trim().max(60).default(''),
  includes: z.string().trim().max(1000).default(''),
  excludes: z.string().trim().max(1000).default(''),
  stage: z.string().trim().max(200).default(''),
});
export type Boundary = z.infer<typeof boundarySchema>;

export const responsibleSchema = z.object({ departmentId: departmentIdSchema, task: z.string().trim().max(500) });

export const decisionSchema = z.object({
  body: z.string().trim().max(100),
  meeting: z.string().trim().max(200).default(''),
  on: daySchema.nullable().default(null),
  documentNumber: z.string().trim().max(60).default(''),
});

/** The columns of 职责任务分工表 (procedures.md 6) that a person writes. */
export const entryContentSchema = z.object({
  matterId: matterIdSchema,
  title: z.string().trim().min(2).max(120),
  boundary: boundarySchema,
  trigger: z.string().trim().max(500).default(''),
  leadDepartmentId: departmentIdSchema.nullable(),
  responsible: z.array(responsibleSchema).max(20).default([]),
  townshipShare: z.string().trim().max(500).default(''),
  fallbackDepartmentId: departmentIdSchema.nullable().default(null),
  bases: z.array(basisSchema).max(20).default([]),
  handOver: z.string().trim().max(1000).default(''),
  limitWorkingDays: z.number().int().min(1).max(250).nullable().default(null),
  formedBy: formationSchema,
  decision: decisionSchema,
  validFrom: instantSchema.nullable().default(null),
  validTo: instantSchema.nullable().default(null),
  reviewOn: daySchema.nullable().default(null),
});
export type EntryContent = z.infer<typeof entryContentSchema>;

const departmentNames = { leadDepartmentName: z.string().nullable(), fallbackDepartmentName: z.string().nullable(), matterName: z.string(), matterCode: z.string() };

export const divisionEntrySchema = entryContentSchema.extend({
  divisionEntryId: divisionEntryIdSchema,
  number: z.string(),
  leadDepartmentId: departmentIdSchema,
  validFrom: instantSchema,
  /** When we knew it: the second clock. */
  recordedAt: instantSchema,
  supersededAt: instantSchema.nullable(),
  replacesEntryId: divisionEntryIdSchema.nullable(),
  disputeId: z.uuid().nullable(),
  responsible: z.array(responsibleSchema.extend({ departmentName: z.string() })),
  version: z.number().int(),
  ...departmentNames,
});
export type DivisionEntry = z.infer<typeof divisionEntrySchema>;

/** One thing that keeps a draft from being published, or that its publisher should know. */
export const compileFindingSchema = z.object({
  code: z.enum(['division.no-lead', 'division.no-basis', 'division.refused-rank', 'division.two-leads', 'division.abolished-organ', 'division.lead-among-responsible', 'division.empty-period', 'division.vague-task', 'division.replaced-not-in-force']),
  severity: z.enum(['ERROR', 'WARNING']),
  place: z.string(),
  text: z.object({ zh: z.string(), en: z.string() }),
  conflictsWith: divisionEntryIdSchema.nullable(),
});
export type CompileFinding = z.infer<typeof compileFindingSchema>;

export const divisionDraftSchema = entryContentSchema.extend({
  divisionDraftId: divisionDraftIdSchema,
  state: draftStateSchema,
  replacesEntryId: divisionEntryIdSchema.nullable(),
  disputeId: z.uuid().nullable(),
  publishedEntryId: divisionEntryIdSchema.nullable(),
  responsible: z.array(responsibleSchema.extend({ departmentName: z.string() })),
  version: z.number().int(),
  ...departmentNames,
});
export type DivisionDraft = z.infer<typeof divisionDraftSchema>;
