import { word, type Word } from '../../kernel/words.ts';
import type { DocumentKind } from '../model.ts';
import type { ListKind, PaperKind } from './model.ts';
import type { FoundTable } from './tables.ts';

/** What is known of a paper when its kind is sought. `shareOfVerbs` counts how many of its sentences begin with a duty verb, from 0 to 1. */
export interface PaperSigns {
  readonly text: string;
  readonly title: string;
  readonly articles: number;
  readonly shareOfVerbs: () => number;
  readonly tables: readonly FoundTable[];
}

/** What sort of paper it is, and why. */
export interface RecognisedKind {
  readonly kind: PaperKind;
  readonly listKind?: ListKind;
  readonly reason: Word;
}

type Finding = Omit<RecognisedKind, 'reason'>;

const because = (finding: Finding, zh: string, en: string): RecognisedKind => ({ ...finding, reason: word(zh, en) });
const byTitle = (finding: Finding, words: string): RecognisedKind => because(finding, `标题含“${words}”`, 'Its title names this kind');

const LIST_TITLES: readonly (readonly [RegExp, ListKind])[] = [
  [/(?:部门)?职责边界清单|边界清单/u, 'BOUNDARY'],
  [/属地管理?.{0,12}(?:清单|目录)/u, 'TERRITORIAL'],
  [/履职事项.{0,8}清单|(?:乡镇|镇街|街道|镇（街道）|乡（镇）).{0,8}(?:履职|职责|权责|任务|事项).{0,6}清单|(?:基本|配合)履职|(?:上级部门)?收回.{0,6}清单/u, 'PERFORMANCE'],
  [/权责(?:事项)?清单|权力(?:和责任|清单)|责任清单|权力运行|行政(?:职权|权力)(?:清单|目录)/u, 'POWER_DUTY'],
  [/(?:任务|职责|工作)分工(?:表|清单|方案一览表)|分工一览表/u, 'DIVISION'],
];
const LIST_NAME = /清单|目录|分工表|一览表|事项表|名录/u;
const LAW_NAME = /(?:法|条例|办法|细则|规则|规定|决定|解释)$/u;
const SANDING_TITLE = /职能配置|[“"]?三定[”"]?规定|主要职责内设机构/u;
/** Parts that laws do not have; “主要职责” alone also stands in their articles. */
const SANDING_MARK = /职能配置|内设(?:机构|科室)|三定|人员编制|行政编制/u;
const MINUTES_TITLE = /会议纪要|(?:专题|协调|联席|办公|常务|推进)会(?:议)?.{0,10}纪要|(?:工作|协商)纪要/u;
const RESOLVED = /会议(?:议定|明确|决定|同意|确定|要求|指出|强调|认为|听取|研究)/gu;
const ALLOCATION_TITLE = /(?:任务|职责|工作|责任)分工|分工方案|责任分解|重点(?:工作)?任务|部门职责的(?:通知|意见)/u;
const TASK_TAIL = /（[^（）]{2,80}(?:牵头|负责|配合)[^（）]{0,80}）|(?:牵头|责任|配合)(?:单位|部门)：/gu;
const PRACTICE_TITLE = /做法|经验|探索|创新案例|典型案例|调研|实践|信息专报|工作简报/u;
const PRACTICE_WORDING = /(?:以来|近年来).{0,200}(?:探索|聚焦|创新|推动|取得|成效)|一是.{4,300}二是/su;
const LAW_WORDING = /应当|不得|违反本|本(?:法|条例|办法|规定)|主管部门/u;

const quote = (pattern: RegExp, text: string): string => new RegExp(pattern.source, 'u').exec(text)?.[0] ?? '';
const count = (pattern: RegExp, text: string): number => [...text.matchAll(pattern)].length;

/** How much of the text, blanks aside, stands in tables that have headings. */
function shareOfTables(text: string, tables: readonly FoundTable[]): number {
  const inTables = tables.reduce((sum, table) => sum + text.slice(table.start, table.end).replaceAll(/\s/g, '').length, 0);
  return inTables / Math.max(1, text.replaceAll(/\s/g, '').length);
}

function listKindOfColumns(tables: readonly FoundTable[]): ListKind {
  const fields = new Set(tables.flatMap((table) => table.mapping.columns.map(({ field }) => field)));
  const headings = tables.map((table) => `${table.title}|${table.mapping.template}`).join(' ');
  if (/职权|权力/u.test(headings) || fields.has('ACCOUNTABILITY')) return 'POWER_DUTY';
  if (fields.has('TRIGGER') || (fields.has('DISPUTE') && fields.has('HANDOVER'))) return 'BOUNDARY';
  if (/履职|收回/u.test(headings)) return 'PERFORMANCE';
  if (fields.has('TOWNSHIP_DUTY')) return 'TERRITORIAL';
  return fields.has('LEAD') ? 'DIVISION' : 'OTHER';
}

function byTables({ text, title, tables }: PaperSigns): RecognisedKind | null {
  const named = LIST_TITLES.find(([pattern]) => pattern.test(title));
  if (named !== undefined && !LAW_NAME.test(title)) return byTitle({ kind: 'LIST', listKind: named[1] }, quote(named[0], title));
  if (tables.length > 0 && shareOfTables(text, tables) >= 0.5) {
    const columns = tables[0]?.mapping.columns.filter(({ field }) => field !== null).map(({ column }) => column.trim()) ?? [];
    return because({ kind: 'LIST', listKind: listKindOfColumns(tables) }, `正文为表格，表头有“${columns.slice(0, 5).join('、')}”`, 'Its text is a table with the headings of a list');
  }
  return LIST_NAME.test(title) && !LAW_NAME.test(title) ? byTitle({ kind: 'LIST', listKind: 'OTHER' }, quote(LIST_NAME, title)) : null;
}

function isSanding({ text, title, articles }: PaperSigns): RecognisedKind | null {
  if (SANDING_TITLE.test(title)) return byTitle({ kind: 'SANDING' }, quote(SANDING_TITLE, title));
  const namesDuties = /主要职责|职能配置/u.test(text) && (articles === 0 || SANDING_MARK.test(text));
  const otherwise = LIST_NAME.test(title) || (LAW_NAME.test(title) && articles > 8) || MINUTES_TITLE.test(title);
  return namesDuties && !otherwise ? because({ kind: 'SANDING' }, '正文有“主要职责”“内设机构”等“三定”规定的部分', 'It has the parts of a 三定 text') : null;
}

function byWording({ text, title, articles, shareOfVerbs }: PaperSigns): RecognisedKind | null {
  if (MINUTES_TITLE.test(title)) return byTitle({ kind: 'MINUTES' }, quote(MINUTES_TITLE, title));
  if (articles === 0 && count(RESOLVED, text) >= 3) return because({ kind: 'MINUTES' }, '正文多处写“会议明确”“会议议定”', 'It says what a meeting resolved');
  if (articles > 0) return because({ kind: 'LAW' }, `正文分条，共 ${articles} 条`, 'It is written in articles');
  if (ALLOCATION_TITLE.test(title)) return byTitle({ kind: 'ALLOCATION' }, quote(ALLOCATION_TITLE, title));
  if (count(TASK_TAIL, text) >= 2) return because({ kind: 'ALLOCATION' }, '任务后注明牵头、配合单位', 'Its tasks name who leads and who joins');
  if (shareOfVerbs() >= 0.5) return because({ kind: 'SANDING' }, '句子多以职责动词开头', 'Its sentences begin with verbs of duty');
  if (PRACTICE_TITLE.test(title)) return byTitle({ kind: 'PRACTICE' }, quote(PRACTICE_TITLE, title));
  return PRACTICE_WORDING.test(text.slice(0, 3000)) ? because({ kind: 'PRACTICE' }, '正文叙述做法和成效', 'It tells what was done and achieved') : null;
}

const isTable = (text: string): boolean => text.split('\n').filter((line) => line.includes('\t')).length >= 3;

/** What sort of paper it is, from title, tables, articles and wording, with the reason. */
export function kindOfPaper(signs: PaperSigns): RecognisedKind {
  const sanding = isSanding(signs);
  if (sanding !== null) return sanding;
  const found = byTables(signs) ?? byWording(signs);
  if (found !== null) return found;
  if (isTable(signs.text)) return because({ kind: 'LIST', listKind: 'OTHER' }, '正文为表格', 'Its text is a table');
  if (signs.text.slice(0, 6000).search(LAW_WORDING) >= 0) return because({ kind: 'LAW' }, '用语同法规：“应当”“主管部门”', 'It is worded as a law');
  return because({ kind: 'OTHER' }, '未见清单、条文、纪要等特征', 'It shows the marks of no kind');
}

const PARTY = /^(?:中国共产党|中共|党)|党组|党内|机构编制工作条例/u;
const STATUTE = /(?:法|决定|解释)(?:（[^）]*）)?$/u;

/** The kind of document a paper is proposed to be kept as. */
export function documentKindOf({ kind, listKind }: Finding, title: string): DocumentKind {
  if (kind === 'LAW') return PARTY.test(title) ? 'PARTY_REGULATION' : STATUTE.test(title) && !/办法$/u.test(title) ? 'LAW' : 'REGULATION';
  if (kind === 'LIST') return listKind === 'POWER_DUTY' || listKind === 'BOUNDARY' ? 'POWER_DUTY_LIST' : listKind === 'PERFORMANCE' ? 'PERFORMANCE_LIST' : 'PARTY_GOVERNMENT_PAPER';
  const kinds = { SANDING: 'SANDING', ALLOCATION: 'SUPERIOR_ALLOCATION', PRACTICE: 'NEIGHBOUR_PRACTICE', MINUTES: 'MEETING_MINUTES', OTHER: 'PARTY_GOVERNMENT_PAPER' } as const;
  return kinds[kind];
}
