import type { ClauseKind, PaperKind } from './model.ts';

/** Labels of the parts of a 三定 text (procedures 5.1), most telling first. */
const LABELS: readonly (readonly [RegExp, ClauseKind])[] = [
  [/职责分工|职责边界|职能分工/u, 'DIVISION_RULE'],
  [/(?:职能转变|职责调整|职能调整|转变职能|划[入出]的?职责|取消的?职责|加强的?职责|下放的?职责)/u, 'FUNCTION_TRANSFORMATION'],
  [/内设(?:机构|科室|处室|股室)|机关党[委组]|派驻机构/u, 'INTERNAL_OFFICE'],
  [/人员编制|行政编制|领导职数|编制和领导|人员编制和/u, 'STAFFING'],
  [/其他事项|附则|解释|施行/u, 'SUPPLEMENT'],
  [/主要职责|职责任务|工作职责|基本职责|职能配置|主要职能|部门职责/u, 'MAIN_DUTY'],
  [/机构性质|机构设置|机构规格/u, 'NATURE'],
];

/** The kind that a label gives to the part below it; null when the label says nothing. */
export const kindOfLabel = (label: string): ClauseKind | null => LABELS.find(([pattern]) => pattern.test(label))?.[1] ?? null;

const KNOWN_LABEL =
  /^(?:主要职责|主要职能|部门职责|工作职责|职能转变|职责调整|职能调整|转变职能|有关职责分工|职责分工|内设机构(?:和人员编制)?|内设科室|人员编制(?:和领导职数)?|机构设置|领导职数|其他事项|附则|总则)(?=[\s。：　]|$)[。：]?/u;

/** The length of a label known by its words at the beginning of a part, so that one-line copies can be read; 0 when there is none. */
export const knownLabelLength = (text: string): number => KNOWN_LABEL.exec(text)?.[0].length ?? 0;

const SENTENCES: readonly (readonly [RegExp, ClauseKind])[] = [
  [/制定本(?:规定|条例|办法|法|细则)|^根据.{4,120}(?:规定|精神|方案|通知|意见|批复|要求).{0,20}(?:制定|设立|组建)|现(?:予|将|将其)?(?:以)?印发|请(?:认真)?(?:遵照|贯彻|组织)(?:执行|落实|实施)/u, 'BASIS'],
  [/主要职责(?:是|为|有|如下|包括)?[：。]?$|职责(?:是|如下)：?$/u, 'LEAD_IN'],
  [/(?:是|为)(?:[^。，；]{0,40})(?:工作部门|直属机构|派出机构|办事机构|工作机关|事业单位|组成部门|群团组织|部门管理)|办公室设在|加挂[^。]{2,40}牌子|为(?:正|副)[县处科厅乡股]级/u, 'NATURE'],
  [/^[^。；]{0,30}设[^。]{2,300}内设机构|^[^。，；]{0,24}(?:内设|设)[^。]{2,300}科(?:、|，|。|等|$)|设下列内设机构/u, 'INTERNAL_OFFICE'],
  [/^设[^。，]{1,12}[\d一二三四五六七八九十]+\s?名|^人员编制|(?:行政|事业|机关)编制.{0,8}[\d一二三四五六七八九十]+\s?[名个]|领导职数/u, 'STAFFING'],
  [/本规定[^。]{0,40}(?:解释|调整)|解释权|另行规定|自[^。]{2,24}起(?:施行|实施|执行|生效)|按规定程序办理/u, 'SUPPLEMENT'],
];

/** Which kinds a sentence may show against the part it stands in; in all other parts any. */
const MAY_SHOW: Partial<Record<ClauseKind, readonly ClauseKind[]>> = {
  DIVISION_RULE: ['SUPPLEMENT', 'LEAD_IN'],
  INTERNAL_OFFICE: ['SUPPLEMENT', 'LEAD_IN'],
  STAFFING: ['SUPPLEMENT', 'LEAD_IN', 'NATURE'],
  MAIN_DUTY: ['LEAD_IN', 'NATURE', 'STAFFING'],
};

const LAW_SHOWS: readonly ClauseKind[] = ['BASIS', 'SUPPLEMENT'];

/** Attendance, place and distribution of a meeting: the head and the foot of its minutes. */
export const isMeetingLine = (text: string): boolean => /^(?:会议)?(?:时间|地点|主持人?|出席|参加(?:人员|单位)?|列席|记录人?|缺席|请假|分送|抄送|主送|发)\s*[：:]/u.test(text);

const RESOLVES = /^(?:[^。，；]{0,12}，)?会议(?:议定|明确|决定|同意|确定|要求|强调|指出)|^(?:议定|决定)[：:]/u;

/** What was found in a sentence, as far as it tells its kind. */
export interface Found {
  readonly verbs: readonly unknown[];
  readonly partners: readonly unknown[];
}

/** What a sentence without a kind of its own is in each sort of paper: minutes bind somebody when the meeting resolves or an organ is named. */
const PLAIN: Readonly<Record<PaperKind, (text: string, found: Found) => ClauseKind>> = {
  SANDING: () => 'OTHER',
  OTHER: () => 'OTHER',
  LAW: (_text, { partners }) => (partners.length > 0 ? 'LAW_DUTY' : 'OTHER'),
  LIST: () => 'LIST_ITEM',
  PRACTICE: () => 'PRACTICE',
  MINUTES: (text, { partners }) => (partners.length > 0 || RESOLVES.test(text) ? 'RESOLUTION' : 'OTHER'),
  ALLOCATION: (_text, { verbs, partners }) => (partners.length > 0 || verbs.length > 0 ? 'TASK' : 'OTHER'),
};

export const settleKind = (paper: PaperKind, shown: ClauseKind, text: string, found: Found): ClauseKind => (shown === 'OTHER' ? PLAIN[paper](text, found) : shown);

/** The kind of one sentence in a part of kind `part`. A sentence that shows its kind itself wins only outside the duty lists. */
export function kindOfSentence(sentence: string, part: ClauseKind, paper: PaperKind): ClauseKind {
  const shown = SENTENCES.find(([pattern]) => pattern.test(sentence))?.[1] ?? part;
  const allowed = paper === 'LAW' ? LAW_SHOWS : MAY_SHOW[part];
  if (allowed !== undefined) return allowed.includes(shown) ? shown : paper === 'LAW' ? 'OTHER' : part;
  return sentence.length < 60 && /有关职责分工|的职责分工/u.test(sentence) ? 'DIVISION_RULE' : shown;
}
