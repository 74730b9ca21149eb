import { describe, expect, it } from 'vitest';
import { computeSetThreshold, fitCalibration, toProbabilities } from './calibration.ts';
import { readText } from './features.ts';
import { makeRanker, trainModel } from './linear-model.ts';
import { parseModel, serializeModel } from './model-bytes.ts';
import { computeCoF1, computeScores } from './scoring.ts';

const segment = (text: string): string[] => text.match(/[a-z]+|[一-鿿]{1,2}/gu) ?? [];
const topics = { roads: ['road', 'bridge', 'pothole', '路灯'], schools: ['school', 'teacher', 'pupil', '学校'], health: ['hospital', 'doctor', 'nurse', '医院'] };
const rows = Object.entries(topics).flatMap(([label, words]) =>
  Array.from({ length: 20 }, (_row, index) => ({ title: `case ${index} ${label.length}`, text: `please see the ${words[index % 4] ?? ''} and ${words[(index + 1) % 4] ?? ''}`, label })));

describe('a model learned from past orders', () => {
  it('is the same byte for byte for the same rows and seed, and survives being stored', () => {
    const bytes = serializeModel(trainModel({ rows, segment, seed: 3 }));
    expect(serializeModel(trainModel({ rows, segment, seed: 3 }))).toEqual(bytes);
    expect(serializeModel(parseModel(bytes))).toEqual(bytes);
  });

  it('refuses bytes of another kind', () => {
    expect(() => parseModel(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]))).toThrow('not a dispatch model');
  });

  it('ranks by what it learned, with shares that sum to one', () => {
    const ranker = makeRanker(trainModel({ rows, segment, seed: 3 }));
    const { probabilities } = ranker.rank(readText('the doctor at the hospital', segment));
    expect(ranker.model.labels[probabilities.indexOf(Math.max(...probabilities))]).toBe('health');
    expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  });

  it('learns nothing from telephone and identity numbers', () => {
    const { probabilities: without } = makeRanker(trainModel({ rows, segment, seed: 3 })).rank(readText('the road', segment));
    const kept = [...without];
    const { probabilities: with13 } = makeRanker(trainModel({ rows: rows.map((row) => ({ ...row, text: `${row.text} 13800001111` })), segment, seed: 3 })).rank(readText('the road 13800001111', segment));
    expect([...with13]).toEqual(kept);
  });

  it('knows one label only and is sure of it', () => {
    const { probabilities } = makeRanker(trainModel({ rows: rows.filter((row) => row.label === 'roads'), segment, seed: 3 })).rank(readText('anything', segment));
    expect([...probabilities]).toEqual([1]);
  });
});

describe('probabilities', () => {
  it('come down when the margins were too sure on rows held out', () => {
    const truth = Int32Array.from({ length: 200 }, (_row, index) => (index % 4 === 0 ? 1 : 0));
    const margins = Float64Array.from({ length: 400 }, (_row, index) => (index % 2 === 0 ? 3 : -3));
    const out = new Float64Array(2);
    toProbabilities(Float64Array.from([3, -3]), fitCalibration(margins, truth, 2), out);
    expect(out[0]).toBeCloseTo(0.75, 1);
  });

  it('give sets that hold the true label as often as promised', () => {
    const heldOut = Float64Array.from({ length: 99 }, (_row, index) => (index + 1) / 100);
    expect(computeSetThreshold(heldOut, 0.9)).toBeCloseTo(0.1);
    expect(computeSetThreshold(new Float64Array(0), 0.9)).toBe(0.05);
  });
});

describe('the figures of an evaluation', () => {
  const answer = (truth: string, label: string, probability: number) => ({ truth, ranking: [{ label, probability }, { label: truth, probability: 1 - probability }], set: [label] });
  it('count the right answers, the surest of them and the sets that kept their promise', () => {
    const scores = computeScores([answer('a', 'a', 0.9), answer('a', 'b', 0.6), answer('b', 'b', 0.8), answer('b', 'b', 0.7)], 2, 0.9);
    expect(scores).toMatchObject({ n: 4, accuracy: 0.75, top3: 1, sets: { promised: 0.9, kept: 0.75, meanSize: 1 } });
    expect(scores.coverage.find((point) => point.target === 0.5)).toEqual({ target: 0.5, coverage: 0.5, accuracy: 1 });
    expect(scores.macroF1).toBeCloseTo((2 / 3 + 4 / 5) / 2);
  });
  it('count co-handling departments over all rows together', () => {
    expect(computeCoF1([{ truth: ['a', 'b'], said: ['a'] }, { truth: [], said: ['c'] }])).toBe(0.5);
  });
});
