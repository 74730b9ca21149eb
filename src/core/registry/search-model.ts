import { z } from 'zod';
import { word, type Words } from '../kernel/words.ts';
import { departmentIdSchema, documentSchema, dutyClauseSchema, matterSchema } from './model.ts';

export const searchKinds = ['CLAUSE', 'DOCUMENT', 'MATTER'] as const;
export const searchKindSchema = z.enum(searchKinds);
export type SearchKind = z.infer<typeof searchKindSchema>;
export const searchKindWords: Words<SearchKind> = {
  CLAUSE: word('职责条款与法条', 'Clauses and articles'),
  DOCUMENT: word('文件', 'Documents'),
  MATTER: word('事项', 'Matters'),
};

const place = z.object({ start: z.number().int(), end: z.number().int() });

/** `highlights` are places in the text of a clause and the description of a matter, `nameHighlights` in the title or name. `isPartial`: only some of the words were found. */
const found = { score: z.number(), isPartial: z.boolean(), highlights: z.array(place), nameHighlights: z.array(place) };

export const searchItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('CLAUSE'), clause: dutyClauseSchema, ...found }),
  z.object({ kind: z.literal('DOCUMENT'), document: documentSchema, ...found }),
  z.object({ kind: z.literal('MATTER'), matter: matterSchema, ...found }),
]);
export type SearchItem = z.infer<typeof searchItemSchema>;

/**
 * A page of what was found, best first. `counts` is how many there are of each kind, whichever kind is shown; with `isCut` there are more than were
 * looked at, and the count is a least. `understood`: names of departments among what was typed.
 */
export const searchPageSchema = z.object({
  items: z.array(searchItemSchema),
  nextCursor: z.string().nullable(),
  counts: z.record(searchKindSchema, z.number().int()),
  isCut: z.boolean(),
  understood: z.array(z.object({ typed: z.string(), departmentId: departmentIdSchema, name: z.string() })),
});
