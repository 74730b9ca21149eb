import { explainEffect } from '../../core/registry/basis-changes.ts';
import type { ChangeContext } from '../context.ts';
import { addWatchItems, type BasisChanged } from '../registry/basis-watch.ts';
import { listDisputeBases } from './watch-queries.ts';

const bare = (title: string): string => title.replaceAll(/[《》]/gu, '');

/** Pending disputes whose settlement rests on a changed clause, or whose parties argue with the paper by name. */
export async function watchDisputes(context: ChangeContext, { basisChangeId, effect }: BasisChanged): Promise<void> {
  const found = await listDisputeBases(context.tx, context.jurisdictionId);
  await addWatchItems(context, basisChangeId, found.map(({ id, label, bases, argued }) => {
    const named = argued.filter((text) => text.includes(bare(effect.title)));
    const quoted = [...bases, ...named.map((text) => ({ documentId: effect.documentId, title: effect.title, article: '', text: '', argued: text }))];
    const reasons = quoted.flatMap((basis) => explainEffect(basis, effect));
    return { targetKind: 'DISPUTE' as const, targetId: id, label, reasons: reasons.filter(({ text }, place) => reasons.findIndex((other) => other.text.zh === text.zh) === place) };
  }));
}
