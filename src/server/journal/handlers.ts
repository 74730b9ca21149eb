import type { journalOperations } from '../../core/journal/operations.ts';
import type { Handlers } from '../context.ts';
import { listHeads, listRecords } from './queries.ts';
import { verifyJournal } from './verify.ts';

export const journalHandlers = {
  listRecords: ({ db, jurisdictionId }, filter) => listRecords(db, jurisdictionId, filter),
  listHeads: async ({ db, jurisdictionId, at }) => ({ at, heads: await listHeads(db, jurisdictionId) }),
  verifyJournal: ({ db, jurisdictionId }) => verifyJournal(db, jurisdictionId),
} satisfies Handlers<typeof journalOperations>;
