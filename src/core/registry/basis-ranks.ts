import { z } from 'zod';
import { daySchema, type Day } from '../kernel/time.ts';
import { basisRankSchema, type BasisRank } from './model.ts';

/** The ranks of `parameters/basis-ranks.yaml`: what each rank of basis is worth (procedures.md 2), and where districts differ (12.9). */
export const basisRankTable = z.object({
  v: z.number().int(),
  on: daySchema,
  /** `weight` 0 to 1; `alone` false: such a basis cannot carry an entry by itself. */
  ranks: z.record(basisRankSchema, z.object({ weight: z.number().min(0).max(1), alone: z.boolean(), source: z.string() })),
  /** Ranks on which districts differ: the answers with their sources, and which of them holds here from which day. */
  disputed: z.partialRecord(basisRankSchema, z.object({
    question: z.string(),
    answers: z.array(z.object({ place: z.string(), alone: z.boolean(), source: z.string() })).min(2),
    adopted: z.array(z.object({ from: daySchema, place: z.string() })).min(1),
  })),
});
export type BasisRankTable = z.infer<typeof basisRankTable>;

export const isAdoptedAnswered = ({ disputed }: Pick<BasisRankTable, 'disputed'>): boolean => Object.values(disputed).every(({ answers, adopted }) => adopted.every(({ place }) => answers.some((answer) => answer.place === place)));
export const ADOPTED_UNANSWERED = 'an adopted answer must be one of the answers';
export const basisRankTableSchema = basisRankTable.refine(isAdoptedAnswered, ADOPTED_UNANSWERED);

type Ranks = Pick<BasisRankTable, 'ranks' | 'disputed'>;

/** Which answer held here on `on`; nothing before any was adopted. */
const findAdopted = ({ disputed }: Ranks, rank: BasisRank, on: Day) => disputed[rank]?.adopted.filter(({ from }) => from <= on).toSorted((a, b) => (a.from < b.from ? -1 : 1)).at(-1);

/** Whether a basis of this rank carries an entry by itself on `on`; before anything was adopted the rank's own line holds. */
export function mayStandAlone(table: Ranks, rank: BasisRank, on: Day): boolean {
  const adopted = findAdopted(table, rank, on);
  const answer = table.disputed[rank]?.answers.find(({ place }) => place === adopted?.place);
  return answer?.alone ?? table.ranks[rank].alone;
}

export const shownRankSchema = z.object({
  rank: basisRankSchema, weight: z.number(), alone: z.boolean(), source: z.string(),
  dispute: z.object({ question: z.string(), adoptedFrom: daySchema.nullable(), answers: z.array(z.object({ place: z.string(), alone: z.boolean(), source: z.string(), isAdopted: z.boolean() })) }).nullable(),
});
export type ShownRank = z.infer<typeof shownRankSchema>;

/** The ranks as they held on a day, highest first, with what is disputed, all answers, and the one adopted then. */
export function listRanks(table: Ranks, on: Day): ShownRank[] {
  return basisRankSchema.options
    .map((rank): ShownRank => {
      const { weight, source } = table.ranks[rank];
      const dispute = table.disputed[rank];
      const adopted = findAdopted(table, rank, on);
      const shown = dispute === undefined ? null : { question: dispute.question, adoptedFrom: adopted?.from ?? null, answers: dispute.answers.map((answer) => ({ ...answer, isAdopted: answer.place === adopted?.place })) };
      return { rank, weight, source, alone: mayStandAlone(table, rank, on), dispute: shown };
    })
    .toSorted((a, b) => b.weight - a.weight);
}
