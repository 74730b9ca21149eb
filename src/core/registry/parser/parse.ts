import { writeNumeral } from '../numerals.ts';
import { analyseSentence, isUnderstood, type Analysis } from './clauses.ts';
import { isMeetingLine, kindOfSentence, settleKind } from './classify.ts';
import type { ColumnMapping } from './columns.ts';
import { findDivisions, findOffices } from './divisions.ts';
import { findCharged, findUnknownVerb, withFirstVerb } from './fallback.ts';
import { isHeadLine, peelTitle, readFront } from './front.ts';
import { readRow } from './list-rows.ts';
import type { ClauseKind, DepartmentAlias, DutyVerb, PaperKind, ParsedClause, ParsedPaper, ParsedSection, Partner, SourceSpan } from './model.ts';
import { findMarks, type Mark } from './numbering.ts';
import { prepareOrgans } from './organs.ts';
import { baseKind, computeLabelLength, computePartKind, isTopLevel, partAt, type PartHead } from './parts.ts';
import { placeBack } from './place-back.ts';
import { documentKindOf, kindOfPaper } from './paper-kind.ts';
import { articleOf, buildOutline, repeated, type Block } from './outline.ts';
import type { Readers } from './segments.ts';
import { computeWrapWidth, splitParagraphs, splitSentences } from './sentences.ts';
import { castShadow, isPageNumber, liftAnnotations, trimSpan, type Span } from './shadow.ts';
import { isFrame, shapeOf, shapeOfFront } from './shape.ts';
import { findTables, type FoundTable, type TableRow } from './tables.ts';
import { prepareVerbs } from './verbs.ts';

export interface ParseOptions {
  readonly verbs: readonly DutyVerb[];
  readonly aliases?: readonly DepartmentAlias[];
  /** Turns traditional into simplified characters; used for reading only, and only where it keeps the length. */
  readonly simplify?: (text: string) => string;
  /** Columns of list templates as a person corrected them; other templates are read by their headings. */
  readonly columns?: readonly ColumnMapping[];
}

/** Reads a duty paper: 三定 text of any of the three layouts, law, or list (procedures 5). */
export const parseDutyText = (text: string, options: ParseOptions): ParsedPaper => prepareParser(options)(text);

/** The parser with its tables made ready once; for many texts in a row. */
export function prepareParser(options: ParseOptions): (text: string) => ParsedPaper {
  const verbs = prepareVerbs(options.verbs);
  const readers: Readers = { verbs, organs: prepareOrgans(verbs, options.aliases) };
  const read = (text: string): ParsedPaper => new PaperReader(text, castShadow(text, options.simplify), readers, options.columns ?? []).read();
  return (text) => {
    const lifted = liftAnnotations(text);
    return lifted === null ? read(text) : placeBack(read(lifted.text), text, lifted.places);
  };
}

const DATE_LINE = /^[（(]?[〇○零一二三四五六七八九十\d\s]{4,6}年[〇零一二三四五六七八九十\d\s]{1,4}月[〇零一二三四五六七八九十\d\s]{1,5}日[）)]?$/u;
class PaperReader {
  private readonly source: string;
  private readonly shadow: string;
  private readonly readers: Readers;
  private readonly sections: ParsedSection[] = [];
  private readonly clauses: ParsedClause[] = [];
  private readonly notUnderstood: SourceSpan[] = [];
  private readonly unknownVerbs: SourceSpan[] = [];
  private readonly counts = new Map<string, number>();
  private readonly kinds = new Map<Block, ClauseKind>();
  private readonly paragraphs = new Map<Block, number>();
  /** Whom the lead-in above charges with the items that follow. */
  private charged: readonly Partner[] = [];
  private readonly wrapWidth: number | null;
  private readonly found: readonly FoundTable[];
  /** Those that are read by their columns: all of a list or of shared tasks, none of other papers. */
  private tables: readonly FoundTable[] = [];
  private kind: PaperKind = 'OTHER';
  private owner = '本部门';
  private line = 1;
  private lineStart = 0;

  constructor(source: string, shadow: string, readers: Readers, columns: readonly ColumnMapping[]) {
    this.source = source;
    this.shadow = shadow;
    this.readers = readers;
    this.wrapWidth = computeWrapWidth(shadow);
    this.found = findTables(shadow, columns);
  }

  read(): ParsedPaper {
    const marks = findMarks(this.shadow).filter((mark) => !this.found.some((table) => table.start <= mark.start && mark.start < table.end));
    const plain = buildOutline(this.shadow.length, marks)[0] as Block;
    const front = readFront(this.shadow, this.source, this.headingsOf(this.openingOf(plain), marks.length > 0));
    const recognised = kindOfPaper({ text: this.shadow, title: front.title, articles: marks.filter((mark) => mark.level === 'ARTICLE').length, shareOfVerbs: () => this.shareOfVerbs(), tables: this.found });
    this.kind = recognised.kind;
    this.owner = /^(.{2,30}?)(?:职能配置|主要职责|职责|“三定”)/u.exec(front.title)?.[1] ?? this.owner;
    if (this.kind === 'LIST' || this.kind === 'ALLOCATION') this.tables = this.found;
    this.readBlocks(this.tables.length === this.found.length ? marks : findMarks(this.shadow));
    for (const [index, table] of this.tables.entries()) this.readTable(table, this.tables.length > 1 ? `表${writeNumeral(index + 1)}` : '');
    const sections = this.sections.sort((a, b) => a.start - b.start);
    const clauses = this.clauses.sort((a, b) => a.start - b.start);
    return {
      kind: this.kind,
      ...(recognised.listKind === undefined ? {} : { listKind: recognised.listKind }),
      kindReason: recognised.reason,
      documentKind: documentKindOf(recognised, front.title),
      ...shapeOfFront(front),
      sections,
      clauses,
      notUnderstood: this.notUnderstood.sort((a, b) => a.start - b.start),
      unknownVerbs: this.unknownVerbs.sort((a, b) => a.start - b.start),
      divisions: findDivisions(clauses),
      offices: findOffices(sections, clauses),
      tables: this.tables.map(({ title, mapping, rows, start, end }) => ({ title, mapping, rows: rows.length, start, end })),
    };
  }

  private readBlocks(marks: readonly Mark[]): void {
    const [first, ...blocks] = buildOutline(this.shadow.length, marks) as [Block, ...Block[]];
    const opening = this.openingOf(first);
    const headings = this.headingsOf(opening, marks.length > 0);
    for (const heading of headings) this.addSection('', 'OTHER', heading);
    this.kinds.set(first, this.kind === 'SANDING' && marks.length === 0 ? 'MAIN_DUTY' : 'OTHER');
    for (const span of opening) if (!headings.includes(span)) this.readParagraph(first, span, this.kindOf(first), '');
    for (const block of blocks) if (block.mark !== null) this.readBlock(block, block.mark);
  }

  private openingOf(first: Block): Span[] {
    return this.paragraphsOf(first).flatMap((span) => peelTitle(this.shadow, span));
  }

  /** Tables that are read by their columns are no paragraphs. */
  private paragraphsOf(block: Block): Span[] {
    const outside: Span[] = [];
    let start = block.bodyStart;
    for (const table of this.tables.filter((one) => one.start >= block.bodyStart && one.start < block.bodyEnd)) {
      outside.push({ start, end: table.start });
      start = table.end;
    }
    outside.push({ start, end: Math.max(start, block.bodyEnd) });
    return outside.flatMap((span) => splitParagraphs(this.shadow, span, this.wrapWidth));
  }

  private readTable(table: FoundTable, prefix: string): void {
    for (const line of [...table.titles, ...table.header]) this.addSection('', 'LIST_ITEM', line);
    for (const [index, row] of table.rows.entries()) this.readTableRow(table, row, index, prefix);
  }

  private readTableRow(table: FoundTable, row: TableRow, index: number, prefix: string): void {
    const reading = readRow(this.source, this.shadow, row, table, this.readers);
    if (reading === null) {
      this.addSection('', 'LIST_ITEM', row);
      return;
    }
    const { span, cells, analysis, sequence } = reading;
    const kind: ClauseKind = this.kind === 'ALLOCATION' ? 'TASK' : 'LIST_ITEM';
    const place = `${prefix}${sequence === '' ? `第${index + 1}行` : `第${sequence}项`}`;
    this.clauses.push({ path: this.numberRow(place), kind, text: this.source.slice(span.start, span.end), ...span, ...shapeOf(analysis, kind, false), cells: [...cells] });
  }

  private numberRow(place: string): string {
    const count = (this.counts.get(place) ?? 0) + 1;
    this.counts.set(place, count);
    return repeated(place, count);
  }

  private isProse(span: Span): boolean {
    const text = this.shadow.slice(span.start, span.end);
    return !isHeadLine(text) && (/[。；，]/u.test(text) || text.length > 80);
  }

  /** Without numbering only the lines before the first sentence are headings. */
  private headingsOf(opening: readonly Span[], isNumbered: boolean): Span[] {
    if (isNumbered) return opening.filter((span) => !this.isProse(span));
    const prose = opening.findIndex((span) => this.isProse(span) || this.startsWithVerb(span));
    return opening.slice(0, prose < 0 ? 1 : prose);
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

  private kindOf(block: Block): ClauseKind {
    return this.kinds.get(block) ?? 'OTHER';
  }

  private readBlock(block: Block, mark: Mark): void {
    const [first, ...rest] = this.paragraphsOf(block);
    const head = this.headOf(block, mark, first);
    const length = computeLabelLength(head, this.kind);
    this.kinds.set(block, computePartKind(head, head.text.slice(0, length), this.kind));
    const { label, body } = partAt(this.shadow, first, length);
    this.addSection(this.pathOf(block), this.kindOf(block), { start: mark.start, end: label?.end ?? mark.end }, label ?? undefined);
    for (const [index, span] of [...body, ...rest].entries()) this.readNumbered(block, span, index === 0);
  }

  /** Items of a law stand in the paragraph 款 before them: 第六条第二款第（一）项. */
  private pathOf(block: Block): string {
    const article = this.kind === 'LAW' ? articleOf(block) : null;
    const number = article === null ? 0 : (this.paragraphs.get(article) ?? 0);
    if (article === null || block === article || number < 2) return block.path;
    return `${article.path}第${writeNumeral(number)}款${block.path.slice(article.path.length).replaceAll(/〔重复\d+〕/gu, '')}`;
  }

  private headOf(block: Block, mark: Mark, first: Span | undefined): PartHead {
    return {
      text: first === undefined ? '' : this.shadow.slice(first.start, first.end),
      level: mark.level,
      isTop: isTopLevel(block),
      inherited: block.parent === null ? baseKind(this.kind, mark.level) : this.kindOf(block.parent),
      startsWithVerb: first !== undefined && this.startsWithVerb(first),
    };
  }

  /** In a law each further line of an article is a paragraph 款 of its own, also when items stand between. */
  private readNumbered(block: Block, span: Span, isFirst: boolean): void {
    const article = this.kind === 'LAW' ? articleOf(block) : null;
    if (article === null || (isFirst && block !== article)) {
      this.readParagraph(block, span, this.kindOf(block), this.pathOf(block));
      return;
    }
    const number = (this.paragraphs.get(article) ?? 0) + 1;
    this.paragraphs.set(article, number);
    this.readParagraph(article, span, this.kindOf(article), number === 1 ? article.path : `${article.path}第${writeNumeral(number)}款`);
  }

  private readParagraph(block: Block, paragraph: Span, part: ClauseKind, path: string): void {
    const semicolons = part === 'DIVISION_RULE' || this.kind === 'LIST' || (block.mark === null && this.kind === 'SANDING');
    const place = this.kind === 'LIST' && path === '' ? this.cellOf(paragraph) : path;
    for (const sentence of splitSentences(this.shadow, paragraph, semicolons)) this.readSentence(sentence, part, place);
  }

  /** Row and cell in a table: “第3行第2列”. */
  private cellOf(span: Span): string {
    for (let at = this.shadow.indexOf('\n', this.lineStart); at >= 0 && at < span.start; at = this.shadow.indexOf('\n', this.lineStart)) {
      this.lineStart = at + 1;
      this.line += 1;
    }
    const cells = this.shadow.slice(this.lineStart, span.start).split('\t');
    return cells.length > 1 || this.shadow.startsWith('\t', span.end) ? `第${this.line}行第${cells.length}列` : '';
  }

  private readSentence(span: Span, part: ClauseKind, path: string): void {
    const text = this.source.slice(span.start, span.end);
    if (!/\p{Script=Han}/u.test(text)) {
      if (this.kind === 'LIST' || isPageNumber(text)) this.addSection('', 'OTHER', span);
      else this.notUnderstood.push({ ...span, text });
      return;
    }
    if (this.isHeadOrFoot(span, part, text)) {
      this.addSection('', 'OTHER', span);
      return;
    }
    const shadow = this.shadow.slice(span.start, span.end);
    const shown = kindOfSentence(shadow, part, this.kind);
    const sentence = { paper: this.kind, kind: shown, text: shadow, start: span.start, analysis: analyseSentence(this.shadow, text, span.start, this.readers, this.owner) };
    const unknown = findUnknownVerb(sentence);
    if (unknown !== null) this.unknownVerbs.push({ ...unknown, text: this.source.slice(unknown.start, unknown.end) });
    const found = this.withCharge(withFirstVerb(sentence, this.readers.verbs), shadow, path);
    const kind = settleKind(this.kind, shown, text, found);
    if (this.kind !== 'LAW' && !isUnderstood(kind, found)) this.notUnderstood.push({ ...span, text });
    else this.clauses.push({ path: this.numberPath(path), kind, text, ...span, ...shapeOf(found, kind, this.kind !== 'LAW' && isFrame(kind, text)) });
  }

  /** Items of a law that name nobody are the work of whom their lead-in charges. */
  private withCharge(analysis: Analysis, text: string, path: string): Analysis {
    if (this.kind !== 'LAW') return analysis;
    if (!/[项目]$/u.test(path)) this.charged = findCharged(text, analysis);
    else if (analysis.partners.length === 0 && this.charged.length > 0) return { ...analysis, partners: this.charged.map((partner) => ({ ...partner, inherited: true as const })) };
    return analysis;
  }

  private isHeadOrFoot(span: Span, part: ClauseKind, text: string): boolean {
    return DATE_LINE.test(text) || isPageNumber(text) || this.isSignature(span, part) || (this.kind === 'MINUTES' && isMeetingLine(text));
  }

  /** The issuing organ alone on its line, below the text. */
  private isSignature(span: Span, part: ClauseKind): boolean {
    if (part === 'MAIN_DUTY' || this.kind === 'LIST' || span.end - span.start > 30) return false;
    const text = this.shadow.slice(span.start, span.end);
    return !/[，。；：、]/u.test(text) && this.readers.organs.at(text, 0)?.end === text.length;
  }

  /** The head sentence carries the path of its part, each further one says which it is: 第三条第（一）项第二句. */
  private numberPath(path: string): string {
    const base = path === '' ? '正文' : path;
    const count = (this.counts.get(base) ?? 0) + 1;
    this.counts.set(base, count);
    return count === 1 ? base : `${base}第${writeNumeral(count)}句`;
  }

  private addSection(path: string, kind: ClauseKind, whole: Span, label: Span = whole): void {
    const span = trimSpan(this.source, whole);
    if (span === null) return;
    this.sections.push({ path, kind, label: this.source.slice(label.start, label.end).trim().replace(/[。：:\s]+$/u, ''), start: span.start, end: span.end });
  }
}
