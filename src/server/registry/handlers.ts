import type { DepartmentId, Matter } from '../../core/registry/model.ts';
import type { registryOperations } from '../../core/registry/operations.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { Handlers } from '../context.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { makeDepartmentHandlers } from './department-handlers.ts';
import type { DepartmentParts } from './departments.ts';
import { findDutyClause, listClausesOf, listDocuments, searchDutyClauses, viewDocument } from './document-queries.ts';
import { importDocument } from './import-document.ts';
import { readPaper } from './parsing.ts';
import { findMatter, isCodeTaken, listMatters } from './queries.ts';
import { insertMatters } from './store.ts';

export const makeRegistryHandlers = (parts: DepartmentParts) => ({
  ...makeDepartmentHandlers(parts),

  listDocuments: ({ db, jurisdictionId }, filter) => listDocuments(db, jurisdictionId, filter),

  async viewDocument({ db, jurisdictionId }, { documentId }) {
    const { document, ...source } = await viewDocument(db, jurisdictionId, documentId);
    return { ...document, ...source, clauses: await listClausesOf(db, jurisdictionId, documentId) };
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

  searchDutyClauses: ({ db, jurisdictionId, at }, { on = at, ...filter }) => searchDutyClauses(db, jurisdictionId, { ...filter, on }),
  viewDutyClause: ({ db, jurisdictionId }, { dutyClauseId }) => findDutyClause(db, jurisdictionId, dutyClauseId),
  listMatters: ({ db, jurisdictionId }, filter) => listMatters(db, jurisdictionId, filter),

  async viewMatter({ db, jurisdictionId, at }, { matterId, on = at }) {
    const matter = await findMatter(db, jurisdictionId, matterId);
    const parent = matter.parentId === null ? null : await findMatter(db, jurisdictionId, matter.parentId);
    const clauses = await searchDutyClauses(db, jurisdictionId, { q: searchWordsOf(matter), on, limit: 20 });
    return { ...matter, parentName: parent?.name ?? null, clauses: clauses.items };
  },

  async createMatter(context, given) {
    const { tx, jurisdictionId } = context;
    if (await isCodeTaken(tx, jurisdictionId, 'registry.matter', given.code)) throw refuseRegistry('registry.code-taken', { code: given.code });
    if (given.parentId !== null && !(await findMatter(tx, jurisdictionId, given.parentId)).isClass) throw refuseRegistry('registry.not-a-class');
    const matterId = context.newId<'matter'>();
    await insertMatters(tx, jurisdictionId, [{ ...given, matterId }]);
    await bumpKnowledge(tx, jurisdictionId, 'registry');
    context.about('matter', matterId);
    return findMatter(tx, jurisdictionId, matterId);
  },
}) satisfies Handlers<typeof registryOperations>;

/** A matter finds its clauses by its own name and by the words people use for it. */
const searchWordsOf = (matter: Matter): string => [matter.name, ...matter.keywords].join(' ').slice(0, 100);
