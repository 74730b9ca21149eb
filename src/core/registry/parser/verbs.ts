import type { DutyVerb } from './model.ts';

/** The verb table made ready for reading; build it once for many papers. */
export interface VerbReader {
  /** The verb that stands exactly at `at`, longest first. */
  readonly at: (text: string, at: number) => VerbHit | null;
  /** Verbs that count as objects of 负责, 承担, 履行, inside `text`. */
  readonly objects: (text: string) => VerbHit[];
  /** The first verb anywhere in `text` from `from` on, for wording that no rule knows. */
  readonly first: (text: string, from?: number) => VerbHit | null;
}

export interface VerbHit {
  readonly verb: DutyVerb;
  readonly start: number;
  readonly end: number;
}

/** Words that are also nouns: “管理部门”, “建设单位”, “发展改革”, “服务中心” name things. */
const NOUNISH = /^(?:建设|发展|服务|运行|管理|登记|许可|监测|监督|监管|监督管理|审批|检查|执法|行政执法|综合执法|调查|审计|防治|治理|统计|规范|研究|处理|受理|核准|宣传|行政处罚|备案|养护|考核|统一|检验|检测|鉴定|评估|救助|保护|委托|公开|清理|设置|征收|指定|认定)$/u;
const NAMES_A_THING = /^(?:和?改革|项目|单位|工程|用地|部门|机构|机关|人员|企业|性|局|者|中心|行政|主管|制度|体系|措施|标准|权限|职责|工作(?:部|机构)|信息|设施|活动|对象|主体|过程|的|结果|成果|数据|机制)/u;

const NOT_AFTER = /^(?:情况|部(?![门分署])|法(?![律规定治]))/u;
const NO_CONSULTING = /^[务业品标贸会户场]/u;

/** How far the parts of a verb with a gap (“提出…建议”) may stand apart, and what no gap crosses. */
const MAX_GAP = 40;
const STOPS = '，。；';

interface PreparedVerb {
  readonly verb: DutyVerb;
  readonly head: string;
  readonly tails: readonly string[];
  readonly isNoun: boolean;
}

const prepare = (verb: DutyVerb): PreparedVerb => {
  const [head = '', ...tails] = verb.verb.split('…');
  return { verb, head, tails, isNoun: NOUNISH.test(verb.verb) };
};

/** Where `tail` ends behind a gap that begins at `from`, or -1. */
function endOfTail(text: string, from: number, tail: string): number {
  for (let at = from; at <= from + MAX_GAP && at < text.length; at += 1) {
    if (text.startsWith(tail, at)) return at + tail.length;
    if (STOPS.includes(text.charAt(at))) return -1;
  }
  return -1;
}

function endOf(text: string, at: number, { head, tails }: PreparedVerb): number {
  if (!text.startsWith(head, at)) return -1;
  let end = at + head.length;
  for (const tail of tails) {
    end = endOfTail(text, end, tail);
    if (end < 0) return -1;
  }
  return end;
}

function isVerbHere({ verb, isNoun }: PreparedVerb, after: string): boolean {
  if (isNoun && NAMES_A_THING.test(after)) return false;
  return !NOT_AFTER.test(after) && !(verb.verb === '商' && NO_CONSULTING.test(after));
}

/** Verbs by their first character, longest first: a table of two hundred is not tried one by one at each place. */
type VerbIndex = ReadonlyMap<string, readonly PreparedVerb[]>;

const indexOf = (verbs: readonly PreparedVerb[]): VerbIndex => Map.groupBy(verbs, ({ head }) => head.charAt(0));

interface Match {
  readonly prepared: PreparedVerb;
  readonly end: number;
}

function matchAt(index: VerbIndex, text: string, at: number): Match | null {
  for (const prepared of index.get(text.charAt(at)) ?? []) {
    const end = endOf(text, at, prepared);
    if (end >= 0) return { prepared, end };
  }
  return null;
}

const hitOf = (text: string, start: number, { prepared, end }: Match): VerbHit | null => (isVerbHere(prepared, text.slice(end, end + 4)) ? { verb: prepared.verb, start, end } : null);

/** Every verb in `text`, one after another. */
function* hitsIn(index: VerbIndex, text: string, from = 0): Generator<VerbHit> {
  for (let at = from; at < text.length; at += 1) {
    const match = matchAt(index, text, at);
    if (match === null) continue;
    const hit = hitOf(text, at, match);
    if (hit !== null) yield hit;
    at = match.end - 1;
  }
}

export function prepareVerbs(table: readonly DutyVerb[]): VerbReader {
  const sorted = table.toSorted((a, b) => b.verb.length - a.verb.length).map(prepare);
  const all = indexOf(sorted);
  const objects = indexOf(sorted.filter(({ verb }) => verb.asObject === true));
  const long = indexOf(sorted.filter(({ verb }) => verb.verb.length >= 2));
  return {
    at: (text, at) => {
      const match = matchAt(all, text, at);
      return match === null ? null : hitOf(text, at, match);
    },
    objects: (text) => [...hitsIn(objects, text)],
    first: (text, from) => {
      for (const hit of hitsIn(long, text, from)) return hit;
      return null;
    },
  };
}
