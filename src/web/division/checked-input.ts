import type { FormInstance } from 'antd';
import type { z } from 'zod';
import type { Word } from '../../core/kernel/words.ts';

type Issue = z.core.$ZodIssue;

const counted: Partial<Record<string, (count: number | bigint) => Word>> = {
  'too_small:string': (count) => ({ zh: `至少填写 ${count} 个字`, en: `At least ${count} characters` }),
  'too_big:string': (count) => ({ zh: `不能超过 ${count} 个字`, en: `At most ${count} characters` }),
  'too_small:array': (count) => ({ zh: `至少填写 ${count} 项`, en: `At least ${count} items` }),
  'too_big:array': (count) => ({ zh: `不能超过 ${count} 项`, en: `At most ${count} items` }),
  'too_small:number': (count) => ({ zh: `不能小于 ${count}`, en: `Not less than ${count}` }),
  'too_big:number': (count) => ({ zh: `不能大于 ${count}`, en: `Not more than ${count}` }),
};

/** What a person is told about one broken rule of an operation's input. */
export function wordOfIssue(issue: Issue): Word {
  if (issue.code === 'too_small') return counted[`too_small:${issue.origin}`]?.(issue.minimum) ?? { zh: '内容太少', en: 'Too little' };
  if (issue.code === 'too_big') return counted[`too_big:${issue.origin}`]?.(issue.maximum) ?? { zh: '内容太多', en: 'Too much' };
  if (issue.code === 'invalid_type' || issue.code === 'invalid_value') return { zh: '请填写此项', en: 'Please fill this in' };
  return { zh: '内容有误，请核对', en: 'This is not right, please check' };
}

/**
 * Checks a form against the input of its operation: true when it may be sent.
 * Otherwise every broken field is marked in the form and the first of them is brought into view.
 */
export function passesInput(form: FormInstance, schema: z.ZodType, input: unknown, t: (word: Word) => string): boolean {
  const checked = schema.safeParse(input);
  if (checked.success) return true;
  const byField = new Map<string, { name: (string | number)[]; errors: string[] }>();
  for (const issue of checked.error.issues) {
    const name = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    const field = byField.get(name.join('.')) ?? { name, errors: [] };
    field.errors.push(t(wordOfIssue(issue)));
    byField.set(name.join('.'), field);
  }
  const fields = [...byField.values()];
  form.setFields(fields);
  if (fields[0]) form.scrollToField(fields[0].name, { block: 'center', focus: true });
  return false;
}
