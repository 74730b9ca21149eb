import type { DutyVerb } from './model.ts';

/** The verb table made ready for reading; build it once for many papers. */
export interface VerbReader {
  /** The verb that stands exactly at `at`, longest first. */
  readonly at: (text: string, at: number) => VerbHit | null;
  /** Verbs that count as objects of 负责, 承担, 履行, inside `text`. */
  readonly objects: (text: string) => VerbHit[];
  /** The first verb anywhere in `text`, for wording that no rule knows. */
  readonly first: (text: string) => VerbHit | null;
}

export interface VerbHit {
  readonly verb: DutyVerb;
  readonly start: number;
  readonly end: number;
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const patternOf = (verb: string): string => verb.split('…').map(escape).join('[^，。；]{0,40}?');

/** Words that are also nouns: “管理部门”, “建设单位”, “发展改革”, “服务中心” name things. */
const NOUNISH = /^(?:建设|发展|服务|运行|管理|登记|许可|监测|监督|监管|监督管理|审批|检查|执法|行政执法|综合执法|调查|审计|防治|治理|统计|规范|研究|处理|受理|核准|宣传|行政处罚|备案|养护|考核|统一)$/u;
const NAMES_A_THING = /^(?:和?改革|项目|单位|工程|用地|部门|机构|机关|人员|企业|性|局|者|中心|行政|主管|制度|体系|措施|标准|权限|职责|工作(?:部|机构)|信息|设施|活动|对象|主体|过程|的|结果|成果|数据|评价|机制)/u;

const isVerbHere = (verb: string, after: string): boolean => !(NOUNISH.test(verb) && NAMES_A_THING.test(after)) && !/^(?:情况|部(?![门分署])|法(?![律规定治]))/u.test(after) && !(verb === '商' && /^(?:务|业|品|标|贸|会|户|场)/u.test(after));

export function prepareVerbs(table: readonly DutyVerb[]): VerbReader {
  const sorted = table.toSorted((a, b) => b.verb.length - a.verb.length);
  const source = sorted.map((entry) => `(${patternOf(entry.verb)})`).join('|');
  const sticky = new RegExp(source, 'uy');
  const objectVerbs = sorted.filter((entry) => entry.asObject === true);
  const objectPattern = objectVerbs.length === 0 ? null : new RegExp(objectVerbs.map((entry) => `(${patternOf(entry.verb)})`).join('|'), 'gu');
  const firstVerbs = sorted.filter((entry) => entry.verb.length >= 2);
  const anywhere = firstVerbs.length === 0 ? null : new RegExp(firstVerbs.map((entry) => `(${patternOf(entry.verb)})`).join('|'), 'gu');

  const hitOf = (match: RegExpExecArray | RegExpMatchArray, list: readonly DutyVerb[], text: string): VerbHit | null => {
    const verb = list[(match as readonly (string | undefined)[]).findIndex((group, index) => index > 0 && group !== undefined) - 1];
    const start = match.index ?? 0;
    const end = start + match[0].length;
    return verb !== undefined && isVerbHere(verb.verb, text.slice(end, end + 4)) ? { verb, start, end } : null;
  };
  return {
    at: (text, at) => {
      sticky.lastIndex = at;
      const match = sticky.exec(text);
      return match === null ? null : hitOf(match, sorted, text);
    },
    objects: (text) => (objectPattern === null ? [] : [...text.matchAll(objectPattern)].map((match) => hitOf(match, objectVerbs, text)).filter((hit) => hit !== null)),
    first: (text) => {
      if (anywhere === null) return null;
      for (const match of text.matchAll(anywhere)) {
        const hit = hitOf(match, firstVerbs, text);
        if (hit !== null) return hit;
      }
      return null;
    },
  };
}
