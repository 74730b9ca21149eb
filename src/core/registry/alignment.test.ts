import { describe, expect, it } from 'vitest';
import { compileAlignment } from './alignment.ts';
import type { DepartmentId, DocumentKind, DutyRole } from './model.ts';

const departments = [
  { departmentId: 'housing', name: '区住房和城乡建设局', names: ['区住房和城乡建设局', '区住建局', '住建局'] },
  { departmentId: 'city', name: '区综合行政执法局', names: ['区综合行政执法局', '城管局'] },
];
const clause = (documentKind: DocumentKind, text: string, departmentId: string | null, verbs: [string, DutyRole][] = [['负责', 'LEAD']], partners: { name: string; relation: string; departmentId: DepartmentId | null }[] = []) =>
  ({ documentKind, text, departmentId: departmentId as DepartmentId | null, departmentName: departmentId, verbs: verbs.map(([verb, role]) => ({ verb, role, strength: 1 })), partners });
const rules = (...clauses: ReturnType<typeof clause>[]) => compileAlignment(clauses, departments).differences.map(({ rule }) => rule.replace('registry.alignment-', ''));

describe('the four columns of a matter', () => {
  it('say who leads in each, with organs of laws and neighbours recognised as our own', () => {
    const { columns } = compileAlignment([
      clause('SANDING', '负责物业管理活动的监督管理。', 'housing'),
      clause('REGULATION', '县级以上地方人民政府住房城乡建设主管部门负责物业管理活动的监督管理工作。', null),
      clause('NEIGHBOUR_PRACTICE', '区住建局负责物业服务监管，区城管局配合。', null, [['负责', 'LEAD']], [{ name: '区城管局', relation: 'ASSISTED_BY', departmentId: null }]),
    ], departments);
    expect(columns.map(({ side, duties }) => [side, duties.map(({ departmentId, roles }) => `${String(departmentId)} ${roles.join()}`)])).toEqual([
      ['SANDING', ['housing LEAD']], ['LAW', ['housing LEAD']], ['SUPERIOR', []], ['NEIGHBOUR', ['housing LEAD', 'city ASSIST']], ['DISTRICT_PAPER', []],
    ]);
  });

  it('differ where another leads, does something else, or where nothing is recorded', () => {
    const ours = clause('SANDING', '负责物业管理活动的监督管理。', 'housing');
    expect(rules(ours)).toEqual(['missing', 'missing', 'missing']);
    expect(rules(ours, clause('LAW', '综合行政执法部门负责查处。', 'city'))).toEqual(['missing', 'missing', 'other-lead', 'not-ours']);
    expect(rules(ours, clause('LAW', '住房城乡建设主管部门指导物业。', 'housing', [['指导', 'GUIDE']]))).toEqual(['no-lead', 'missing', 'missing', 'other-role']);
    expect(rules(ours, clause('SANDING', '负责小区执法。', 'city'))).toEqual(['several-leads', 'missing', 'missing', 'missing']);
  });

  it('give a clause to whom it names, not to the department in whose paper it stands', () => {
    const { columns } = compileAlignment([clause('SANDING', '区综合行政执法局负责占道摆摊的查处。', 'housing', [['查处', 'LEAD']], [{ name: '区综合行政执法局', relation: 'LEADS', departmentId: 'city' as DepartmentId }])], departments);
    expect(columns[0]?.duties).toEqual([{ departmentId: 'city', name: '区综合行政执法局', roles: ['LEAD'], verbs: ['查处'] }]);
  });

  it('leave no paper of the district aside: what a party and government paper says is compared too, and is not missed where there is none', () => {
    const ours = clause('SANDING', '负责占道经营的监督管理。', 'housing');
    const paper = clause('PARTY_GOVERNMENT_PAPER', '占道经营由区综合行政执法局牵头处理。', null, [['牵头', 'LEAD']], [{ name: '区综合行政执法局', relation: 'LEADS', departmentId: 'city' as DepartmentId }]);
    expect(compileAlignment([ours, paper], departments).columns.at(-1)).toMatchObject({ side: 'DISTRICT_PAPER', duties: [{ departmentId: 'city' }] });
    expect(rules(ours, paper)).toEqual(['missing', 'missing', 'missing', 'other-lead', 'not-ours']);
  });

  it('are compared with nothing while our own is missing', () => {
    expect(rules(clause('LAW', '城市管理主管部门负责。', 'city'))).toEqual(['missing', 'missing', 'missing']);
  });
});
