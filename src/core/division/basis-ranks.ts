import { z } from 'zod';
import { ADOPTED_UNANSWERED, basisRankTable, isAdoptedAnswered } from '../registry/basis-ranks.ts';

/** The file `parameters/basis-ranks.yaml`: what each rank of basis is worth (procedures.md 2, 12.9) and which words make a task vague (5.4). */
export const compileRulesSchema = basisRankTable.extend({ vagueWords: z.array(z.string().min(2)) }).refine(isAdoptedAnswered, ADOPTED_UNANSWERED);
export type CompileRules = z.infer<typeof compileRulesSchema>;
