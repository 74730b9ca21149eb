import type { Day } from '../../kernel/time.ts';
import { parseNumeral } from './numbering.ts';
import type { Span } from './shadow.ts';

/** What stands before the first part: title, number and date of the paper. */
export interface FrontMatter {
  readonly title: string;
  readonly documentNumber: string | null;
  readonly issuedOn: Day | null;
}

const NUMBER = /[\p{Script=Han}]{1,14}[〔［（【[(]\s?(?:19|20)\d{2}\s?[〕］）】\])]\s?第?\s?\d{1,5}\s?号/u;
const DATE = /([12]\d{3}|[一二][〇零○一二三四五六七八九]{3})\s?年\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?日/u;
const TITLE_TAIL = /(?:规定|条例|办法|细则|法|决定|通知|方案|意见|职责|清单|目录|分工表|表|函|纪要|报告|制度|规则)(?:（[^）]{1,20}）)?$/u;
const CONTINUED = /^(?:职能配置、?|主要职责、?|内设机构和|关于|的通知)/u;

const pad = (value: number): string => String(value).padStart(2, '0');

function readDay(text: string): Day | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [year, month, day] = [match[1], match[2], match[3]].map((part) => parseNumeral((part ?? '').replaceAll('○', '〇')));
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1 || day > 31) return null;
  return `${year}-${pad(month)}-${pad(day)}` as Day;
}

/** A line that gives number or date, or says to whom: it belongs to the head of the paper, whatever marks it holds. */
export const isHeadLine = (line: string): boolean => line.length <= 60 && !/[。；]/u.test(line) && (/：$/u.test(line) || ((NUMBER.test(line) || DATE.test(line)) && line.replace(NUMBER, '').replace(DATE, '').length <= 8));

/** Title lines: the fixed name of a 三定 text wins; a title broken over two lines is joined. */
function readTitle(lines: readonly string[]): string {
  const joined = lines.map((line, index) => {
    const next = lines[index + 1];
    return next !== undefined && CONTINUED.test(next) && !TITLE_TAIL.test(line) && line.length <= 40 ? `${line}${next}` : line;
  });
  const short = joined.filter((line) => line.length <= 80 && !/[。；]$/u.test(line) && !NUMBER.test(line.slice(0, 40)));
  return short.find((line) => /职能配置、内设机构和人员编制规定$/u.test(line) && !line.startsWith('关于')) ?? short.find((line) => TITLE_TAIL.test(line)) ?? short[0] ?? '';
}

/** One-line copies put title, number and date before the first sentence: each becomes a part of its own. */
export function peelTitle(shadow: string, span: Span): Span[] {
  const parts: Span[] = [];
  let { start } = span;
  for (const match of shadow.slice(span.start, span.end).matchAll(/[^\s　]+[\s　]*/gu)) {
    const chunk = match[0].trim();
    const isFront = !/[。；，：]/u.test(chunk) && chunk.length <= 70 && (TITLE_TAIL.test(chunk) || NUMBER.test(chunk) || DATE.test(chunk));
    if (!isFront || span.start + match.index !== start) break;
    parts.push({ start, end: start + chunk.length });
    start += match[0].length;
  }
  return start < span.end ? [...parts, { start, end: span.end }] : parts;
}

/** The front matter of a paper; its date may also stand under the last line, as in notices. */
export function readFront(shadow: string, source: string, paragraphs: readonly Span[]): FrontMatter {
  const lines = paragraphs.map((span) => source.slice(span.start, span.end).replaceAll(/\s*\n\s*/g, '').replace(/^#{1,6}\s*|^\*\*|\*\*$/g, ''));
  const front = lines.join('\n');
  const head = shadow.slice(0, (paragraphs.at(-1)?.end ?? 0) + 1);
  const quoted = /《([^》]{4,60}职能配置、内设机构和人员编制规定)》/u.exec(source.slice(0, head.length))?.[1];
  const title = readTitle(lines).replace(/\s+/gu, '');
  return {
    title: title !== '' || quoted === undefined ? title : quoted,
    documentNumber: NUMBER.exec(front)?.[0].replaceAll(/\s/g, '') ?? null,
    issuedOn: readDay(front) ?? readDay(shadow.slice(-80)),
  };
}
