import type { departmentOperations } from '../../core/registry/department-operations.ts';
import { departmentKinds, type DepartmentId, type Reference } from '../../core/registry/model.ts';
import { chooseOwner, resolveOwners } from '../../core/registry/succession.ts';
import type { ChangeContext, Handlers, ReadContext } from '../context.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import type { AskedClocks } from './clock-queries.ts';
import { listDocuments } from './document-queries.ts';
import { abolish, addAlias, correct, establish, merge, nameSuccessor, rename, split, takeBackAlias, type DepartmentParts } from './departments.ts';
import { findEndNote, listAliasesOf, listDepartmentHistory, listDepartments, listEndedDepartments, listPredecessors, listSuccessors, loadChart, viewDepartment } from './department-queries.ts';
import { findDepartment } from './queries.ts';
import { viewStructureOf } from './structure-queries.ts';
import { collectReferences } from './references.ts';

async function departmentView({ db, jurisdictionId, at }: ReadContext, departmentId: DepartmentId, { on = at, known }: AskedClocks = {}) {
  const department = await viewDepartment(db, jurisdictionId, departmentId, { on, known });
  const documents = await listDocuments(db, jurisdictionId, { departmentId, on, known, limit: 50 });
  const owners = resolveOwners(await loadChart(db, jurisdictionId, known), departmentId, on);
  return {
    ...department,
    aliases: await listAliasesOf(db, jurisdictionId, departmentId, known),
    successors: await listSuccessors(db, jurisdictionId, departmentId, { on, known }),
    predecessors: await listPredecessors(db, jurisdictionId, departmentId, { on, known }),
    ownership: { owners: owners.map((owner) => ({ ...owner, path: [...owner.path] })), isOwnerless: owners.length === 0 },
    history: await listDepartmentHistory(db, jurisdictionId, departmentId, known),
    endNote: department.validTo === null ? '' : await findEndNote(db, jurisdictionId, departmentId),
    documents: documents.items,
    structure: await viewStructureOf(db, jurisdictionId, departmentId, { on, known }),
  };
}

/** Names the department for the journal and shows it as it is now. */
function answer(context: ChangeContext, departmentId: DepartmentId) {
  context.about('department', departmentId);
  return departmentView(context, departmentId);
}

/** The superior's name as it stands in the directory of the day, so that the chart can be drawn; one outside the district stays a name. */
async function drawChart({ db, jurisdictionId, at }: ReadContext, { on = at, known }: AskedClocks) {
  const departments = [];
  let cursor: string | undefined;
  do {
    const page = await listDepartments(db, jurisdictionId, { on, known, limit: 200, cursor });
    departments.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const byName = new Map(departments.flatMap(({ departmentId, name, shortName }) => [[shortName, departmentId], [name, departmentId]] as const));
  const placed = departments.map((one) => ({ ...one, superiorId: one.superior === null ? null : (byName.get(one.superior) ?? null) }));
  return { groups: departmentKinds.map((kind) => ({ kind, departments: placed.filter((one) => one.kind === kind) })).filter((group) => group.departments.length > 0) };
}

/** Of the records that name an ended department those that must have an owner and have none that could be told. */
async function listUnowned({ db, jurisdictionId, at }: ReadContext, { references }: DepartmentParts) {
  const chart = await loadChart(db, jurisdictionId);
  const ended = await listEndedDepartments(db, jurisdictionId, at);
  const found = await collectReferences(references, db, jurisdictionId, ended.map(({ departmentId }) => departmentId), at);
  const byDepartment = Map.groupBy(found.filter(({ isLive }) => isLive), ({ departmentId }) => departmentId as string);
  return {
    items: ended.flatMap((department) => {
      const owners = resolveOwners(chart, department.departmentId, at);
      const unowned = (byDepartment.get(department.departmentId) ?? []).filter((reference: Reference) => chooseOwner(owners, reference.label) === undefined);
      const ownership = { owners: owners.map((owner) => ({ ...owner, path: [...owner.path] })), isOwnerless: owners.length === 0 };
      return unowned.length === 0 ? [] : [{ department, ownership, references: unowned }];
    }),
  };
}

export const makeDepartmentHandlers = (parts: DepartmentParts) => ({
  listDepartments: ({ db, jurisdictionId, at }, { on = at, ...filter }) => listDepartments(db, jurisdictionId, { ...filter, on }),
  viewDepartment: (context, { departmentId, ...clocks }) => departmentView(context, departmentId, clocks),
  viewOrganisationChart: (context, clocks) => drawChart(context, clocks),
  listUnowned: (context) => listUnowned(context, parts),

  async viewConsequences({ db, jurisdictionId, at }, { departmentId }) {
    const department = await findDepartment(db, jurisdictionId, departmentId);
    const references = await collectReferences(parts.references, db, jurisdictionId, [departmentId], at);
    return { department, references, live: references.filter(({ isLive }) => isLive).length };
  },

  async createDepartment(context, { aliases, secondaryNames, basis, validFrom = context.at, ...organ }) {
    const departmentId = await establish(context, organ, { aliases, secondaryNames, basis, validFrom });
    await bumpKnowledge(context.tx, context.jurisdictionId, 'registry');
    context.about('department', departmentId);
    return findDepartment(context.tx, context.jurisdictionId, departmentId);
  },

  async renameDepartment(context, order) {
    await rename(context, parts, order);
    return answer(context, order.departmentId);
  },

  async correctDepartment(context, order) {
    await correct(context, order);
    return answer(context, order.departmentId);
  },

  mergeDepartments: async (context, order) => answer(context, await merge(context, parts, order)),

  async splitDepartment(context, order) {
    await split(context, parts, order);
    return answer(context, order.departmentId);
  },

  async abolishDepartment(context, order) {
    await abolish(context, parts, order);
    return answer(context, order.departmentId);
  },

  async nameSuccessor(context, order) {
    await nameSuccessor(context, parts, order);
    return answer(context, order.departmentId);
  },

  async addDepartmentAlias(context, { departmentId, ...alias }) {
    await findDepartment(context.tx, context.jurisdictionId, departmentId);
    await addAlias(context, { departmentId, ...alias });
    return answer(context, departmentId);
  },

  async withdrawDepartmentAlias(context, { departmentId, name }) {
    await takeBackAlias(context, departmentId, name);
    return answer(context, departmentId);
  },
}) satisfies Handlers<typeof departmentOperations>;
