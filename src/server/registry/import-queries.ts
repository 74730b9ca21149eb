import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { FittedCorrection } from '../../core/registry/corrections.ts';
import type { DocumentImport, DocumentImportId, ImportFile, MadeCorrection } from '../../core/registry/import-model.ts';
import type { ColumnMapping } from '../../core/registry/parser/columns.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import type { FilePlace, StagedFile } from './import-store.ts';

/** The columns of templates as a person chose them. */
export const listColumnMappings = (db: Reading, jurisdictionId: JurisdictionId): Promise<ColumnMapping[]> =>
  db.selectFrom('registry.columnMapping').select(['template', 'columns']).where('jurisdictionId', '=', jurisdictionId).where('supersededAt', 'is', null).$castTo<ColumnMapping>().execute();

const imports = (db: Reading, jurisdictionId: JurisdictionId) =>
  db
    .selectFrom('registry.documentImport as i')
    .select(['i.documentImportId', 'i.startedByName as startedBy', 'i.startedAt', 'i.fileCount as total'])
    .select(sql<number>`(select count(*)::int from registry.import_file f where f.jurisdiction_id = i.jurisdiction_id and f.document_import_id = i.document_import_id and f.state not in ('CONFIRMED', 'REFUSED', 'DISCARDED'))`.as('open'))
    .where('i.jurisdictionId', '=', jurisdictionId)
    .$castTo<DocumentImport>();

export interface ImportFilter {
  readonly open?: boolean | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Newest first; `open`: with files that are not done with. */
export async function listDocumentImports(db: Reading, jurisdictionId: JurisdictionId, { open, limit, cursor }: ImportFilter): Promise<Page<DocumentImport>> {
  let rows = imports(db, jurisdictionId).orderBy('i.startedAt', 'desc').orderBy('i.documentImportId', 'desc').limit(limit + 1);
  if (open === true) rows = rows.where(sql<SqlBool>`exists (select 1 from registry.import_file f where f.jurisdiction_id = i.jurisdiction_id and f.document_import_id = i.document_import_id and f.state not in ('CONFIRMED', 'REFUSED', 'DISCARDED'))`);
  const after = splitCursor(cursor);
  if (after !== undefined) rows = rows.where(sql<SqlBool>`(i.started_at, i.document_import_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  return pageAfter(await rows.execute(), limit, (one) => joinCursor(one.startedAt, one.documentImportId));
}

/** Refuses `common.not-found`. */
export async function findDocumentImport(db: Reading, jurisdictionId: JurisdictionId, documentImportId: DocumentImportId): Promise<DocumentImport> {
  const found = await imports(db, jurisdictionId).where('i.documentImportId', '=', documentImportId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: '导入' });
  return found;
}

/** Imports with files to be read or to be written, and which of the two. */
export const listUnfinishedWork = (db: Reading, jurisdictionId: JurisdictionId): Promise<{ documentImportId: DocumentImportId; state: 'QUEUED' | 'CONFIRMING' }[]> =>
  db.selectFrom('registry.importFile').select(['documentImportId', 'state']).distinct().where('jurisdictionId', '=', jurisdictionId).where('state', 'in', ['QUEUED', 'CONFIRMING'])
    .$castTo<{ documentImportId: DocumentImportId; state: 'QUEUED' | 'CONFIRMING' }>().execute();

/** The lines of an import, without what the files hold. */
export async function listImportFiles(db: Reading, jurisdictionId: JurisdictionId, documentImportId: DocumentImportId): Promise<ImportFile[]> {
  return db
    .selectFrom('registry.importFile')
    .select(['documentImportId', 'ordinal', 'fileName', 'state', 'refusal', 'summary', 'documentId', 'version'])
    .select(sql<string>`meta->>'kind'`.as('kind'))
    .select(sql<number>`json_array_length(corrections)`.as('corrections'))
    .where('jurisdictionId', '=', jurisdictionId)
    .where('documentImportId', '=', documentImportId)
    .orderBy('ordinal')
    .$castTo<ImportFile>()
    .execute();
}

/** Refuses `common.not-found`. */
export async function findImportFile(db: Reading, jurisdictionId: JurisdictionId, { documentImportId, ordinal }: FilePlace): Promise<StagedFile> {
  const found = await db.selectFrom('registry.importFile').selectAll().where('jurisdictionId', '=', jurisdictionId).where('documentImportId', '=', documentImportId).where('ordinal', '=', ordinal).$castTo<StagedFile>().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: '待导入文件' });
  return found;
}

/** What was corrected of a document's reading, in order. */
export const listCorrections = (db: Reading, jurisdictionId: JurisdictionId, documentId: string): Promise<MadeCorrection[]> =>
  db
    .selectFrom('registry.documentCorrection')
    .select(['startOffset as start', 'endOffset as end', 'path', 'field', 'before', 'after', 'correctedBy', 'recordedAt'])
    .where('jurisdictionId', '=', jurisdictionId)
    .where('documentId', '=', documentId)
    .orderBy('ordinal')
    .$castTo<MadeCorrection>()
    .execute();

/** The corrections of the newest document of this text that has any. */
export async function listEarlierCorrections(db: Reading, jurisdictionId: JurisdictionId, fileHash: string): Promise<FittedCorrection[]> {
  const latest = await db
    .selectFrom('registry.document as o')
    .select('o.documentId')
    .where('o.jurisdictionId', '=', jurisdictionId)
    .where('o.fileHash', '=', fileHash)
    .where(sql<SqlBool>`exists (select 1 from registry.document_correction c where c.jurisdiction_id = o.jurisdiction_id and c.document_id = o.document_id)`)
    .orderBy('o.recordedAt', 'desc')
    .executeTakeFirst();
  if (latest === undefined) return [];
  return (await listCorrections(db, jurisdictionId, latest.documentId)).map(({ correctedBy: _, recordedAt: __, ...correction }) => correction as unknown as FittedCorrection);
}
