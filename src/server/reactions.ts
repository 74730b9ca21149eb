import type { DisputeId } from '../core/disputes/model.ts';
import type { ChangeContext } from './pipe.ts';

/** What a lower module says has happened, for higher ones to act on. */
export type Happening =
  | { readonly kind: 'disputes.filed'; readonly disputeId: DisputeId }
  | { readonly kind: 'disputes.decided'; readonly disputeId: DisputeId };

/** The one list of "when this happened, that module acts": in the same transaction, in this order. */
const reactions: { readonly [Kind in Happening['kind']]: readonly ((context: ChangeContext, happening: Extract<Happening, { kind: Kind }>) => Promise<void>)[] } = {
  'disputes.filed': [],
  'disputes.decided': [],
};

export async function react(context: ChangeContext, happening: Happening): Promise<void> {
  for (const reaction of reactions[happening.kind] as readonly ((context: ChangeContext, happening: Happening) => Promise<void>)[]) {
    await reaction(context, happening);
  }
}
