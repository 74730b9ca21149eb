import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { fileSchema, pageInput, pageOf, versionSchema, type Operations } from '../kernel/operation.ts';
import { looseInstantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { correctionSchema, diffStepSchema, documentImportIdSchema, documentImportSchema, findingSchema, importFileSchema, importMetaSchema, readTableSchema } from './import-model.ts';
import { departmentIdSchema, documentIdSchema, documentKindSchema, documentSchema, dutyClauseSchema } from './model.ts';
import { columnMappingSchema } from './parser/columns.ts';

const place = z.object({ documentImportId: documentImportIdSchema, ordinal: z.coerce.number().int().min(1) });
const changed = place.extend({ version: versionSchema });
const span = { start: z.number().int(), end: z.number().int() };

const meta = {
  kind: documentKindSchema,
  departmentId: departmentIdSchema.optional(),
  documentNumber: z.string().trim().max(60).optional(),
  validFrom: looseInstantSchema.optional(),
  title: z.string().trim().max(200).optional(),
};

/** A clause as an import would write it; `readStart..readEnd` is where the machine had it, which is how a correction names it. */
const readClauseSchema = dutyClauseSchema.omit({ dutyClauseId: true, documentId: true, documentTitle: true, documentKind: true }).extend({ readStart: span.start, readEnd: span.end });

/** What an import of this file would write, what to look at first, and what it would change. */
const importPreviewSchema = z.object({
  file: importFileSchema, meta: importMetaSchema, title: z.string(), text: z.string(), departmentId: departmentIdSchema.nullable(), departmentName: z.string().nullable(), documentNumber: z.string().nullable(), validFrom: z.string().nullable(),
  kindReason: z.object({ zh: z.string(), en: z.string() }), clauses: z.array(readClauseSchema), notUnderstood: z.array(z.object({ ...span, text: z.string() })), findings: z.array(findingSchema), tables: z.array(readTableSchema),
  corrections: z.array(correctionSchema),
  /** Corrections that no longer fit, for instance after the columns were mapped otherwise. */
  unfit: z.array(correctionSchema),
  /** Those of the last import of the same text that still fit. */
  offered: z.array(correctionSchema),
  /** The version that would be replaced, and what changes clause by clause. */
  previous: z.object({ documentId: documentIdSchema, title: z.string() }).nullable(),
  diff: z.array(diffStepSchema),
});

export const importOperations = {
  listDocumentImports: {
    name: 'registry.listDocumentImports', method: 'GET', path: '/document-imports', title: word('文件导入', 'Imports of documents'), effect: 'read', permission: 'registry:write',
    input: z.object({ open: z.stringbool().optional(), ...pageInput }), result: pageOf(documentImportSchema), refuses: [],
  },
  startDocumentImport: {
    name: 'registry.startDocumentImport', method: 'POST', path: '/document-imports', title: word('开始导入文件', 'Start an import of documents'), effect: 'change', permission: 'registry:write',
    input: z.object({}), result: documentImportSchema, refuses: [],
  },
  viewDocumentImport: {
    name: 'registry.viewDocumentImport', method: 'GET', path: '/document-imports/:documentImportId', title: word('文件导入进度', 'An import of documents'), effect: 'read', permission: 'registry:write',
    input: place.pick({ documentImportId: true }), result: documentImportSchema.extend({ files: z.array(importFileSchema) }), refuses: ['common.not-found'],
  },
  addImportFile: {
    name: 'registry.addImportFile', method: 'POST', path: '/document-imports/:documentImportId/files', title: word('提交待导入文件', 'Hand in a file'), effect: 'change', permission: 'registry:write',
    /** The file is read behind the call; what it says is on the view of the import. */
    input: z.object({ documentImportId: documentImportIdSchema, ...meta, file: fileSchema.optional(), text: z.string().max(2_000_000).optional() }), result: importFileSchema, file: 'file',
    refuses: ['registry.no-source', 'registry.import-full', 'common.not-found'],
  },
  viewImportFile: {
    name: 'registry.viewImportFile', method: 'GET', path: '/document-imports/:documentImportId/files/:ordinal', title: word('核对待导入文件', 'A file to be imported'), effect: 'read', permission: 'registry:write',
    input: place, result: importPreviewSchema, refuses: ['registry.import-not-open', 'common.not-found'],
  },
  correctImportFile: {
    name: 'registry.correctImportFile', method: 'PUT', path: '/document-imports/:documentImportId/files/:ordinal', title: word('更正读出结果', 'Correct what was read'), effect: 'change', permission: 'registry:write',
    /** All corrections of the file together; the source stays as it is. */
    input: changed.extend({ meta: importMetaSchema.partial().default({}), corrections: z.array(correctionSchema).max(5_000) }), result: importFileSchema,
    refuses: ['registry.import-not-open', 'registry.correction-unfit', 'common.stale', 'common.not-found'],
  },
  saveColumnMapping: {
    name: 'registry.saveColumnMapping', method: 'PUT', path: '/column-mappings', title: word('记住清单列的含义', 'Remember the columns of a list'), effect: 'change', permission: 'registry:write',
    /** Holds for every list with the same headings in the same order. */
    input: columnMappingSchema.extend({ template: z.string().min(1).max(4_000), columns: columnMappingSchema.shape.columns.min(1).max(200) }), result: columnMappingSchema, refuses: ['registry.columns-differ'],
  },
  confirmImportFile: {
    name: 'registry.confirmImportFile', method: 'POST', path: '/document-imports/:documentImportId/files/:ordinal/confirmation', title: word('确认入库', 'Confirm a file'), effect: 'change', permission: 'registry:write',
    input: changed, result: documentSchema, refuses: ['registry.import-not-open', 'registry.to-correct', 'registry.department-needed', 'registry.no-clauses', 'common.stale', 'common.not-found'],
  },
  confirmReadyFiles: {
    name: 'registry.confirmReadyFiles', method: 'POST', path: '/document-imports/:documentImportId/confirmation', title: word('全部可入库文件确认入库', 'Confirm all ready files'), effect: 'change', permission: 'registry:write',
    /** They are written behind the call, each in a transaction of its own. */
    input: place.pick({ documentImportId: true }), result: documentImportSchema, refuses: ['registry.none-ready', 'common.not-found'],
  },
  discardImportFile: {
    name: 'registry.discardImportFile', method: 'POST', path: '/document-imports/:documentImportId/files/:ordinal/discarding', title: word('放弃导入', 'Discard a file'), effect: 'change', permission: 'registry:write',
    input: changed, result: importFileSchema, refuses: ['registry.import-not-open', 'common.stale', 'common.not-found'],
  },
} as const satisfies Operations<Permission>;

