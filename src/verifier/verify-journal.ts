import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { journalOperations, journalRecordSchema } from '../core/journal/operations.ts';
import { LANE_START, verifyHead, verifyRecords, type ChainFault, type Hash, type JournalRecord, type LaneHead, type LaneState } from '../core/kernel/chain.ts';

export interface Verification {
  readonly valid: boolean;
  readonly records: number;
  readonly faults: ChainFault[];
}

const sha256: Hash = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

// strict: a field the hash does not cover must not be able to ride along
const record = z.strictObject(journalRecordSchema.shape);
const heads = z.strictObject(journalOperations.listHeads.result.shape);
const whole = z.strictObject({ ...heads.shape, records: z.array(record) });
const line = z.union([record, heads, whole]);

const malformed = (at: string, text: string): ChainFault => ({ at, kind: 'MALFORMED', text });

function readLine(text: string, at: string): z.infer<typeof line> | ChainFault {
  try {
    const parsed = line.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : malformed(at, '不是留痕记录，也不是链首：字段缺失、多出或格式不符');
  } catch {
    return malformed(at, '不是 JSON');
  }
}

/** Collects what the lines of an export say; lanes may come mixed, each in its own order. */
function makeReader() {
  const lanes = new Map<number, LaneState>();
  const faults: ChainFault[] = [];
  let records = 0;
  let ending: readonly LaneHead[] | undefined;

  function take(one: JournalRecord): void {
    const { state, faults: found } = verifyRecords([one], lanes.get(one.lane) ?? LANE_START, sha256);
    lanes.set(one.lane, state);
    faults.push(...found);
    records += 1;
  }
  return {
    read(text: string, at: string): void {
      if (ending !== undefined) faults.push(malformed(at, '链首之后还有内容'));
      const said = readLine(text, at);
      if ('kind' in said) faults.push(said);
      else if ('hash' in said) take(said);
      else {
        if ('records' in said) for (const one of said.records) take(one);
        ending = said.heads;
      }
    },
    finish(published: readonly LaneHead[] | undefined): Verification {
      if (ending === undefined) faults.push({ at: 'end', kind: 'CUT', text: '文件末尾没有链首，可能被截断' });
      const expected = new Map((published ?? ending ?? []).map((head) => [head.lane, head]));
      for (const head of expected.values()) faults.push(...verifyHead(lanes.get(head.lane) ?? LANE_START, head));
      for (const lane of lanes.keys()) {
        if (ending !== undefined && !expected.has(lane)) faults.push({ at: `${lane}/0`, kind: 'MALFORMED', text: '链首没有列出这条链' });
      }
      return { valid: faults.length === 0, records, faults };
    },
  };
}

/**
 * Checks an exported journal without server or database: JSON Lines of records, the last line `{"at","heads":[{"lane","sequence","hash"}]}`,
 * or all of it as one document `{"at","heads","records"}`. `published` are heads kept elsewhere, which nobody with the file alone can change.
 */
export async function verifyJournalLines(lines: AsyncIterable<string> | Iterable<string>, published?: readonly LaneHead[]): Promise<Verification> {
  const reader = makeReader();
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() !== '') reader.read(text, `line ${number}`);
  }
  return reader.finish(published);
}

export const verifyJournalFile = (path: string, published?: readonly LaneHead[]): Promise<Verification> =>
  verifyJournalLines(createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity }), published);

/** Reads published heads, as `GET /api/v1/journal/heads` answers them. Throws when the text is something else. */
export const readHeads = (text: string): readonly LaneHead[] => heads.parse(JSON.parse(text)).heads;
