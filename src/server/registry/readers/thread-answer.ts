import { parentPort } from 'node:worker_threads';
import { Refused, type Place, type RefusalDefinition } from '../../../core/kernel/refusal.ts';

/** A refusal loses its class on the way between threads. */
export interface CarriedRefusal {
  readonly code: string;
  readonly definition: RefusalDefinition;
  readonly data: Readonly<Record<string, unknown>>;
  readonly places: readonly Place[];
}

export type ThreadAnswer<Answer> = { readonly done: Answer } | { readonly refused: CarriedRefusal } | { readonly fault: string };

const carry = ({ code, kind, text, remedy, data, places }: Refused): CarriedRefusal => ({ code, definition: { kind, text, remedy }, data, places });

async function answer<Order, Answer>(work: (order: Order) => Answer | Promise<Answer>, order: Order): Promise<ThreadAnswer<Answer>> {
  try {
    return { done: await work(order) };
  } catch (error) {
    if (error instanceof Refused) return { refused: carry(error) };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Makes this thread do the orders of a `WorkThread`. */
export function answerOrders<Order, Answer>(work: (order: Order) => Answer | Promise<Answer>): void {
  parentPort?.on('message', (order: Order) => {
    void answer(work, order).then((message) => parentPort?.postMessage(message));
  });
}
