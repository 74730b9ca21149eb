import { z } from 'zod';
import { departmentIdSchema } from '../access/model.ts';
import { idSchema } from '../kernel/ids.ts';
import { wordSchema } from '../kernel/reasons.ts';
import { instantSchema } from '../kernel/time.ts';
import { word, type Words } from '../kernel/words.ts';
import { documentIdSchema, documentKindSchema } from './model.ts';
import { columnMappingSchema } from './parser/columns.ts';
import { clauseKindSchema, relationSchema, verbRoleSchema } from './parser/model.ts';

export const documentImportIdSchema = idSchema('documentImport');
export type DocumentImportId = z.infer<typeof documentImportIdSchema>;

/** A file on its way in: waiting to be read, read, or left the desk by one of three doors. */
export const importFileStates = ['QUEUED', 'TO_CORRECT', 'READY', 'CONFIRMING', 'CONFIRMED', 'REFUSED', 'DISCARDED'] as const;
export const importFileStateSchema = z.enum(importFileStates);
export type ImportFileState = z.infer<typeof importFileStateSchema>;
export const importFileStateWords: Words<ImportFileState> = {
  QUEUED: word('待读取', 'Waiting to be read'),
  TO_CORRECT: word('须更正', 'To be corrected'),
  READY: word('可入库', 'Ready'),
  CONFIRMING: word('入库中', 'Being imported'),
  CONFIRMED: word('已入库', 'Imported'),
  REFUSED: word('不予接收', 'Refused'),
  DISCARDED: word('已放弃', 'Discarded'),
};

/** What a person may correct of a reading. TAKEN_IN makes a clause of a span that was none, TAKEN_OUT the reverse, CHECKED says the reading is right as it is. */
export const correctionFields = ['DEPARTMENT', 'PARTNERS', 'KIND', 'VERBS', 'BOUNDS', 'TAKEN_IN', 'TAKEN_OUT', 'CHECKED'] as const;
export const correctionFieldSchema = z.enum(correctionFields);
export type CorrectionField = z.infer<typeof correctionFieldSchema>;
export const correctionFieldWords: Words<CorrectionField> = {
  DEPARTMENT: word('所属部门', 'Department'),
  PARTNERS: word('涉及单位', 'Units named'),
  KIND: word('条款种类', 'Kind'),
  VERBS: word('动词和角色', 'Verbs and roles'),
  BOUNDS: word('起止位置', 'Bounds'),
  TAKEN_IN: word('补作条款', 'Taken as a clause'),
  TAKEN_OUT: word('不作条款', 'Taken out'),
  CHECKED: word('核对无误', 'Checked'),
};

const offset = z.number().int().min(0);
const spanSchema = z.object({ start: offset, end: offset });
const at = { start: offset, end: offset };
const partner = z.object({ name: z.string().trim().min(1).max(60), relation: relationSchema, departmentId: departmentIdSchema.nullable() });
const verb = z.object({ verb: z.string().trim().min(1).max(20), role: verbRoleSchema });

/** A change of the reading of a paper, never of its source. `start..end` is the clause as the machine read it, or the span that is taken in. */
export const correctionSchema = z.discriminatedUnion('field', [
  z.object({ ...at, field: z.literal('DEPARTMENT'), after: departmentIdSchema.nullable() }),
  z.object({ ...at, field: z.literal('PARTNERS'), after: z.array(partner).max(80) }),
  z.object({ ...at, field: z.literal('KIND'), after: clauseKindSchema }),
  z.object({ ...at, field: z.literal('VERBS'), after: z.array(verb).max(80) }),
  z.object({ ...at, field: z.literal('BOUNDS'), after: spanSchema }),
  z.object({ ...at, field: z.literal('TAKEN_IN'), after: clauseKindSchema }),
  z.object({ ...at, field: z.literal('TAKEN_OUT'), after: z.null() }),
  z.object({ ...at, field: z.literal('CHECKED'), after: z.null() }),
]);
export type Correction = z.infer<typeof correctionSchema>;

/** A correction as it was made: what stood there before, who changed it and when. */
export const madeCorrectionSchema = z.object({ ...at, path: z.string(), field: correctionFieldSchema, before: z.json(), after: z.json(), correctedBy: z.string(), recordedAt: instantSchema });
export type MadeCorrection = z.infer<typeof madeCorrectionSchema>;

/** What to look at before an import is confirmed. */
export const findingKinds = ['NO_CLAUSES', 'DEPARTMENT_NEEDED', 'ROW_UNKNOWN_DEPARTMENT', 'ROW_WITHOUT_DUTY', 'UNKNOWN_DEPARTMENT', 'UNKNOWN_VERB', 'NOT_UNDERSTOOD', 'IN_REGISTRY'] as const;
export const findingKindSchema = z.enum(findingKinds);
export type FindingKind = z.infer<typeof findingKindSchema>;
export const findingWords: Words<FindingKind> = {
  NO_CLAUSES: word('没有读出条款', 'No clause was read'),
  DEPARTMENT_NEEDED: word('“三定”规定未写明所属部门', 'The three-fix text names no department of ours'),
  ROW_UNKNOWN_DEPARTMENT: word('主责单位不在部门库', 'The responsible unit is not registered'),
  ROW_WITHOUT_DUTY: word('缺少职责内容', 'The duty is missing'),
  UNKNOWN_DEPARTMENT: word('涉及单位不在部门库', 'A unit named is not registered'),
  UNKNOWN_VERB: word('动词不在动词表', 'A verb the table lacks'),
  NOT_UNDERSTOOD: word('未能识别', 'Not understood'),
  IN_REGISTRY: word('同一内容已经入库', 'The same text is in the registry'),
};
export const findingRemedies: Words<FindingKind> = {
  NO_CLAUSES: word('请改选文件种类，或把未识别的文字补作条款。', 'Choose another kind of document, or take a span as a clause.'),
  DEPARTMENT_NEEDED: word('请选择所属部门。', 'Choose the department.'),
  ROW_UNKNOWN_DEPARTMENT: word('请对应到部门；确不在部门库的，核对后标为核对无误。', 'Choose the department; if it is none of ours, mark the row as checked.'),
  ROW_WITHOUT_DUTY: word('请补读该行文字、不作条款，或核对后标为核对无误。', 'Take the row out, or mark it as checked.'),
  UNKNOWN_DEPARTMENT: word('可对应到部门，或先在部门库登记别名。', 'Choose the department, or register an alias first.'),
  UNKNOWN_VERB: word('可更正动词和角色，或修改动词表。', 'Correct the verbs and roles, or the verb table.'),
  NOT_UNDERSTOOD: word('属于职责的，可补作条款；不补的照列不入条款。', 'Take it as a clause if it is a duty; otherwise it stays listed.'),
  IN_REGISTRY: word('无须重复入库的请放弃；确需重新入库的可确认。', 'Discard it unless it is to be imported anew.'),
};

/** `row` is the row of the spreadsheet, of `sheet` where it has several, or else the line of the text, from 1; `blocks` when the import waits for it. */
export const findingSchema = z.object({ kind: findingKindSchema, blocks: z.boolean(), ...at, path: z.string(), sheet: z.string().nullable(), row: z.number().int().nullable(), column: z.string().nullable(), what: z.string() });
export type Finding = z.infer<typeof findingSchema>;

export const diffKinds = ['KEPT', 'MOVED', 'REWORDED', 'ADDED', 'REMOVED'] as const;
export const diffKindSchema = z.enum(diffKinds);
export type DiffKind = z.infer<typeof diffKindSchema>;
export const diffWords: Words<DiffKind> = { KEPT: word('未变', 'Kept'), MOVED: word('移位', 'Moved'), REWORDED: word('改写', 'Reworded'), ADDED: word('新增', 'Added'), REMOVED: word('删去', 'Removed') };
const side = z.object({ at: z.number().int(), path: z.string(), text: z.string() });
export const diffStepSchema = z.object({ change: diffKindSchema, before: side.nullable(), after: side.nullable() });

/** What is said of a paper beside its text; `replaces`: it ends the version before it. */
export const importMetaSchema = z.object({
  kind: documentKindSchema, departmentId: departmentIdSchema.nullable(), documentNumber: z.string().max(60).nullable(), validFrom: instantSchema.nullable(), title: z.string().max(200).nullable(), replaces: z.boolean(),
});
export type ImportMeta = z.infer<typeof importMetaSchema>;

export const shownRefusalSchema = z.object({ code: z.string(), text: wordSchema, remedy: wordSchema, places: z.array(wordSchema) });
export type ShownRefusal = z.infer<typeof shownRefusalSchema>;

/** `replaces`: a version in force ends when this one goes in. */
export const importSummarySchema = z.object({ title: z.string(), clauses: z.number().int(), blocking: z.number().int(), notes: z.number().int(), replaces: z.boolean() });
export type ImportSummary = z.infer<typeof importSummarySchema>;

export const importFileSchema = z.object({
  documentImportId: documentImportIdSchema, ordinal: z.number().int(), fileName: z.string().nullable(), kind: documentKindSchema, state: importFileStateSchema,
  refusal: shownRefusalSchema.nullable(), summary: importSummarySchema.nullable(), corrections: z.number().int(), documentId: documentIdSchema.nullable(), version: z.number().int(),
});
export type ImportFile = z.infer<typeof importFileSchema>;

export const documentImportSchema = z.object({ documentImportId: documentImportIdSchema, startedBy: z.string(), startedAt: instantSchema, total: z.number().int(), open: z.number().int() });
export type DocumentImport = z.infer<typeof documentImportSchema>;

/** A table of the paper with its columns as they are read; `isRemembered` when a person chose them for this template. */
export const readTableSchema = z.object({ title: z.string(), rows: z.number().int(), mapping: columnMappingSchema, isRemembered: z.boolean() });
