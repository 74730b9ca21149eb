import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { openApart } from '../platform/connection-apart.ts';
import type { Database } from '../platform/database.ts';
import type { KnowledgePart } from './knowledge-parts.ts';
import { insertKnowledgeParts } from './store.ts';

/** Keeps what cards are about to be computed from, so that they can be computed again. */
export interface KnowledgeKeeper {
  /** Done when everything is committed: a card must not come before what it rests on. */
  keep(jurisdictionId: JurisdictionId, parts: readonly KnowledgePart[]): Promise<void>;
  close(): Promise<void>;
}

/** Parts in one statement. */
const BATCH = 500;

/**
 * One for a process. It writes on a connection of its own: those who wait for it stand in the middle of transactions, which may be undone, while others use
 * what was read there.
 */
export function openKeeper(database: Database): KnowledgeKeeper {
  const apart = openApart(database);
  const kept = new Map<JurisdictionId, Set<string>>();
  return {
    async keep(jurisdictionId, parts) {
      const known = kept.get(jurisdictionId) ?? new Set<string>();
      kept.set(jurisdictionId, known);
      const missing = [...new Map(parts.filter(({ hash }) => !known.has(hash)).map((part) => [part.hash, part])).values()];
      if (missing.length === 0) return;
      await apart.inTransaction(async (tx) => {
        for (let from = 0; from < missing.length; from += BATCH) {
          await insertKnowledgeParts(tx, jurisdictionId, missing.slice(from, from + BATCH).map((part) => ({ hash: part.hash, content: part.content() })));
        }
      });
      for (const { hash } of missing) known.add(hash);
    },
    close: () => apart.close(),
  };
}
