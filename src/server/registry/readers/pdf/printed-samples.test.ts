import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makePdf, type MadeLine } from '../../../../../test/support/made-files.ts';
import { prepareParser } from '../../../../core/registry/parser/parse.ts';
import { loadDutyVerbs } from '../duty-verbs.ts';
import { readPdf } from './read-pdf.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../sample/sanding');
const parse = prepareParser({ verbs: (await loadDutyVerbs()).verbs });

/** Letters of 12 points: 25 to a line, 20 lines to a page, the first line of a paragraph indented by two. */
const WIDTH = 25;
const LINES = 20;
const isTitle = (line: string): boolean => line.length < WIDTH - 1 && !/[。；]/u.test(line) && !/^[第一二三四五六七八九十（(\d]/u.test(line);

function wrap(paragraph: string): { text: string; x: number }[] {
  if (isTitle(paragraph)) return [{ text: paragraph, x: 60 + ((WIDTH - paragraph.length) * 12) / 2 }];
  const first = { text: paragraph.slice(0, WIDTH - 2), x: 84 };
  const rest = paragraph.slice(WIDTH - 2).match(new RegExp(`.{1,${WIDTH}}`, 'gu')) ?? [];
  return [first, ...rest.map((text) => ({ text, x: 60 }))];
}

function print(text: string): Uint8Array {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '').flatMap(wrap);
  const pages: MadeLine[][] = [];
  for (let at = 0; at < lines.length; at += LINES) {
    const page = lines.slice(at, at + LINES).map((line, row) => ({ ...line, y: 540 - row * 25 }));
    pages.push([...page, { text: `— ${pages.length + 1} —`, x: 190, y: 30 }]);
  }
  return makePdf(pages);
}

const clausesOf = (text: string): string[] => parse(text).clauses.map((clause) => `${clause.path} ${clause.kind} ${clause.text.replaceAll(/\s/g, '')}`);

it.each(readdirSync(SAMPLES).filter((name) => name.endsWith('.txt')).sort())('%s printed on pages and read again gives the same clauses', async (name) => {
  const text = readFileSync(join(SAMPLES, name), 'utf8');
  expect(clausesOf((await readPdf(name, print(text))).text)).toEqual(clausesOf(text));
});
