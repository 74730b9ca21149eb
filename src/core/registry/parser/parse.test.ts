import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { dutyVerbTableSchema, type ParsedClause, type ParsedPaper } from './model.ts';
import { prepareParser } from './parse.ts';

const { verbs } = dutyVerbTableSchema.parse(parseYaml(readFileSync(new URL('../../../../parameters/duty-verbs.yaml', import.meta.url), 'utf8')));
const aliases = [
  { name: '区住房和城乡建设局', department: 'housing' },
  { name: '区住建局', department: 'housing' },
  { name: '区综合行政执法局', department: 'urban-management' },
];
const parse = prepareParser({ verbs, aliases });

const clauseAt = (paper: ParsedPaper, path: string): ParsedClause => {
  const clause = paper.clauses.find((candidate) => candidate.path === path);
  if (clause === undefined) throw new Error(`no clause at ${path}: ${paper.clauses.map((one) => one.path).join(' ')}`);
  return clause;
};
const words = (clause: ParsedClause): string[] => clause.verbs.map((verb) => `${verb.verb}:${verb.role}`);
const partners = (clause: ParsedClause): string[] => clause.partners.map((partner) => `${partner.relation} ${partner.name}`);
const only = (text: string): ParsedClause => parse(text).clauses[0] as ParsedClause;

const ARTICLES = `清溪区住房和城乡建设局职能配置、内设机构和人员编制规定
清委办发〔2019〕12号
2019年3月5日
第一条 根据《清溪区机构改革方案》，制定本规定。
第二条 区住房和城乡建设局是区政府工作部门，为正科级，加挂区人民防空办公室牌子。
第三条 区住房和城乡建设局贯彻落实上级关于住房和城乡建设工作的方针政策。主要职责是：
（一）负责房地产市场的监督管理。拟订房地产开发规划并组织实施，会同区发展和改革局、区财政局编制住房保障计划。
(二）按权限指导监督物业服务活动；配合区综合行政执法局开展违法建设治理。
（三）城镇建筑外立面坠落隐患整治，由有关部门按职责分工负责。
（四）职能转变。强化事中事后监管。
（五）有关职责分工。
1．与区综合行政执法局的职责分工。（1）区住房和城乡建设局负责物业服务企业的监督管理；区综合行政执法局负责住宅小区内违法搭建的查处。（2）新建道路移交前，由区住房和城乡建设局负责维护，移交后由区综合行政执法局负责养护。
第四条 区住房和城乡建设局设下列内设机构：
（一）办公室。负责文电、会务等日常运转工作。
第五条 区住房和城乡建设局行政编制23名，设局长1名，副局长三名。
第六条 本规定由区委编办负责解释。
第七条 本规定自2019年3月10日起施行。`;

describe('a 三定 text of the article layout', () => {
  const paper = parse(ARTICLES);

  it('gives its kind, title, number and date', () => {
    expect(paper).toMatchObject({ kind: 'SANDING', title: '清溪区住房和城乡建设局职能配置、内设机构和人员编制规定', documentNumber: '清委办发〔2019〕12号', issuedOn: '2019-03-05' });
    expect(paper.notUnderstood).toEqual([]);
  });

  it('knows each part by what it says', () => {
    expect(['第一条', '第二条', '第三条第二句', '第三条第（一）项', '第三条第（四）项', '第四条第（一）项', '第五条', '第七条'].map((path) => clauseAt(paper, path).kind)).toEqual([
      'BASIS', 'NATURE', 'LEAD_IN', 'MAIN_DUTY', 'FUNCTION_TRANSFORMATION', 'INTERNAL_OFFICE', 'STAFFING', 'SUPPLEMENT',
    ]);
    expect(paper.sections.find((section) => section.path === '第四条第（一）项')?.label).toBe('办公室');
  });

  it('reads verbs with their roles and the departments that join', () => {
    expect(words(clauseAt(paper, '第三条第（一）项'))).toEqual(['负责:LEAD', '监督管理:LEAD']);
    const detail = clauseAt(paper, '第三条第（一）项第二句');
    expect(words(detail)).toEqual(['拟订:DRAFT', '组织实施:LEAD_ORGANISE', '会同:CO', '编制:DRAFT']);
    expect(partners(detail)).toEqual(['JOINTLY_WITH 区发展和改革局', 'JOINTLY_WITH 区财政局']);
  });

  it('reads limits of power and whom the department assists', () => {
    const clause = clauseAt(paper, '第三条第（二）项');
    expect(clause.scope).toEqual(['按权限']);
    expect(clause.partners).toEqual([{ name: '区综合行政执法局', relation: 'ASSISTS', department: 'urban-management' }]);
  });

  it('marks work that nobody leads', () => {
    expect(clauseAt(paper, '第三条第（三）项').noLead).toBe(true);
    expect(clauseAt(paper, '第三条第（二）项').noLead).toBeUndefined();
  });

  it('parts a division into one clause for each side', () => {
    expect(partners(clauseAt(paper, '第三条第（五）项第1目'))).toEqual(['DIVIDED_WITH 区综合行政执法局']);
    expect(partners(clauseAt(paper, '第三条第（五）项第1目第（1）小目'))).toEqual(['LEADS 区住房和城乡建设局']);
    expect(partners(clauseAt(paper, '第三条第（五）项第1目第（1）小目第二句'))).toEqual(['LEADS 区综合行政执法局']);
  });

  it('reads a stage boundary with the owner of each side', () => {
    expect(clauseAt(paper, '第三条第（五）项第1目第（2）小目').boundary).toEqual([
      { stage: '新建道路移交', side: 'BEFORE', owner: '区住房和城乡建设局' },
      { stage: '移交', side: 'AFTER', owner: '区综合行政执法局' },
    ]);
  });

  it('counts posts and leaders', () => {
    expect(clauseAt(paper, '第五条').staffing).toEqual({ posts: 23, leaders: [{ title: '局长', count: 1 }, { title: '副局长', count: 3 }] });
  });

  it('reads the same text on one line, with half-width marks', () => {
    const line = parse(ARTICLES.replaceAll('\n', ' ').replaceAll('，', ',').replaceAll('；', ';').replaceAll('（', '('));
    expect(line.clauses.map((clause) => clause.path)).toEqual(paper.clauses.map((clause) => clause.path));
    expect(line.clauses.map((clause) => clause.kind)).toEqual(paper.clauses.map((clause) => clause.kind));
    expect(line).toMatchObject({ title: paper.title, documentNumber: '清委办发〔2019〕12号', issuedOn: '2019-03-05' });
  });
});

describe('the other layouts', () => {
  it('reads headings 一、 with items below, and the division under other matters', () => {
    const paper = parse('清溪区水务局主要职责\n一、主要职责\n1、负责水资源管理。\n2．参与防汛\n二、其他事项\n（一）与区应急管理局的职责分工。区水务局负责水情监测，区应急管理局负责指挥救援。\n三、附则\n本规定由区编办负责解释。');
    expect(paper.clauses.map((clause) => `${clause.path} ${clause.kind}`)).toEqual(['第一部分第1项 MAIN_DUTY', '第一部分第2项 MAIN_DUTY', '第二部分第（一）项 DIVISION_RULE', '第二部分第（一）项第二句 DIVISION_RULE', '第三部分 SUPPLEMENT']);
    expect(partners(clauseAt(paper, '第二部分第（一）项第二句'))).toEqual(['LEADS 区水务局', 'LEADS 区应急管理局']);
  });

  it('reads prose without numbers, a clause for each part between semicolons', () => {
    const paper = parse('区招商局贯彻执行招商引资的方针政策；负责制定招商政策；对全区招商工作进行宏观指导。');
    expect(paper.kind).toBe('SANDING');
    expect(paper.clauses.map(words)).toEqual([['贯彻执行:PERFORM'], ['负责:LEAD', '制定:LEAD'], ['指导:GUIDE']]);
  });
});

describe('wording of single clauses', () => {
  it.each([
    ['负责市场综合监督管理。', ['负责:LEAD', '监督管理:LEAD']],
    ['拟订规划，制定规章并监督检查执行情况。', ['拟订:DRAFT', '制定:LEAD', '监督检查:LEAD']],
    ['组织、指导、协调和监督环境保护工作。', ['组织:LEAD_ORGANISE', '指导:GUIDE', '协调:LEAD_COORDINATOR', '监督:GUIDE']],
    ['承担区安全生产委员会日常工作。', ['承担…日常工作:LEAD']],
    ['依法查处违法行为，参与事故调查。', ['依法查处:LEAD', '参与:PARTICIPANT']],
    ['提出加强住房保障的意见建议。', ['提出…建议:DRAFT']],
    ['建立统一规范的调查评价制度，公布考核结果。', ['建立:PERFORM', '公布:PERFORM']],
    ['承担区食品安全委员会具体工作。', ['承担…具体工作:LEAD_COORDINATOR']],
    ['制定并实施规划，受理或者处理举报。', ['制定:LEAD', '实施:PERFORM', '受理:LEAD', '处理:LEAD']],
    ['牵头负责环境卫生工作，不再承担园林绿化职责。', ['牵头负责:LEAD']],
  ])('%s', (text, expected) => expect(words(only(text))).toEqual(expected));

  it.each([
    ['（市政府办公室、市发展改革委牵头，市级各有关部门及各县市区政府按职责分工负责）', ['LEADS 市政府办公室', 'LEADS 市发展改革委', 'JOINTLY_WITH 市级各有关部门', 'JOINTLY_WITH 各县市区政府']],
    ['市工商局负责，市经贸委、市农业局配合，开展打假。', ['LEADS 市工商局', 'ASSISTED_BY 市经贸委', 'ASSISTED_BY 市农业局']],
    ['负责食品安全，商区卫生健康局制定应急预案。', ['CONSULT_WITH 区卫生健康局']],
    ['推进“一网通办”。（市政府办公室牵头，各区县政府按职责分工负责）', ['LEADS 市政府办公室', 'JOINTLY_WITH 各区县政府']],
    ['配合市生态环境局清溪分局、区城管局做好油烟治理，协助区公安分局处置。', ['ASSISTS 市生态环境局清溪分局', 'ASSISTS 区城管局', 'ASSISTS 区公安分局']],
    ['区教育局要与区公安局建立校园安全联动机制。', ['LEADS 区教育局', 'JOINTLY_WITH 区公安局']],
    ['负责停车场管理，十个以上泊位的由区交警大队负责。', ['LEADS 区交警大队']],
    ['局机关办公室负责文电工作。', ['LEADS 局机关办公室']],
  ])('%s', (text, expected) => expect(partners(only(text))).toEqual(expected));

  it('reads the stage where the goods go from one department to the next', () => {
    const stage = '进入批发零售市场或者生产加工企业';
    expect(only(`区农业农村局负责食用农产品从种植养殖环节到${stage}前的质量安全监督管理。`).boundary).toEqual([{ stage, side: 'BEFORE', owner: '区农业农村局' }]);
    expect(only(`食用农产品${stage}后，由区市场监督管理局进行监督管理。`).boundary).toEqual([{ stage, side: 'AFTER', owner: '区市场监督管理局' }]);
  });

  it('work of every department by its own duties has no lead', () => {
    expect(only('区住建局、城管局、市监局按各自职责负责小区飞线充电整治。')).toMatchObject({ noLead: true, partners: [{ relation: 'JOINTLY_WITH' }, { relation: 'JOINTLY_WITH' }, { relation: 'JOINTLY_WITH' }] });
    expect(only('由有关部门按职责分工负责，区城管局牵头。').noLead).toBeUndefined();
  });

  it('counts posts and leaders in a paper that names its offices in a sentence', () => {
    const paper = parse('清溪区水务局职能配置、内设机构和人员编制规定\n第四条 区水利建设局设办公室、水资源科、河湖管理科等3个内设机构。\n第五条 区水务局机关行政编制12名。设局长1名，副局长2名；内设机构领导职数3名。');
    expect(paper.offices.map((office) => office.name)).toEqual(['办公室', '水资源科', '河湖管理科']);
    expect(clauseAt(paper, '第五条第二句')).toMatchObject({ kind: 'STAFFING', staffing: { leaders: [{ title: '局长', count: 1 }, { title: '副局长', count: 2 }, { title: '领导职数', count: 3 }] } });
  });

  it('takes 和 inside a name as part of it, and knows the department by its name', () => {
    expect(only('负责燃气管理，会同区住房和城乡建设局和区综合行政执法局开展检查。').partners).toEqual([
      { name: '区住房和城乡建设局', relation: 'JOINTLY_WITH', department: 'housing' },
      { name: '区综合行政执法局', relation: 'JOINTLY_WITH', department: 'urban-management' },
    ]);
  });

  it('keeps an exception as scope', () => {
    expect(only('除国家另有规定外，负责全区公共设施管理（不含消防设施）。').scope).toEqual(['除国家另有规定外', '全区', '（不含消防设施）']);
  });

  it('reads traditional characters with pinyin and cuts the source as it came', () => {
    const source = '負責(zé)全區(qū)房地產市場監督管理。';
    const reading = prepareParser({ verbs, simplify: (text) => text.replaceAll('負', '负').replaceAll('責', '责').replaceAll('區', '区').replaceAll('產', '产').replaceAll('場', '场').replaceAll('監', '监') });
    const clause = reading(source).clauses[0] as ParsedClause;
    expect(clause.text).toBe(source);
    expect(words(clause)).toEqual(['负责:LEAD', '监督管理:LEAD']);
    expect(clause.verbs.map((verb) => source.slice(verb.start, verb.end))).toEqual(['負責(zé)', '監督管理']);
  });
});

describe('a law', () => {
  const paper = parse(`清溪市市容条例
第一章 总则
第五条 市城市管理部门负责本市市容管理工作。
市规划资源、交通、水务等部门应当按照各自职责，做好相关工作。
第六条 县级以上人民政府教育主管部门应当会同公安机关建立巡查制度。依照本法第三十条的规定，有下列情形之一的：
（一）占道经营；
（二）乱扔垃圾。
前款行为由公安机关交通管理部门处理。`);

  it('has a clause for each sentence, under article and paragraph', () => {
    expect(paper.kind).toBe('LAW');
    expect(paper.clauses.map((clause) => `${clause.path} ${clause.kind}`)).toEqual([
      '第五条 LAW_DUTY', '第五条第二款 LAW_DUTY', '第六条 LAW_DUTY', '第六条第二句 OTHER', '第六条第（一）项 OTHER', '第六条第（二）项 OTHER', '第六条第二款 LAW_DUTY',
    ]);
  });

  it('names who leads and who acts jointly', () => {
    expect(partners(clauseAt(paper, '第五条'))).toEqual(['LEADS 市城市管理部门']);
    expect(partners(clauseAt(paper, '第五条第二款'))).toEqual(['JOINTLY_WITH 市规划资源', 'JOINTLY_WITH 交通', 'JOINTLY_WITH 水务']);
    expect(clauseAt(paper, '第五条第二款').noLead).toBe(true);
    expect(partners(clauseAt(paper, '第六条'))).toEqual(['LEADS 教育主管部门', 'JOINTLY_WITH 公安机关']);
    expect(partners(clauseAt(paper, '第六条第二款'))).toEqual(['LEADS 公安机关交通管理部门']);
  });
});

describe('a copy of printed pages', () => {
  it('a page number inside a sentence is read over, one between paragraphs is a heading; wrapped lines are one sentence', () => {
    const source = '清溪区水务局主要职责\n（一）负责全区水资源的统一监督管理，组织拟订水资\n源规划并监督实施，指导镇街开展节约用水和水资源\n— 1 —\n保护工作，会同区财政局编制水利资金年度使用计划。\n第 2 页 共 3 页\n（二）参与防汛。';
    const paper = parse(source);
    expect(paper.clauses.map((clause) => clause.path)).toEqual(['第（一）项', '第（二）项']);
    expect(partners(paper.clauses[0] as ParsedClause)).toEqual(['JOINTLY_WITH 区财政局']);
    expect(source.slice(paper.clauses[0]?.start, paper.clauses[0]?.end)).toBe(paper.clauses[0]?.text);
    expect(paper.sections.map((section) => section.label)).toContain('第 2 页 共 3 页');
    expect(paper.notUnderstood).toEqual([]);
  });
});

it('items of a law are cited in the paragraph they stand in', () => {
  const paper = parse('清溪市市容条例\n第六条 区城管局负责巡查。\n有下列情形之一的，由区城管局处理：\n（一）占道经营；\n（二）乱扔垃圾。\n有下列情形之一的，由公安机关处理：\n（一）阻碍执法。\n第七条 区住建局履行下列职责：\n（一）物业管理。');
  expect(paper.clauses.map((clause) => clause.path)).toEqual(['第六条', '第六条第二款', '第六条第二款第（一）项', '第六条第二款第（二）项', '第六条第三款', '第六条第三款第（一）项', '第七条', '第七条第（一）项']);
  expect(clauseAt(paper, '第七条第（一）项')).toMatchObject({ kind: 'LAW_DUTY', partners: [{ name: '区住建局', relation: 'LEADS', department: 'housing', inherited: true }] });
  expect(clauseAt(paper, '第六条第二款第（一）项').partners).toEqual([]);
});

it('a duty that begins with a word the table lacks is listed for the officer', () => {
  const source = '清溪区水务局主要职责\n（一）负责水资源管理。\n（二）统揽全区河湖工作。';
  expect(parse(source).unknownVerbs).toEqual([{ start: source.indexOf('统揽'), end: source.indexOf('统揽') + 2, text: '统揽' }]);
});

describe('what is no numbering', () => {
  it('leaves references, years and enumerations in the sentence', () => {
    const paper = parse('第一条 依照第三十条第（二）项和《规定》（2018）办理，负责一、二级道路养护，面积1.5平方公里。');
    expect(paper.clauses.map((clause) => clause.path)).toEqual(['第一条']);
  });
});
