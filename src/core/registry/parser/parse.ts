import { analyseSentence, isUnderstood, type Analysis } from './clauses.ts';
import { kindOfLabel, kindOfPaper, kindOfSentence, knownLabelLength } from './classify.ts';
import { readFront } from './front.ts';
import type { ClauseKind, DepartmentAlias, DutyVerb, PaperKind, ParsedClause, ParsedPaper, ParsedSection, SourceSpan } from './model.ts';
import { findMarks, type Level } from './numbering.ts';
import { prepareOrgans } from './organs.ts';
import { buildOutline, type Block } from './outline.ts';
import type { Readers } from './segments.ts';
import { computeWrapWidth, splitParagraphs, splitSentences } from './sentences.ts';
import { castShadow, trimSpan, type Span } from './shadow.ts';
import { prepareVerbs } from './verbs.ts';

export interface ParseOptions {
  readonly verbs: readonly DutyVerb[];
  readonly aliases?: readonly DepartmentAlias[];
  /** Turns traditional into simplified characters; used for reading only, and only where it keeps the length. */
  readonly simplify?: (text: string) => string;
}

/** Reads a duty paper: 三定 text of any of the three layouts, law, or list (procedures 5). */
export const parseDutyText = (text: string, options: ParseOptions): ParsedPaper => prepareParser(options)(text);

/** The parser with its tables made ready once; for many texts in a row. */
export function prepareParser(options: ParseOptions): (text: string) => ParsedPaper {
  const verbs = prepareVerbs(options.verbs);
  const readers: Readers = { verbs, organs: prepareOrgans(verbs, options.aliases) };
  return (text) => new PaperReader(text, castShadow(text, options.simplify), readers).read();
}

const MAX_LABEL = 34;

class PaperReader {
  private readonly source: string;
  private readonly shadow: string;
  private readonly readers: Readers;
  private readonly sections: ParsedSection[] = [];
  private readonly clauses: ParsedClause[] = [];
  private readonly notUnderstood: SourceSpan[] = [];
  private readonly counts = new Map<string, number>();
  private readonly kinds = new Map<Block, ClauseKind>();
  private readonly paragraphs = new Map<Block, number>();
  private readonly wrapWidth: number | null;
  private kind: PaperKind = 'OTHER';
  private owner = '本部门';

  constructor(source: string, shadow: string, readers: Readers) {
    this.source = source;
    this.shadow = shadow;
    this.readers = readers;
    this.wrapWidth = computeWrapWidth(shadow);
  }

  read(): ParsedPaper {
    const marks = findMarks(this.shadow);
    const blocks = buildOutline(this.shadow.length, marks);
    const first = blocks[0] as Block;
    const opening = this.paragraphsOf(first);
    const headings = marks.length > 0 ? opening.filter((span) => !this.isProse(span)) : opening.slice(0, this.countHeadings(opening));
    const front = readFront(this.shadow, this.source, headings);
    const articles = marks.filter((mark) => mark.level === 'ARTICLE').length;
    this.kind = kindOfPaper(this.shadow, front.title, articles, this.shareOfVerbs());
    this.owner = /^(.{2,30}?)(?:职能配置|主要职责|职责|“三定”)/u.exec(front.title)?.[1] ?? this.owner;
    for (const heading of headings) this.addSection('', 'OTHER', heading);
    this.kinds.set(first, this.kind === 'SANDING' ? 'MAIN_DUTY' : 'OTHER');
    for (const span of opening) if (!headings.includes(span)) this.readParagraph(first, span, marks.length === 0 ? this.kindOf(first) : 'OTHER', '');
    for (const block of blocks.slice(1)) this.readBlock(block);
    return {
      kind: this.kind,
      title: front.title,
      ...(front.documentNumber === null ? {} : { documentNumber: front.documentNumber }),
      ...(front.issuedOn === null ? {} : { issuedOn: front.issuedOn }),
      sections: this.sections,
      clauses: this.clauses,
      notUnderstood: this.notUnderstood,
    };
  }

  private paragraphsOf(block: Block): Span[] {
    return splitParagraphs(this.shadow, { start: block.bodyStart, end: block.bodyEnd }, this.wrapWidth);
  }

  private isProse(span: Span): boolean {
    const text = this.shadow.slice(span.start, span.end);
    return /[。；]/u.test(text) || text.length > 80;
  }

  /** Without numbering only the lines before the first sentence are headings. */
  private countHeadings(opening: readonly Span[]): number {
    const prose = opening.findIndex((span) => this.isProse(span) || this.startsWithVerb(span));
    return prose < 0 ? Math.min(1, opening.length) : prose;
  }

  private startsWithVerb(span: Span): boolean {
    return this.readers.verbs.at(this.shadow, span.start) !== null;
  }

  /** “区招商局贯彻执行…”: an organ with its verb, as prose copies begin. */
  private startsWithActor(span: Span): boolean {
    const text = this.shadow.slice(span.start, Math.min(span.end, span.start + 40));
    const list = this.readers.organs.at(text, 0);
    return list !== null && this.readers.verbs.at(text, list.end) !== null;
  }

  private shareOfVerbs(): number {
    const sentences = splitParagraphs(this.shadow, { start: 0, end: Math.min(this.shadow.length, 8000) }, this.wrapWidth).flatMap((paragraph) => splitSentences(this.shadow, paragraph, true));
    const starting = sentences.filter((sentence) => this.startsWithVerb(sentence) || this.startsWithActor(sentence)).length;
    return sentences.length === 0 ? 0 : starting / sentences.length;
  }

  private kindOf(block: Block | null): ClauseKind {
    if (block === null) return 'OTHER';
    return this.kinds.get(block) ?? 'OTHER';
  }

  private readBlock(block: Block): void {
    const { mark } = block;
    if (mark === null) return;
    const paragraphs = this.paragraphsOf(block);
    const [head, ...rest] = paragraphs;
    const inherited = block.parent === null ? this.baseKind(mark.level) : this.kindOf(block.parent);
    const label = head === undefined ? null : this.findLabel(block, head, inherited);
    const labelText = label === null ? '' : this.shadow.slice(label.start, label.end);
    this.kinds.set(block, this.kind === 'LAW' ? inherited : this.inheritKind(block, inherited, labelText, head));
    this.addSection(block.path, this.kindOf(block), { start: mark.start, end: label?.end ?? mark.end }, label ?? undefined);
    const remaining = head === undefined ? null : trimSpan(this.shadow, { start: label?.end ?? head.start, end: head.end });
    for (const span of remaining === null ? rest : [remaining, ...rest]) this.readNumbered(block, span, span === remaining || (remaining === null && span === rest[0]));
  }

  /** A bare list of numbered duties is a duty list; an article shows its kind by its words. */
  private baseKind(level: Level): ClauseKind {
    return this.kind === 'SANDING' && level !== 'ARTICLE' && level !== 'CHAPTER' ? 'MAIN_DUTY' : 'OTHER';
  }

  /** A label names its part; a lead-in (“主要职责是：”) does the same for what hangs below it. */
  private inheritKind(block: Block, inherited: ClauseKind, label: string, head: Span | undefined): ClauseKind {
    const named = label === '' ? null : kindOfLabel(label);
    if (named !== null && !(inherited === 'INTERNAL_OFFICE' && block.mark?.level !== 'ARTICLE' && block.mark?.level !== 'HEADING')) return named;
    const isTop = block.parent === null || block.parent.mark?.level === 'CHAPTER';
    const text = head === undefined ? '' : this.shadow.slice(head.start, head.end);
    if (isTop && /主要职责|内设机构|编制/u.test(text)) {
      const lead = kindOfLabel(/[^。]*(?:主要职责|下列内设机构|设[^。]{0,12}内设机构|行政编制)[^。]*$/u.exec(text.slice(0, 240))?.[0] ?? '');
      if (lead !== null) return lead;
    }
    if (isTop && inherited === 'OTHER') return kindOfSentence(text.slice(0, Math.max(0, text.search(/。|$/u) + 1)), 'OTHER', this.kind);
    const opening = text.slice(0, 40);
    if (!isTop && inherited === 'MAIN_DUTY' && /^(?:职能转变|与[^。]{2,30}职责分工|(?:有关|关于)[^。]{0,20}职责分工)/u.test(opening)) return kindOfLabel(opening) ?? inherited;
    return inherited;
  }

  /** The label at the head of a part: a known one, a short line without a verb, or the name of an internal office before its first full stop. */
  private findLabel(block: Block, head: Span, inherited: ClauseKind): Span | null {
    const text = this.shadow.slice(head.start, head.end);
    const known = knownLabelLength(text);
    if (known > 0 && (known < text.length || text.length <= MAX_LABEL)) return trimSpan(this.shadow, { start: head.start, end: head.start + known });
    const top = block.mark?.level === 'HEADING' || block.mark?.level === 'CHAPTER';
    if (text.length <= MAX_LABEL && !/[。；，]/u.test(text) && !(text.endsWith('：') && text.length > 12) && (top || !this.startsWithVerb(head)) && this.kind !== 'LIST') return head;
    const office = inherited === 'INTERNAL_OFFICE' ? /^[^。，；：]{2,24}[。：]/u.exec(text) : null;
    return office === null || this.startsWithVerb(head) ? null : { start: head.start, end: head.start + office[0].length };
  }

  /** In a law each further line of an article is a paragraph 款 of its own, also when items stand between. */
  private readNumbered(block: Block, span: Span, isFirst: boolean): void {
    const article = this.kind === 'LAW' ? articleOf(block) : null;
    if (article === null || (isFirst && block !== article)) {
      this.readParagraph(block, span, this.kindOf(block), block.path);
      return;
    }
    const number = (this.paragraphs.get(article) ?? 0) + 1;
    this.paragraphs.set(article, number);
    this.readParagraph(article, span, this.kindOf(article), number === 1 ? article.path : `${article.path}/第${toNumeral(number)}款`);
  }

  private readParagraph(block: Block, paragraph: Span, part: ClauseKind, path: string): void {
    const semicolons = part === 'DIVISION_RULE' || this.kind === 'LIST' || (block.mark === null && this.kind === 'SANDING');
    for (const sentence of splitSentences(this.shadow, paragraph, semicolons)) this.readSentence(sentence, part, path);
  }

  private readSentence(span: Span, part: ClauseKind, path: string): void {
    const text = this.source.slice(span.start, span.end);
    if (!/\p{Script=Han}/u.test(text)) {
      this.notUnderstood.push({ ...span, text });
      return;
    }
    const analysis = analyseSentence(this.shadow, text, span.start, this.readers, this.owner);
    const shown = kindOfSentence(this.shadow.slice(span.start, span.end), part, this.kind);
    const found = shown === 'MAIN_DUTY' ? this.withFallback(analysis, span) : analysis;
    const kind = this.settleKind(shown, found);
    if (this.kind !== 'LAW' && !isUnderstood(kind, found)) this.notUnderstood.push({ ...span, text });
    else this.clauses.push({ path: this.numberPath(path), kind, text, ...span, ...shapeOf(found, kind) });
  }

  /** Wording no rule knows (“对外开放方针的贯彻”) still shows its first verb, so that a duty is not lost. */
  private withFallback(analysis: Analysis, span: Span): Analysis {
    if (this.kind !== 'SANDING' || analysis.verbs.length > 0) return analysis;
    const hit = this.readers.verbs.first(this.shadow.slice(span.start, span.end));
    if (hit === null) return analysis;
    return { ...analysis, verbs: [{ verb: hit.verb.verb, role: hit.verb.role, strength: hit.verb.strength, start: span.start + hit.start, end: span.start + hit.end }] };
  }

  private settleKind(kind: ClauseKind, analysis: Analysis): ClauseKind {
    if (this.kind === 'LAW') return kind === 'OTHER' && analysis.partners.length > 0 ? 'LAW_DUTY' : kind;
    return this.kind === 'LIST' && kind === 'OTHER' ? 'LIST_ITEM' : kind;
  }

  /** The head sentence carries the path of its part, each further one `#2`, `#3`… */
  private numberPath(path: string): string {
    const base = path === '' ? '正文' : path;
    const count = (this.counts.get(base) ?? 0) + 1;
    this.counts.set(base, count);
    return count === 1 ? base : `${base}#${count}`;
  }

  private addSection(path: string, kind: ClauseKind, span: Span, label: Span = span): void {
    this.sections.push({ path, kind, label: this.source.slice(label.start, label.end).replace(/[。：:\s]+$/u, ''), start: span.start, end: span.end });
  }
}

function articleOf(block: Block): Block | null {
  for (let at: Block | null = block; at !== null; at = at.parent) if (at.mark?.level === 'ARTICLE') return at;
  return null;
}

function toNumeral(value: number): string {
  const digits = '零一二三四五六七八九';
  if (value < 10) return digits.charAt(value);
  const tens = Math.floor(value / 10);
  return `${tens === 1 ? '' : digits.charAt(tens)}十${value % 10 === 0 ? '' : digits.charAt(value % 10)}`;
}

/** Only what was found is written: an empty boundary or scope is left out. */
function shapeOf(analysis: Analysis, kind: ClauseKind): Pick<ParsedClause, 'verbs' | 'partners' | 'boundary' | 'scope' | 'noLead' | 'staffing'> {
  const { boundary, scope, noLead, staffing } = analysis;
  return {
    verbs: [...analysis.verbs],
    partners: [...analysis.partners],
    ...(boundary.length === 0 ? {} : { boundary: [...boundary] }),
    ...(scope.length === 0 ? {} : { scope: [...scope] }),
    ...(noLead ? { noLead: true as const } : {}),
    ...(staffing === null || kind !== 'STAFFING' ? {} : { staffing }),
  };
}
