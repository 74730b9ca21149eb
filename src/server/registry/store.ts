import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Department, DepartmentId, DocumentId, DocumentKind, DutyClauseId, Matter } from '../../core/registry/model.ts';
import type { ParsedClause, SourceSpan } from '../../core/registry/parser/model.ts';
import type { Tx } from '../platform/database.ts';
import { toSearchVector } from '../platform/search.ts';

/** Rows a statement carries at most: PostgreSQL takes 65,535 parameters. */
const BATCH = 1_000;

const batches = <Row>(rows: readonly Row[]): Row[][] => Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, index) => rows.slice(index * BATCH, (index + 1) * BATCH));

export type NewDepartment = Omit<Department, 'version'>;

export async function insertDepartments(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, departments: readonly NewDepartment[]): Promise<void> {
  for (const batch of batches(departments)) {
    await tx.insertInto('registry.department').values(batch.map((department) => ({ ...department, jurisdictionId, recordedAt }))).execute();
  }
}

export interface NewAlias {
  readonly departmentId: DepartmentId;
  readonly name: string;
  readonly validFrom: Instant | null;
  readonly validTo: Instant | null;
}

export async function insertAliases(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, aliases: readonly NewAlias[]): Promise<void> {
  for (const batch of batches(aliases)) {
    await tx.insertInto('registry.departmentAlias').values(batch.map((alias) => ({ ...alias, jurisdictionId, recordedAt }))).onConflict((conflict) => conflict.doNothing()).execute();
  }
}

export interface NewSuccessor {
  readonly departmentId: DepartmentId;
  readonly successorId: DepartmentId;
  readonly scope: string;
  readonly effectiveAt: Instant;
}

export async function insertSuccessors(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, successors: readonly NewSuccessor[]): Promise<void> {
  if (successors.length === 0) return;
  await tx.insertInto('registry.departmentSuccessor').values(successors.map((successor) => ({ ...successor, jurisdictionId, recordedAt }))).execute();
}

export interface NewDocument {
  readonly documentId: DocumentId;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly departmentId: DepartmentId | null;
  readonly departmentName: string | null;
  readonly previousDocumentId: DocumentId | null;
  readonly validFrom: Instant;
  readonly fileName: string | null;
  readonly fileHash: string;
  readonly sourceText: string;
  readonly notUnderstood: readonly SourceSpan[];
}

export type NewClause = ParsedClause & { readonly dutyClauseId: DutyClauseId; readonly departmentId: DepartmentId | null };

/** Writes a document version with its clauses; the text stays as it came. */
export async function insertDocument(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, document: NewDocument, clauses: readonly NewClause[]): Promise<void> {
  const { departmentName, notUnderstood, ...row } = document;
  await tx.insertInto('registry.document').values({ ...row, jurisdictionId, recordedAt, validTo: null, notUnderstood: JSON.stringify(notUnderstood) }).execute();
  const rows = clauses.map((clause, ordinal) => ({
    jurisdictionId,
    dutyClauseId: clause.dutyClauseId,
    documentId: document.documentId,
    departmentId: clause.departmentId,
    ordinal,
    path: clause.path,
    clauseKind: clause.kind,
    text: clause.text,
    startOffset: clause.start,
    endOffset: clause.end,
    verbs: JSON.stringify(clause.verbs),
    partners: JSON.stringify(clause.partners),
    boundary: JSON.stringify(clause.boundary ?? []),
    scope: clause.scope ?? [],
    noLead: clause.noLead ?? false,
    search: sql<string>`${toSearchVector([{ text: clause.text, weight: 'A' }, { text: departmentName ?? document.title, weight: 'C' }])}::tsvector`,
  }));
  for (const batch of batches(rows)) await tx.insertInto('registry.dutyClause').values(batch).execute();
}

/** A reissue ends what it replaces, from the day it holds. */
export async function endDocument(tx: Tx, jurisdictionId: JurisdictionId, documentId: DocumentId, validTo: Instant): Promise<void> {
  await tx.updateTable('registry.document').set({ validTo }).where('jurisdictionId', '=', jurisdictionId).where('documentId', '=', documentId).where('validTo', 'is', null).execute();
}

export async function insertMatters(tx: Tx, jurisdictionId: JurisdictionId, matters: readonly Omit<Matter, 'version'>[]): Promise<void> {
  for (const batch of batches(matters)) {
    const rows = batch.map((matter) => ({
      ...matter,
      jurisdictionId,
      search: sql<string>`${toSearchVector([
        { text: matter.name, weight: 'A' },
        { text: matter.keywords.join('，'), weight: 'B' },
        { text: `${matter.description}，${matter.includes.join('，')}`, weight: 'C' },
      ])}::tsvector`,
    }));
    await tx.insertInto('registry.matter').values(rows).execute();
  }
}
