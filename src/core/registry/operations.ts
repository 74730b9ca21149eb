import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { fileSchema, pageInput, pageOf, type Operations } from '../kernel/operation.ts';
import { looseInstantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { readingRefusals } from './refusals.ts';
import { basisOperations } from './basis-operations.ts';
import { clocks, departmentOperations } from './department-operations.ts';
import { importOperations } from './import-operations.ts';
import { matterOperations } from './matter-operations.ts';
import { searchOperations } from './search-operations.ts';
import { madeCorrectionSchema } from './import-model.ts';
import { structureSchema } from './structure-model.ts';
import { departmentIdSchema, documentIdSchema, documentKindSchema, documentSchema, dutyClauseIdSchema, dutyClauseSchema } from './model.ts';

const q = z.string().trim().max(100).optional();

const documentMeta = {
  kind: documentKindSchema,
  departmentId: departmentIdSchema.optional(),
  documentNumber: z.string().trim().max(60).optional(),
  validFrom: looseInstantSchema.optional(),
};

/** What an import would write: shown before anything is written, and the same thing that is written afterwards. */
const previewSchema = z.object({
  kind: documentKindSchema,
  title: z.string(),
  text: z.string(),
  fileHash: z.string(),
  departmentId: departmentIdSchema.nullable(),
  departmentName: z.string().nullable(),
  documentNumber: z.string().nullable(),
  validFrom: z.string().nullable(),
  clauses: z.array(dutyClauseSchema.omit({ dutyClauseId: true, documentId: true, documentTitle: true, documentKind: true, departmentId: true, departmentName: true })),
  notUnderstood: z.array(z.object({ start: z.number().int(), end: z.number().int(), text: z.string() })),
  unknownPartners: z.array(z.string()),
});

export const registryOperations = {
  ...departmentOperations,
  listDocuments: {
    name: 'registry.listDocuments', method: 'GET', path: '/documents', title: word('文件列表', 'Documents'), effect: 'read', permission: 'registry:read',
    input: z.object({ q, kind: documentKindSchema.optional(), departmentId: departmentIdSchema.optional(), ...clocks, ...pageInput }), result: pageOf(documentSchema), refuses: [],
  },
  viewDocument: {
    name: 'registry.viewDocument', method: 'GET', path: '/documents/:documentId', title: word('文件', 'Document'), effect: 'read', permission: 'registry:read',
    /** `isInForce`: it holds on the day asked about, as known then. */
    input: z.object({ documentId: documentIdSchema, ...clocks }),
    result: documentSchema.extend({ isInForce: z.boolean(), structure: structureSchema, text: z.string(), clauses: z.array(dutyClauseSchema), notUnderstood: previewSchema.shape.notUnderstood, corrections: z.array(madeCorrectionSchema) }), refuses: ['common.not-found'],
  },
  previewDocument: {
    name: 'registry.previewDocument', method: 'POST', path: '/documents/previews', title: word('预览导入文件', 'Preview a document'), effect: 'read', permission: 'registry:write',
    input: z.object({ ...documentMeta, file: fileSchema.optional(), text: z.string().max(2_000_000).optional() }), result: previewSchema, file: 'file',
    refuses: ['registry.no-source', ...readingRefusals, 'common.not-found'],
  },
  importDocument: {
    name: 'registry.importDocument', method: 'POST', path: '/documents', title: word('导入文件', 'Import a document'), effect: 'change', permission: 'registry:write',
    input: z.object({ ...documentMeta, title: z.string().trim().max(200).optional(), expectedHash: z.string().length(64), file: fileSchema.optional(), text: z.string().max(2_000_000).optional() }),
    result: documentSchema, file: 'file',
    refuses: ['registry.no-source', ...readingRefusals, 'registry.preview-differs', 'registry.no-clauses', 'registry.department-needed', 'common.not-found'],
  },
  viewDutyClause: {
    name: 'registry.viewDutyClause', method: 'GET', path: '/duty-clauses/:dutyClauseId', title: word('职责条款', 'Duty clause'), effect: 'read', permission: 'registry:read',
    /** With the time of its document; `isInForce` as of the day asked about. */
    input: z.object({ dutyClauseId: dutyClauseIdSchema, ...clocks }), result: dutyClauseSchema.extend({ isInForce: z.boolean(), ...documentSchema.pick({ validFrom: true, validTo: true }).shape }), refuses: ['common.not-found'],
  },
  ...importOperations,
  ...matterOperations,
  ...basisOperations,
  ...searchOperations,
} as const satisfies Operations<Permission>;
