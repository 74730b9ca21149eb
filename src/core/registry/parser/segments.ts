import type { Relation } from './model.ts';
import type { OrganList, OrganReader } from './organs.ts';
import type { VerbHit, VerbReader } from './verbs.ts';

export interface NamedOrgan {
  readonly name: string;
  readonly relation: Relation;
}

/** What one segment (between commas) says: its verbs in order and the organs it names. Offsets are those of the segment. */
export interface SegmentReading {
  readonly verbs: readonly VerbHit[];
  readonly organs: readonly NamedOrgan[];
  /** True when the segment begins with its own subject or “由”. */
  readonly hasSubject: boolean;
}

export interface Readers {
  readonly verbs: VerbReader;
  readonly organs: OrganReader;
}

/** Words before the verb that say how or within what, not what is done. */
const PREFIX =
  /(?:\s|以及|同时|并且?|应当|应(?!急)|可以|必须|须|要|需要?|不得|依法|依照[^，。；]{1,20}?(?:规定|职责)|依规|按照?(?:管理|规定|有关|相关|干部|国家|职责|法定|分级|各自|程序|其|和|省|市|区|本)*(?:权限|规定|要求|程序|职责|分工|标准)(?:分工|权限|范围)?|根据(?:授权|各自(?:的)?职责|职责分工|需要|规定|国家规定)|在?各自(?:的)?职责(?:权限)?范围内?|在(?:其|本|法定)?职责(?:权限)?范围内|受[^，。；]{2,12}委托|统一|具体|主要|分别|全面|切实|认真|及时|定期|积极|进一步|联合|共同|会商|综合(?!行政执法|执法)|重点|严格|直接|适时|协同|组织(?=拟订|制定|编制|查处)|加快|大力|深入|扎实|持续|向社会|向[^，。；]{1,16}?(?=提出|报告|通报)|对[^，。；、]{1,12}依法|为[^，。；]{1,12}(?=提供)|：)/uy;
const JOINT = /会同|联合(?=[^，。；]{0,24}(?:部门|局|委|单位|办|机关))|与(?=[^，。；、]{2,24}(?:部门|局|委|单位|办|机关|大队|支队|政府)(?:共同|联合|建立|做好|加强|协调|签订))/uy;
const ASSIST = /配合好?|协助做好|协助|协同/uy;
/** A government that “组织” its departments tells them to act; others only join. */
const ORGANISE = /组织(?:领导)?(?=[^，。；]{2,60}(?:部门|局|委|机关))/uy;
const CONSULT = /征求|征得|听取|商(?![务业品标贸会户场])(?=[^，。；]{2,24}(?:部门|局|委|单位|办|机关|政府))/uy;
/** Where, further on in a segment, a new verb or organ may begin. */
const ANCHOR = /并(?:且)?|由(?!于)|会同|配合|协助|征求|征得|提出|(?:应当|可以|必须)|(?:进行|予以|给予|加以|实行|以及)|的(?=牵头)/gu;
const CONJUNCTION = /^(?:、|和|并|或者|或|与|以及|及)/u;
const JOINT_SHARE = /按照?(?:各自|有关|规定|法定|其|法律规定)?的?(?:职责|职能)(?:权限)?(?:分工|范围)?(?:内)?|各司其职|在各自(?:的)?(?:法定)?职责(?:权限)?范围内|根据各自(?:的)?职责|依据各自(?:的)?职责|分工负责|共同|协同/u;

/** One organ alone acts by its duties and still leads, unless each acts by its own. */
const SHARED_ALONE = /各自|各司其职|分工负责|共同|^(?:等|有关)/u;

function stickyEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null || match[0].length === 0 ? null : at + match[0].length;
}

class Reading {
  readonly verbs: VerbHit[] = [];
  readonly organs: NamedOrgan[] = [];
  hasSubject = false;
  private readonly text: string;
  private readonly readers: Readers;

  constructor(text: string, readers: Readers) {
    this.text = text;
    this.readers = readers;
  }

  /** Reads from `at`, where a phrase begins; answers with the place where nothing more was understood. */
  phrase(at: number, isStart: boolean): number {
    let cursor = this.skip(at);
    if (isStart) cursor = this.subject(cursor);
    for (;;) {
      const next = this.partner(cursor) ?? this.verb(cursor);
      if (next === null) return cursor;
      const afterConjunction = next + (CONJUNCTION.exec(this.text.slice(next, next + 2))?.[0].length ?? 0);
      const skipped = this.skip(afterConjunction);
      if (afterConjunction > next && this.readers.verbs.at(this.text, skipped) === null) return next;
      cursor = skipped;
    }
  }

  skip(at: number): number {
    let cursor = at;
    for (let next = stickyEnd(PREFIX, this.text, cursor); next !== null && !this.isVerbLonger(cursor, next); next = stickyEnd(PREFIX, this.text, cursor)) cursor = next;
    return cursor;
  }

  /** “统一” is an adverb, “统一登记” may be a verb of the table: the longer reading wins; a coop marker is never skipped. */
  private isVerbLonger(at: number, prefixEnd: number): boolean {
    const hit = this.readers.verbs.at(this.text, at);
    return (hit !== null && hit.end > prefixEnd) || stickyEnd(JOINT, this.text, at) !== null || (stickyEnd(ASSIST, this.text, at) !== null && this.organsAt(at + 2) !== null);
  }

  /** The organ that acts: at the beginning, or after 由. */
  subject(at: number): number {
    const afterBy = this.text.startsWith('由', at) && !this.text.startsWith('由于', at) ? at + 1 : at;
    if (afterBy === at && this.readers.verbs.at(this.text, at) !== null && !this.isNameAnyway(at)) return at;
    const list = this.readers.organs.at(this.text, afterBy, afterBy > at);
    if (list === null) return at;
    this.hasSubject = true;
    this.take(list, this.subjectRelation(list));
    return this.skip(list.end);
  }

  private isNameAnyway(at: number): boolean {
    return this.readers.organs.departmentOf(this.text.slice(at, at + 4)) !== undefined || /^(?:其他)?(?:负责|承担|履行|主管|负有)[^，。；]{2,30}?的(?:行政)?(?:主管)?(?:部门|机构)/u.test(this.text.slice(at));
  }

  private subjectRelation(list: OrganList): Relation {
    const rest = this.text.slice(list.end);
    if (/^(?:应当|应|可以|要|须|依法|积极|按照?职责|等)*(?:予以)?(?:配合|协助|协同|参与|支持)/u.test(rest)) return 'ASSISTED_BY';
    const shares = list.names.length > 1 ? JOINT_SHARE : SHARED_ALONE;
    return shares.test(rest) && !/^(?:应当)?(?:牵头|主管|统一)/u.test(rest) ? 'JOINTLY_WITH' : 'LEADS';
  }

  private partner(at: number): number | null {
    return this.named(JOINT, at, 'JOINTLY_WITH') ?? this.named(CONSULT, at, 'CONSULT_WITH') ?? this.named(ASSIST, at, this.hasSubject ? 'LEADS' : 'ASSISTS') ?? this.organised(at);
  }

  /** A marker with the organs behind it; the marker itself is recorded as a verb where the table knows it. */
  private named(pattern: RegExp, at: number, relation: Relation): number | null {
    const end = stickyEnd(pattern, this.text, at);
    if (end === null) return null;
    const list = this.readers.organs.at(this.text, end, true);
    if (list === null) return null;
    const hit = this.readers.verbs.at(this.text, at);
    if (hit !== null) this.verbs.push(hit);
    this.take(list, relation);
    return this.skip(list.end);
  }

  private organised(at: number): number | null {
    const byGovernment = this.organs.length > 0 && this.organs.every((organ) => organ.name.endsWith('政府'));
    const end = stickyEnd(ORGANISE, this.text, at);
    if (end === null || this.organsAt(end) === null || this.readers.verbs.at(this.text, end) !== null) return null;
    return this.named(ORGANISE, at, byGovernment ? 'LEADS' : 'JOINTLY_WITH');
  }

  private verb(at: number): number | null {
    const hit = this.readers.verbs.at(this.text, at);
    if (hit === null) return null;
    this.verbs.push(hit);
    if (/^(?:负责|承担|履行)/u.test(hit.verb.verb)) this.objects(hit.end);
    return hit.end;
  }

  /** Casework named as the object of 负责: “负责市场综合监督管理”. */
  private objects(from: number): void {
    const rest = this.text.slice(from);
    if (this.readers.verbs.at(rest, 0) !== null) return;
    for (const hit of this.readers.verbs.objects(rest)) this.verbs.push({ verb: hit.verb, start: hit.start + from, end: hit.end + from });
  }

  /** The verb behind 进行, 予以 and the like: “对招商工作进行宏观指导”. */
  support(at: number): number {
    for (let cursor = at; cursor <= Math.min(at + 4, this.text.length); cursor += 1) {
      const next = this.verb(cursor);
      if (next !== null) return next;
    }
    return at;
  }

  private organsAt(at: number): OrganList | null {
    return this.readers.organs.at(this.text, at);
  }

  private take(list: OrganList, relation: Relation): void {
    for (const name of list.names) this.organs.push({ name, relation: relation === 'LEADS' && /^(?:两|各|双方|上述)/u.test(name) ? 'JOINTLY_WITH' : relation });
  }
}

function continueAt(reading: Reading, anchor: string, at: number): number {
  if (/^(?:进行|予以|给予|加以|实行)$/u.test(anchor)) return reading.support(at);
  if (anchor === '由') return reading.phrase(reading.subject(at - 1), false);
  if (/^(?:会同|配合|协助|征求|征得|提出)$/u.test(anchor)) return reading.phrase(at - anchor.length, false);
  return reading.phrase(at, false);
}

/** Reads one segment: subject, cooperation, verbs, then whatever begins anew behind 并, 由, 会同, 进行. */
export function readSegment(text: string, readers: Readers): SegmentReading {
  const reading = new Reading(text, readers);
  let cursor = reading.phrase(0, true);
  ANCHOR.lastIndex = cursor;
  for (let match = ANCHOR.exec(text); match !== null; match = ANCHOR.exec(text)) {
    const after = match.index + match[0].length;
    cursor = Math.max(after, continueAt(reading, match[0], after));
    ANCHOR.lastIndex = cursor;
  }
  return { verbs: dedupe(reading.verbs), organs: reading.organs, hasSubject: reading.hasSubject };
}

/** A verb read twice, as object and behind 并, counts once. */
function dedupe(hits: readonly VerbHit[]): VerbHit[] {
  const sorted = hits.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: VerbHit[] = [];
  for (const hit of sorted) if (hit.start >= (kept.at(-1)?.end ?? 0)) kept.push(hit);
  return kept;
}
