import { describe, expect, it } from 'vitest';
import { makeSegmenter } from './segmenter.ts';

describe('the segmenter', () => {
  it('cuts Chinese by its dictionary and keeps words of the registry whole', () => {
    expect(makeSegmenter()('小区物业服务质量差')).toContain('物业');
    expect(makeSegmenter(['占道经营'])('夜市占道经营扰民')).toContain('占道经营');
  });

  it('cuts a text without Chinese by its letters', () => {
    expect(makeSegmenter()('the school’s bus, 2 routes')).toEqual(['the', 'school', 's', 'bus', '2', 'routes']);
  });
});
