import { describe, expect, it } from 'vitest';
import { fitCalibration } from './calibration-fit.ts';
import { calibrate, computeSet, computeSetThreshold, toShares } from './calibration.ts';
import { hashWord, readText } from './features.ts';
import { makeRanker, type TrainedModel } from './linear-model.ts';
import { trainModel } from './model-training.ts';
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

  it('hangs on the texts alone: not on the order of the rows nor on the names of the labels, which are drawn ids', () => {
    const duties = [{ label: 'health', text: 'hospitals, doctors, nurses' }, { label: 'roads', text: 'roads, bridges' }];
    const renamed = new Map([['roads', 'x1'], ['schools', 'a9'], ['health', 'm5']]);
    const rename = <Row extends { label: string }>(row: Row): Row => ({ ...row, label: renamed.get(row.label) as string });
    const plain = trainModel({ rows, duties, segment, seed: 3 });
    const shuffled = trainModel({ rows: rows.map(rename).sort((a, b) => (a.text + a.label < b.text + b.label ? 1 : -1)), duties: duties.map(rename).reverse(), segment, seed: 3 });
    expect(serializeModel({ ...shuffled, labels: plain.labels })).toEqual(serializeModel(plain));
    expect(shuffled.labels).toEqual(plain.labels.map((label) => renamed.get(label)));
  });

  it('starts cold from duty texts, and hears them beside rows', () => {
    const duties = [{ label: 'health', text: 'hospitals, the doctor, a nurse' }, { label: 'roads', text: 'the road, a bridge, potholes' }];
    const best = (model: ReturnType<typeof trainModel>, text: string) => {
      const { probabilities } = makeRanker(model).rank(readText(text, segment));
      return model.labels[probabilities.indexOf(Math.max(...probabilities))];
    };
    const cold = trainModel({ rows: [], duties, segment, seed: 3 });
    expect([best(cold, 'my road is broken'), best(cold, 'no doctor came')]).toEqual(['roads', 'health']);
    expect(best(trainModel({ rows: rows.filter((row) => row.label !== 'health'), duties, segment, seed: 3 }), 'no doctor came')).toBe('health');
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

  it('ranks each text as if it were alone, though it shares its reader with another and is asked for one text twice', () => {
    const [alone, first] = [makeRanker(trainModel({ rows, segment, seed: 3 })), makeRanker(trainModel({ rows, segment, seed: 4 }))];
    const beside = makeRanker(alone.model, first.read);
    const texts = ['the doctor at the hospital', 'a pothole on the bridge', '学校的老师', ''].map((text) => readText(text, segment));
    for (const [place, text] of texts.entries()) {
      const title = place % 2 === 0 ? undefined : texts[0];
      const expected = [...alone.rank(text, title).probabilities];
      first.rank(text, title);
      expect([...beside.rank(text, title).probabilities]).toEqual(expected);
      expect([...beside.rank(text, title).probabilities]).toEqual(expected);
      expect([...beside.rank(text, texts[1]).probabilities]).toEqual([...alone.rank(text, texts[1]).probabilities]);
    }
  });

  it('learns nothing from telephone and identity numbers', () => {
    const { probabilities: without } = makeRanker(trainModel({ rows, segment, seed: 3 })).rank(readText('the road', segment));
    const kept = [...without];
    const { probabilities: with13 } = makeRanker(trainModel({ rows: rows.map((row) => ({ ...row, text: `${row.text} 13800001111` })), segment, seed: 3 })).rank(readText('the road 13800001111', segment));
    expect([...with13]).toEqual(kept);
  });

  it('learns no name that one person told, however often that person calls; what two people tell is learned', () => {
    const calls = (teller: (call: number) => string | undefined) => Array.from({ length: 6 }, (_row, call) => ({ text: `隔壁皇甫建国养狗扰民第${call}次`, label: 'dogs', ...(teller(call) === undefined ? {} : { teller: teller(call) }) }));
    const others = Array.from({ length: 8 }, (_row, place) => ({ text: `水管漏水${place}处，养狗不牵绳`, label: 'water', teller: `other${place}` }));
    const knows = (model: TrainedModel, spoken: string) => model.hashes.includes(hashWord(spoken));
    const learn = (teller: (call: number) => string | undefined) => trainModel({ rows: [...calls(teller), ...others], segment: (text) => text.match(/皇甫建国|[一-鿿]{2}/g) ?? [], seed: 1 });
    const [alone, several, unknown] = [learn(() => 'one'), learn((call) => `caller${call}`), learn(() => undefined)];
    expect([knows(alone, '皇甫建国'), knows(several, '皇甫建国'), knows(unknown, '皇甫建国')]).toEqual([false, true, true]);
    const { known } = makeRanker(alone).rank(readText('皇甫建国', (text) => [text]));
    expect(known).toBe(0);
  });

  it('knows one label only and is sure of it', () => {
    const { probabilities } = makeRanker(trainModel({ rows: rows.filter((row) => row.label === 'roads'), segment, seed: 3 })).rank(readText('anything', segment));
    expect([...probabilities]).toEqual([1]);
  });
});

describe('probabilities', () => {
  it('come down when the margins were too sure on rows held out', () => {
    const truth = Int32Array.from({ length: 200 }, (_row, index) => (index % 4 === 0 ? 1 : 0));
    const margins = Float32Array.from({ length: 400 }, (_row, index) => (index % 2 === 0 ? 3 : -3));
    const out = new Float64Array(2);
    toShares(Float32Array.from([3, -3]), out);
    calibrate(out, fitCalibration({ margins, truth }, 2));
    expect(out[0]).toBeCloseTo(0.75, 1);
    expect((out[0] as number) + (out[1] as number)).toBeCloseTo(1);
  });

  it('keep the order of the labels, whether raised or lowered', () => {
    for (const bias of [-3, 0, 3]) {
      const shares = Float64Array.from([0.3, 0.36, 0.34]);
      calibrate(shares, { bias, odds: 1, lead: 0.5, grades: [] });
      expect([...shares.keys()].sort((a, b) => (shares[b] as number) - (shares[a] as number))).toEqual([1, 2, 0]);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    }
  });

  it('leave a set empty where even the surest label is less sure than the promise asks for', () => {
    const heldOut = Float64Array.from({ length: 99 }, (_row, index) => 0.5 + index / 200);
    expect(computeSet(Float64Array.from([0.3, 0.7]), [1, 0], heldOut, 0.9)).toEqual([1]);
    expect(computeSet(Float64Array.from([0.5, 0.5]), [0, 1], heldOut, 0.9)).toEqual([]);
    expect(computeSet(Float64Array.from([0.3, 0.6, 0.1]), [1, 0, 2], new Float64Array(0), 0.8)).toEqual([1, 0]);
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
