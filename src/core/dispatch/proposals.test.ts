import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guessByPhrases, listNameable } from './evidence.ts';
import { plainText } from './features.ts';
import { guardRulesSchema, knowledgeSchema } from './model.ts';
import { listSentences } from './parts.ts';
import { findPhrases } from './phrases.ts';
import { prepareKnowledge } from './prepared.ts';
import { CUT_NUMBER } from './proposals.ts';

const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const matter = (number: number, name: string, keywords: string[], excludes: string[] = []) => ({ matterId: id(number), name, keywords, includes: [], excludes });
const prepared = prepareKnowledge({
  knowledge: knowledgeSchema.parse({
    versions: { model: 'none', entries: 'e1.d1.p1', registry: 'r1' },
    departments: [], entries: [], clauses: [], disputes: [], precedents: [],
    matters: [matter(1, '路灯管理', ['路灯不亮', '路灯', '5G基站'], ['电表']), matter(2, '二次供水', ['水箱', '2024 水箱']), matter(3, '占道经营', ['流动摊贩', '摊贩'], ['路灯不亮']), matter(4, '窨井', ['井盖2024'])],
    costs: [{ v: -999, validFrom: '2026-01-01T00:00:00.000Z', wrongDispatchMinutes: 120, confirmationMinutes: 3, consultationMinutes: 20, noticedShare: 0.5, source: '本系统默认', reason: '约数' }],
    guard: guardRulesSchema.parse({ v: 1, emergency: [], statutoryRoutes: [], accusation: { before: [], after: [], window: 12, source: '条例' } }),
  }),
  departmentModel: null, matterModel: null, segment: (text) => [text],
});

test('no sentence names a matter that the words of the whole text could not name, whatever the writing, unless it begins inside a number', () => {
  const pieces = fc.constantFrom('我们这条街上的路灯不亮', '路灯', '水箱', '小区楼顶的水箱多年没有人来清洗', '流动摊贩', '电表', '5g基站', '５Ｇ基站', '街上许多破旧的井盖2024', '2024', '2', '3、', '138 0000 1234', ' ', '　', '。', '！', '？', '\n', '\u0301', 'ＡΣ', '另外', '，一直没有人来管这件事情');
  fc.assert(fc.property(fc.array(pieces, { maxLength: 24 }), (list) => {
    const text = list.join('');
    fc.pre(!CUT_NUMBER.test(text));
    const nameable = listNameable(findPhrases(prepared.matterPhrases, plainText(text), true));
    const named = listSentences(text).flatMap(({ start, end }) => guessByPhrases(prepared, plainText(text.slice(start, end))) ?? []);
    expect(named.filter((one) => !nameable.includes(one))).toEqual([]);
  }), { numRuns: 500 });
});
