import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { dutyVerbTableSchema, parsedPaperSchema, type ParsedPaper } from './model.ts';
import { prepareParser } from './parse.ts';

const { verbs } = dutyVerbTableSchema.parse(parseYaml(readFileSync(new URL('../../../../parameters/duty-verbs.yaml', import.meta.url), 'utf8')));
const parse = prepareParser({ verbs });

const PIECES = [
  '第一条 ', '第三条', '第五条之一 ', '第二章 总则\n', '一、', '十一、主要职责', '（一）', '(二）', '1.', '2．', '（1）', '①', '㈠', '\n', '\r\n', '\n\n', '\t', ' ', '　', '\u200b', '。', '；', '，', '：', ';', '（', '）', '“', '”', '★',
  '清溪区水务局职能配置、内设机构和人员编制规定', '清委办〔2019〕3号', '2019年3月5日', '主要职责是：', '有关职责分工。', '与区城管局的职责分工。', '内设机构', '办公室。',
  '负责全区水资源管理', '会同区财政局拟订规划并组织实施', '由区应急管理局负责', '移交前', '市公安、交通等部门应当按照各自职责做好工作', '行政编制12名，设局长1名', '除另有规定外', '區(qū)水務局負責(zé)', 'abc 123', '🙂', '\ud800', '根据《方案》，制定本规定',
];

const texts = fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) }), { maxLength: 40 }).map((pieces) => pieces.join(''));

const spansOf = (paper: ParsedPaper): { start: number; end: number }[] => [...paper.sections, ...paper.clauses, ...paper.notUnderstood].toSorted((a, b) => a.start - b.start || a.end - b.end);
const isBlank = (text: string): boolean => /^[\s\u0000-\u0020\ufeff\u200b-\u200d]*$/u.test(text);

it('every part of any text is in a clause, a heading or set aside, once and in its own words', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const paper = parse(text);
      for (const part of [...paper.clauses, ...paper.notUnderstood]) expect(text.slice(part.start, part.end)).toBe(part.text);
      let end = 0;
      for (const span of spansOf(paper)) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(isBlank(text.slice(end, span.start))).toBe(true);
        end = span.end;
      }
      expect(isBlank(text.slice(end))).toBe(true);
    }),
    { numRuns: 600 },
  );
});

it('paths are unique, verbs lie in their clause and the result keeps its shape', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const paper = parse(text);
      expect(new Set(paper.clauses.map((clause) => clause.path)).size).toBe(paper.clauses.length);
      for (const clause of paper.clauses) for (const verb of clause.verbs) expect(verb.start >= clause.start && verb.end <= clause.end && verb.start < verb.end).toBe(true);
      expect(parsedPaperSchema.safeParse(paper).success).toBe(true);
    }),
    { numRuns: 300 },
  );
});
