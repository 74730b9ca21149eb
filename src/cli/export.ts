import { allOperations } from '../core/catalogue.ts';
import { journalOperations } from '../core/journal/operations.ts';
import type { JournalRecord } from '../core/kernel/chain.ts';
import type { Operation } from '../core/kernel/operation.ts';
import type { Instance } from './instance.ts';

/** Lists, named as their path is: `division-entries`, `departments`, `appeals`… */
const lists = new Map<string, Operation>(
  allOperations.filter((operation) => operation.method === 'GET' && !operation.path.includes(':') && 'nextCursor' in shapeOf(operation)).map((operation) => [operation.path.slice(1), operation]),
);

function shapeOf(operation: Operation): object {
  const { result } = operation;
  return 'shape' in result ? (result.shape as object) : {};
}

export const exportKinds: readonly string[] = [...lists.keys()];

interface AnyPage {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

/** Every item of a list, page after page. */
export async function* exportItems(instance: Instance, kind: string): AsyncGenerator {
  const operation = lists.get(kind) as Operation;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = (await instance.call(operation, { limit: 200, ...(cursor === undefined ? {} : { cursor }) })) as AnyPage;
    yield* page.items;
    cursor = page.nextCursor;
  }
}

export interface ExportedJournal {
  readonly at: string;
  readonly heads: readonly { readonly lane: number; readonly sequence: number; readonly hash: string }[];
  readonly records: readonly JournalRecord[];
}

/** The journal up to the heads of this moment, lane by lane: what `lishun verify` checks. */
export async function exportJournal(instance: Instance): Promise<ExportedJournal> {
  const { at, heads } = await instance.call(journalOperations.listHeads, {});
  const last = new Map(heads.map((head) => [head.lane, head.sequence]));
  const records: JournalRecord[] = [];
  for await (const item of exportItems(instance, 'journal')) {
    const record = item as JournalRecord;
    if (record.sequence <= (last.get(record.lane) ?? 0)) records.push(record);
  }
  records.sort((a, b) => a.lane - b.lane || a.sequence - b.sequence);
  return { at, heads, records };
}

/** An export as JSON Lines; the journal ends with a line of its heads. */
export async function* exportLines(instance: Instance, kind: string): AsyncGenerator<string> {
  if (kind !== 'journal') {
    for await (const item of exportItems(instance, kind)) yield JSON.stringify(item);
    return;
  }
  const { at, heads, records } = await exportJournal(instance);
  for (const record of records) yield JSON.stringify(record);
  yield JSON.stringify({ at, heads });
}

/** An export as one document. */
export async function exportDocument(instance: Instance, kind: string): Promise<unknown> {
  if (kind === 'journal') return exportJournal(instance);
  const items: unknown[] = [];
  for await (const item of exportItems(instance, kind)) items.push(item);
  return { kind, items };
}
