import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeEvaluation, evaluate, type EvaluateOptions } from './evaluate.ts';
import { readRows, UnreadableRows } from './labelled-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'lishun-evaluate-'));
const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const kinds = { 水务局: ['自来水', '水压', '停水', '水管'], 城管局: ['占道', '摊贩', '油烟', '招牌'], 教育局: ['学校', '老师', '幼儿园', '补课'] };
const rowsFrom = (start: number, count: number) =>
  Object.entries(kinds).flatMap(([department, words]) =>
    Array.from({ length: count }, (_row, index) => ({
      id: `${department}${start + index}`, title: `${words[index % 4] ?? ''}问题`, text: `家门口${words[(index + 1) % 4] ?? ''}和${words[index % 4] ?? ''}没人管${start + index}`, department, co: index % 2 === 0 ? ['教育局'] : [],
    })));
const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

const options: EvaluateOptions = {
  train: [put('train.jsonl', lines(rowsFrom(0, 12)))], test: put('test.jsonl', lines(rowsFrom(50, 3))), label: 'department', text: ['title', 'text'], coverage: 0.9, seed: 1,
};
const quiet = () => undefined;

describe('lishun evaluate', () => {
  it('learns from labelled rows, scores the answers and writes them down', async () => {
    const predictions = join(folder, 'predictions.jsonl');
    const result = await evaluate({ ...options, co: 'co', predictions }, quiet);
    expect(result).toMatchObject({ n: 9, labels: 3, accuracy: 1, top3: 1, sets: { promised: 0.9 } });
    expect(result.coF1).toBeGreaterThanOrEqual(0);
    const first = JSON.parse(readFileSync(predictions, 'utf8').split('\n')[0] ?? '') as { id: string; lead: string; set: string[]; ranking: unknown[] };
    expect(first).toMatchObject({ id: '水务局50', lead: '水务局' });
    expect(first.ranking).toHaveLength(3);
    expect(describeEvaluation(result)).toContain('首答准确率 accuracy 100.0 %');
  });

  it('gives the same figures for the same seed', async () => {
    const [one, two] = [await evaluate(options, quiet), await evaluate(options, quiet)];
    expect({ ...two, trainSeconds: 0, perSecond: 0, peakMemoryMb: 0 }).toEqual({ ...one, trainSeconds: 0, perSecond: 0, peakMemoryMb: 0 });
  });

  it('starts cold from duty texts alone', async () => {
    const duties = put('duties.jsonl', lines(Object.entries(kinds).map(([label, words]) => ({ label, text: `负责${words.join('、')}管理。` }))));
    expect(await evaluate({ ...options, train: [], duties }, quiet)).toMatchObject({ n: 9, labels: 3, accuracy: 1 });
  });

  it('never reads the labels of the rows it is tested on, nor lets their texts into the training', async () => {
    const test = rowsFrom(50, 3);
    const answersTo = async (name: string, rows: readonly object[]) => {
      const predictions = join(folder, `${name}.predictions.jsonl`);
      const { modelBytes } = await evaluate({ ...options, test: put(`${name}.jsonl`, lines(rows)), predictions }, quiet);
      return { modelBytes, first: readFileSync(predictions, 'utf8').split('\n').slice(0, 9).join('\n') };
    };
    const honest = await answersTo('honest', test);
    expect(await answersTo('scrambled', test.map((row, index) => ({ ...row, department: ['水务局', '城管局', '无此部门'][index % 3] })))).toEqual(honest);
    const stranger = { id: 'x', title: '燃气泄漏', text: '独一无二的燃气词语', department: '住建局' };
    expect(await answersTo('longer', [...test, stranger])).toEqual(honest);
  });

  it('uses the rows of --dev for the probabilities only', async () => {
    const dev = put('dev.jsonl', lines([...rowsFrom(80, 2), { id: 'x', title: '燃气泄漏', text: '独一无二的燃气词语', department: '水务局' }]));
    const without = await evaluate(options, quiet);
    const { accuracy, labels, modelBytes } = await evaluate({ ...options, dev }, quiet);
    expect({ accuracy, labels }).toEqual({ accuracy: without.accuracy, labels: without.labels });
    // 7 more held-out probabilities of eight bytes, and not a word more
    expect(Math.abs(modelBytes - without.modelBytes - 7 * 8)).toBeLessThan(400);
  });

  it('cross-validates on the rows to learn from when there is no test file', async () => {
    expect(await evaluate({ ...options, test: undefined, folds: 3 }, quiet)).toMatchObject({ n: 36, labels: 3 });
    await expect(evaluate({ ...options, folds: 3 }, quiet)).rejects.toThrow('either --test or --folds');
    await expect(evaluate({ ...options, test: undefined, folds: 99 }, quiet)).rejects.toThrow('only 36 rows');
  });

  it('says where a file is not as it should be', async () => {
    await expect(evaluate({ ...options, train: [] }, quiet)).rejects.toThrow(UnreadableRows);
    await expect(evaluate({ ...options, test: put('broken.jsonl', '{"department":"水务局"}\n{oops') }, quiet)).rejects.toThrow('line 2: not JSON');
    await expect(evaluate({ ...options, label: 'nothing' }, quiet)).rejects.toThrow('no row has a value in the field “nothing”');
  });
});

describe('a table of rows', () => {
  it('is read from CSV, in UTF-8 or in GBK', async () => {
    expect(await readRows(put('a.csv', '\uFEFFid,title\n1,"水管,爆了"\n'))).toEqual([{ id: '1', title: '水管,爆了' }]);
    expect(await readRows(put('b.csv', new Uint8Array([...Buffer.from('id,title\n1,'), 0xcb, 0xae, 0xb9, 0xdc])))).toEqual([{ id: '1', title: '水管' }]);
  });
});
