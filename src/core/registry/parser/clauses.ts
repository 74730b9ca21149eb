import type { ClauseKind, ParsedVerb, Partner, Staffing, StageBoundary } from './model.ts';
import { parseNumeral } from './numbering.ts';
import { readSegment, type NamedOrgan, type Readers } from './segments.ts';
import { splitSegments } from './sentences.ts';
import { readStages, settleOwners } from './stages.ts';

/** A sentence longer than this is no sentence; only its beginning is read, its text stays whole. */
const MAX_READ = 3000;

/** What one sentence was found to say. Verb offsets are those of the source, counted from `offset`. */
export interface Analysis {
  readonly verbs: readonly ParsedVerb[];
  readonly partners: readonly Partner[];
  readonly boundary: readonly StageBoundary[];
  readonly scope: readonly string[];
  readonly noLead: boolean;
  readonly staffing: Staffing | null;
}

const SCOPE =
  /按照?(?:管理|规定|有关规定|干部管理|职责|法定|分级)?权限|按照?(?:有关|国家|相关)?规定|依法|根据(?:[^，。；]{0,8})授权|除[^，。；]{1,30}(?:以?外|之外)|[^，。；、）]{0,10}(?:本)?行政区域(?:范围)?内?|(?:全|本|我)[区县市](?=[^，。；])|职责范围内|在[^，。；]{1,14}范围内|（(?:含|不含|包括|不包括)[^）]{1,40}）|(?:不含|不包括)[^，。；（）]{1,30}/gu;

/** Most sentences hold no limit: a cheap look saves the costly pattern. */
const MAY_LIMIT = /权限|规定|依法|授权|外|行政区域|[全本我][区县市]|范围|[（不][不含包]/u;

/** No organ leads when the organs only act “each by its own duties” and nobody is told to lead. */
const NO_LEAD = /按照?(?:各自|有关|规定|法定|其)?的?(?:职责|职能)(?:权限)?(?:分工|范围|负责)(?:内)?|各司其职|各负其责|在?各自(?:的)?(?:法定)?职责(?:权限)?范围内|根据各自(?:的)?职责|依据各自(?:的)?职责|按照?各自(?:的)?(?:职责|职能|分工)/u;

const NO_LEAD_WHOLE = new RegExp(`(?:${NO_LEAD.source})(?:分别|共同|依法|具体|分工|的?工作)*(?:负责)?`, 'gu');

const CHARGED = /牵头|主管|统一(?:监督)?管理|综合协调|(?<!分工)(?<!各自)负责(?!任)/u;

export function analyseSentence(shadow: string, source: string, offset: number, readers: Readers, owner: string): Analysis {
  const text = shadow.slice(offset, offset + Math.min(source.length, MAX_READ));
  const segments = splitSegments(text);
  const verbs: ParsedVerb[] = [];
  const organs: NamedOrgan[] = [];
  const boundary: StageBoundary[] = [];
  let subject = owner;
  for (const span of segments) {
    const segment = text.slice(span.start, span.end);
    const reading = readSegment(segment, readers);
    for (const hit of reading.verbs) verbs.push({ verb: hit.verb.verb, role: hit.verb.role, strength: hit.verb.strength, start: offset + span.start + hit.start, end: offset + span.start + hit.end });
    organs.push(...reading.organs);
    const leader = reading.organs.find((organ) => organ.relation === 'LEADS')?.name ?? null;
    subject = leader ?? subject;
    if (leader !== null) settleOwners(boundary, leader);
    boundary.push(...readStages(segment, text.slice(span.end, span.end + 2), leader, subject));
  }
  return {
    verbs,
    partners: computePartners([...readDivision(text, readers), ...organs], readers),
    boundary: settleOwners(boundary, subject),
    scope: MAY_LIMIT.test(text) ? [...new Set([...text.matchAll(SCOPE)].map((match) => match[0]))] : [],
    noLead: NO_LEAD.test(text) && !CHARGED.test(text.replaceAll(NO_LEAD_WHOLE, '')),
    staffing: readStaffing(text),
  };
}

/** “与A局、B局的职责分工”: the other side of a division. */
function readDivision(text: string, readers: Readers): NamedOrgan[] {
  const match = /与([^。；]{2,60}?)(?:的|在|关于)?(?:[^。；，]{0,24}?)(?:有关)?(?:职责|职能|工作)分工/u.exec(text);
  if (match === null) return [];
  const list = readers.organs.at(text, match.index + 1, true);
  return (list?.names ?? []).map((name) => ({ name, relation: 'DIVIDED_WITH' }));
}

/** Each organ once, in its first relation; a division's other side may also lead. */
function computePartners(organs: readonly NamedOrgan[], readers: Readers): Partner[] {
  const partners = new Map<string, Partner>();
  for (const organ of organs) {
    const key = `${organ.name}|${organ.relation === 'DIVIDED_WITH' ? organ.relation : ''}`;
    if (partners.has(key)) continue;
    const department = readers.organs.departmentOf(organ.name);
    partners.set(key, { ...organ, ...(department === undefined ? {} : { department }) });
  }
  return [...partners.values()];
}

const NUMERAL = '(\\d+|[零一二两三四五六七八九十百]+)';
const POSTS = new RegExp(`(?:行政|事业|机关|总|人员)?编制(?:总数)?(?:为|共|核定为|核定)?\\s?${NUMERAL}\\s?[名个]`, 'u');
const LEADERS = new RegExp(`((?:正|副)?(?:党组|党委)?(?:书记|局长|主任|部长|科长|股长|处长|院长|大?队长|所长|站长|政治教导员|教导员|委员|领导职数|总工程师|总规划师|督导专员|政委)(?:（[^）]{1,12}）)?)\\s?${NUMERAL}\\s?[名个]`, 'gu');

function readStaffing(text: string): Staffing | null {
  if (!/[名个]/u.test(text)) return null;
  const posts = POSTS.exec(text);
  const numberOf = (numeral: string | undefined): number => parseNumeral((numeral ?? '').replaceAll('两', '二'));
  const leaders = [...text.matchAll(LEADERS)].map((match) => ({ title: `${text.charAt(match.index - 1) === '副' ? '副' : ''}${match[1] ?? ''}`, count: numberOf(match[2]) }));
  if (posts === null && leaders.length === 0) return null;
  return { ...(posts === null ? {} : { posts: numberOf(posts[1]) }), leaders };
}

/** Whether a sentence of this kind was understood at all; duties need a verb or a named organ, other kinds are known by their place. */
export function isUnderstood(kind: ClauseKind, analysis: Analysis): boolean {
  if (kind === 'MAIN_DUTY' || kind === 'OTHER') return analysis.verbs.length > 0 || analysis.partners.length > 0 || analysis.boundary.length > 0;
  return true;
}
