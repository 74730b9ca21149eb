import type { DepartmentId, Matter } from '../../core/registry/model.ts';
import type { registryOperations } from '../../core/registry/operations.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { ChangeContext, Handlers, ReadContext } from '../context.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { findDutyClause, listClausesOf, listDocuments, searchDutyClauses, viewDocument } from './document-queries.ts';
import { importDocument } from './import-document.ts';
import { readPaper } from './parsing.ts';
import { findDepartment, findMatter, isCodeTaken, listAliasesOf, listDepartments, listMatters, listNames, listPredecessors, listSuccessors } from './queries.ts';
import { insertAliases, insertDepartments, insertMatters } from './store.ts';

async function departmentView({ db, jurisdictionId, at }: ReadContext, departmentId: DepartmentId, on: Instant = at) {
  const department = await findDepartment(db, jurisdictionId, departmentId);
  const documents = await listDocuments(db, jurisdictionId, { departmentId, on, limit: 50 });
  return {
    ...department,
    aliases: await listAliasesOf(db, jurisdictionId, departmentId),
    successors: await listSuccessors(db, jurisdictionId, departmentId),
    predecessors: await listPredecessors(db, jurisdictionId, departmentId),
    documents: documents.items,
  };
}

/** A name may stand for one department only on one day: else a text that uses it could not be resolved. */
async function refuseTakenNames({ tx, jurisdictionId, at }: ChangeContext, names: readonly string[], departmentId: string | null): Promise<void> {
  const known = await listNames(tx, jurisdictionId, at);
  const taken = known.find((alias) => names.includes(alias.name) && alias.department !== departmentId);
  if (taken !== undefined) throw refuseRegistry('registry.name-taken', { name: taken.name });
}

export const registryHandlers = {
  listDepartments: ({ db, jurisdictionId, at }, { on = at, ...filter }) => listDepartments(db, jurisdictionId, { ...filter, on }),
  viewDepartment: (context, { departmentId, on }) => departmentView(context, departmentId, on),

  async createDepartment(context, { aliases, validFrom = context.at, ...given }) {
    const { tx, jurisdictionId, at } = context;
    if (await isCodeTaken(tx, jurisdictionId, 'registry.department', given.code)) throw refuseRegistry('registry.code-taken', { code: given.code });
    await refuseTakenNames(context, [given.name, given.shortName, ...aliases], null);
    const departmentId = context.newId<'department'>();
    await insertDepartments(tx, jurisdictionId, at, [{ ...given, departmentId, superior: null, secondaryNames: [], validFrom, validTo: null }]);
    await insertAliases(tx, jurisdictionId, at, aliases.map((name) => ({ departmentId, name, validFrom: null, validTo: null })));
    await bumpKnowledge(tx, jurisdictionId, 'registry');
    context.about('department', departmentId);
    return findDepartment(tx, jurisdictionId, departmentId);
  },

  async addDepartmentAlias(context, { departmentId, name, validFrom = null, validTo = null }) {
    const { tx, jurisdictionId, at } = context;
    await findDepartment(tx, jurisdictionId, departmentId);
    await refuseTakenNames(context, [name], departmentId);
    await insertAliases(tx, jurisdictionId, at, [{ departmentId, name, validFrom, validTo }]);
    await bumpKnowledge(tx, jurisdictionId, 'registry');
    context.about('department', departmentId);
    return departmentView(context, departmentId);
  },

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
} satisfies Handlers<typeof registryOperations>;

/** A matter finds its clauses by its own name and by the words people use for it. */
const searchWordsOf = (matter: Matter): string => [matter.name, ...matter.keywords].join(' ').slice(0, 100);
