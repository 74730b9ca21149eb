import { expect, test } from 'vitest';
import { computeTitle } from './rules.ts';

test('an appeal without a title is called by its first sentence', () => {
  expect(computeTitle('', '楼下烧烤摊占道。每天到凌晨，请处理！')).toBe('楼下烧烤摊占道');
  expect(computeTitle('', '\n？井盖没了')).toBe('井盖没了');
  expect(computeTitle('夜间噪声', '楼下烧烤摊占道。')).toBe('夜间噪声');
});

test('a first sentence without an end is cut', () => {
  const title = computeTitle('', '水'.repeat(200));
  expect(title).toHaveLength(60);
  expect(title.endsWith('…')).toBe(true);
});
