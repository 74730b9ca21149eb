import type { Dispute, DisputeState } from '../../core/disputes/model.ts';
import { formations, formationWords } from '../../core/division/model.ts';
import type { Tone } from '../parts/tag.tsx';

/** The four mechanisms, level 1 first; the words of an entry's way of forming are theirs. */
export const levelWords = formations.map((formation) => formationWords[formation]);

export const stateTones: Readonly<Partial<Record<DisputeState, Tone>>> = {
  CONSULTING: 'blue', AGREED: 'green', FILED: 'green', SPECIAL_COORDINATION: 'blue', APPLIED: 'blue', SUPPLEMENT_REQUESTED: 'orange', ACCEPTED: 'blue', WRITTEN_ROUND_1: 'blue',
  WRITTEN_ROUND_2: 'orange', MEETING: 'orange', OPINION_ISSUED: 'orange', REPORTED: 'red', DECIDED: 'green', SETTLED: 'green',
};

const levelOfState: Readonly<Partial<Record<DisputeState, number>>> = {
  CONSULTING: 1, AGREED: 1, SPECIAL_COORDINATION: 2, APPLIED: 3, SUPPLEMENT_REQUESTED: 3, ACCEPTED: 3, WRITTEN_ROUND_1: 3, WRITTEN_ROUND_2: 3, MEETING: 3, OPINION_ISSUED: 3, REPORTED: 4, DECIDED: 4,
};

/** The levels a file has really been through, read off its timeline: one may begin above the first. */
export function levelsSeen(dispute: Pick<Dispute, 'level' | 'timeline'>): ReadonlySet<number> {
  return new Set([dispute.level, ...dispute.timeline.flatMap(({ to }) => levelOfState[to] ?? [])]);
}

export const isOver = (state: DisputeState): boolean => state === 'SETTLED' || state === 'REJECTED' || state === 'FORWARDED' || state === 'WITHDRAWN';
