/** A piece of a text, in UTF-16 offsets into it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words by which a person turns to another thing. */
const TURN = '另外|此外|除此之外|还有一?[个件]|还有就是|再就是|再一个|再反映|顺便|顺带|其次|[二三四]是|第[二三四][，、个件点]|[2-4][.、．)）]';
const ENDS = '(?<=[。！？!?；;\\n])';
const TURNS = new RegExp(`(?=${TURN})`, 'u');
const BREAK = new RegExp(`${ENDS}|(?=${TURN})`, 'u');
/** Pieces with fewer Chinese characters say nothing for themselves: 您好！请处理。 */
const TOLD = /(?:\p{Script=Han}\P{Script=Han}*){8}/u;

/** The text in sentences, in their order and without a gap; a short one goes with the one before it. */
export const listSentences = (text: string): Span[] => cut(text, BREAK);

/** The text cut where the person turns to another thing; one piece where nobody does. */
export const listTurns = (text: string): Span[] => cut(text, TURNS);

function cut(text: string, at: RegExp): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const piece of text.split(at)) {
    const end = start + piece.length;
    const last = spans.at(-1);
    if (last !== undefined && !(TOLD.test(piece) && TOLD.test(text.slice(last.start, last.end)))) spans[spans.length - 1] = { start: last.start, end };
    else if (end > start) spans.push({ start, end });
    start = end;
  }
  return spans;
}

/** Neighbouring spans of one topic as one; a span without a topic goes with the one before it, at the beginning with the one after. */
export function joinByTopic<Topic>(spans: readonly Span[], topicOf: (span: Span) => Topic | null): { readonly span: Span; readonly topic: Topic }[] {
  const joined: { span: Span; topic: Topic }[] = [];
  for (const span of spans) {
    const topic = topicOf(span);
    const last = joined.at(-1);
    if (last !== undefined && (topic === null || topic === last.topic)) last.span = { start: last.span.start, end: span.end };
    else if (topic !== null) joined.push({ span: { start: last === undefined ? (spans[0] as Span).start : span.start, end: span.end }, topic });
  }
  return joined;
}
