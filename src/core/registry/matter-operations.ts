import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { fileSchema, pageInput, pageOf, versionSchema, type Operations } from '../kernel/operation.ts';
import { reasonSchema } from '../kernel/reasons.ts';
import { instantSchema, looseInstantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { shownRankSchema } from './basis-ranks.ts';
import { clocks } from './department-operations.ts';
import { alignmentSideSchema, dutyClauseIdSchema, dutyClauseSchema, dutyRoleSchema, linkStateSchema, matterIdSchema, matterSchema, matterSchemeIdSchema, referenceSchema, searchHitSchema } from './model.ts';
import { readingRefusals } from './refusals.ts';

const code = z.string().trim().regex(/^[0-9A-Z]{2,12}$/);
const words = (length: number, count: number) => z.array(z.string().trim().max(length)).max(count);
const facts = {
  name: z.string().trim().min(2).max(60), description: z.string().max(1000), includes: words(100, 30), excludes: words(100, 30), keywords: words(30, 120),
};
const defaults = { description: facts.description.default(''), includes: facts.includes.default([]), excludes: facts.excludes.default([]), keywords: facts.keywords.default([]) };
const basis = z.string().trim().max(200).default('');
const effectiveAt = looseInstantSchema.optional();

const sliceSchema = matterSchema.pick({ parentId: true, code: true, name: true }).extend({
  basis: z.string(), validFrom: instantSchema.nullable(), validTo: instantSchema.nullable(), recordedAt: instantSchema, supersededAt: instantSchema.nullable(),
});
const kin = z.object({ matterId: matterIdSchema, name: z.string(), effectiveAt: instantSchema });
const linkSchema = z.object({ clause: dutyClauseSchema, state: linkStateSchema, note: z.string(), decidedBy: z.string(), recordedAt: instantSchema });
const proposalSchema = z.object({ clause: dutyClauseSchema, score: z.number(), reasons: z.array(reasonSchema) });

const matterView = matterSchema.extend({
  parentName: z.string().nullable(),
  /** From when to when it is in use; null at the ends is without bound. */
  validFrom: instantSchema.nullable(), validTo: instantSchema.nullable(),
  /** Clauses that speak of it in so many words. */
  clauses: z.array(searchHitSchema),
  links: z.array(linkSchema),
  proposals: z.array(proposalSchema),
  successors: z.array(kin), predecessors: z.array(kin),
  history: z.array(sliceSchema),
  codes: z.array(z.object({ matterSchemeId: matterSchemeIdSchema, scheme: z.string(), code: z.string(), name: z.string() })),
});

const alignmentView = z.object({
  matter: matterSchema,
  columns: z.array(z.object({
    side: alignmentSideSchema,
    clauses: z.array(dutyClauseSchema.extend({ confirmed: z.boolean() })),
    duties: z.array(z.object({ departmentId: z.string().nullable(), name: z.string(), roles: z.array(dutyRoleSchema), verbs: z.array(z.string()), leads: z.boolean() })),
  })),
  differences: z.array(reasonSchema),
  /** Ranks of papers in it that cannot stand alone, or on which districts differ. */
  ranks: z.array(shownRankSchema),
});

const schemeSchema = z.object({ matterSchemeId: matterSchemeIdSchema, name: z.string(), edition: z.string(), fileName: z.string(), recordedAt: instantSchema, codes: z.number().int(), mapped: z.number().int() });
const schemeView = schemeSchema.extend({
  rows: z.array(z.object({
    code: z.string(), name: z.string(), parentCode: z.string().nullable(), matterId: matterIdSchema.nullable(), matterName: z.string().nullable(),
    /** A matter whose name or keywords the code's name shares; only where none is mapped. */
    proposal: z.object({ matterId: matterIdSchema, name: z.string() }).nullable(),
  })),
});

export const matterOperations = {
  listMatters: {
    name: 'registry.listMatters', method: 'GET', path: '/matters', title: word('事项列表', 'Matters'), effect: 'read', permission: 'registry:read',
    input: z.object({ q: z.string().trim().max(100).optional(), parentId: matterIdSchema.optional(), ...clocks, ...pageInput, limit: pageInput.limit.default(200) }), result: pageOf(matterSchema), refuses: [],
  },
  viewMatter: {
    name: 'registry.viewMatter', method: 'GET', path: '/matters/:matterId', title: word('事项', 'Matter'), effect: 'read', permission: 'registry:read',
    input: z.object({ matterId: matterIdSchema, ...clocks }), result: matterView, refuses: ['common.not-found'],
  },
  createMatter: {
    name: 'registry.createMatter', method: 'POST', path: '/matters', title: word('新增事项', 'Add a matter'), effect: 'change', permission: 'registry:write',
    input: z.object({ parentId: matterIdSchema.nullable(), code, name: facts.name, isClass: z.boolean(), ...defaults }),
    result: matterSchema, refuses: ['registry.code-taken', 'registry.not-a-class', 'registry.matter-retired', 'common.not-found'],
  },
  changeMatter: {
    name: 'registry.changeMatter', method: 'POST', path: '/matters/:matterId/changes', title: word('修改事项', 'Change a matter'), effect: 'change', permission: 'registry:write',
    /** Renames, moves or describes it anew from `effectiveAt`; `correction` puts right how the time around `effectiveAt` was recorded. */
    input: z.object({
      matterId: matterIdSchema, version: versionSchema, parentId: matterIdSchema.nullable().optional(), name: facts.name.optional(), description: facts.description.optional(), includes: facts.includes.optional(),
      excludes: facts.excludes.optional(), keywords: facts.keywords.optional(), effectiveAt, correction: z.boolean().default(false), basis,
    }),
    result: matterView, refuses: ['registry.nothing-changed', 'registry.not-a-class', 'registry.matter-cycle', 'registry.matter-retired', 'common.stale', 'common.not-found'],
  },
  mergeMatters: {
    name: 'registry.mergeMatters', method: 'POST', path: '/matters/:matterId/merger', title: word('事项合并', 'Merge a matter'), effect: 'change', permission: 'registry:write',
    /** The matter goes into `intoId`, which takes over its words and its confirmed clauses. */
    input: z.object({ matterId: matterIdSchema, version: versionSchema, intoId: matterIdSchema, effectiveAt, basis }),
    result: matterView, refuses: ['registry.matter-in-use', 'registry.matter-retired', 'registry.matter-cycle', 'common.stale', 'common.not-found'],
  },
  splitMatter: {
    name: 'registry.splitMatter', method: 'POST', path: '/matters/:matterId/split', title: word('事项拆分', 'Split a matter'), effect: 'change', permission: 'registry:write',
    input: z.object({ matterId: matterIdSchema, version: versionSchema, parts: z.array(z.object({ code, name: facts.name, ...defaults })).min(2).max(20), effectiveAt, basis }),
    result: matterView, refuses: ['registry.matter-in-use', 'registry.matter-retired', 'registry.code-taken', 'common.stale', 'common.not-found'],
  },
  retireMatter: {
    name: 'registry.retireMatter', method: 'POST', path: '/matters/:matterId/retirement', title: word('停用事项', 'Retire a matter'), effect: 'change', permission: 'registry:write',
    input: z.object({ matterId: matterIdSchema, version: versionSchema, effectiveAt, basis }),
    result: matterView, refuses: ['registry.matter-in-use', 'registry.matter-retired', 'common.stale', 'common.not-found'],
  },
  viewAlignment: {
    name: 'registry.viewAlignment', method: 'GET', path: '/matters/:matterId/alignment', title: word('四方对照', 'Four-way alignment'), effect: 'read', permission: 'registry:read',
    /** Clauses that people have confirmed, and beside them those that the machine proposes with good reasons (`confirmed` false). */
    input: z.object({ matterId: matterIdSchema, ...clocks }), result: alignmentView, refuses: ['common.not-found'],
  },
  listMatterReferences: {
    name: 'registry.listMatterReferences', method: 'GET', path: '/matters/:matterId/references', title: word('事项关联记录', 'What hangs on a matter'), effect: 'read', permission: 'registry:read',
    input: z.object({ matterId: matterIdSchema }), result: z.object({ references: z.array(referenceSchema) }), refuses: ['common.not-found'],
  },
  decideMatterLink: {
    name: 'registry.decideMatterLink', method: 'POST', path: '/matters/:matterId/links', title: word('确认事项与条款', 'Decide on a clause of a matter'), effect: 'change', permission: 'registry:write',
    input: z.object({ matterId: matterIdSchema, dutyClauseId: dutyClauseIdSchema, state: linkStateSchema, note: z.string().trim().max(500).default('') }),
    result: matterView, refuses: ['common.not-found'],
  },
  decideMatterLinks: {
    name: 'registry.decideMatterLinks', method: 'POST', path: '/matters/:matterId/link-decisions', title: word('成批确认事项与条款', 'Decide on several clauses of a matter'), effect: 'change', permission: 'registry:write',
    /** The same for all of them, or for none; `state` null takes back what was decided of them, so that they are proposed again. */
    input: z.object({ matterId: matterIdSchema, dutyClauseIds: z.array(dutyClauseIdSchema).min(1).max(200), state: linkStateSchema.nullable(), note: z.string().trim().max(500).default('') }),
    result: matterView, refuses: ['common.not-found'],
  },
  listMatterSchemes: {
    name: 'registry.listMatterSchemes', method: 'GET', path: '/matter-schemes', title: word('事项分类表', 'Coded schemes'), effect: 'read', permission: 'registry:read',
    /** `mapped` counts the codes that lead to a matter in use on the day. */
    input: z.object({ ...clocks, ...pageInput }), result: pageOf(schemeSchema), refuses: [],
  },
  viewMatterScheme: {
    name: 'registry.viewMatterScheme', method: 'GET', path: '/matter-schemes/:matterSchemeId', title: word('事项分类表', 'Coded scheme'), effect: 'read', permission: 'registry:read',
    input: z.object({ matterSchemeId: matterSchemeIdSchema, ...clocks }), result: schemeView, refuses: ['common.not-found'],
  },
  importMatterScheme: {
    name: 'registry.importMatterScheme', method: 'POST', path: '/matter-schemes', title: word('导入事项分类表', 'Import a coded scheme'), effect: 'change', permission: 'registry:write',
    input: z.object({ name: z.string().trim().min(2).max(100), edition: z.string().trim().max(60).default(''), file: fileSchema }), result: schemeView, file: 'file',
    refuses: ['registry.scheme-unreadable', 'registry.scheme-taken', ...readingRefusals],
  },
  mapSchemeCode: {
    name: 'registry.mapSchemeCode', method: 'PUT', path: '/matter-schemes/:matterSchemeId/codes/:code', title: word('分类代码对应事项', 'Map a code to a matter'), effect: 'change', permission: 'registry:write',
    input: z.object({ matterSchemeId: matterSchemeIdSchema, code: z.string().trim().min(1).max(60), matterId: matterIdSchema.nullable() }), result: schemeView, refuses: ['common.not-found'],
  },
} as const satisfies Operations<Permission>;
