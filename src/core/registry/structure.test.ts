import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { DepartmentId, DutyClauseId } from './model.ts';
import { dutyVerbTableSchema } from './parser/model.ts';
import { parseDutyText } from './parser/parse.ts';
import { compileStructure } from './structure.ts';

const { verbs } = dutyVerbTableSchema.parse(parse(readFileSync('parameters/duty-verbs.yaml', 'utf8')));
const TEXT = `区水务局职能配置、内设机构和人员编制规定
第三条 区水务局主要职责是：
（一）负责水资源管理。
（二）有关职责分工。
1.与区城管局的有关职责分工。（1）区水务局负责河道管理。（2）区城管局负责查处向河道倾倒垃圾。
第四条 区水务局设下列内设机构：
（一）办公室。负责文电、会务工作。
（二）河湖科。负责河道日常管理。承担河长制日常工作。
第五条 区水务局机关行政编制12名。设局长1名，副局长2名。
`;
const read = (dropped: (text: string) => boolean = () => false) => {
  const { sections, clauses } = parseDutyText(TEXT, { verbs, aliases: [{ name: '区城管局', department: 'urban' }, { name: '区水务局', department: 'water' }] });
  const kept = clauses.filter(({ text }) => !dropped(text)).map((clause, index) => ({ ...clause, dutyClauseId: `clause-${index}` as DutyClauseId }));
  return { kept, structure: compileStructure(sections, kept) };
};
const cut = ({ start, end }: { start: number; end: number }): string => TEXT.slice(start, end);

it('offices are kept with the place of their name and their duties', () => {
  const { kept, structure } = read();
  const textOf = (id: DutyClauseId) => kept.find(({ dutyClauseId }) => dutyClauseId === id)?.text;
  expect(structure.offices.map(({ name, dutyClauseIds }) => [name, dutyClauseIds.map(textOf)])).toEqual([['办公室', ['负责文电、会务工作。']], ['河湖科', ['负责河道日常管理。', '承担河长制日常工作。']]]);
  expect(structure.offices.every((office) => cut(office).includes(office.name))).toBe(true);
});

it('posts are kept with the clause that approves them', () => {
  const { kept, structure } = read();
  const found = structure.staffing.map(({ dutyClauseId, posts, leaders }) => ({ text: kept.find((clause) => clause.dutyClauseId === dutyClauseId)?.text, posts, leaders: leaders.map(({ title, count }) => `${title}${count}`) }));
  expect(found).toEqual([{ text: '区水务局机关行政编制12名。', posts: 12, leaders: [] }, { text: '设局长1名，副局长2名。', posts: undefined, leaders: ['局长1', '副局长2'] }]);
});

it('a rule that divides work has its two sides, each with its clauses', () => {
  const [rule] = read().structure.divisions;
  expect(rule?.with).toEqual(['区城管局']);
  expect(rule?.sides.map(({ departmentId, dutyClauseIds }) => [departmentId, dutyClauseIds.length])).toEqual([['water' as DepartmentId, 1], ['urban' as DepartmentId, 1]]);
  expect(rule === undefined ? '' : cut(rule)).toMatch(/^与区城管局的有关职责分工。.*倾倒垃圾。$/u);
});

it('what a person took out sets up nothing', () => {
  const { structure } = read((text) => text.startsWith('与区城管局') || text.includes('编制'));
  expect({ divisions: structure.divisions, staffing: structure.staffing.length }).toEqual({ divisions: [], staffing: 1 });
});
