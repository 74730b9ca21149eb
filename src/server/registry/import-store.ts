import type { AccountId } from '../../core/access/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { FittedCorrection } from '../../core/registry/corrections.ts';
import type { Correction, DocumentImportId, ImportFileState, ImportMeta, ImportSummary, MadeCorrection, ShownRefusal } from '../../core/registry/import-model.ts';
import type { LinePlace } from '../../core/registry/line-places.ts';
import type { DocumentId } from '../../core/registry/model.ts';
import type { ColumnMapping } from '../../core/registry/parser/columns.ts';
import type { Tx } from '../platform/database.ts';
import { sha256 } from '../platform/journal.ts';
import { batches } from './store.ts';

export interface FilePlace {
  readonly documentImportId: DocumentImportId;
  readonly ordinal: number;
}

/** A file on its way in; `content` only until it is read, `sourceText` only until it is done with. */
export interface StagedFile extends FilePlace {
  readonly fileName: string | null;
  readonly meta: ImportMeta;
  readonly state: ImportFileState;
  readonly content: Uint8Array | null;
  readonly sourceText: string | null;
  readonly fileHash: string | null;
  readonly linePlaces: readonly LinePlace[] | null;
  readonly corrections: readonly Correction[];
  readonly refusal: ShownRefusal | null;
  readonly summary: ImportSummary | null;
  readonly documentId: DocumentId | null;
  readonly actingFor: AccountId | null;
  readonly actingName: string | null;
  readonly version: number;
}

export interface NewImport {
  readonly documentImportId: DocumentImportId;
  readonly startedBy: AccountId | null;
  readonly startedByName: string;
  readonly startedAt: Instant;
}

export async function insertDocumentImport(tx: Tx, jurisdictionId: JurisdictionId, started: NewImport): Promise<void> {
  await tx.insertInto('registry.documentImport').values({ ...started, jurisdictionId }).execute();
}

/** The number of the next file, counted up; locked, so that two uploads get two numbers. Refuses `common.not-found`. */
export async function takeOrdinal(tx: Tx, jurisdictionId: JurisdictionId, documentImportId: DocumentImportId): Promise<number> {
  const found = await tx.updateTable('registry.documentImport').set(({ eb }) => ({ fileCount: eb('fileCount', '+', 1) }))
    .where('jurisdictionId', '=', jurisdictionId).where('documentImportId', '=', documentImportId).returning('fileCount').executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: '导入' });
  return found.fileCount;
}

export async function lockDocumentImport(tx: Tx, jurisdictionId: JurisdictionId, documentImportId: DocumentImportId): Promise<void> {
  await tx.selectFrom('registry.documentImport').select('fileCount').where('jurisdictionId', '=', jurisdictionId).where('documentImportId', '=', documentImportId).forUpdate().executeTakeFirst();
}

/** Whether a file waits to be read: then somebody works the import already. To be asked with the import locked. */
export const hasQueued = async (tx: Tx, jurisdictionId: JurisdictionId, documentImportId: DocumentImportId): Promise<boolean> =>
  (await tx.selectFrom('registry.importFile').select('ordinal').where('jurisdictionId', '=', jurisdictionId).where('documentImportId', '=', documentImportId).where('state', '=', 'QUEUED').executeTakeFirst()) !== undefined;

export type NewImportFile = FilePlace & Pick<StagedFile, 'fileName' | 'meta' | 'content' | 'sourceText'>;

export async function insertImportFile(tx: Tx, jurisdictionId: JurisdictionId, { meta, content, ...file }: NewImportFile): Promise<void> {
  await tx.insertInto('registry.importFile').values({ ...file, jurisdictionId, state: 'QUEUED', meta: JSON.stringify(meta), content: content === null ? null : Buffer.from(content) }).execute();
}

/** The file, locked. Refuses `common.not-found`. */
export async function loadImportFile(tx: Tx, jurisdictionId: JurisdictionId, { documentImportId, ordinal }: FilePlace): Promise<StagedFile> {
  const found = await tx.selectFrom('registry.importFile').selectAll().where('jurisdictionId', '=', jurisdictionId).where('documentImportId', '=', documentImportId).where('ordinal', '=', ordinal).forUpdate().$castTo<StagedFile>().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: '待导入文件' });
  return found;
}

export type FileChange = Partial<Pick<StagedFile, 'meta' | 'state' | 'content' | 'sourceText' | 'fileHash' | 'linePlaces' | 'corrections' | 'refusal' | 'summary' | 'documentId' | 'actingFor' | 'actingName'>>;

/** What a file holds goes when it is done with. */
export const LEFT = { content: null, sourceText: null, linePlaces: null } as const;

export async function saveImportFile(tx: Tx, jurisdictionId: JurisdictionId, { documentImportId, ordinal, version }: FilePlace & Pick<StagedFile, 'version'>, { meta, corrections, refusal, summary, linePlaces, content, ...rest }: FileChange): Promise<void> {
  const json = Object.fromEntries(Object.entries({ meta, corrections, refusal, summary, linePlaces }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value === null ? null : JSON.stringify(value)]])));
  await tx.updateTable('registry.importFile').set({ ...rest, ...json, ...(content === undefined ? {} : { content: null }), version: version + 1 })
    .where('jurisdictionId', '=', jurisdictionId).where('documentImportId', '=', documentImportId).where('ordinal', '=', ordinal).where('version', '=', version).execute();
}

/** The files of an import in a state, locked in their order. */
export const loadFilesIn = (tx: Tx, jurisdictionId: JurisdictionId, documentImportId: DocumentImportId, state: ImportFileState): Promise<Pick<StagedFile, 'documentImportId' | 'ordinal' | 'version'>[]> =>
  tx.selectFrom('registry.importFile').select(['documentImportId', 'ordinal', 'version']).where('jurisdictionId', '=', jurisdictionId).where('documentImportId', '=', documentImportId).where('state', '=', state).orderBy('ordinal').forUpdate()
    .$castTo<Pick<StagedFile, 'documentImportId' | 'ordinal' | 'version'>>().execute();

/** The imports with files that were read and wait for a person. */
export const listWaitingImports = (tx: Tx, jurisdictionId: JurisdictionId): Promise<{ documentImportId: DocumentImportId }[]> =>
  tx.selectFrom('registry.importFile').select('documentImportId').distinct().where('jurisdictionId', '=', jurisdictionId).where('state', 'in', ['TO_CORRECT', 'READY']).$castTo<{ documentImportId: DocumentImportId }>().execute();

/** Corrections stand beside the document, in the order in which they were made. */
export async function insertCorrections(tx: Tx, jurisdictionId: JurisdictionId, documentId: DocumentId, corrections: readonly FittedCorrection[], made: Pick<MadeCorrection, 'correctedBy' | 'recordedAt'>): Promise<void> {
  const rows = corrections.map(({ start, end, path, field, before, after }, ordinal) => ({ jurisdictionId, documentId, ordinal, path, startOffset: start, endOffset: end, field, before: JSON.stringify(before), after: JSON.stringify(after), ...made }));
  for (const batch of batches(rows)) await tx.insertInto('registry.documentCorrection').values(batch).execute();
}

export async function putColumnMapping(tx: Tx, jurisdictionId: JurisdictionId, { template, columns }: ColumnMapping, made: { decidedBy: string; recordedAt: Instant }): Promise<void> {
  const templateHash = sha256(template);
  const earlier = await tx.updateTable('registry.columnMapping').set({ supersededAt: made.recordedAt })
    .where('jurisdictionId', '=', jurisdictionId).where('templateHash', '=', templateHash).where('supersededAt', 'is', null).returning('version').executeTakeFirst();
  await tx.insertInto('registry.columnMapping').values({ jurisdictionId, templateHash, template, columns: JSON.stringify(columns), version: (earlier?.version ?? 0) + 1, ...made, supersededAt: null }).execute();
}
