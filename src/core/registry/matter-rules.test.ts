import { describe, expect, it } from 'vitest';
import { decideParent, joinWords, proposeLinks } from './matter-rules.ts';
import type { DepartmentId, MatterId } from './model.ts';
import { parentOfCode, readScheme } from './schemes.ts';

const id = (text: string) => text as MatterId;
const tree = [{ matterId: id('城管'), parentId: null, isClass: true, name: '城管' }, { matterId: id('市容'), parentId: id('城管'), isClass: true, name: '市容' }, { matterId: id('夜市'), parentId: id('市容'), isClass: false, name: '夜市' }];

describe('a matter in the tree', () => {
  it('never stands under itself or under a single matter', () => {
    expect(() => decideParent(tree, id('城管'), id('市容'))).toThrow('registry.matter-cycle');
    expect(() => decideParent(tree, id('市容'), id('夜市'))).toThrow('registry.not-a-class');
    expect(() => decideParent(tree, id('夜市'), id('城管'))).not.toThrow();
  });
  it('that is merged leaves its words to the one it goes into', () => {
    expect(joinWords({ name: '占道经营', keywords: ['占道'], includes: [] }, [{ name: '夜市管理', keywords: ['夜市', '占道'], includes: ['早市'] }])).toEqual({ keywords: ['占道', '夜市管理', '夜市'], includes: ['早市'] });
  });
});

describe('which clauses seem to belong to a matter', () => {
  const clause = (text: string, departmentId = '执法局', strength = 1) => ({ text, departmentId: departmentId as DepartmentId, departmentName: departmentId, verbs: [{ verb: '负责', role: 'LEAD' as const, strength }] });
  const facts = { matter: { name: '占道经营', keywords: ['流动摊贩', '夜市'], includes: [], excludes: ['农贸市场'] }, confirmedTexts: new Set(['负责早餐车管理。']), leadDepartmentIds: ['执法局'] };
  const propose = (...texts: string[]) => proposeLinks(facts, texts.map((text) => clause(text)));
  it('is told by the name, the words and the verb, and said why', () => {
    const [best, second] = propose('负责夜市油烟治理。', '负责占道经营的查处。', '负责供水管网。');
    expect(best?.clause.text).toContain('占道经营');
    expect(best?.reasons.map(({ rule }) => rule)).toEqual(['registry.link-name', 'registry.link-verb', 'registry.link-lead']);
    expect(second?.clause.text).toContain('夜市');
    expect(propose('负责供水管网。')).toEqual([]);
  });
  it('counts what was confirmed in an earlier version first, and what is excluded last', () => {
    expect(propose('负责早餐车管理。')[0]?.reasons[0]?.rule).toBe('registry.link-same-words');
    const [ranked] = propose('负责农贸市场及周边流动摊贩管理。');
    expect(ranked?.score).toBeLessThan(propose('负责流动摊贩管理。')[0]?.score ?? 0);
    expect(ranked?.reasons.at(-1)?.rule).toBe('registry.link-excluded');
  });
});

describe('a coded scheme', () => {
  it('finds the class of a code of digits where the table does not say', () => {
    expect(readScheme([['诉求分类表'], ['代码', '名称'], ['010000', '城市管理'], ['010200', '市容环境'], ['010203', '占道经营'], ['Z9', '其他']])).toEqual([
      { code: '010000', name: '城市管理', parentCode: null }, { code: '010200', name: '市容环境', parentCode: '010000' }, { code: '010203', name: '占道经营', parentCode: '010200' }, { code: 'Z9', name: '其他', parentCode: null },
    ]);
    expect(parentOfCode('010203', new Set(['01', '0102']))).toBe('0102');
  });
  it('is refused whole, with every row at fault', () => {
    expect(() => readScheme([['编码', '名称', '上级'], ['A', '甲', ''], ['A', '乙', 'X'], ['', '丙', '']])).toThrow('registry.scheme-unreadable');
    expect(() => readScheme([['甲', '乙']])).toThrow('registry.scheme-unreadable');
  });
});
