import { describe, expect, it } from 'vitest';
import { cutSource } from './source-pieces.ts';

describe('cutting a source along its clauses', () => {
  const text = '一、负责物业监管。乱码。二、指导业主大会。';
  const clauses = [{ start: 2, end: 9 }, { start: 14, end: text.length }];

  it('gives back every character of the source, in order', () => {
    const pieces = cutSource(text, clauses, [{ start: 9, end: 12 }]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.map(({ clause, odd }) => (odd ? '?' : clause))).toEqual([-1, 0, '?', -1, 1]);
  });

  it('leaves overlapping characters with the earlier clause', () => {
    const pieces = cutSource('甲乙丙丁', [{ start: 0, end: 3 }, { start: 2, end: 4 }], []);
    expect(pieces.map(({ text: words, clause }) => [words, clause])).toEqual([['甲乙丙', 0], ['丁', 1]]);
  });

  it('shows a source without clauses as it is', () => {
    expect(cutSource('原文', [], [])).toEqual([{ start: 0, end: 2, text: '原文', clause: -1, odd: false }]);
  });
});
