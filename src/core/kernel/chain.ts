import type { Instant } from './time.ts';

/** SHA-256 over UTF-8 text, as lower-case hex; handed in, since core has no cryptography of its own. */
export type Hash = (text: string) => string;

/** What a record says, wherever in the journal it comes to stand. */
export interface JournalStatement {
  readonly id: string;
  readonly recordedAt: Instant;
  readonly operation: string;
  readonly actor: string;
  readonly subject: string | null;
  readonly input: unknown;
}

/** What one record of the journal says and where it stands. Its hash covers every field and the hash before it in the same lane. */
export interface JournalContent extends JournalStatement {
  /** How its hash is made. */
  readonly v: 1 | 2;
  readonly lane: number;
  readonly sequence: number;
}

export interface JournalRecord extends JournalContent {
  readonly previousHash: string;
  readonly hash: string;
}

export const GENESIS = '0'.repeat(64);

/** JSON with sorted keys: two writers of the same facts give the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).filter(([, item]) => item !== undefined);
    pairs.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** The hash of what a record says, known before it has its place. */
export const computeStatementHash = ({ id, recordedAt, operation, actor, subject, input }: JournalStatement, hash: Hash): string => hash(canonical([id, recordedAt, operation, actor, subject, input]));

/**
 * Version 2 hashes the statement first and then links it to its place, `previous:lane:sequence:statement`, so that the database can take the place
 * and write the link in one statement. Version 1 put everything into one hash.
 */
export function computeHash(content: JournalContent, previousHash: string, hash: Hash): string {
  const { v, id, lane, sequence, recordedAt, operation, actor, subject, input } = content;
  if (v === 1) return hash(canonical([previousHash, id, lane, sequence, recordedAt, operation, actor, subject, input]));
  return hash(`${previousHash}:${lane}:${sequence}:${computeStatementHash(content, hash)}`);
}

export interface ChainFault {
  readonly at: string;
  readonly kind: 'ALTERED' | 'REMOVED' | 'CUT' | 'MALFORMED';
  readonly text: string;
}

/** The last sequence and hash of each lane, as published outside: what a cut tail is found by. */
export interface LaneHead {
  readonly lane: number;
  readonly sequence: number;
  readonly hash: string;
}

/** How far the reading of a lane has come. */
export interface LaneState {
  readonly sequence: number;
  readonly hash: string;
}

export const LANE_START: LaneState = { sequence: 0, hash: GENESIS };

/** Reads the next records of one lane, in order of sequence, and names every place where the chain does not hold. */
export function verifyRecords(records: readonly JournalRecord[], start: LaneState, hash: Hash): { state: LaneState; faults: ChainFault[] } {
  const faults: ChainFault[] = [];
  let state = start;
  for (const record of records) {
    const at = `${record.lane}/${record.sequence}`;
    if (record.sequence !== state.sequence + 1) faults.push({ at, kind: 'REMOVED', text: `第 ${state.sequence + 1} 至 ${record.sequence - 1} 条记录缺失` });
    else if (record.previousHash !== state.hash) faults.push({ at, kind: 'ALTERED', text: '与上一条记录的哈希不相接' });
    if (computeHash(record, record.previousHash, hash) !== record.hash) faults.push({ at, kind: 'ALTERED', text: '记录内容与其哈希不符' });
    state = { sequence: record.sequence, hash: record.hash };
  }
  return { state, faults };
}

/** Whether the lane ends where its published head says; a cut tail shows here and nowhere else. */
export function verifyHead(state: LaneState, head: LaneHead): ChainFault[] {
  if (head.sequence === state.sequence && head.hash === state.hash) return [];
  return [{ at: `${head.lane}/${head.sequence}`, kind: 'CUT', text: `链尾应为第 ${head.sequence} 条，实际止于第 ${state.sequence} 条` }];
}
