import { describe, expect, it } from 'vitest';
import { assignments, toText, written, type Value, type Written } from './written.ts';

const told = (given: Written): [string, Value[]] => {
  const values: Value[] = ['before'];
  return [toText(given, values), values];
};

describe('a statement', () => {
  it('numbers its values behind those of the statements before it', () => {
    expect(told(written`select ${1}, ${null}`)).toEqual(['select $2, $3', ['before', 1, null]]);
    expect(told(written`select 1`)).toEqual(['select 1', ['before']]);
  });

  it('holds no value as text, whatever the value says', () => {
    expect(told(written`select ${"'; drop table note; --"}`)).toEqual(['select $2', ['before', "'; drop table note; --"]]);
  });

  it('sets the columns of the fields that are given, those that are emptied among them', () => {
    const change = assignments({ state: 'CLOSED', matterId: null, reply: undefined, handledBy: ['a', 'b'] });
    expect(told(written`update note set ${change} where id = ${7}`)).toEqual(['update note set "state" = $2, "matter_id" = $3, "handled_by" = $4 where id = $5', ['before', 'CLOSED', null, ['a', 'b'], 7]]);
  });

  it('takes a name as a name, whatever stands in it', () => {
    expect(told(assignments({ 'a" = 1; --': 2 }))).toEqual(['"a"" = 1; --" = $2', ['before', 2]]);
  });
});
