import { z } from 'zod';
import { daySchema, type Day } from '../kernel/time.ts';
import { basisRankSchema, type BasisRank } from '../registry/model.ts';

/** The file `parameters/basis-ranks.yaml`: what each rank of basis is worth (procedures.md 2, 12.9) and which words make a task vague (5.4). */
export const compileRulesSchema = z.object({
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
  vagueWords: z.array(z.string().min(2)),
}).refine(({ disputed }) => Object.values(disputed).every(({ answers, adopted }) => adopted.every(({ place }) => answers.some((answer) => answer.place === place))), 'an adopted answer must be one of the answers');
export type CompileRules = z.infer<typeof compileRulesSchema>;

/** Whether a basis of this rank carries an entry by itself on `on`; before anything was adopted the rank's own line holds. */
export function mayStandAlone(rules: CompileRules, rank: BasisRank, on: Day): boolean {
  const dispute = rules.disputed[rank];
  const adopted = dispute?.adopted.filter(({ from }) => from <= on).sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
  const answer = dispute?.answers.find(({ place }) => place === adopted?.place);
  return answer?.alone ?? rules.ranks[rank].alone;
}
