import { fill, word } from '../../core/kernel/words.ts';
import { explainEffect } from '../../core/registry/basis-changes.ts';
import type { ChangeContext } from '../context.ts';
import { addWatchItems, type BasisChanged } from '../registry/basis-watch.ts';
import { listDispatchesOnClauses, listReturnsOnClauses, WATCH_PAGE, type PageEnd } from './watch-queries.ts';

const BY_ENTRY = word('按分工条目{number}派单，该条目所依据的条款已变动。', 'It was dispatched by entry {number}, whose basis has changed.');

type Found = Parameters<typeof addWatchItems>[2];

/** Asks page after page and puts each on the list, so that however many there are all are listed and few are held at once. */
async function addPages<Row>(context: ChangeContext, basisChangeId: BasisChanged['basisChangeId'], list: (end: PageEnd | undefined) => Promise<readonly Row[]>, endOf: (row: Row) => PageEnd, itemOf: (row: Row) => Found[number]): Promise<void> {
  let page: readonly Row[] = [];
  let end: PageEnd | undefined;
  do {
    page = await list(end);
    await addWatchItems(context, basisChangeId, page.map(itemOf));
    const last = page.at(-1);
    end = last === undefined ? undefined : endOf(last);
  } while (page.length === WATCH_PAGE);
}

/**
 * Past dispatches that rest on a changed clause: orders sent by a card that names the clause or an entry resting on it, and returns that rely on it.
 * One item for each order; an order that is closed is listed too, since it may be asked about.
 */
export async function watchDispatches(context: ChangeContext, { basisChangeId, effect }: BasisChanged): Promise<void> {
  const { tx, jurisdictionId } = context;
  const clauseIds = effect.changed.flatMap(({ before }) => (before === null ? [] : [before.dutyClauseId]));
  if (clauseIds.length === 0) return;
  const cited = (dutyClauseId: string) => explainEffect({ documentId: effect.documentId, dutyClauseId, title: effect.title, article: '', text: '' }, effect);
  await addPages(
    context, basisChangeId, (end) => listDispatchesOnClauses(tx, jurisdictionId, clauseIds, basisChangeId, end), ({ dispatchedAt, workOrderId }) => ({ at: dispatchedAt, id: workOrderId }),
    ({ workOrderId, label, clauses, entryNumber }) => ({
      targetKind: 'WORK_ORDER', targetId: workOrderId, label,
      reasons: [...clauses.flatMap(cited), ...(entryNumber === null ? [] : [{ rule: 'registry.basis-entry', v: 1, text: fill(BY_ENTRY, { number: entryNumber }), sources: [] }])],
    }),
  );
  await addPages(
    context, basisChangeId, (end) => listReturnsOnClauses(tx, jurisdictionId, clauseIds, end), ({ returnedAt, orderReturnId }) => ({ at: returnedAt, id: orderReturnId }),
    ({ workOrderId, label, dutyClauseId }) => ({ targetKind: 'WORK_ORDER', targetId: workOrderId, label, reasons: cited(dutyClauseId) }),
  );
}
