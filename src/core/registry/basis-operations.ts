import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { pageInput, pageOf, versionSchema, type Operations } from '../kernel/operation.ts';
import { instantSchema, looseInstantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { clocks } from './department-operations.ts';
import { shownRankSchema } from './basis-ranks.ts';
import { basisChangeIdSchema, basisChangeKindSchema, basisWatchItemIdSchema, changedClauseSchema, documentIdSchema, dutyClauseIdSchema, watchItemSchema, watchStateSchema } from './model.ts';

const basisChangeSchema = z.object({
  basisChangeId: basisChangeIdSchema, kind: basisChangeKindSchema, documentId: documentIdSchema, documentTitle: z.string(), previousDocumentId: documentIdSchema.nullable(), effectiveAt: instantSchema,
  /** It holds by the day asked about. */
  isInEffect: z.boolean(),
  note: z.string(), recordedBy: z.string(), recordedAt: instantSchema, changedCount: z.number().int(), toReview: z.number().int(), reviewed: z.number().int(),
});
const basisChangeView = basisChangeSchema.extend({ changedClauses: z.array(changedClauseSchema) });

export const basisOperations = {
  listBasisRanks: {
    name: 'registry.listBasisRanks', method: 'GET', path: '/basis-ranks', title: word('依据位阶', 'Ranks of bases'), effect: 'read', permission: 'registry:read',
    /** As they hold on a day, highest first; where districts differ every answer, and the one adopted here by that day. */
    input: z.object({ on: clocks.on }), result: z.object({ v: z.number().int(), ranks: z.array(shownRankSchema) }), refuses: [],
  },
  listBasisChanges: {
    name: 'registry.listBasisChanges', method: 'GET', path: '/basis-changes', title: word('依据变动', 'Changes of bases'), effect: 'read', permission: 'registry:read',
    /** Without a day also those that take effect later; what is left to review as it was known then. */
    input: z.object({ documentId: documentIdSchema.optional(), open: z.stringbool().optional(), ...clocks, ...pageInput }), result: pageOf(basisChangeSchema), refuses: [],
  },
  viewBasisChange: {
    name: 'registry.viewBasisChange', method: 'GET', path: '/basis-changes/:basisChangeId', title: word('依据变动', 'Change of a basis'), effect: 'read', permission: 'registry:read',
    input: z.object({ basisChangeId: basisChangeIdSchema, ...clocks }), result: basisChangeView, refuses: ['common.not-found'],
  },
  recordBasisChange: {
    name: 'registry.recordBasisChange', method: 'POST', path: '/basis-changes', title: word('登记立改废释', 'Record a change of a basis'), effect: 'change', permission: 'registry:write',
    /**
     * AMEND: the document takes the place of `previousDocumentId` from `effectiveAt`; REPEAL: it ends; INTERPRET: the named clauses, or all, are read anew; ENACT: it is new.
     * What rests on the clauses touched is listed in the same transaction.
     */
    input: z.object({ documentId: documentIdSchema, kind: basisChangeKindSchema, previousDocumentId: documentIdSchema.nullable().default(null), dutyClauseIds: z.array(dutyClauseIdSchema).max(200).default([]), effectiveAt: looseInstantSchema.optional(), note: z.string().trim().max(500).default('') }),
    result: z.object({ basisChangeId: basisChangeIdSchema }), refuses: ['registry.previous-needed', 'registry.document-ended', 'common.not-found'],
  },
  listWatchItems: {
    name: 'registry.listWatchItems', method: 'GET', path: '/basis-watch-items', title: word('依据变动待复核事项', 'What a change of basis touches'), effect: 'read', permission: 'registry:read',
    /** Newest first; those of one change in the order in which they were found: entries, drafts, disputes, dispatches. */
    input: z.object({ basisChangeId: basisChangeIdSchema.optional(), targetId: z.uuid().optional(), state: watchStateSchema.optional(), ...clocks, ...pageInput }), result: pageOf(watchItemSchema), refuses: [],
  },
  reviewWatchItem: {
    name: 'registry.reviewWatchItem', method: 'POST', path: '/basis-watch-items/:basisWatchItemId/review', title: word('复核依据变动影响', 'Review what a change touches'), effect: 'change', permission: 'registry:write',
    input: z.object({ basisWatchItemId: basisWatchItemIdSchema, version: versionSchema, note: z.string().trim().min(2).max(500) }), result: watchItemSchema, refuses: ['registry.already-reviewed', 'common.stale', 'common.not-found'],
  },
} as const satisfies Operations<Permission>;
