import { fill, word } from '../../core/kernel/words.ts';
import { explainEffect } from '../../core/registry/basis-changes.ts';
import type { ChangeContext } from '../context.ts';
import { addWatchItems, type BasisChanged } from '../registry/basis-watch.ts';
import { listDispatchesOnClauses, listReturnsOnClauses } from './watch-queries.ts';

const BY_ENTRY = word('按分工条目{number}派单，该条目所依据的条款已变动。', 'It was dispatched by entry {number}, whose basis has changed.');

/**
 * Past dispatches that rest on a changed clause: orders sent by a card that names the clause or an entry resting on it, and returns that rely on it.
 * One item for each order; an order that is closed is listed too, since it may be asked about.
 */
export async function watchDispatches(context: ChangeContext, { basisChangeId, effect }: BasisChanged): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  const clauseIds = effect.changed.flatMap(({ before }) => (before === null ? [] : [before.dutyClauseId]));
  if (clauseIds.length === 0) return;
  const cited = (dutyClauseId: string) => explainEffect({ documentId: effect.documentId, dutyClauseId, title: effect.title, article: '', text: '' }, effect);
  const sent = await listDispatchesOnClauses(tx, jurisdictionId, clauseIds, basisChangeId, at);
  const returned = await listReturnsOnClauses(tx, jurisdictionId, clauseIds);
  const reasonsOf = ({ clauses, entryNumber }: (typeof sent)[number]) => [
    ...clauses.flatMap(cited),
    ...(entryNumber === null ? [] : [{ rule: 'registry.basis-entry', v: 1, text: fill(BY_ENTRY, { number: entryNumber }), sources: [] }]),
  ];
  await addWatchItems(context, basisChangeId, [
    ...sent.map((one) => ({ targetKind: 'WORK_ORDER' as const, targetId: one.workOrderId, label: one.label, reasons: reasonsOf(one) })),
    ...returned.map(({ workOrderId, label, dutyClauseId }) => ({ targetKind: 'WORK_ORDER' as const, targetId: workOrderId, label, reasons: cited(dutyClauseId) })),
  ]);
}
