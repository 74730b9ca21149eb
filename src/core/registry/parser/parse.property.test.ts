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
  '序号\t事项名称\t牵头部门\t配合部门\n', '\n1\t违法建设查处\t区城管局\t区住建局\n', '2\t占道经营\t\t无', '职责边界清单\n', '关于违建的会议纪要\n', '（区城管局牵头，区住建局配合）',
  '清溪区水务局职能配置、内设机构和人员编制规定', '清委办〔2019〕3号', '2019年3月5日', '主要职责是：', '有关职责分工。', '与区城管局的职责分工。', '内设机构', '办公室。',
  '负责全区水资源管理', '会同区财政局拟订规划并组织实施', '由区应急管理局负责', '移交前', '市公安、交通等部门应当按照各自职责做好工作', '行政编制12名，设局长1名', '除另有规定外', '區(qū)水務局負責(zé)', 'abc 123', '\n— 3 —\n', '🙂', '\ud800', '根据《方案》，制定本规定',
];

const texts = fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) }), { maxLength: 40 }).map((pieces) => pieces.join(''));

const spansOf = (paper: ParsedPaper): { start: number; end: number }[] => [...paper.sections, ...paper.clauses, ...paper.notUnderstood].toSorted((a, b) => a.start - b.start || a.end - b.end);
const isBlank = (text: string): boolean => /^[\s\u0000-\u0020\ufeff\u200b-\u200d]*$/u.test(text);

it('every part of any text is in a clause, a heading or set aside, once and in its own words', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const paper = parse(text);
      for (const part of [...paper.clauses, ...paper.notUnderstood, ...paper.clauses.flatMap((clause) => clause.cells ?? [])]) expect(text.slice(part.start, part.end)).toBe(part.text);
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

const SENTENCES = ['负责全区水资源的监督管理。', '拟订水利规划并组织实施，会同区财政局编制年度计划。', '指导镇街开展河道巡查。', '配合区应急管理局做好防汛抢险。', '按权限审批取水许可（不含农业取水）。', '与区城管局的职责分工。', '区水务局负责河道清淤；区城管局负责道路排水。', '新建管网移交前，由建设单位负责；移交后，由区水务局负责养护。', '完成区委、区政府交办的其他任务。'];
const sentences = fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 3 });
const NUMERALS = ['一', '二', '三', '四', '五', '六'];

/** A paper in articles with lists of up to three steps, and how its marks and breaks are written. */
const articles = fc.array(fc.record({ lead: sentences, items: fc.array(fc.record({ own: sentences, subitems: fc.array(sentences, { maxLength: 3 }) }), { maxLength: 4 }) }), { minLength: 1, maxLength: 5 });
const layout = fc.record({ open: fc.constantFrom('（', '('), close: fc.constantFrom('）', ')'), dot: fc.constantFrom('.', '．', '、'), breakLine: fc.constantFrom('\n', '\r\n', '\n\n', '\n　　') });

interface Layout {
  readonly open: string;
  readonly close: string;
  readonly dot: string;
  readonly breakLine: string;
}
type Articles = readonly { readonly lead: readonly string[]; readonly items: readonly { readonly own: readonly string[]; readonly subitems: readonly (readonly string[])[] }[] }[];

function write(paper: Articles, { open, close, dot, breakLine }: Layout): string {
  const lines = paper.flatMap(({ lead, items }, article) => [
    `第${NUMERALS[article] ?? ''}条 ${lead.join('')}`,
    ...items.flatMap(({ own, subitems }, item) => [`${open}${NUMERALS[item] ?? ''}${close}${own.join('')}`, ...subitems.map((subitem, index) => `${index + 1}${dot}${subitem.join('')}`)]),
  ]);
  return ['清溪区水务局职能配置、内设机构和人员编制规定', ...lines].join(breakLine);
}

/** The paper as it was understood: a line for each numbered part, its sentences behind each other. */
function render(text: string, { sections, clauses }: ParsedPaper): string {
  const parts = [...sections.map((section) => ({ ...section, lead: '\n' })), ...clauses.map((clause) => ({ ...clause, lead: '' }))];
  return parts.toSorted((a, b) => a.start - b.start).map(({ start, end, lead }) => `${lead}${text.slice(start, end)}`).join('');
}

const partsOf = (paper: ParsedPaper): unknown[] => paper.clauses.map(({ path, kind, text, verbs: found, partners, noLead, scope, boundary }) => ({ path, kind, text, verbs: found.map((verb) => verb.verb), partners, noLead, scope, boundary }));

it('what was understood, written out again, is understood the same', () => {
  fc.assert(
    fc.property(articles, layout, (paper, style) => {
      const text = write(paper, style);
      const read = parse(text);
      expect(partsOf(parse(render(text, read)))).toEqual(partsOf(read));
    }),
    { numRuns: 120 },
  );
});

it('marks, breaks and one-line copies do not change what is understood', () => {
  fc.assert(
    fc.property(articles, layout, (paper, style) => {
      const plain = parse(write(paper, { open: '（', close: '）', dot: '.', breakLine: '\n' }));
      expect(partsOf(parse(write(paper, style)))).toEqual(partsOf(plain));
      expect(partsOf(parse(write(paper, { ...style, breakLine: ' ' })))).toEqual(partsOf(plain));
    }),
    { numRuns: 120 },
  );
});
