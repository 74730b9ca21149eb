import { z } from 'zod';

/** What kinds of departments usually answer for (`parameters/department-knowledge.yaml`). */
export const departmentKnowledgeSchema = z.object({
  v: z.number().int(),
  kinds: z.array(
    z.object({
      kind: z.string(),
      names: z.array(z.string().min(2)).min(1),
      endings: z.array(z.string().min(1)).default([]),
      unless: z.array(z.string().min(1)).default([]),
      /** Objects, acts and common sayings, with blanks between them. */
      duties: z.string().min(1),
    }),
  ),
});
export type DepartmentKnowledge = z.infer<typeof departmentKnowledgeSchema>;

/** A duty of a label, in words. */
export interface Duty {
  readonly label: string;
  readonly text: string;
}

/** What departments of these names usually answer for, and what their names say themselves. Both are hints to learn from, never a basis. */
export function listUsualDuties(departments: readonly { readonly label: string; readonly name: string }[], { kinds }: DepartmentKnowledge): Duty[] {
  return departments.flatMap(({ label, name }) => {
    const known = kinds.filter(
      ({ names, endings, unless }) => (names.some((part) => name.includes(part)) || endings.some((end) => name.endsWith(end))) && !unless.some((part) => name.includes(part)),
    );
    return [{ label, text: name }, ...known.map(({ duties }) => ({ label, text: duties }))];
  });
}
