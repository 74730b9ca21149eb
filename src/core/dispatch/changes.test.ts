import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Instant } from '../kernel/time.ts';
import { computeCard } from './card.ts';
import { conditionRulesSchema, fitConditions, prepareConditions, readConditions, readSaid } from './conditions.ts';
import { readText } from './features.ts';
import { makeRanker } from './linear-model.ts';
import { trainModel } from './model-training.ts';
import { guardRulesSchema, knowledgeSchema, type Knowledge, type Segment } from './model.ts';
import { prepareKnowledge } from './prepared.ts';
import { findTellingWords } from './telling-words.ts';

const at = '2026-03-02T01:00:00.000Z' as Instant;
const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const [HOUSING, URBAN, WATER, TRANSPORT] = [id(1), id(2), id(3), id(4)];
const [COVERS, SUPPLY, SMOKE] = [id(21), id(22), id(23)];
const WORDS = ['井盖', '小区', '道路', '公路', '水箱', '供水', '移交', '油烟', '餐饮', '摊贩', '漏水', '水管', '夜市', '占道'];
const segment: Segment = (text) => text.split(/[^一-鿿]+/).flatMap((run) => run.split(new RegExp(`(${WORDS.join('|')})`)).filter((piece) => piece !== ''));
const rules = conditionRulesSchema.parse((parse(readFileSync('parameters/dispatch-conditions.yaml', 'utf8')) as { versions: unknown[] }).versions[0]);
const conditions = prepareConditions(rules);

const entry = (number: number, matterId: string, leadDepartmentId: string, more: object) =>
  ({ divisionEntryId: id(30 + number), number: `2026-${number}`, matterId, title: '分工', leadDepartmentId, responsible: [], bases: [], exemplars: [], ...more });
const covers = [entry(1, COVERS, URBAN, { scope: '市政道路上' }), entry(2, COVERS, HOUSING, { scope: '物业小区内' }), entry(3, COVERS, TRANSPORT, { scope: '公路上', stage: '移交后' })];
const supply = [entry(4, SUPPLY, HOUSING, { scope: '移交供水企业前', stage: '移交供水企业前' }), entry(5, SUPPLY, WATER, { scope: '移交供水企业后', stage: '移交供水企业后' })];

const district = (more: object = {}): Knowledge => knowledgeSchema.parse({
  versions: { model: 'none', entries: 'e1', registry: 'r1' },
  departments: [[HOUSING, '区住建局'], [URBAN, '区城管局'], [WATER, '区水务局'], [TRANSPORT, '区交通局']].map(([departmentId, name]) => ({ departmentId, name, aliases: [], kind: 'GOVERNMENT_DEPARTMENT', isTownship: false })),
  matters: [[COVERS, '井盖缺损', '060400'], [SUPPLY, '供水水箱', '011500'], [SMOKE, '餐饮油烟', '030400']].map(([matterId, name, code]) => ({ matterId, code, name, keywords: [name, ...(name as string).match(/../g) as string[]], includes: [], excludes: [] })),
  entries: [...covers, ...supply], clauses: [], disputes: [], precedents: [], conditions: rules,
  costs: [{ v: -999, validFrom: '2026-01-01T00:00:00.000Z', wrongDispatchMinutes: 120, confirmationMinutes: 3, consultationMinutes: 20, noticedShare: 0.5, source: '本系统默认', reason: '约数' }],
  guard: guardRulesSchema.parse({ v: 1, emergency: [], statutoryRoutes: [], accusation: { before: ['举报'], after: ['不作为'], window: 12, source: '条例' } }),
  ...more,
});
const cardOf = (text: string, more?: object, complainedParty = '') => computeCard(prepareKnowledge({ knowledge: district(more), departmentModel: null, matterModel: null, segment }), { text, complainedParty }, at);
const changesOf = (...given: Parameters<typeof cardOf>) => (cardOf(...given).wouldChange ?? []).map(({ text }) => text.zh);

describe('an entry for another place or stage than the appeal tells of', () => {
  it('gives way to the one for the place told', () => {
    expect(cardOf('井盖缺损，井盖在小区内，走路危险')).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: HOUSING } });
    expect(cardOf('井盖缺损，井盖在马路中间，走路危险')).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: URBAN } });
    expect(cardOf('井盖缺损，井盖在小区门口的人行道上')).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: URBAN } });
    expect(cardOf('供水水箱没人管，设施已经移交给自来水公司')).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: WATER } });
    expect(cardOf('供水水箱没人管，开发商一直没有移交')).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: HOUSING } });
  });

  it('says which words decided', () => {
    const reasons = cardOf('供水水箱没人管，开发商一直没有移交').reasons;
    expect(reasons.map(({ text }) => text.zh)).toEqual(expect.arrayContaining(['诉求提到“没有移交”，与“移交供水企业前”相符。', '分工条目2026-5限于“移交供水企业后”，诉求提到“没有移交”，未按该条目派单。']));
    expect(reasons.find(({ rule }) => rule === 'dispatch.condition-fits')?.sources).toMatchObject([{ kind: 'divisionEntry' }, { kind: 'parameter', id: 'dispatch-conditions/handover', quote: '没有移交' }]);
  });

  it('settles nothing by itself where no entry is for the place told', () => {
    const card = cardOf('井盖缺损，井盖在小区内', { entries: [covers[0]] });
    expect(card.divisionEntryId).toBeNull();
    expect(card.reasons.map(({ rule }) => rule)).toContain('dispatch.entry-unfit');
  });

  it('stands where the appeal tells of both sides, or of neither', () => {
    expect(fitConditions(readConditions(conditions, ['市政道路上']), readSaid(conditions, '我们小区外面的马路上，小区里也有'))).toEqual([]);
    expect(fitConditions(readConditions(conditions, ['市政道路上']), readSaid(conditions, '井盖坏了'))).toEqual([]);
    expect(readConditions(conditions, ['审批前', '立案后', '进入批发、零售市场或者生产加工企业后', '一般情形']).map(({ axis, side }) => `${axis.code} ${side}`)).toEqual(['licence before', 'case after', 'market after']);
  });
});

describe('the clause that is quoted', () => {
  const clause = (number: number, departmentId: string, text: string, stages: string[]) => ({ dutyClauseId: id(50 + number), departmentId, text, verbs: [{ verb: '负责', role: 'LEAD', strength: 1 }], document: '三定规定', path: `三、${number}`, stages });
  const clauses = [clause(1, HOUSING, '道路移交前，负责道路井盖管护。', ['移交前']), clause(2, URBAN, '道路移交后，负责道路井盖管护。', ['移交后'])];

  it('is the one for the stage told, and the other counts less', () => {
    const before = cardOf('道路井盖坏了，道路还没移交', { entries: [], clauses });
    expect(before.leadDepartment?.departmentId).toBe(HOUSING);
    expect(before.reasons.map(({ rule }) => rule)).toContain('dispatch.condition-fits');
    expect(cardOf('道路井盖坏了，道路已经移交', { entries: [], clauses }).leadDepartment?.departmentId).toBe(URBAN);
    expect((before.wouldChange ?? []).map(({ text }) => text.zh)).toContain('若处于“移交后”阶段，则按所引条款由区城管局承办。');
  });
});

describe('what would change the answer', () => {
  it('is first the entry of the same matter that differs in the fewest respects, with its source', () => {
    const card = cardOf('井盖缺损，井盖在小区内');
    expect(card.wouldChange?.map(({ text }) => text.zh).slice(0, 2)).toEqual(['若属于“市政道路上”，则按分工条目2026-1由区城管局牵头。', '若属于“公路上”且处于“移交后”阶段，则按分工条目2026-3由区交通局牵头。']);
    expect(card.wouldChange?.[0]?.sources).toMatchObject([{ kind: 'divisionEntry', id: id(31) }, { kind: 'department', id: URBAN }]);
    expect(card.wouldChange?.[0]?.text.en).toBe('If it is “市政道路上”, entry 2026-1 gives the lead to 区城管局.');
  });

  it('is the stage where the matter is divided by stage, and the place where by township', () => {
    expect(changesOf('供水水箱没人管，设施已经移交给自来水公司')[0]).toBe('若处于“移交供水企业前”阶段，则按分工条目2026-4由区住建局牵头。');
    const towns = [entry(6, COVERS, URBAN, { scope: '柳河街道', townships: ['柳河街道'] }), entry(7, COVERS, HOUSING, { scope: '青岭镇', townships: ['青岭镇'] })];
    const prepared = prepareKnowledge({ knowledge: district({ entries: towns }), departmentModel: null, matterModel: null, segment });
    expect(computeCard(prepared, { text: '井盖缺损', township: '柳河街道' }, at)).toMatchObject({ leadDepartment: { departmentId: URBAN }, wouldChange: [{ text: { zh: '若发生在青岭镇，则按分工条目2026-7由区住建局牵头。' } }, {}] });
  });

  it('is what the entry leaves to another matter, where it does not divide its own', () => {
    const entries = [entry(8, SMOKE, URBAN, { excludes: '道路井盖缺损（060400）；露天烧烤' }), entry(9, COVERS, TRANSPORT, {})];
    expect(changesOf('餐饮油烟呛人', { entries })[0]).toBe('若涉及“道路井盖缺损”，则按分工条目2026-9由区交通局牵头。');
  });

  it('names both where two entries fit and the appeal does not say which case it is', () => {
    const card = cardOf('供水水箱没人管', { entries: supply });
    expect(card.reasons.map(({ rule }) => rule)).toContain('dispatch.entries-disagree');
    expect((card.wouldChange ?? []).map(({ text }) => text.zh)).toEqual(expect.arrayContaining(['若处于“移交供水企业前”阶段，则按分工条目2026-4由区住建局牵头。', '若处于“移交供水企业后”阶段，则按分工条目2026-5由区水务局牵头。']));
  });

  it('is never a unit complained of, nor one that is no more', () => {
    expect(changesOf('井盖缺损，井盖在小区内', {}, '区城管局').join()).not.toContain('区城管局');
    expect(changesOf('井盖缺损，井盖在小区内', { entries: [...covers, entry(10, COVERS, id(99), { scope: '铁路上' })] }).join()).not.toContain('铁路');
  });
});

describe('the words that carry the answer of the model', () => {
  const things = { [URBAN]: ['摊贩占道', '夜市油烟', '占道油烟'], [WATER]: ['水管漏水', '供水停了', '水箱漏水'] };
  const rows = Object.entries(things).flatMap(([label, texts]) => texts.flatMap((text) => ['请处理', '没人管', '快来看看'].map((wish) => ({ text: `${text}，${wish}`, label }))));
  const model = trainModel({ rows, segment, seed: 3 });

  it('are those without which the other department would come first, when the text is really read without them', () => {
    const text = readText('夜市边上水管坏了，漏水', segment);
    const telling = findTellingWords(makeRanker(model), text, undefined, WATER, URBAN);
    expect(telling?.turns).toBe(true);
    const words = telling?.words ?? [];
    expect(words).toContain('漏水');
    const without = { plain: words.reduce((plain, spoken) => plain.replaceAll(spoken, ' '), text.plain), words: text.words.filter((spoken) => !words.includes(spoken)) };
    const { probabilities } = makeRanker(model).rank(without);
    expect(probabilities[model.labels.indexOf(URBAN)]).toBeGreaterThanOrEqual(probabilities[model.labels.indexOf(WATER)] as number);
  });

  it('are not looked for where the model does not put the department first', () => {
    expect(findTellingWords(makeRanker(model), readText('水管漏水', segment), undefined, URBAN, WATER)).toBeNull();
    expect(findTellingWords(makeRanker(model), readText('水管漏水', segment), undefined, WATER, id(99))).toBeNull();
  });
});
