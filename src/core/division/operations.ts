import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { downloadSchema, pageInput, pageOf, versionSchema, type Operations } from '../kernel/operation.ts';
import { instantSchema, looseInstantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { departmentIdSchema, matterIdSchema } from '../registry/model.ts';
import {
  compileFindingSchema, divisionDraftIdSchema, divisionDraftSchema, divisionEntryIdSchema, divisionEntrySchema, draftStateSchema, entryContentSchema,
} from './model.ts';

const draftView = divisionDraftSchema.extend({ findings: z.array(compileFindingSchema) });
const filters = {
  q: z.string().trim().max(100).optional(),
  matterId: matterIdSchema.optional(),
  departmentId: departmentIdSchema.optional(),
  /** The day asked about (valid), and the day whose knowledge is asked for (recorded): product.md 2.1. */
  on: looseInstantSchema.optional(),
  knownAt: looseInstantSchema.optional(),
};

export const divisionOperations = {
  listEntries: {
    name: 'division.listEntries', method: 'GET', path: '/division-entries', title: word('职责任务分工表', 'Division table'), effect: 'read', permission: 'division:read',
    input: z.object({ ...filters, ...pageInput, limit: pageInput.limit.default(50) }), result: pageOf(divisionEntrySchema), refuses: [],
  },
  viewEntry: {
    name: 'division.viewEntry', method: 'GET', path: '/division-entries/:divisionEntryId', title: word('分工条目', 'Division entry'), effect: 'read', permission: 'division:read',
    input: z.object({ divisionEntryId: divisionEntryIdSchema }),
    /** `history`: every version of this entry and of those it replaced or was replaced by, newest first. */
    result: z.object({ entry: divisionEntrySchema, history: z.array(divisionEntrySchema) }), refuses: ['common.not-found'],
  },
  exportTable: {
    name: 'division.exportTable', method: 'GET', path: '/division-entries/export', title: word('导出职责任务分工表', 'Export the division table'), effect: 'read', permission: 'division:read',
    input: z.object(filters), result: downloadSchema, refuses: [],
  },
  listDrafts: {
    name: 'division.listDrafts', method: 'GET', path: '/division-drafts', title: word('分工草案', 'Division drafts'), effect: 'read', permission: 'division:read',
    input: z.object({ state: draftStateSchema.default('DRAFT'), ...pageInput }), result: pageOf(divisionDraftSchema), refuses: [],
  },
  viewDraft: {
    name: 'division.viewDraft', method: 'GET', path: '/division-drafts/:divisionDraftId', title: word('分工草案', 'Division draft'), effect: 'read', permission: 'division:read',
    input: z.object({ divisionDraftId: divisionDraftIdSchema }), result: draftView, refuses: ['common.not-found'],
  },
  createDraft: {
    name: 'division.createDraft', method: 'POST', path: '/division-drafts', title: word('起草分工条目', 'Draft an entry'), effect: 'change', permission: 'division:write',
    input: entryContentSchema.extend({ replacesEntryId: divisionEntryIdSchema.nullable().default(null) }), result: draftView, refuses: ['common.not-found'],
  },
  changeDraft: {
    name: 'division.changeDraft', method: 'PUT', path: '/division-drafts/:divisionDraftId', title: word('修改分工草案', 'Change a draft'), effect: 'change', permission: 'division:write',
    input: entryContentSchema.extend({ divisionDraftId: divisionDraftIdSchema, version: versionSchema, replacesEntryId: divisionEntryIdSchema.nullable().default(null) }), result: draftView,
    refuses: ['division.not-a-draft', 'division.settled-content', 'common.stale', 'common.not-found'],
  },
  discardDraft: {
    name: 'division.discardDraft', method: 'DELETE', path: '/division-drafts/:divisionDraftId', title: word('作废分工草案', 'Discard a draft'), effect: 'change', permission: 'division:write',
    /** Needed where a dispute rests on the draft: it is sent back, with the reason in its history. */
    input: z.object({ divisionDraftId: divisionDraftIdSchema, version: versionSchema, reason: z.string().trim().max(2000).default('') }), result: draftView,
    refuses: ['division.not-a-draft', 'division.reason-needed', 'disputes.recused', 'common.stale', 'common.not-found'],
  },
  publishDraft: {
    name: 'division.publishDraft', method: 'POST', path: '/division-drafts/:divisionDraftId/publication', title: word('发布分工条目', 'Publish an entry'), effect: 'change', permission: 'division:publish',
    input: z.object({ divisionDraftId: divisionDraftIdSchema, version: versionSchema }), result: divisionEntrySchema,
    refuses: ['division.does-not-compile', 'division.two-leads', 'division.not-a-draft', 'common.stale', 'common.not-found'],
  },
  endEntry: {
    name: 'division.endEntry', method: 'POST', path: '/division-entries/:divisionEntryId/end', title: word('废止分工条目', 'End an entry'), effect: 'change', permission: 'division:publish',
    input: z.object({ divisionEntryId: divisionEntryIdSchema, version: versionSchema, endsAt: instantSchema.optional(), reason: z.string().trim().min(2).max(500) }), result: divisionEntrySchema,
    refuses: ['division.not-in-force', 'common.stale', 'common.not-found'],
  },
} as const satisfies Operations<Permission>;
