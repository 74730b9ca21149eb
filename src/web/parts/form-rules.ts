import type { FormRule } from 'antd';
import type { z } from 'zod';
import type { Operation } from '../../core/kernel/operation.ts';
import { word, type Word } from '../../core/kernel/words.ts';
import type { Say } from '../app/language.tsx';

type Issue = z.core.$ZodIssue;

const bound = (origin: string, limit: number | bigint, texts: Readonly<Record<'string' | 'array' | 'number', (limit: number | bigint) => Word>>): Word =>
  texts[origin === 'string' || origin === 'array' ? origin : 'number'](limit);

const fillIn = word('请填写此项', 'Fill this in');

/** What is wrong with a value, said as a person would. */
export function sayIssue(issue: Issue): Word {
  switch (issue.code) {
    case 'too_small':
      return bound(issue.origin, issue.minimum, {
        string: (least) => (least <= 1 ? fillIn : word(`至少 ${least} 个字`, `At least ${least} characters`)),
        array: (least) => word(`至少 ${least} 项`, `At least ${least}`),
        number: (least) => word(`不能小于 ${least}`, `Not below ${least}`),
      });
    case 'too_big':
      return bound(issue.origin, issue.maximum, {
        string: (most) => word(`最多 ${most} 个字`, `At most ${most} characters`),
        array: (most) => word(`最多 ${most} 项`, `At most ${most}`),
        number: (most) => word(`不能大于 ${most}`, `Not above ${most}`),
      });
    case 'invalid_type':
      return issue.expected === 'string' ? fillIn : word('请填写或选择此项', 'Fill this in or choose a value');
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
