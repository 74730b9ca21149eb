import { describe, expect, it } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { computeCard } from './card.ts';
import { trainModel } from './model-training.ts';
import { dispatchCardSchema, guardRulesSchema, knowledgeSchema, type Knowledge, type Segment } from './model.ts';
import { prepareKnowledge, withDispute, withEntry, withPrecedent, withoutDispute, withoutEntry } from './prepared.ts';

const at = '2026-03-02T01:00:00.000Z' as Instant;
const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const [HOUSING, URBAN, WATER, MARKET, TOWN] = [id(1), id(2), id(3), id(4), id(5)];
const [PIPES, STALLS] = [id(21), id(22)];

/** Cuts by the words this little district knows, and else by overlapping pairs of characters: enough to tell its matters apart. */
const vocabulary = ['二次供水', '水箱', '清洗', '小区', '物业', '占道经营', '夜市', '油烟', '噪声', '餐饮', '食品', '管网', '漏水', '供水', '摊贩', '房屋', '维修资金', '许可证'];
const segment: Segment = (text) => text.split(/[^一-鿿a-z0-9]+/).flatMap((run) => cutRun(run));
function cutRun(run: string): string[] {
  const words: string[] = [];
  for (let place = 0; place < run.length; ) {
    const known = vocabulary.find((word) => run.startsWith(word, place));
    words.push(known ?? run.slice(place, place + 2));
    place += known?.length ?? 1;
  }
  return words;
}

const clause = (number: number, departmentId: string, text: string, verb = '负责', strength = 1) => ({
  dutyClauseId: id(number), departmentId, text, verbs: [{ verb, role: 'LEAD', strength }], document: '示范区三定规定', path: `三、（${number}）`,
});

const guard = guardRulesSchema.parse({
  v: 1,
  emergency: [{ code: 'fire', words: ['燃气泄漏'], zh: '提及“{word}”，应立即转 119。', en: '“{word}”: 119.', source: '北京市接诉即办工作条例第十一条' }],
  statutoryRoutes: [{ code: 'litigation', words: ['法院已立案'], zh: '提及“{word}”，应告知法定途径。', en: '“{word}”: the courts.', source: '北京市接诉即办工作条例第十一条' }],
  accusation: { before: ['举报', '投诉'], after: ['不作为', '吃拿卡要'], window: 12, source: '信访工作条例第三十条' },
});

const costs = { v: -999, validFrom: '2026-01-01T00:00:00.000Z', wrongDispatchMinutes: 120, confirmationMinutes: 3, consultationMinutes: 20, noticedShare: 0.5, source: '本系统默认', reason: '约数' };

const district = (more: Partial<Record<keyof Knowledge, unknown>> = {}): Knowledge =>
  knowledgeSchema.parse({
    versions: { model: 'none', entries: 'e1', registry: 'r1' },
    departments: [
      { departmentId: HOUSING, name: '区住房和城乡建设局', aliases: ['住建局'], kind: 'GOVERNMENT_DEPARTMENT', isTownship: false },
      { departmentId: URBAN, name: '区综合行政执法局', aliases: ['城管局'], kind: 'GOVERNMENT_DEPARTMENT', isTownship: false },
      { departmentId: WATER, name: '区水务局', aliases: [], kind: 'GOVERNMENT_DEPARTMENT', isTownship: false },
      { departmentId: MARKET, name: '区市场监督管理局', aliases: ['市监局'], kind: 'GOVERNMENT_DEPARTMENT', isTownship: false },
      { departmentId: TOWN, name: '柳河街道办事处', aliases: ['柳河街道'], kind: 'TOWNSHIP', isTownship: true },
    ],
    matters: [
      { matterId: PIPES, name: '二次供水设施管理', keywords: ['二次供水', '楼顶水箱'], includes: ['水箱清洗'], excludes: [] },
      { matterId: STALLS, name: '占道经营治理', keywords: ['占道经营', '流动摊贩'], includes: [], excludes: [] },
    ],
    entries: [{
      divisionEntryId: id(31), number: '2026-07', matterId: PIPES, title: '二次供水设施清洗消毒监管', boundary: '住宅小区二次供水水箱清洗由水务局牵头', leadDepartmentId: WATER,
      responsible: [{ departmentId: HOUSING, task: '督促物业配合' }], bases: [{ documentId: id(41), label: '《城市供水条例》第二十条' }], exemplars: ['小区楼顶水箱长年不洗，自来水有霉味'],
    }],
    clauses: [
      clause(51, URBAN, '负责占道经营、流动摊贩、夜市油烟和噪声的执法工作。'),
      clause(52, MARKET, '负责食品经营许可和餐饮服务食品安全监督管理。'),
      clause(53, HOUSING, '负责物业服务和房屋维修资金的监督管理。'),
      clause(54, WATER, '负责供水管网、漏水抢修的行业管理。'),
    ],
    disputes: [], precedents: [], guard, costs: [costs],
    ...more,
  });

const [waterEntry] = district().entries as [Knowledge['entries'][number]];

const prepared = (more?: Partial<Record<keyof Knowledge, unknown>>) => prepareKnowledge({ knowledge: district(more), departmentModel: null, matterModel: null, segment });

const dispute = (interimRule: string, interimDepartmentId: string | null) => knowledgeSchema.shape.disputes.element.parse({
  disputeId: id(61), number: '2026-争-03', title: '二次供水水箱清洗监管', matterId: PIPES, interimRule, interimDepartmentId, exemplars: ['楼顶水箱没人清洗'],
});

const waterTank = { title: '楼顶水箱脏', text: '我们小区二次供水的楼顶水箱多年没有清洗，请处理。' };

describe('the card of an appeal', () => {
  it('is settled by the entry in force, with its lead, its responsible departments and its bases quoted', () => {
    const card = computeCard(prepared(), waterTank, at);
    expect(dispatchCardSchema.parse(card)).toEqual(card);
    expect(card).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: WATER }, divisionEntryId: id(31), predictionSet: [WATER], matter: { matterId: PIPES } });
    expect(card.responsibleDepartments).toEqual([{ departmentId: HOUSING, task: '督促物业配合' }]);
    expect(card.reasons.flatMap((reason) => reason.sources.map((source) => source.label))).toContain('《城市供水条例》第二十条');
    expect(card.ranking[0]).toMatchObject({ departmentId: WATER });
  });

  it('is settled by likeness to the appeal that led to the entry, without any keyword of the matter', () => {
    const noMatter = prepared({ matters: [] });
    expect(computeCard(noMatter, { text: '小区水箱长年不洗，水有霉味' }, at)).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: WATER } });
  });

  it('obeys an entry from the very next appeal on, and no longer once it is gone', () => {
    const stalls = { text: '夜市流动摊贩占道经营到半夜' };
    const before = prepared();
    expect(computeCard(before, stalls, at)).toMatchObject({ outcome: 'CLEAR', leadDepartment: { departmentId: URBAN } });
    const entry = knowledgeSchema.shape.entries.element.parse({ ...waterEntry, divisionEntryId: id(32), number: '2026-08', matterId: STALLS, title: '夜市管理', boundary: '夜市由市场监管局牵头', leadDepartmentId: MARKET, exemplars: [] });
    const after = withEntry(before, entry, 'e2');
    expect(computeCard(after, stalls, at)).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: MARKET }, knowledge: { entries: 'e2' } });
    expect(computeCard(before, stalls, at).outcome).toBe('CLEAR');
    expect(computeCard(withoutEntry(after, id(32), 'e3'), stalls, at).outcome).toBe('CLEAR');
  });

  it('goes to the interim lead while the dispute is pending, whatever the entry says', () => {
    const pending = withDispute(prepared(), dispute('ACT_FIRST', HOUSING), 'e2');
    expect(computeCard(pending, waterTank, at)).toMatchObject({
      outcome: 'CONTESTED', leadDepartment: { departmentId: HOUSING }, interim: { disputeId: id(61), departmentId: HOUSING, rule: 'ACT_FIRST' }, divisionEntryId: null,
    });
    expect(computeCard(withoutDispute(pending, id(61), 'e3'), waterTank, at).outcome).toBe('SETTLED');
  });

  it('stays with the lead in force under “keep current”, and goes nowhere under “freeze”', () => {
    expect(computeCard(withDispute(prepared(), dispute('KEEP_CURRENT', null), 'e2'), waterTank, at)).toMatchObject({ leadDepartment: { departmentId: WATER }, interim: { rule: 'KEEP_CURRENT', departmentId: WATER } });
    expect(computeCard(withDispute(prepared(), dispute('FREEZE', null), 'e2'), waterTank, at)).toMatchObject({ leadDepartment: null, interim: { rule: 'FREEZE', departmentId: null } });
  });

  it('never goes to the unit complained of, found by its short name in the text or named in the form', () => {
    const told = computeCard(prepared(), { text: '举报城管局工作人员吃拿卡要，占道经营没人管，噪声很大' }, at);
    expect(told.excluded).toMatchObject([{ departmentId: URBAN, reason: { rule: 'dispatch.complained-party' } }]);
    expect(told.leadDepartment?.departmentId).not.toBe(URBAN);
    expect(told.ranking.map((one) => one.departmentId)).not.toContain(URBAN);
    const named = computeCard(prepared(), { ...waterTank, complainedParty: '区水务局' }, at);
    expect(named).toMatchObject({ outcome: 'CONTESTED', divisionEntryId: null });
    expect(named.ranking.map((one) => one.departmentId)).not.toContain(WATER);
  });

  it('does not take a plea to a department for an accusation of it', () => {
    expect(computeCard(prepared(), { text: '请城管局查处占道经营的夜市摊贩' }, at)).toMatchObject({ excluded: [], leadDepartment: { departmentId: URBAN } });
  });

  it('is clear by a duty clause, which is quoted', () => {
    const card = computeCard(prepared(), { text: '餐饮店没有食品经营许可证' }, at);
    expect(card).toMatchObject({ outcome: 'CLEAR', leadDepartment: { departmentId: MARKET } });
    expect(card.reasons.find(({ rule }) => rule === 'dispatch.duty-clause')).toMatchObject({ rule: 'dispatch.duty-clause', sources: [{ id: id(52), quote: '负责食品经营许可和餐饮服务食品安全监督管理。' }] });
  });

  it('is contested when two departments have the same claim', () => {
    const card = computeCard(prepared({ clauses: [clause(51, URBAN, '负责餐饮油烟和噪声监督管理。'), clause(52, MARKET, '负责餐饮油烟和噪声监督管理。')] }), { text: '楼下餐饮油烟和噪声扰民' }, at);
    expect(card.outcome).toBe('CONTESTED');
    expect(new Set(card.predictionSet)).toEqual(new Set([URBAN, MARKET]));
  });

  it('names one department alone exactly where the costs in force say that a consultation costs more than the risk', () => {
    const stalls = { text: '夜市餐饮店油烟噪声很大，没有食品许可证' };
    const { leadDepartment } = computeCard(prepared(), stalls, at);
    const sure = leadDepartment?.probability ?? 0;
    const withConsultation = (consultationMinutes: number) => computeCard(prepared({ costs: [{ ...costs, consultationMinutes }] }), stalls, at);
    const [below, above] = [withConsultation(120 * (1 - sure) + 1), withConsultation(120 * (1 - sure) - 1)];
    expect(below).toMatchObject({ outcome: 'CLEAR', cutOff: { costs: -999, promised: null } });
    expect(below.predictionSet).toEqual([leadDepartment?.departmentId]);
    expect(above.outcome).toBe('CONTESTED');
    expect(above.predictionSet.length).toBeGreaterThan(1);
    expect(below.reasons.find(({ rule }) => rule === 'dispatch.sure-enough')).toMatchObject({ sources: [{ kind: 'parameter', id: 'dispatch-costs/-999' }] });
    expect(above.reasons.map(({ rule }) => rule)).toContain('dispatch.several-possible');
  });

  it('goes by the costs in force at its moment, not by those to come', () => {
    const dearer = { ...costs, v: 1, validFrom: '2026-04-01T00:00:00.000Z', wrongDispatchMinutes: 100_000 };
    const known = prepared({ costs: [{ ...costs, consultationMinutes: 100 }, dearer] });
    const stalls = { text: '夜市餐饮店油烟噪声很大，没有食品许可证' };
    expect(computeCard(known, stalls, at)).toMatchObject({ outcome: 'CLEAR', cutOff: { costs: -999 } });
    expect(computeCard(known, stalls, '2026-04-02T01:00:00.000Z' as Instant)).toMatchObject({ outcome: 'CONTESTED', cutOff: { costs: 1 } });
  });

  it('does not call a lead sure enough where the entry that fits names the unit complained of', () => {
    const card = computeCard(prepared(), { ...waterTank, complainedParty: '区水务局' }, at);
    expect(card.outcome).toBe('CONTESTED');
    expect(card.reasons.map(({ rule }) => rule)).not.toContain('dispatch.sure-enough');
  });

  it('is ownerless when nothing speaks for anybody', () => {
    expect(computeCard(prepared(), { text: '无人机夜间编队表演扰乱候鸟迁徙' }, at)).toMatchObject({ outcome: 'OWNERLESS', leadDepartment: null, predictionSet: [] });
  });

  it('follows what stood before, and only warns of what was overturned', () => {
    const row = (number: number, departmentId: string, outcome: string) => knowledgeSchema.shape.precedents.element.parse({ precedentId: id(number), title: '桥下积水', text: '高架桥下道路积水严重无法通行', departmentId, outcome });
    const flooded = { text: '高架桥下积水严重无法通行' };
    const learned = withPrecedent(withPrecedent(prepared(), row(71, URBAN, 'OVERTURNED')), row(72, WATER, 'ACCEPTED'));
    const card = computeCard(learned, flooded, at);
    expect(card.leadDepartment?.departmentId).toBe(WATER);
    expect(card.ranking.find((one) => one.departmentId === URBAN)?.reasons.map((reason) => reason.rule)).toContain('dispatch.precedent-against');
  });

  it('warns of an emergency and of a statutory route', () => {
    expect(computeCard(prepared(), { text: '楼道里燃气泄漏，法院已立案' }, at).reasons.map((reason) => reason.rule)).toEqual(expect.arrayContaining(['dispatch.emergency.fire', 'dispatch.statutory-route.litigation']));
  });

  it('holds an entry of one township back from the others', () => {
    const entry = { ...waterEntry, townships: ['柳河街道'] };
    const limited = prepared({ entries: [entry] });
    expect(computeCard(limited, { ...waterTank, township: '柳河街道' }, at).outcome).toBe('SETTLED');
    expect(computeCard(limited, { ...waterTank, township: '青岭镇' }, at).outcome).not.toBe('SETTLED');
  });

  it('is the same byte for byte, whether the knowledge was built at once or grew', () => {
    const rest = district();
    const grown = withEntry(prepareKnowledge({ knowledge: { ...rest, entries: [] }, departmentModel: null, matterModel: null, segment }), waterEntry, 'e1');
    expect(JSON.stringify(computeCard(grown, waterTank, at))).toBe(JSON.stringify(computeCard(prepared(), waterTank, at)));
  });

  it('lets the learned model speak for departments in being only', () => {
    const rows = Array.from({ length: 12 }, (_row, index) => [
      { text: `夜市油烟噪声扰民第${index}次`, label: URBAN }, { text: `供水管网漏水第${index}处`, label: WATER }, { text: `物业维修资金问题${index}`, label: id(99) },
    ]).flat();
    const model = trainModel({ rows, segment, seed: 7 });
    const ready = prepareKnowledge({ knowledge: district(), departmentModel: model, matterModel: null, segment });
    const card = computeCard(ready, { text: '夜市油烟扰民' }, at);
    expect(card).toMatchObject({ outcome: 'CLEAR', leadDepartment: { departmentId: URBAN } });
    expect(computeCard(ready, { text: '物业维修资金问题' }, at).ranking.map((one) => one.departmentId)).not.toContain(id(99));
  });

  it('names who acts with the lead by the clause it rests on, and by how such appeals were handled before', () => {
    const text = { text: '餐饮店没有食品经营许可证，食品不安全' };
    const clauses = [{ ...clause(52, MARKET, '负责食品经营许可和餐饮服务食品安全监督管理，会同住建局。'), partners: [{ departmentId: HOUSING, relation: 'JOINTLY_WITH' }] }];
    expect(computeCard(prepared({ clauses }), text, at)).toMatchObject({ leadDepartment: { departmentId: MARKET }, responsibleDepartments: [{ departmentId: HOUSING, reasons: [{ rule: 'dispatch.clause-partner' }] }] });
    const joint = [1, 2, 3].map((number) => ({ precedentId: id(200 + number), title: '餐饮店食品', text: `第${number}家餐饮店没有食品经营许可证`, departmentId: MARKET, outcome: 'ACCEPTED', responsible: number === 3 ? [TOWN] : [URBAN] }));
    expect(computeCard(prepared({ precedents: joint }), text, at).responsibleDepartments).toMatchObject([{ departmentId: URBAN, reasons: [{ rule: 'dispatch.joint-orders' }] }]);
    const accused = computeCard(prepared({ precedents: joint }), { ...text, complainedParty: '区综合行政执法局' }, at);
    expect(accused.responsibleDepartments).toEqual([]);
  });

  it('proposes each matter for itself where a person tells of several, with the words it rests on; the others stand beside the one lead', () => {
    const text = '夜市流动摊贩占道经营到半夜没人管。另外，我们小区二次供水的楼顶水箱多年没有清洗，请处理。';
    const card = computeCard(prepared(), { text }, at);
    expect(dispatchCardSchema.parse(card)).toEqual(card);
    expect(card.proposals).toMatchObject([{ leadDepartment: { departmentId: URBAN } }, { leadDepartment: { departmentId: WATER }, outcome: 'SETTLED', divisionEntryId: id(31), responsibleDepartments: [{ departmentId: HOUSING }] }]);
    expect(card.proposals?.map(({ spans }) => spans.map(({ start, end }) => text.slice(start, end)))).toEqual([['夜市流动摊贩占道经营到半夜没人管。'], ['另外，我们小区二次供水的楼顶水箱多年没有清洗，请处理。']]);
    expect(card.reasons).toContainEqual(expect.objectContaining({ rule: 'dispatch.several-matters' }));
    const all = [card.leadDepartment?.departmentId, ...card.responsibleDepartments.map((one) => one.departmentId)];
    expect(all).toEqual(expect.arrayContaining([URBAN, WATER]));
    expect(new Set(all).size).toBe(all.length);
  });

  it('proposes nothing apart where one matter is told at length, and none to the unit complained of', () => {
    expect(computeCard(prepared(), { text: '我们小区二次供水的楼顶水箱多年没有清洗。另外，水箱盖子也没有锁，水箱清洗的记录从来没有公示过。' }, at).proposals).toBeUndefined();
    const card = computeCard(prepared(), { text: '举报城管局不作为，夜市流动摊贩占道经营到半夜没人管。另外，我们小区二次供水的楼顶水箱多年没有清洗，请处理。' }, at);
    expect(JSON.stringify([card.proposals ?? [], card.responsibleDepartments, card.ranking])).not.toContain(URBAN);
  });

  it('cites the law that gives the matter to the authority a department is here', () => {
    const law = { ...clause(57, URBAN, '市容环境卫生主管部门对夜市油烟、噪声和流动摊贩实施监督管理。'), authority: '市容环境卫生主管部门', document: '市容和环境卫生管理条例', path: '第四条' };
    const card = computeCard(prepared({ clauses: [law] }), { text: '夜市流动摊贩油烟噪声大' }, at);
    expect(card).toMatchObject({ outcome: 'CLEAR', leadDepartment: { departmentId: URBAN } });
    expect(card.reasons).toContainEqual(expect.objectContaining({ rule: 'dispatch.law-clause', sources: [expect.objectContaining({ label: '市容和环境卫生管理条例 第四条' })] }));
  });

  it('warns where a finished appeal said the same, and not where the one before was sent back', () => {
    const told = (outcome: string) => prepared({ precedents: [{ precedentId: id(210), title: waterTank.title, text: waterTank.text, departmentId: WATER, outcome }] });
    expect(computeCard(told('ACCEPTED'), waterTank, at).reasons[0]).toMatchObject({ rule: 'dispatch.finished-before', sources: [{ kind: 'precedent', id: id(210) }] });
    expect(computeCard(told('RETURNED'), waterTank, at).reasons.map(({ rule }) => rule)).not.toContain('dispatch.finished-before');
    expect(computeCard(told('ACCEPTED'), { text: '楼顶水箱生锈漏水' }, at).reasons.map(({ rule }) => rule)).not.toContain('dispatch.finished-before');
  });
});
