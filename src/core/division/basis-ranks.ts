import { z } from 'zod';
import { daySchema } from '../kernel/time.ts';
import { basisRankSchema, type BasisRank } from '../registry/model.ts';

/** The file `parameters/basis-ranks.yaml`: what each rank of basis is worth (procedures.md 2, 12.9) and which words make a task vague (5.4). */
export const compileRulesSchema = z.object({
  v: z.number().int(),
  on: daySchema,
  /** `weight` 0 to 1; `alone` false: such a basis cannot carry an entry by itself. */
  ranks: z.record(basisRankSchema, z.object({ weight: z.number().min(0).max(1), alone: z.boolean(), source: z.string() })),
  vagueWords: z.array(z.string().min(2)),
});
export type CompileRules = z.infer<typeof compileRulesSchema>;

export const mayStandAlone = (rules: CompileRules, rank: BasisRank): boolean => rules.ranks[rank].alone;
