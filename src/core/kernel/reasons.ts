import { z } from 'zod';

export const wordSchema = z.object({ zh: z.string(), en: z.string() });

/** What a result rests on: a record of ours that can be opened, with the words that matter quoted. */
export const sourceSchema = z.object({
  kind: z.enum(['divisionEntry', 'dutyClause', 'document', 'precedent', 'appeal', 'matter', 'department', 'dispute', 'parameter']),
  id: z.string(),
  label: z.string(),
  quote: z.string().optional(),
});
export type Source = z.infer<typeof sourceSchema>;

/**
 * Why an automatic result is what it is: a tree that is stored, shown, exported and replayed.
 * `rule` is the code of the rule that spoke, `v` its version, `weight` its share in the result (0 to 1) where it has one.
 */
export interface Reason {
  readonly rule: string;
  readonly v: number;
  readonly text: { readonly zh: string; readonly en: string };
  readonly sources: readonly Source[];
  readonly weight?: number | undefined;
  readonly reasons?: readonly Reason[] | undefined;
}

export const reasonSchema: z.ZodType<Reason> = z.object({
  rule: z.string(),
  v: z.number().int(),
  text: wordSchema,
  sources: z.array(sourceSchema),
  weight: z.number().optional(),
  get reasons() {
    return z.array(reasonSchema).optional();
  },
});
