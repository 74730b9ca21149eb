import { describe, expect, it } from 'vitest';
import { prepareConditions, readConditions, readSaid } from '../../core/dispatch/conditions.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { findConditionRules, loadConditionRules } from './condition-rules.ts';

const versions = loadConditionRules();
const rules = findConditionRules(versions, '2026-03-02T01:00:00.000Z' as Instant).rules;
const ready = prepareConditions(rules);
const said = (text: string) => [...readSaid(ready, text)].map(([axis, sides]) => `${axis} ${sides.map(({ side }) => side).join('+')}`);

describe('the places and stages by which matters are divided', () => {
  it('hold from a day on, and nothing before it', () => {
    expect(findConditionRules(versions, '2025-12-31T01:00:00.000Z' as Instant)).toEqual({ rules: { v: 0, axes: [] }, until: '2025-12-31T16:00:00.000Z' });
    expect(findConditionRules(versions, '2026-01-01T01:00:00.000Z' as Instant)).toMatchObject({ rules: { v: 1 }, until: null });
  });

  it('name no side twice and no words on two sides of one axis', () => {
    for (const { sides, notSaid } of rules.axes) {
      const all = [...notSaid, ...sides.flatMap((side) => side.said)];
      expect(all.length).toBe(new Set(all).size);
      const named = sides.flatMap((side) => side.named);
      expect(named.length).toBe(new Set(named).size);
    }
  });

  it('are read in the words of people, the longer before the shorter', () => {
    expect(said('道路一直没有移交给街道')).toEqual(['handover before']);
    expect(said('小区门口的马路')).toEqual(['ground street']);
    expect(said('小区里的路坏了')).toEqual(['ground estate']);
    expect(said('这家店没有营业执照')).toEqual(['business-licence before']);
    expect(said('派出所说不予立案')).toEqual(['case before']);
    expect(said('请处理')).toEqual([]);
  });

  it('are read in the words of entries and clauses', () => {
    const side = (text: string) => readConditions(ready, [text]).map(({ axis, side: found }) => `${axis.code} ${found}`);
    expect(['移交供水企业前', '新建市政道路、桥梁移交前', '规划核实后', '物业小区内', '城市道路规划红线内', '公路用地范围内', '规模以下养殖', '达到规模标准的养殖场', '取得营业执照前', '立案后'].map((text) => side(text)[0])).toEqual(
      ['handover before', 'handover before', 'planning after', 'ground estate', 'ground street', 'ground highway', 'farm-size small', 'farm-size large', 'business-licence before', 'case after']);
  });
});
