import { explainEffect } from '../../core/registry/basis-changes.ts';
import type { ChangeContext } from '../context.ts';
import { addWatchItems, type BasisChanged } from '../registry/basis-watch.ts';
import { listDraftBases, listEntryBases } from './watch-queries.ts';

/** Entries in force, or still to begin, and drafts that rest on a changed clause. */
export async function watchDivision(context: ChangeContext, { basisChangeId, effect }: BasisChanged): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  const reasonsOf = (bases: Parameters<typeof explainEffect>[0][]) => bases.flatMap((basis) => explainEffect(basis, effect));
  const entries = await listEntryBases(tx, jurisdictionId, at);
  await addWatchItems(context, basisChangeId, entries.map(({ id, label, bases }) => ({ targetKind: 'DIVISION_ENTRY', targetId: id, label, reasons: reasonsOf(bases) })));
  const drafts = await listDraftBases(tx, jurisdictionId);
  await addWatchItems(context, basisChangeId, drafts.map(({ id, label, bases }) => ({ targetKind: 'DIVISION_DRAFT', targetId: id, label, reasons: reasonsOf(bases) })));
}
