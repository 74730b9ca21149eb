import type { FormRule } from 'antd';
import type { z } from 'zod';
import type { Operation } from '../../core/kernel/operation.ts';
import { word, type Word } from '../../core/kernel/words.ts';
import type { Say } from '../app/language.tsx';

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, said as a person would. */
export function sayIssue(issue: Issue): Word {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return Number(issue.minimum) <= 1 ? word('请填写此项', 'Fill this in') : word(`至少 ${issue.minimum} 个字`, `At least ${issue.minimum} characters`);
      return issue.origin === 'array' ? word(`至少 ${issue.minimum} 项`, `At least ${issue.minimum}`) : word(`不能小于 ${issue.minimum}`, `Not below ${issue.minimum}`);
    case 'too_big':
      if (issue.origin === 'string') return word(`最多 ${issue.maximum} 个字`, `At most ${issue.maximum} characters`);
      return issue.origin === 'array' ? word(`最多 ${issue.maximum} 项`, `At most ${issue.maximum}`) : word(`不能大于 ${issue.maximum}`, `Not above ${issue.maximum}`);
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      return word('请填写或选择此项', 'Fill this in or choose a value');
    default:
      return word('格式不正确', 'The format is not right');
  }
}

/** The rule of one form field: the operation's own schema decides, so that the form and the server never differ. */
export function ruleOf<Op extends Operation>(operation: Op, field: keyof Op['input']['shape'] & string, t: Say, otherwise?: Word): FormRule {
  const schema = (operation.input.shape as Record<string, z.ZodType>)[field];
  return {
    validator: (_rule, value: unknown) => {
      const parsed = schema?.safeParse(value);
      const issue = parsed?.success === false ? parsed.error.issues[0] : undefined;
      return issue === undefined ? Promise.resolve() : Promise.reject(new Error(t(issue.code === 'invalid_format' && otherwise !== undefined ? otherwise : sayIssue(issue))));
    },
  };
}

/** Whether the schema refuses an empty field: its label carries the mark. */
export const isNeeded = (operation: Operation, field: string): boolean => (operation.input.shape as Record<string, z.ZodType>)[field]?.safeParse(undefined).success === false;
