import type { Instant } from './time.ts';

/** SHA-256 over UTF-8 text, as lower-case hex; handed in, since core has no cryptography of its own. */
export type Hash = (text: string) => string;

/** What one record of the journal says. Its hash covers every field below and the hash before it in the same lane. */
export interface JournalContent {
  readonly id: string;
  readonly lane: number;
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly operation: string;
  readonly actor: string;
  readonly subject: string | null;
  readonly input: unknown;
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

export function computeHash(content: JournalContent, previousHash: string, hash: Hash): string {
  const { id, lane, sequence, recordedAt, operation, actor, subject, input } = content;
  return hash(canonical([previousHash, id, lane, sequence, recordedAt, operation, actor, subject, input]));
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
