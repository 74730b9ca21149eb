import type { FormInstance } from 'antd';
import type { z } from 'zod';
import type { Say } from '../app/language.tsx';
import { sayIssue } from '../parts/form-rules.ts';

/**
 * Checks a whole form against the input of its operation: true when it may be sent.
 * Otherwise every broken field is marked in the form and the first of them is brought into view.
 */
export function passesInput(form: FormInstance, schema: z.ZodType, input: unknown, t: Say): boolean {
  const checked = schema.safeParse(input);
  if (checked.success) return true;
  const byField = new Map<string, { name: (string | number)[]; errors: string[] }>();
  for (const issue of checked.error.issues) {
    const name = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    const field = byField.get(name.join('.')) ?? { name, errors: [] };
    field.errors.push(t(sayIssue(issue)));
    byField.set(name.join('.'), field);
  }
  const fields = [...byField.values()];
  form.setFields(fields);
  if (fields[0]) form.scrollToField(fields[0].name, { block: 'center', focus: true });
  return false;
}
