import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { toInstant } from '../kernel/time.ts';
import { compileRulesSchema } from './basis-ranks.ts';
import { compileDraft, errorsOf, type CompileFacts, type KnownLead, type KnownOrgan } from './compile.ts';
import { divisionEntryIdSchema, entryContentSchema, type EntryContent } from './model.ts';

const rules = compileRulesSchema.parse(parse(readFileSync('parameters/basis-ranks.yaml', 'utf8')));
const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [HOUSING, CITY, OLD_OFFICE] = [uuid(1), uuid(2), uuid(3)] as const;
const now = toInstant('2026-03-02T09:00:00+08:00');
const law = { title: '物业管理条例', article: '第四十五条', rank: 'REGULATION', text: '对物业管理区域内违反规定的行为应当制止' };

const content = (change: Record<string, unknown> = {}): EntryContent =>
  entryContentSchema.parse({
    matterId: uuid(9), title: '小区内违规停放', boundary: {}, leadDepartmentId: HOUSING, responsible: [{ departmentId: CITY, task: '查处占用公共道路停放的车辆' }],
    bases: [law], formedBy: 'CONSULTATION', decision: { body: '区委编办' }, ...change,
  });

const organ = (name: string) => ({ name, validFrom: toInstant('2019-03-01'), validTo: null, successorNames: [] });
const facts = (change: Partial<CompileFacts> = {}): CompileFacts => ({
  now, rules, leads: [], replacesEntryId: null,
  organs: new Map<string, KnownOrgan>([[HOUSING, organ('区住建局')], [CITY, organ('区城管局')], [OLD_OFFICE, { name: '区房管局', validFrom: toInstant('2010-04-01'), validTo: toInstant('2019-03-01'), successorNames: ['区住建局'] }]]),
  ...change,
});
const lead = (change: Partial<KnownLead> = {}): KnownLead => ({
  divisionEntryId: divisionEntryIdSchema.parse(uuid(50)), number: '示编分〔2025〕3号', scope: '', leadDepartmentName: '区城管局', validFrom: toInstant('2025-01-01'), validTo: null, ...change,
});
const said = (change: Record<string, unknown>, given: Partial<CompileFacts> = {}) => compileDraft(content(change), facts(given)).map(({ code, severity, place }) => `${severity} ${code} ${place}`);

describe('a draft compiles', () => {
  it('when it has a lead, a basis that carries it and nobody else leads', () => {
    expect(compileDraft(content(), facts())).toEqual([]);
  });

  it('not without a lead or a basis', () => {
    expect(said({ leadDepartmentId: null, bases: [] })).toEqual(['ERROR division.no-lead leadDepartmentId', 'ERROR division.no-basis bases']);
  });

  it('not on a department rule, minutes or a neighbour alone, but with them as a reference', () => {
    for (const rank of ['DEPARTMENT_RULE', 'MEETING_MINUTES', 'NEIGHBOUR_PRACTICE']) {
      expect(said({ bases: [{ ...law, rank }] })).toEqual(['ERROR division.refused-rank bases.0.rank']);
      expect(said({ bases: [law, { ...law, rank }] })).toEqual(['WARNING division.refused-rank bases.1.rank']);
    }
    expect(said({ bases: [{ ...law, rank: 'PARTY_GOVERNMENT_PAPER' }] })).toEqual([]);
  });

  it('not when the lead is responsible as well', () => {
    expect(said({ responsible: [{ departmentId: HOUSING, task: '制止' }] })).toEqual(['ERROR division.lead-among-responsible responsible.0.departmentId']);
  });

  it('not when it would never hold', () => {
    expect(said({ validFrom: '2026-04-01T00:00:00.000Z', validTo: '2026-04-01T00:00:00.000Z' })).toEqual(['ERROR division.empty-period validFrom']);
    expect(said({ validTo: '2026-01-01T00:00:00.000Z' })).toEqual(['ERROR division.empty-period validTo']);
  });

  it('not with a department that is gone, and says who carries on', () => {
    const [finding] = compileDraft(content({ fallbackDepartmentId: OLD_OFFICE }), facts());
    expect(finding).toMatchObject({ code: 'division.abolished-organ', place: 'fallbackDepartmentId', text: { zh: '区房管局在条目生效时已撤销，其职责由区住建局承接。' } });
    expect(finding?.text.en).toBe('区房管局 no longer exists when the entry begins; 区住建局 carries on.');
    expect(said({ leadDepartmentId: uuid(77) })).toEqual(['ERROR division.abolished-organ leadDepartmentId']);
  });

  it('not dated back to where it names a department that is gone since, at any place, unless it ends with it', () => {
    const back = { validFrom: '2018-01-01T00:00:00.000Z', leadDepartmentId: OLD_OFFICE, responsible: [] };
    const [finding, ...more] = compileDraft(content(back), facts());
    expect(finding).toMatchObject({ code: 'division.abolished-organ', severity: 'ERROR', place: 'leadDepartmentId', text: { zh: '区房管局于2019-03-01撤销，其职责由区住建局承接，条目有效期不得越过该日；其后的分工请另行起草。' } });
    expect(more).toEqual([]);
    expect(said({ ...back, validTo: '2019-02-28T16:00:00.000Z' })).toEqual([]);
    expect(said({ ...back, validTo: '2019-02-28T16:00:00.001Z' })).toHaveLength(1);
    const named = { validFrom: '2018-01-01T00:00:00.000Z', validTo: '2020-01-01T00:00:00.000Z', leadDepartmentId: null, responsible: [{ departmentId: OLD_OFFICE, task: '巡查' }], fallbackDepartmentId: OLD_OFFICE };
    expect(said(named).slice(1)).toEqual(['ERROR division.abolished-organ responsible.0.departmentId', 'ERROR division.abolished-organ fallbackDepartmentId']);
  });

  it('not dated back to before a department was established, nor beyond an abolition still to come', () => {
    const [finding] = compileDraft(content({ validFrom: '2018-01-01T00:00:00.000Z', responsible: [] }), facts());
    expect(finding).toMatchObject({ code: 'division.abolished-organ', place: 'leadDepartmentId', text: { zh: '区住建局在条目生效时尚未设立（2019-03-01设立）。' } });
    const leaving = new Map([[HOUSING, { ...organ('区住建局'), validTo: toInstant('2026-07-01') }]]);
    expect(said({ responsible: [] }, { organs: leaving })).toEqual(['ERROR division.abolished-organ leadDepartmentId']);
    expect(said({ responsible: [], validTo: '2026-06-30T16:00:00.000Z' }, { organs: leaving })).toEqual([]);
  });

  it('with a note where a task is vague or missing', () => {
    expect(said({ responsible: [{ departmentId: CITY, task: '按职责分工负责相关工作' }] })).toEqual(['WARNING division.vague-task responsible.0.task']);
    expect(errorsOf(compileDraft(content({ responsible: [{ departmentId: CITY, task: '' }] }), facts()))).toEqual([]);
  });
});

describe('a second lead', () => {
  it('is refused for the whole matter and for every part of it', () => {
    expect(said({}, { leads: [lead()] })).toEqual(['ERROR division.two-leads boundary.scope']);
    expect(said({ boundary: { scope: '市政道路上' } }, { leads: [lead()] })).toEqual(['ERROR division.two-leads boundary.scope']);
    expect(said({}, { leads: [lead({ scope: '市政道路上' })] })).toEqual(['ERROR division.two-leads boundary.scope']);
    expect(said({ boundary: { scope: '市政道路上' } }, { leads: [lead({ scope: '“市政道路”上 ' })] })).toEqual(['ERROR division.two-leads boundary.scope']);
  });

  it('is none in another part, before or after, or when the entry is replaced', () => {
    expect(said({ boundary: { scope: '小区内' } }, { leads: [lead({ scope: '市政道路上' })] })).toEqual([]);
    expect(said({}, { leads: [lead({ validTo: now })] })).toEqual([]);
    expect(said({ validTo: '2026-04-01T00:00:00.000Z' }, { leads: [lead({ validFrom: toInstant('2026-04-01T08:00:00+08:00') })] })).toEqual([]);
    expect(said({}, { leads: [lead()], replacesEntryId: lead().divisionEntryId })).toEqual([]);
  });

  it('names the entry it meets', () => {
    expect(compileDraft(content(), facts({ leads: [lead()] }))[0]).toMatchObject({ conflictsWith: lead().divisionEntryId, text: { zh: '本事项在该时段已由区城管局牵头（示编分〔2025〕3号）。' } });
  });

  it('cannot be got round by replacing what no longer holds', () => {
    const ended = lead({ validTo: toInstant('2026-01-01') });
    expect(said({}, { leads: [ended], replacesEntryId: ended.divisionEntryId })).toEqual(['ERROR division.replaced-not-in-force replacesEntryId']);
  });
});

describe('a party and government paper', () => {
  const paper = { ...law, title: '关于市容管理的通知', rank: 'PARTY_GOVERNMENT_PAPER' };
  const dispute = rules.disputed.PARTY_GOVERNMENT_PAPER;
  const fromApril = { ...rules, disputed: { PARTY_GOVERNMENT_PAPER: { ...dispute, question: '', answers: dispute?.answers ?? [], adopted: [...(dispute?.adopted ?? []), { from: '2026-04-01', place: '宁波市' }] } } } as typeof rules;

  it('carries an entry as long as the answer adopted here says so, on the day the entry begins', () => {
    expect(said({ bases: [paper] })).toEqual([]);
    expect(said({ bases: [paper] }, { rules: fromApril })).toEqual([]);
    expect(said({ bases: [paper], validFrom: '2026-04-02T00:00:00.000Z' }, { rules: fromApril })).toEqual(['ERROR division.refused-rank bases.0.rank']);
  });
});
