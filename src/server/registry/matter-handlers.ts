import { compileAlignment, isLead } from '../../core/registry/alignment.ts';
import { dayOf } from '../../core/kernel/time.ts';
import { listRanks } from '../../core/registry/basis-ranks.ts';
import { proposeLinks } from '../../core/registry/matter-rules.ts';
import type { matterOperations } from '../../core/registry/matter-operations.ts';
import type { DutyClause, Matter, MatterId, MatterSchemeId } from '../../core/registry/model.ts';
import type { ChangeContext, Handlers, ReadContext } from '../context.ts';
import type { AskedClocks } from './clock-queries.ts';
import { loadBasisRanks } from './basis-ranks.ts';
import { listDepartments } from './department-queries.ts';
import type { DepartmentParts } from './departments.ts';
import { listClausesById } from './document-queries.ts';
import { changeMatter, createMatter, decideLinks, importScheme, mapCode, mergeMatter, proposeMatter, retireMatter, splitMatter } from './matters.ts';
import { findScheme, listCodes, listCodesOf, listLinks, listMatterHistory, listMatterPredecessors, listMatters, listMatterSuccessors, listSchemes, listTree, viewMatter, type StoredLink } from './matter-queries.ts';
import { findMatter, listNames } from './queries.ts';
import { collectReferences } from './references.ts';
import { findClausesAbout, type ClauseHit } from './search.ts';

/** A matter finds its clauses by its own name and by the words people use for it. */
const searchWordsOf = (matter: Matter): string => [matter.name, ...matter.keywords].join(' ').slice(0, 100);

const SHOWN = 20;
/** More than any district has. */
const MOST_DEPARTMENTS = 1_000;
const LEAST_SCORE = 0.2;

async function propose(context: ReadContext, parts: DepartmentParts, matter: Matter, hits: readonly ClauseHit[], links: readonly StoredLink[]) {
  const { db, jurisdictionId, at } = context;
  const decided = new Set<string>(links.map(({ dutyClauseId }) => dutyClauseId));
  const leads = (await collectReferences(parts.matterReferences, db, jurisdictionId, [matter.matterId], at)).flatMap(({ kind, departmentId }) => (kind === 'DIVISION_ENTRY' && departmentId !== null ? [departmentId] : []));
  const facts = { matter, confirmedTexts: new Set(links.filter(({ state }) => state === 'CONFIRMED').map(({ text }) => text)), leadDepartmentIds: leads };
  const open = hits.filter(({ dutyClauseId }) => !decided.has(dutyClauseId)).map(({ score: _, highlights: __, ...clause }): DutyClause => clause);
  return proposeLinks(facts, open).filter(({ score }) => score >= LEAST_SCORE).slice(0, SHOWN);
}

async function view(context: ReadContext, parts: DepartmentParts, matterId: MatterId, { on = context.at, known }: AskedClocks = {}) {
  const { db, jurisdictionId } = context;
  const matter = await viewMatter(db, jurisdictionId, matterId, { on, known });
  const parent = matter.parentId === null ? null : await viewMatter(db, jurisdictionId, matter.parentId, { on, known });
  const hits = await findClausesAbout(context, searchWordsOf(matter), { on, known }, 60);
  const links = await listLinks(db, jurisdictionId, matterId, known);
  const clauses = new Map((await listClausesById(db, jurisdictionId, links.map(({ dutyClauseId }) => dutyClauseId), { on, known })).map((clause) => [clause.dutyClauseId as string, clause]));
  return {
    ...matter,
    parentName: parent?.name ?? null,
    clauses: hits.slice(0, SHOWN),
    // a clause of a paper that does not hold on that day is no clause of the matter then
    links: links.flatMap(({ dutyClauseId, text: _, ...link }) => {
      const clause = clauses.get(dutyClauseId);
      return clause === undefined ? [] : [{ ...link, clause }];
    }),
    proposals: await propose(context, parts, matter, hits, links),
    successors: await listMatterSuccessors(db, jurisdictionId, matterId, { on, known }),
    predecessors: await listMatterPredecessors(db, jurisdictionId, matterId, { on, known }),
    history: await listMatterHistory(db, jurisdictionId, matterId, known),
    codes: await listCodesOf(db, jurisdictionId, matterId, known),
  };
}

/** From this score on a proposed clause is shown beside the confirmed ones. */
const ALIGNED_SCORE = 0.5;

async function align(context: ReadContext, parts: DepartmentParts, matterId: MatterId, { on = context.at, known }: AskedClocks) {
  const { db, jurisdictionId } = context;
  const { links, proposals, ...shown } = await view(context, parts, matterId, { on, known });
  const confirmed = links.filter(({ state }) => state === 'CONFIRMED').map(({ clause }) => ({ ...clause, confirmed: true }));
  const likely = proposals.filter(({ score }) => score >= ALIGNED_SCORE).map(({ clause }) => ({ ...clause, confirmed: false }));
  const names = Map.groupBy(await listNames(db, jurisdictionId, on, known), ({ department }) => department);
  const departments = (await listDepartments(db, jurisdictionId, { on, known, limit: MOST_DEPARTMENTS })).items.map(({ departmentId, name }) => ({ departmentId, name, names: (names.get(departmentId) ?? []).map((alias) => alias.name) }));
  const { columns, differences } = compileAlignment([...confirmed, ...likely], departments);
  const kinds = new Set(columns.flatMap(({ clauses }) => clauses.map(({ documentKind }) => documentKind)));
  return {
    matter: shown,
    columns: columns.map(({ side, clauses, duties }) => ({ side, clauses: [...clauses], duties: duties.map((duty) => ({ ...duty, roles: [...duty.roles], verbs: [...duty.verbs], leads: isLead(duty) })) })),
    differences,
    ranks: listRanks(loadBasisRanks(), dayOf(on)).filter(({ rank, alone, dispute }) => kinds.has(rank) && (!alone || dispute !== null)),
  };
}

async function viewScheme({ db, jurisdictionId, at }: ReadContext, matterSchemeId: MatterSchemeId, { on = at, known }: AskedClocks = {}) {
  const clocks = { on, known };
  const scheme = await findScheme(db, jurisdictionId, matterSchemeId, clocks);
  const matters = await listTree(db, jurisdictionId, clocks);
  const rows = await listCodes(db, jurisdictionId, matterSchemeId, clocks);
  return { ...scheme, rows: rows.map((row) => ({ ...row, proposal: row.matterId === null ? proposeMatter(row.name, matters) : null })) };
}

export function makeMatterHandlers(parts: DepartmentParts) {
  const answer = (context: ChangeContext, matterId: MatterId) => {
    context.about('matter', matterId);
    return view(context, parts, matterId);
  };
  const answerScheme = (context: ChangeContext, matterSchemeId: MatterSchemeId) => {
    context.about('matterScheme', matterSchemeId);
    return viewScheme(context, matterSchemeId);
  };
  return {
    listMatters: ({ db, jurisdictionId, at }, { on = at, ...filter }) => listMatters(db, jurisdictionId, { ...filter, on }),
    viewMatter: (context, { matterId, ...clocks }) => view(context, parts, matterId, clocks),

    async createMatter(context, given) {
      const matterId = await createMatter(context, given);
      context.about('matter', matterId);
      return findMatter(context.tx, context.jurisdictionId, matterId);
    },
    async changeMatter(context, order) {
      await changeMatter(context, parts, order);
      return answer(context, order.matterId);
    },
    async mergeMatters(context, order) {
      await mergeMatter(context, parts, order);
      return answer(context, order.intoId);
    },
    async splitMatter(context, order) {
      await splitMatter(context, parts, order);
      return answer(context, order.matterId);
    },
    async retireMatter(context, order) {
      await retireMatter(context, parts, order);
      return answer(context, order.matterId);
    },
    viewAlignment: (context, { matterId, ...clocks }) => align(context, parts, matterId, clocks),
    async listMatterReferences({ db, jurisdictionId, at }, { matterId }) {
      await findMatter(db, jurisdictionId, matterId);
      return { references: await collectReferences(parts.matterReferences, db, jurisdictionId, [matterId], at) };
    },
    async decideMatterLink(context, { dutyClauseId, ...order }) {
      await decideLinks(context, { ...order, dutyClauseIds: [dutyClauseId] });
      return answer(context, order.matterId);
    },

    async decideMatterLinks(context, order) {
      await decideLinks(context, order);
      return answer(context, order.matterId);
    },

    listMatterSchemes: ({ db, jurisdictionId, at }, { on = at, ...page }) => listSchemes(db, jurisdictionId, { ...page, on }),
    viewMatterScheme: (context, { matterSchemeId, ...clocks }) => viewScheme(context, matterSchemeId, clocks),
    importMatterScheme: async (context, order) => answerScheme(context, await importScheme(context, order)),
    async mapSchemeCode(context, order) {
      await mapCode(context, order);
      return answerScheme(context, order.matterSchemeId);
    },
  } satisfies Handlers<typeof matterOperations>;
}
