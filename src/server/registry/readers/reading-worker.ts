import { parentPort } from 'node:worker_threads';
import type { UploadedFile } from '../../../core/kernel/operation.ts';
import { Refused, type Place, type RefusalDefinition } from '../../../core/kernel/refusal.ts';
import { readDocument, type ReadDocument } from './read-document.ts';

export interface ReadingOrder {
  readonly number: number;
  readonly file: UploadedFile;
}

/** A refusal loses its class on the way between threads. */
export interface CarriedRefusal {
  readonly code: string;
  readonly definition: RefusalDefinition;
  readonly data: Readonly<Record<string, unknown>>;
  readonly places: readonly Place[];
}

export type ReadingAnswer = { readonly number: number } & ({ readonly read: ReadDocument } | { readonly refused: CarriedRefusal } | { readonly fault: string });

const carry = ({ code, kind, text, remedy, data, places }: Refused): CarriedRefusal => ({ code, definition: { kind, text, remedy }, data, places });

parentPort?.on('message', ({ number, file }: ReadingOrder) => {
  void answer(number, file).then((message) => parentPort?.postMessage(message));
});

async function answer(number: number, file: UploadedFile): Promise<ReadingAnswer> {
  try {
    return { number, read: await readDocument(file) };
  } catch (error) {
    if (error instanceof Refused) return { number, refused: carry(error) };
    return { number, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
