import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { computeCard } from './card.ts';
import { ENGINE_VERSION } from './engine.ts';
import { makeChance } from './linear-svm.ts';
import { trainModel } from './model-training.ts';
import { guardRulesSchema, knowledgeSchema, type Segment } from './model.ts';
import { prepareKnowledge } from './prepared.ts';

/** What the cards below come to under each engine. A new line for every new version; those that have been released stay. */
const CARDS: Readonly<Record<number, string>> = { 1: 'c4af6d45f1d4035d', 2: 'f7a66aa7e465fa7f' };

const at = '2026-03-02T01:00:00.000Z' as Instant;
const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const segment: Segment = (text) => text.match(/[一-鿿]{1,2}|[a-z0-9]+/g) ?? [];
const DUTIES = ['负责占道经营、流动摊贩、夜市油烟和噪声的执法工作', '负责食品经营许可和餐饮服务食品安全监督管理', '负责物业服务和房屋维修资金的监督管理', '负责供水管网、漏水抢修的行业管理'];
const THINGS = [['流动摊贩占道', '夜市油烟呛人', '夜间施工噪声'], ['饭店食品不干净', '餐饮没有许可', '食品过期'], ['物业不作为', '维修资金被挪用', '电梯没人修'], ['管网漏水', '自来水发黄', '水箱没清洗']];
const WISHES = ['请尽快处理', '一直没人管', '已经反映多次', '举报城管局不作为', '燃气泄漏了'];

const chance = makeChance(11);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(chance() * items.length)] as Item;
const appealOf = (department: number) => ({ title: pick(THINGS[department] as string[]), text: `${pick(['柳河路', '三号院', '老街'])}${pick(THINGS[department] as string[])}，${pick(WISHES)}。` });

test('cards come out as the engine of this version has them: whoever changes what they come to raises the version, so that replays of older cards can say so', () => {
  const rows = Array.from({ length: 80 }, (_row, place) => ({ ...appealOf(place % 4), label: id(1 + (place % 4)) }));
  const model = trainModel({ rows, duties: DUTIES.map((text, place) => ({ label: id(1 + place), text })), segment, seed: 1 });
  const knowledge = knowledgeSchema.parse({
    versions: { model: 'm', entries: 'e1.d1.p1', registry: 'r1' },
    departments: ['区综合行政执法局', '区市场监督管理局', '区住房和城乡建设局', '区水务局'].map((name, place) => ({ departmentId: id(1 + place), name, aliases: place === 0 ? ['城管局'] : [], kind: 'GOVERNMENT_DEPARTMENT', isTownship: false })),
    matters: [{ matterId: id(21), name: '二次供水', keywords: ['水箱'], includes: [], excludes: [] }, { matterId: id(22), name: '占道经营', keywords: ['摊贩', '占道'], includes: [], excludes: ['食品'] }],
    entries: [{ divisionEntryId: id(31), number: '1', matterId: id(21), title: '水箱清洗监管', boundary: '小区水箱', leadDepartmentId: id(4), responsible: [{ departmentId: id(3) }], bases: [{ documentId: id(41), label: '《条例》第一条' }], exemplars: ['水箱多年没清洗'] }],
    clauses: DUTIES.map((text, place) => ({ dutyClauseId: id(51 + place), departmentId: id(1 + place), text, verbs: [{ verb: '负责', role: 'LEAD', strength: 1 }], document: '三定规定', path: '三' })),
    disputes: [{ disputeId: id(61), number: '争1', title: '夜间施工噪声', matterId: null, interimRule: 'ACT_FIRST', interimDepartmentId: id(1), exemplars: ['夜间施工噪声一直没人管'] }],
    precedents: rows.slice(0, 40).map(({ title, text, label }, place) => ({ precedentId: id(100 + place), title, text, departmentId: label, matterId: null, outcome: place % 7 === 0 ? 'OVERTURNED' : 'ACCEPTED' })),
    costs: [{ v: -999, validFrom: '2026-01-01T00:00:00.000Z', wrongDispatchMinutes: 120, confirmationMinutes: 3, consultationMinutes: 20, noticedShare: 0.5, source: '本系统默认', reason: '约数' }],
    guard: guardRulesSchema.parse({
      v: 1, emergency: [{ code: 'fire', words: ['燃气泄漏'], zh: '提及“{word}”', en: '“{word}”', source: '条例' }], statutoryRoutes: [],
      accusation: { before: ['举报'], after: ['不作为'], window: 12, source: '条例' },
    }),
  });
  const hash = createHash('sha256');
  for (const departmentModel of [null, model]) {
    const prepared = prepareKnowledge({ knowledge, departmentModel, matterModel: null, segment });
    for (let count = 0; count < 40; count++) hash.update(JSON.stringify(computeCard(prepared, appealOf(count % 4), at)));
  }
  expect(hash.digest('hex').slice(0, 16)).toBe(CARDS[ENGINE_VERSION]);
});
