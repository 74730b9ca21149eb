import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { pageInput, pageOf, type Operations } from '../kernel/operation.ts';
import { instantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';

export const journalRecordSchema = z.object({
  /** Exports from before the second version do not say it. */
  v: z.union([z.literal(1), z.literal(2)]).default(1),
  id: z.uuid(),
  lane: z.number().int(),
  sequence: z.number().int(),
  recordedAt: instantSchema,
  operation: z.string(),
  actor: z.string(),
  subject: z.string().nullable(),
  input: z.unknown(),
  previousHash: z.string(),
  hash: z.string(),
});

const laneHead = z.object({ lane: z.number().int(), sequence: z.number().int(), hash: z.string() });

export const journalOperations = {
  listRecords: {
    name: 'journal.listRecords', method: 'GET', path: '/journal', title: word('操作留痕', 'Journal'), effect: 'read', permission: 'journal:read',
    input: z.object({ operation: z.string().max(60).optional(), actor: z.string().max(60).optional(), subject: z.string().max(100).optional(), ...pageInput }), result: pageOf(journalRecordSchema), refuses: [],
  },
  listHeads: {
    name: 'journal.listHeads', method: 'GET', path: '/journal/heads', title: word('留痕链首', 'Journal heads'), effect: 'read', permission: 'public',
    input: z.object({}), result: z.object({ at: instantSchema, heads: z.array(laneHead) }), refuses: [],
  },
  verifyJournal: {
    name: 'journal.verifyJournal', method: 'POST', path: '/journal/verification', title: word('核验留痕', 'Verify the journal'), effect: 'read', permission: 'journal:read',
    input: z.object({}), result: z.object({ valid: z.boolean(), records: z.number().int(), faults: z.array(z.object({ at: z.string(), kind: z.string(), text: z.string() })) }), refuses: [],
  },
} as const satisfies Operations<Permission>;
