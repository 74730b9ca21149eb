import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { joinByTopic, listSentences, listTurns } from './parts.ts';

const cutBy = (text: string, cut: typeof listSentences) => cut(text).map(({ start, end }) => text.slice(start, end));

describe('the sentences of an appeal', () => {
  it('end with their marks, and a short one goes with the one before', () => {
    expect(cutBy('小区楼顶水箱长年不洗。请处理。夜市流动摊贩半夜还在吵！', listSentences)).toEqual(['小区楼顶水箱长年不洗。请处理。', '夜市流动摊贩半夜还在吵！']);
  });

  it('begin anew where the person turns to another thing, with or without a mark', () => {
    const text = '小区楼顶水箱长年不洗，还有就是夜市流动摊贩半夜还在吵';
    expect(cutBy(text, listTurns)).toEqual(['小区楼顶水箱长年不洗，', '还有就是夜市流动摊贩半夜还在吵']);
    expect(cutBy('小区楼顶水箱长年不洗。夜市流动摊贩半夜还在吵。', listTurns)).toHaveLength(1);
  });
});

test('sentences and turns cover any text without a gap or an overlap', () => {
  const pieces = fc.constantFrom('水箱长年不洗没有人来管', '。', '另外', '，', '夜市吵到半夜居民睡不着', '！', '\n', '二是', 'abc', '😀');
  fc.assert(fc.property(fc.array(pieces, { maxLength: 30 }), (list) => {
    const text = list.join('');
    expect(cutBy(text, listSentences).join('')).toBe(text);
    expect(cutBy(text, listTurns).join('')).toBe(text);
  }));
});

it('spans without a topic belong to their neighbours', () => {
  const spans = [0, 1, 2, 3, 4].map((at) => ({ start: at * 10, end: at * 10 + 10 }));
  const topics = [null, 'a', null, 'a', 'b'];
  expect(joinByTopic(spans, ({ start }) => topics[start / 10] ?? null)).toEqual([{ span: { start: 0, end: 40 }, topic: 'a' }, { span: { start: 40, end: 50 }, topic: 'b' }]);
});
