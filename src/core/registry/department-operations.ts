import { z } from 'zod';
import { accountIdSchema } from '../access/model.ts';
import type { Permission } from '../access/permissions.ts';
import { pageInput, pageOf, versionSchema, type Operations } from '../kernel/operation.ts';
import { looseInstantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { structureSchema } from './structure-model.ts';
import {
  departmentAliasSchema, departmentIdSchema, departmentKindSchema, departmentSchema, departmentSliceSchema, documentSchema, ownershipSchema, referenceSchema,
} from './model.ts';

/** Registry reads take two clocks: `on`, the day they ask about (absent: now), and `known`, the day whose knowledge is asked for (absent: what is known now). */
export const clocks = { on: looseInstantSchema.optional(), known: looseInstantSchema.optional() };
const q = z.string().trim().max(100).optional();
const name = z.string().trim().min(2).max(60);
const shortName = z.string().trim().min(1).max(30);
const basis = z.string().trim().max(200).default('');
const scope = z.string().trim().max(100).default('');
const effectiveAt = looseInstantSchema.optional();

const successionSchema = z.object({ departmentId: departmentIdSchema, name: z.string(), scope: z.string().nullable(), effectiveAt: z.string(), basis: z.string() });

const departmentView = departmentSchema.extend({
  aliases: z.array(departmentAliasSchema),
  successors: z.array(successionSchema),
  predecessors: z.array(successionSchema),
  ownership: ownershipSchema,
  history: z.array(departmentSliceSchema),
  /** Why nobody carries on, where that was decided. */
  endNote: z.string(),
  documents: z.array(documentSchema),
  /** Offices and posts by its papers in force on the day, and the rules by which work is divided with others. */
  structure: structureSchema,
});

const newDepartment = {
  code: z.string().trim().regex(/^[a-z][a-z0-9-]{1,59}$/), name, shortName, kind: departmentKindSchema, superior: z.string().trim().max(60).nullable().default(null),
};

/** Who carries on: a department in being, or one that is established by the same act. */
/** Accounts of those that end which go over to the successor by the same act. */
const accountIds = z.array(accountIdSchema).max(500).default([]);
const successorOrder = z.object({ departmentId: departmentIdSchema.nullable().default(null), established: z.object(newDepartment).nullable().default(null), scope, accountIds });

/** Whoever ends a department that still has work says who carries on, or that nobody does and why. */
const decision = z.string().trim().max(500).default('');

/** What a department's end would leave without an owner. */
const consequences = z.object({ department: departmentSchema, references: z.array(referenceSchema), live: z.number().int() });

export const departmentOperations = {
  listDepartments: {
    name: 'registry.listDepartments', method: 'GET', path: '/departments', title: word('部门列表', 'Departments'), effect: 'read', permission: 'registry:read',
    input: z.object({ q, kind: departmentKindSchema.optional(), ...clocks, ...pageInput, limit: pageInput.limit.default(100) }), result: pageOf(departmentSchema), refuses: [],
  },
  viewDepartment: {
    name: 'registry.viewDepartment', method: 'GET', path: '/departments/:departmentId', title: word('部门', 'Department'), effect: 'read', permission: 'registry:read',
    input: z.object({ departmentId: departmentIdSchema, ...clocks }), result: departmentView, refuses: ['common.not-found'],
  },
  createDepartment: {
    name: 'registry.createDepartment', method: 'POST', path: '/departments', title: word('新增部门', 'Add a department'), effect: 'change', permission: 'registry:write',
    input: z.object({ ...newDepartment, aliases: z.array(name).max(30).default([]), secondaryNames: z.array(name).max(20).default([]), basis, validFrom: effectiveAt }),
    result: departmentSchema, refuses: ['registry.code-taken', 'registry.name-taken'],
  },
  renameDepartment: {
    name: 'registry.renameDepartment', method: 'POST', path: '/departments/:departmentId/names', title: word('部门更名', 'Rename a department'), effect: 'change', permission: 'registry:write',
    /** The old names go on as aliases, so that texts that still use them are understood. */
    input: z.object({ departmentId: departmentIdSchema, version: versionSchema, name, shortName, secondaryNames: z.array(name).max(20).optional(), superior: z.string().trim().max(60).nullable().optional(), effectiveAt, basis }),
    result: departmentView, refuses: ['registry.name-taken', 'registry.not-in-being', 'registry.nothing-changed', 'common.stale', 'common.not-found'],
  },
  correctDepartment: {
    name: 'registry.correctDepartment', method: 'POST', path: '/departments/:departmentId/corrections', title: word('更正部门登记', 'Correct a department'), effect: 'change', permission: 'registry:write',
    /** Corrects what was recorded wrongly of the time around `on`; what was known until now stays readable. */
    input: z.object({
      departmentId: departmentIdSchema, version: versionSchema, on: looseInstantSchema.optional(), name: name.optional(), shortName: shortName.optional(), kind: departmentKindSchema.optional(),
      superior: z.string().trim().max(60).nullable().optional(), secondaryNames: z.array(name).max(20).optional(), basis,
    }),
    result: departmentView, refuses: ['registry.name-taken', 'registry.not-in-being', 'registry.nothing-changed', 'common.stale', 'common.not-found'],
  },
  mergeDepartments: {
    name: 'registry.mergeDepartments', method: 'POST', path: '/department-mergers', title: word('部门合并', 'Merge departments'), effect: 'change', permission: 'registry:write',
    input: z.object({ departmentIds: z.array(departmentIdSchema).min(1).max(10), into: successorOrder.omit({ scope: true }), effectiveAt, basis }),
    result: departmentView,
    refuses: ['access.account-elsewhere', 'registry.successor-needed', 'registry.successor-cycle', 'registry.successor-ended', 'registry.scopes-unclear', 'registry.code-taken', 'registry.name-taken', 'registry.not-in-being', 'common.not-found'],
  },
  splitDepartment: {
    name: 'registry.splitDepartment', method: 'POST', path: '/departments/:departmentId/split', title: word('部门拆分', 'Split a department'), effect: 'change', permission: 'registry:write',
    input: z.object({ departmentId: departmentIdSchema, version: versionSchema, parts: z.array(successorOrder).min(2).max(10), effectiveAt, basis }),
    result: departmentView,
    refuses: ['access.account-elsewhere', 'registry.successor-needed', 'registry.successor-cycle', 'registry.successor-ended', 'registry.scopes-unclear', 'registry.code-taken', 'registry.name-taken', 'registry.not-in-being', 'common.stale', 'common.not-found'],
  },
  abolishDepartment: {
    name: 'registry.abolishDepartment', method: 'POST', path: '/departments/:departmentId/abolition', title: word('撤销部门', 'Abolish a department'), effect: 'change', permission: 'registry:write',
    input: z.object({ departmentId: departmentIdSchema, version: versionSchema, successors: z.array(successorOrder.omit({ established: true }).extend({ departmentId: departmentIdSchema })).max(10).default([]), decision, effectiveAt, basis }),
    result: departmentView,
    refuses: ['access.account-elsewhere', 'registry.successor-needed', 'registry.successor-cycle', 'registry.successor-ended', 'registry.scopes-unclear', 'registry.not-in-being', 'common.stale', 'common.not-found'],
  },
  nameSuccessor: {
    name: 'registry.nameSuccessor', method: 'POST', path: '/departments/:departmentId/successors', title: word('指定承接部门', 'Name a successor'), effect: 'change', permission: 'registry:write',
    input: z.object({ departmentId: departmentIdSchema, successorId: departmentIdSchema, scope, accountIds, effectiveAt, basis }), result: departmentView,
    refuses: ['access.account-elsewhere', 'registry.not-ended', 'registry.successor-cycle', 'registry.successor-ended', 'registry.scopes-unclear', 'common.not-found'],
  },
  addDepartmentAlias: {
    name: 'registry.addDepartmentAlias', method: 'POST', path: '/departments/:departmentId/aliases', title: word('登记部门简称', 'Add an alias'), effect: 'change', permission: 'registry:write',
    /** A name already registered for the department gets the days given here. */
    input: z.object({ departmentId: departmentIdSchema, name, validFrom: looseInstantSchema.optional(), validTo: looseInstantSchema.optional() }),
    result: departmentView, refuses: ['registry.name-taken', 'common.not-found'],
  },
  withdrawDepartmentAlias: {
    name: 'registry.withdrawDepartmentAlias', method: 'POST', path: '/departments/:departmentId/withdrawn-aliases', title: word('撤回部门简称', 'Withdraw an alias'), effect: 'change', permission: 'registry:write',
    input: z.object({ departmentId: departmentIdSchema, name }), result: departmentView, refuses: ['common.not-found'],
  },
  viewConsequences: {
    name: 'registry.viewConsequences', method: 'GET', path: '/departments/:departmentId/consequences', title: word('撤并影响', 'What an end would touch'), effect: 'read', permission: 'registry:read',
    input: z.object({ departmentId: departmentIdSchema }), result: consequences, refuses: ['common.not-found'],
  },
  listUnowned: {
    name: 'registry.listUnowned', method: 'GET', path: '/unowned-references', title: word('无承接部门清单', 'Records without an owner'), effect: 'read', permission: 'registry:read',
    /** Records that name a department which has ended, and whom the chain leads to no one, or to several without saying which. */
    input: z.object({}),
    result: z.object({ items: z.array(z.object({ department: z.object({ departmentId: departmentIdSchema, name: z.string(), validTo: z.string() }), ownership: ownershipSchema, references: z.array(referenceSchema) })) }), refuses: [],
  },
  viewOrganisationChart: {
    name: 'registry.viewOrganisationChart', method: 'GET', path: '/organisation-chart', title: word('机构图', 'Organisation chart'), effect: 'read', permission: 'registry:read',
    input: z.object(clocks),
    result: z.object({ groups: z.array(z.object({ kind: departmentKindSchema, departments: z.array(departmentSchema.extend({ superiorId: departmentIdSchema.nullable() })) })) }), refuses: [],
  },
} as const satisfies Operations<Permission>;
