import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { applyCorrections, offerAgain, type Reading } from './corrections.ts';
import { findFindings } from './findings.ts';
import type { Correction } from './import-model.ts';
import type { DepartmentId } from './model.ts';
import { dutyVerbTableSchema } from './parser/model.ts';
import { prepareParser } from './parser/parse.ts';
import { prepareReread } from './parser/reread.ts';

const { verbs } = dutyVerbTableSchema.parse(parseYaml(readFileSync(new URL('../../../parameters/duty-verbs.yaml', import.meta.url), 'utf8')));
const URBAN = '01990000-0000-7000-8000-000000000011' as DepartmentId;
const WATER = '01990000-0000-7000-8000-000000000012' as DepartmentId;
const options = { verbs, aliases: [{ name: '区城管局', department: URBAN }, { name: '区水务局', department: WATER }] };
const parse = prepareParser(options);
const means = { reread: prepareReread(options), verbs };

const SANDING = '示范区水务局职能配置、内设机构和人员编制规定\n第一条 主要职责是：\n（一）负责水资源管理。\n（二）会同区城管局查处违法排水。\n（三）对外开放的事宜。\n';
const readingOf = (text: string): Reading => ({ text, departmentId: WATER, ...parse(text) });
const reading = readingOf(SANDING);
const clauseWith = (words: string) => {
  const { start, end } = reading.clauses.find(({ text }) => text.includes(words)) as Reading['clauses'][number];
  return { start, end };
};
const at = (words: string) => ({ start: SANDING.indexOf(words), end: SANDING.indexOf(words) + words.length });

describe('a correction', () => {
  it('changes what was read of a clause and remembers what stood there', () => {
    const place = clauseWith('违法排水');
    const { clauses, made } = applyCorrections(reading, [
      { ...place, field: 'PARTNERS', after: [{ name: '区城管局', relation: 'ASSISTED_BY', departmentId: URBAN }] },
      { ...place, field: 'VERBS', after: [{ verb: '查处', role: 'ASSIST' }] },
      { ...place, field: 'DEPARTMENT', after: URBAN },
    ], means);
    const clause = clauses.find(({ text }) => text.includes('违法排水'));
    expect(clause).toMatchObject({ departmentId: URBAN, partners: [{ name: '区城管局', relation: 'ASSISTED_BY', department: URBAN }], verbs: [{ verb: '查处', role: 'ASSIST' }] });
    expect(made.map(({ field, before }) => [field, before])).toEqual([
      ['PARTNERS', [{ name: '区城管局', relation: 'JOINTLY_WITH', departmentId: URBAN }]],
      ['VERBS', expect.arrayContaining([{ verb: '查处', role: 'LEAD' }])],
      ['DEPARTMENT', WATER],
    ]);
  });

  it('moves the bounds of a clause, and what it lets go is listed as not understood', () => {
    const { clauses, notUnderstood } = applyCorrections(reading, [{ ...clauseWith('水资源'), field: 'BOUNDS', after: at('负责水资源') }], means);
    expect(clauses.find(({ text }) => text === '负责水资源')?.verbs.map(({ verb }) => verb)).toContain('负责');
    expect(notUnderstood.map(({ text }) => text)).toContain('管理。');
  });

  it('makes a clause of a span that was none, and none of a clause that was one', () => {
    const taken = applyCorrections(reading, [{ ...clauseWith('水资源'), field: 'TAKEN_OUT', after: null }, { ...at('水资源管理'), field: 'TAKEN_IN', after: 'MAIN_DUTY' }], means);
    expect(taken.clauses.map(({ text }) => text)).toContain('水资源管理');
    expect(taken.clauses.some(({ text }) => text === '负责水资源管理。')).toBe(false);
    expect(taken.notUnderstood.map(({ text }) => text)).toEqual(expect.arrayContaining(['负责', '。']));
  });

  it('does not fit where it would overlap another clause, name a verb that is not there, or find no clause', () => {
    const corrections: Correction[] = [
      { ...clauseWith('水资源'), field: 'BOUNDS', after: { start: at('负责水资源').start, end: at('查处').end } },
      { ...clauseWith('水资源'), field: 'VERBS', after: [{ verb: '牵头', role: 'LEAD' }] },
      { start: 1, end: 2, field: 'KIND', after: 'OTHER' },
      { ...at('水资源'), field: 'TAKEN_IN', after: 'OTHER' },
    ];
    const { unfit, made } = applyCorrections(reading, corrections, means);
    expect(unfit).toHaveLength(4);
    expect(made).toEqual([]);
  });

  it('is offered again to the same text while its place reads as it did', () => {
    const made = applyCorrections(reading, [{ ...clauseWith('水资源'), field: 'KIND', after: 'OTHER' }, { ...clauseWith('违法排水'), field: 'DEPARTMENT', after: URBAN }], means).made;
    expect(offerAgain(reading, made, [], means)).toHaveLength(2);
    expect(offerAgain({ ...reading, departmentId: URBAN }, made, [], means).map(({ field }) => field)).toEqual(['KIND']);
    expect(offerAgain(reading, made, [{ ...clauseWith('水资源'), field: 'KIND', after: 'TASK' }], means).map(({ field }) => field)).toEqual(['DEPARTMENT']);
  });
});

const spot = fc.integer({ min: 0, max: SANDING.length });
const place = fc.oneof(fc.constantFrom(...reading.clauses).map(({ start, end }) => ({ start, end })), fc.tuple(spot, spot).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })));
const anyCorrection: fc.Arbitrary<Correction> = fc.tuple(place, place, fc.constantFrom('BOUNDS' as const, 'TAKEN_IN' as const, 'TAKEN_OUT' as const)).map(([where, wanted, field]) => {
  if (field === 'BOUNDS') return { ...where, field, after: wanted };
  return field === 'TAKEN_IN' ? { ...where, field, after: 'OTHER' } : { ...where, field, after: null };
});

it('whatever is corrected, clauses are cut from the source, none overlap, paths are unique and no read character is lost', () => {
  const bare = (spans: readonly { start: number; end: number }[]) => new Set(spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)).filter((index) => SANDING[index]?.trim() !== ''));
  const before = bare([...reading.clauses, ...reading.notUnderstood]);
  fc.assert(fc.property(fc.array(anyCorrection, { maxLength: 8 }), (corrections) => {
    const { clauses, notUnderstood, made, unfit } = applyCorrections(reading, corrections, means);
    for (const part of [...clauses, ...notUnderstood]) expect(SANDING.slice(part.start, part.end)).toBe(part.text);
    const spans = [...clauses, ...notUnderstood].toSorted((a, b) => a.start - b.start);
    for (const [index, span] of spans.entries()) expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
    expect(new Set(clauses.map(({ path }) => path)).size).toBe(clauses.length);
    const after = bare(spans);
    expect([...before].filter((index) => !after.has(index))).toEqual([]);
    expect(made.length + unfit.length).toBeLessThanOrEqual(corrections.length);
  }));
});

describe('a list', () => {
  const rows = Array.from({ length: 16 }, (_, index) => `${index + 1}\t事项${index + 1}管理\t区城管局\t负责事项${index + 1}的监督管理`);
  rows[15] = '16\t事项十六管理\t区无此局\t';
  const LIST = ['序号\t事项名称\t牵头部门\t职责内容', ...rows].join('\n');
  const parsed = parse(LIST);
  const list = { ...readingOf(LIST), departmentId: null };
  const look = (corrections: Correction[]) => findFindings({ text: LIST, kind: 'POWER_DUTY_LIST', departmentId: null, parsed, corrected: applyCorrections(list, corrections, means), isInRegistry: false });
  const { start, end } = parsed.clauses.at(-1) as (typeof parsed.clauses)[number];

  it('shows the faults of row 17 with their columns, and they hold the import up', () => {
    expect(look([]).map(({ kind, blocks, row, column, what }) => [kind, blocks, row, column, what])).toEqual([
      ['ROW_WITHOUT_DUTY', true, 17, '职责内容', expect.stringContaining('事项十六') as unknown],
      ['ROW_UNKNOWN_DEPARTMENT', true, 17, '牵头部门', '区无此局'],
    ]);
  });

  it('is at peace once a person has named the department and looked at the row', () => {
    const named: Correction = { start, end, field: 'PARTNERS', after: [{ name: '区无此局', relation: 'LEADS', departmentId: URBAN }] };
    expect(look([named]).map(({ kind }) => kind)).toEqual(['ROW_WITHOUT_DUTY']);
    expect(look([named, { start, end, field: 'CHECKED', after: null }])).toEqual([]);
    expect(look([{ start, end, field: 'TAKEN_OUT', after: null }])).toEqual([]);
  });
});
