import type { ChangeContext, Happening } from './context.ts';
import { watchDivision } from './division/basis-watch.ts';
import { watchDispatches } from './dispatch/basis-watch.ts';
import { handOverOrders } from './dispatch/hand-over.ts';
import { obeyRuling } from './dispatch/obey-ruling.ts';
import { watchDisputes } from './disputes/basis-watch.ts';
import { sendDisputeBack, settleDispute } from './disputes/settle.ts';

/** The one list of "when this happened, that module acts": in the same transaction, in this order. */
const reactions: { readonly [Kind in Happening['kind']]: readonly ((context: ChangeContext, happening: Extract<Happening, { kind: Kind }>) => Promise<void>)[] } = {
  'registry.basisChanged': [watchDivision, watchDisputes, watchDispatches],
  'registry.departmentsEnded': [handOverOrders],
  // a dispute first learns that it is settled, then its orders go where the entry says
  'division.published': [settleDispute, obeyRuling],
  'division.discarded': [sendDisputeBack],
};

export async function react(context: ChangeContext, happening: Happening): Promise<void> {
  for (const reaction of reactions[happening.kind] as readonly ((context: ChangeContext, happening: Happening) => Promise<void>)[]) {
    await reaction(context, happening);
  }
}
