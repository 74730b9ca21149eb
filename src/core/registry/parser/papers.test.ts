import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { dutyVerbTableSchema, type ParsedClause, type ParsedPaper } from './model.ts';
import { prepareParser } from './parse.ts';

const { verbs } = dutyVerbTableSchema.parse(parseYaml(readFileSync(new URL('../../../../parameters/duty-verbs.yaml', import.meta.url), 'utf8')));
const aliases = [{ name: '区城管局', department: 'urban-management' }, { name: '区住建局', department: 'housing' }];
const parse = prepareParser({ verbs, aliases });
const partners = (clause: ParsedClause | undefined): string[] => (clause?.partners ?? []).map((partner) => `${partner.relation} ${partner.name}`);
const paths = (paper: ParsedPaper): string[] => paper.clauses.map((clause) => `${clause.path} ${clause.kind}`);
const rows = (...lines: string[][]): string => lines.map((line) => line.join('\t')).join('\n');

describe('a list is read by its columns', () => {
  const POWER = rows(
    ['清溪区城市管理局权责清单', '', '', '', ''],
    ['序号', '职权类型', '职权名称', '实施主体', '责任事项'],
    ['一、行政处罚', '', '', '', ''],
    ['1', '行政处罚', '擅自占用城市道路的处罚', '区城管局', '受理举报，查处违法行为'],
    ['2', '行政许可', '户外广告设置审批', '区城管局', '1.受理 2.审查'],
  );

  it('a list of powers: a clause for each row, its department leads, group rows are headings', () => {
    const paper = parse(POWER);
    expect(paper).toMatchObject({ kind: 'LIST', listKind: 'POWER_DUTY', documentKind: 'POWER_DUTY_LIST', kindReason: { zh: '标题含“权责清单”' } });
    expect(paths(paper)).toEqual(['第1项 LIST_ITEM', '第2项 LIST_ITEM']);
    expect(paper.clauses[0]).toMatchObject({ partners: [{ name: '区城管局', relation: 'LEADS', department: 'urban-management' }] });
    expect(paper.clauses[0]?.verbs.map((verb) => verb.verb)).toContain('查处');
    expect(paper.clauses[0]?.cells?.map((cell) => cell.field)).toEqual(['SEQUENCE', 'CATEGORY', 'MATTER', 'DEPARTMENT', 'DUTY']);
    expect(paper.sections.map((section) => section.label)).toContain('一、行政处罚');
  });

  it('a list of boundaries: who leads, who joins, and what the row says of it', () => {
    const paper = parse(rows(
      ['序号', '事项名称', '启动情形', '主办部门', '协办部门', '职责分工', '衔接流程', '争议解决办法'],
      ['1', '违法建设治理', '巡查发现', '区城管局', '区住建局、区自然资源局', '区城管局负责查处，区住建局负责提供资料。', '当日移送', '报区委编办'],
    ));
    expect(paper).toMatchObject({ kind: 'LIST', listKind: 'BOUNDARY' });
    expect(partners(paper.clauses[0])).toEqual(['LEADS 区城管局', 'ASSISTED_BY 区住建局', 'ASSISTED_BY 区自然资源局']);
  });

  it('a territorial list under headings of two lines', () => {
    const paper = parse(rows(
      ['序号', '事项名称', '职责分工', '', ''],
      ['序号', '事项名称', '牵头部门职责', '配合部门职责', '镇（街道）职责'],
      ['1', '物业管理', '区住建局：负责监督指导物业服务活动', '区城管局：负责查处私搭乱建', '负责召集业主大会'],
    ));
    expect(paper).toMatchObject({ kind: 'LIST', listKind: 'TERRITORIAL', tables: [{ rows: 1 }] });
    expect(paper.clauses[0]?.cells?.map((cell) => cell.field)).toEqual(['SEQUENCE', 'MATTER', 'LEAD_DUTY', 'CO_DUTY', 'TOWNSHIP_DUTY']);
    expect(partners(paper.clauses[0])).toContain('ASSISTED_BY 镇街');
  });

  it('the three lists of a township stand in tables of their own; headings repeated on a new page are no rows', () => {
    const paper = parse([
      '青山镇履职事项清单',
      '一、基本履职事项清单', rows(['序号', '事项名称'], ['1', '组织开展矛盾纠纷排查化解'], ['序号', '事项名称'], ['2', '做好防汛巡查']),
      '二、配合履职事项清单', rows(['序号', '事项名称', '对应上级部门', '上级部门职责', '镇配合职责'], ['1', '违法建设查处', '区城管局', '负责查处违法建设', '协助巡查、劝阻和报告']),
      '三、上级部门收回事项清单', rows(['序号', '事项名称', '承接部门', '履职方式'], ['1', '燃气安全检查', '区住建局', '由区住建局组织检查']),
    ].join('\n'));
    expect(paper).toMatchObject({ kind: 'LIST', listKind: 'PERFORMANCE', documentKind: 'PERFORMANCE_LIST' });
    expect(paths(paper)).toEqual(['表一第1项 LIST_ITEM', '表一第2项 LIST_ITEM', '表二第1项 LIST_ITEM', '表三第1项 LIST_ITEM']);
    expect(partners(paper.clauses[2])).toEqual(['LEADS 区城管局', 'ASSISTED_BY 镇街']);
    expect(partners(paper.clauses[3])).toEqual(['LEADS 区住建局']);
    expect(paper.tables.map((table) => table.title)).toEqual(['青山镇履职事项清单 一、基本履职事项清单', '二、配合履职事项清单', '三、上级部门收回事项清单']);
  });

  it('a row that names nobody has no lead', () => {
    const paper = parse(rows(['序号', '重点任务', '牵头单位', '责任单位'], ['1', '治理积水', '', '区城管局'], ['2', '整治违建', '区城管局', '区住建局 区公安分局']));
    expect(paper.clauses.map((clause) => clause.noLead)).toEqual([true, undefined]);
    expect(partners(paper.clauses[1])).toEqual(['LEADS 区城管局', 'ASSISTED_BY 区住建局', 'ASSISTED_BY 区公安分局']);
  });

  it('columns corrected once are used whenever the template comes again', () => {
    const list = rows(['序号', '名称', '甲方', '乙方'], ['1', '违建治理', '区城管局', '区住建局']);
    expect(partners(parse(rows(['序号', '事项名称', '牵头部门', '乙方'], ['1', '违建治理', '区城管局', '区住建局'])).clauses[0])).toEqual(['LEADS 区城管局']);
    const proposed = parse(list).tables[0]?.mapping ?? { template: '序号|名称|甲方|乙方', columns: [] };
    const columns = ['SEQUENCE', 'MATTER', 'LEAD', 'CO'] as const;
    const corrected = { template: proposed.template, columns: ['序号', '名称', '甲方', '乙方'].map((column, index) => ({ column, field: columns[index] ?? null })) };
    const again = prepareParser({ verbs, aliases, columns: [corrected] })(list.replace('序号', ' 序 号 '));
    expect(partners(again.clauses[0])).toEqual(['LEADS 区城管局', 'ASSISTED_BY 区住建局']);
  });

  it('a table in a 三定 text is text of its part', () => {
    const paper = parse('清溪区水务局职能配置、内设机构和人员编制规定\n第一条 主要职责是：\n（一）负责水资源管理。\n第二条 行政编制如下：\n科室\t编制\n办公室\t3名\n第三条 本规定自2019年3月10日起施行。');
    expect(paper.kind).toBe('SANDING');
    expect(paper.clauses.at(-1)?.path).toBe('第三条');
  });
});

describe('papers without articles', () => {
  it("a superior's allocation: tasks with who leads and who joins", () => {
    const paper = parse('清溪市2026年防汛重点任务分工方案\n一、加强隐患排查\n1.全面排查病险水库。（市水务局牵头，市应急管理局、各区县政府配合）\n2.整治城区积水点。（市住房城乡建设局、市城市管理局按职责分工负责）');
    expect(paper).toMatchObject({ kind: 'ALLOCATION', documentKind: 'SUPERIOR_ALLOCATION', kindReason: { zh: '标题含“重点任务”' } });
    expect(paths(paper)).toEqual(['第一部分第1项 TASK', '第一部分第2项 TASK']);
    expect(partners(paper.clauses[0])).toEqual(['LEADS 市水务局', 'ASSISTED_BY 市应急管理局', 'ASSISTED_BY 各区县政府']);
    expect(paper.clauses[1]?.noLead).toBe(true);
  });

  it('minutes: what the meeting resolved, with whom; attendance is no resolution', () => {
    const paper = parse('关于研究桥下空间管理问题的会议纪要\n时间：2026年3月2日\n出席：区城管局张某\n会议听取了汇报。会议议定：桥下空间由区城管局牵头管理，区住建局配合。\n会议要求，各单位要加强沟通。');
    expect(paper).toMatchObject({ kind: 'MINUTES', documentKind: 'MEETING_MINUTES' });
    const resolved = paper.clauses.filter((clause) => clause.kind === 'RESOLUTION');
    expect(partners(resolved[0])).toEqual(['LEADS 区城管局', 'ASSISTED_BY 区住建局']);
    expect(paper.sections.map((section) => section.label)).toContain('出席：区城管局张某');
  });

  it("a neighbour's practice is kept sentence by sentence", () => {
    const paper = parse('南湖区理顺部门职责关系的做法\n近年来，南湖区聚焦难点，推动部门协同。一是建立会商机制，由区委编办牵头协调。二是强化考核。');
    expect(paper).toMatchObject({ kind: 'PRACTICE', documentKind: 'NEIGHBOUR_PRACTICE' });
    expect(paper.clauses.every((clause) => clause.kind === 'PRACTICE')).toBe(true);
    expect(paper.clauses.flatMap(partners)).toContain('LEADS 区委编办');
  });

  it.each([
    ['中华人民共和国测试法\n第一条 为了测试，制定本法。\n第二条 区级部门负责测试。', 'LAW'],
    ['清溪市市容条例\n第一条 为了市容，制定本条例。', 'REGULATION'],
    ['中国共产党测试工作条例\n第一条 为了测试，制定本条例。', 'PARTY_REGULATION'],
  ])('%j is proposed as %s', (text, kind) => expect(parse(text).documentKind).toBe(kind));
});

it('an article that lists the main duties of an organ is still a law', () => {
  const paper = parse('第六条 市文化行政管理部门是文化娱乐市场的主管部门，主要职责是：\n（一）制定发展规划；\n（二）对做出成绩的给予表彰。');
  expect(paper.kind).toBe('LAW');
  expect(paper.clauses.map(partners)).toEqual([['LEADS 市文化行政管理部门'], ['LEADS 市文化行政管理部门'], ['LEADS 市文化行政管理部门']]);
});

describe('divisions and offices of a 三定 text', () => {
  const paper = parse(`清溪区水务局职能配置、内设机构和人员编制规定
第三条 主要职责是：
（一）负责水资源管理。
（二）有关职责分工。
1.与区城管局的职责分工。区水务局负责河道管理范围内的清淤；区城管局负责道路排水设施的养护。两部门要建立信息共享机制，形成合力。
2.与区应急管理局的职责分工。（1）区水务局负责水情监测预警；（2）区应急管理局负责组织抢险救援。
第四条 区水务局设下列内设机构：
（一）办公室。负责文电工作。承担信访工作。
（二）水资源科：负责取水许可。`);

  it('a division has its other side, what each side owns, and its mechanism', () => {
    expect(paper.divisions).toEqual([
      {
        path: '第三条第（二）项第1目', with: ['区城管局'], mechanism: ['第三条第（二）项第1目第四句'],
        sides: [{ owner: '区水务局', clauses: ['第三条第（二）项第1目第二句'] }, { owner: '区城管局', department: 'urban-management', clauses: ['第三条第（二）项第1目第三句'] }],
      },
      {
        path: '第三条第（二）项第2目', with: ['区应急管理局'], mechanism: [],
        sides: [{ owner: '区水务局', clauses: ['第三条第（二）项第2目第（1）小目'] }, { owner: '区应急管理局', clauses: ['第三条第（二）项第2目第（2）小目'] }],
      },
    ]);
  });

  it('an office has its name and its duties', () => {
    expect(paper.offices).toEqual([
      { name: '办公室', path: '第四条第（一）项', clauses: ['第四条第（一）项', '第四条第（一）项第二句'] },
      { name: '水资源科', path: '第四条第（二）项', clauses: ['第四条第（二）项'] },
    ]);
  });
});
