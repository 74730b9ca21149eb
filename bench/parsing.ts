import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { parse as parseYaml } from 'yaml';
import { prepareParser } from '../src/core/registry/parser/parse.ts';
import { loadConverters } from '../src/server/registry/readers/converters.ts';
import { loadDutyVerbs } from '../src/server/registry/readers/duty-verbs.ts';
import { median, ratioOf, rounded, type Figure } from './figure.ts';

const SAMPLE = join(import.meta.dirname, '../sample');
/** The sample is read this often in one round, so that a round takes about a second. */
const REPEATS = 6;

interface NamedDepartment {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
}

const readTexts = async (): Promise<string[]> => {
  const folder = join(SAMPLE, 'sanding');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
};

async function readAliases(): Promise<{ name: string; department: string }[]> {
  const { departments } = parseYaml(await readFile(join(SAMPLE, 'departments.yaml'), 'utf8')) as { departments: readonly NamedDepartment[] };
  return departments.flatMap(({ code, name, shortName }) => [{ name, department: code }, { name: shortName, department: code }]);
}

function timed(work: () => void): number {
  const began = performance.now();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) work();
  return (performance.now() - began) / 1000;
}

/**
 * How fast the sample 三定 texts are parsed, beside plain segmentation of the same texts by jieba, by turns in the same run.
 * The ratio is ours to jieba's, in texts per second: below 1, since a parser does more than cut words.
 */
export async function measureParse(rounds: number, say: (text: string) => void): Promise<Figure> {
  const texts = await readTexts();
  const parse = prepareParser({ verbs: (await loadDutyVerbs()).verbs, aliases: await readAliases(), simplify: loadConverters().simplify });
  const jieba = Jieba.withDict(dict);
  const clauses = texts.reduce((sum, text) => sum + parse(text).clauses.length, 0);
  const megabytes = (REPEATS * texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)) / 1e6;
  const each: number[] = [];
  const parseAll = (): void => {
    for (const text of texts) {
      const began = performance.now();
      parse(text);
      each.push(performance.now() - began);
    }
  };
  const cutAll = (): void => {
    for (const text of texts) jieba.cut(text, true);
  };
  timed(parseAll);
  timed(cutAll);
  each.length = 0;
  const measured = Array.from({ length: rounds }, (_, round) => {
    const pair = { ours: timed(parseAll), theirs: timed(cutAll) };
    say(`parse, round ${round + 1} of ${rounds}: ${rounded(megabytes / pair.ours, 2)} MB/s, jieba ${rounded(megabytes / pair.theirs, 2)} MB/s`);
    return pair;
  });
  const perSecond = (seconds: readonly number[]): number => median(seconds.map((one) => (REPEATS * clauses) / one));
  const ours = measured.map((pair) => pair.ours);
  const theirs = measured.map((pair) => pair.theirs);
  const sorted = each.toSorted((a, b) => a - b);
  const value = rounded(perSecond(ours), 0);
  return {
    name: 'parse', unit: 'clauses/s',
    value,
    baseline: rounded(perSecond(theirs), 0),
    ratio: ratioOf(median(measured.map((pair) => pair.theirs / pair.ours)), 1),
    n: each.length,
    median: value,
    p50: rounded(median(sorted), 2),
    p99: rounded(sorted[Math.floor(sorted.length * 0.99)] ?? 0, 2),
    note: `${texts.length} sample texts, ${clauses} clauses; ${rounded(median(ours.map((one) => megabytes / one)), 2)} MB/s, jieba segmenting the same texts ${rounded(median(theirs.map((one) => megabytes / one)), 2)} MB/s; ms per text`,
  };
}
