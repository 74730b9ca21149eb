import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { computeHash, GENESIS, type JournalContent, type JournalRecord } from '../core/kernel/chain.ts';
import type { Instant } from '../core/kernel/time.ts';
import { verifyJournalLines } from './verify-journal.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const at = '2026-03-02T01:00:00.000Z' as Instant;

function chain(lane: number, length: number, v: 1 | 2): JournalRecord[] {
  let previousHash = GENESIS;
  return Array.from({ length }, (_record, index) => {
    const content: JournalContent = { v, id: `00000000-0000-4000-8000-00000000${lane}${String(index).padStart(3, '0')}`, lane, sequence: index + 1, recordedAt: at, operation: 'dispatch.submitAppeal', actor: 'zhang', subject: null, input: { text: `路灯不亮${index}` } };
    const record = { ...content, previousHash, hash: computeHash(content, previousHash, sha256) };
    previousHash = record.hash;
    return record;
  });
}

const records = [...chain(0, 4, 2), ...chain(3, 2, 2)];
const ending = { at, heads: [records[3], records[5]].map((last) => ({ lane: last?.lane, sequence: last?.sequence, hash: last?.hash })) };
const lines = [...records, ending].map((line) => JSON.stringify(line));
const kinds = async (changed: readonly string[]) => (await verifyJournalLines(changed)).faults.map((fault) => fault.kind);

describe('an exported journal', () => {
  it('is valid as it was written, as lines or as one document', async () => {
    expect(await verifyJournalLines(lines)).toEqual({ valid: true, records: 6, faults: [] });
    expect(await verifyJournalLines([JSON.stringify({ ...ending, records })])).toEqual({ valid: true, records: 6, faults: [] });
  });

  it('is valid when it began with records of the first version, whose exports do not name it', async () => {
    const old = chain(0, 3, 1).map(({ v: _v, ...record }) => record);
    const head = { at, heads: [{ lane: 0, sequence: 3, hash: old[2]?.hash }] };
    expect(await verifyJournalLines([...old, head].map((line) => JSON.stringify(line)))).toEqual({ valid: true, records: 3, faults: [] });
    expect(await kinds([...old.map((record) => ({ ...record, v: 2 })), head].map((line) => JSON.stringify(line)))).toContain('ALTERED');
  });

  it('shows a changed word, a removed record, and a field that was slipped in', async () => {
    expect(await kinds(lines.map((line) => line.replace('路灯不亮1', '路灯不亮9')))).toEqual(['ALTERED', 'ALTERED']);
    expect(await kinds(lines.filter((_line, index) => index !== 1))).toEqual(['REMOVED']);
    expect(await kinds(lines.map((line, index) => (index === 1 ? line.replace('{', '{"note":1,') : line)))).toEqual(['MALFORMED', 'REMOVED']);
  });

  it('shows a cut tail, of a lane, of the file, or of both', async () => {
    expect(await kinds(lines.filter((_line, index) => index !== 3))).toEqual(['CUT']);
    expect(await kinds(lines.slice(0, -1))).toEqual(['CUT']);
    expect(await kinds(lines.slice(0, -2))).toEqual(['CUT']);
    expect((await verifyJournalLines([...records.slice(0, 5).map((record) => JSON.stringify(record)), JSON.stringify({ at, heads: [ending.heads[0], { lane: 3, sequence: 1, hash: records[4]?.hash }] })], ending.heads as never)).faults.map((fault) => fault.kind)).toEqual(['CUT']);
  });

  it('names the line that is not a record', async () => {
    expect((await verifyJournalLines(['{oops', ...lines])).faults).toEqual([{ at: 'line 1', kind: 'MALFORMED', text: '不是 JSON' }]);
  });
});
