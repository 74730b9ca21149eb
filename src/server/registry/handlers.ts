import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import type { registryOperations } from '../../core/registry/operations.ts';
import type { Handlers } from '../context.ts';
import { basisHandlers } from './basis-watch.ts';
import { makeDepartmentHandlers } from './department-handlers.ts';
import type { DepartmentParts } from './departments.ts';
import { listClausesOf, listDocuments, viewDocument, viewDutyClause } from './document-queries.ts';
import { importDocument } from './import-document.ts';
import { makeImportHandlers, type ImportParts } from './import-handlers.ts';
import { listCorrections } from './import-queries.ts';
import { readPaper } from './parsing.ts';
import { makeMatterHandlers } from './matter-handlers.ts';
import { viewStructure } from './structure-queries.ts';
import { searchHandlers } from './search.ts';

const isWithin = ({ validFrom, validTo }: { validFrom: Instant; validTo: Instant | null }, at: Instant): boolean => validFrom <= at && (validTo === null || at < validTo);

export const makeRegistryHandlers = (parts: DepartmentParts & ImportParts) => ({
  ...makeDepartmentHandlers(parts),

  listDocuments: ({ db, jurisdictionId }, filter) => listDocuments(db, jurisdictionId, filter),

  async viewDocument({ db, jurisdictionId, at }, { documentId, ...clocks }) {
    const { document, ...source } = await viewDocument(db, jurisdictionId, documentId, clocks);
    const isInForce = isWithin(document, clocks.on ?? at);
    return { ...document, ...source, isInForce, clauses: await listClausesOf(db, jurisdictionId, documentId, clocks), structure: await viewStructure(db, jurisdictionId, documentId, clocks), corrections: await listCorrections(db, jurisdictionId, documentId) };
  },

  async previewDocument({ db, jurisdictionId, at }, source) {
    const { parsed, ...paper } = await readPaper(db, jurisdictionId, at, source);
    const clauses = parsed.clauses.map(({ kind, partners, noLead, ...clause }) => ({
      ...clause,
      clauseKind: kind,
      noLead: noLead ?? false,
      partners: partners.map(({ name, relation, department }) => ({ name, relation, departmentId: (department ?? null) as DepartmentId | null })),
    }));
    return { ...paper, kind: source.kind, title: parsed.title, clauses, notUnderstood: parsed.notUnderstood };
  },

  async importDocument(context, order) {
    const documentId = await importDocument(context, order);
    return (await viewDocument(context.tx, context.jurisdictionId, documentId)).document;
  },

  ...searchHandlers,
  async viewDutyClause({ db, jurisdictionId, at }, { dutyClauseId, ...clocks }) {
    const clause = await viewDutyClause(db, jurisdictionId, dutyClauseId, clocks);
    return { ...clause, isInForce: isWithin(clause, clocks.on ?? at) };
  },
  ...makeImportHandlers(parts),
  ...makeMatterHandlers(parts),
  ...basisHandlers,
}) satisfies Handlers<typeof registryOperations>;
