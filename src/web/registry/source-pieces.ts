interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of the source: part of a clause (`clause` is its place in the list, else -1), or not understood (`odd`), or plain. */
export interface Piece extends Span {
  readonly text: string;
  readonly clause: number;
  readonly odd: boolean;
}

/** Cuts the source (UTF-16 offsets) along its clauses and the spans not understood; where two overlap the earlier one keeps the characters. */
export function cutSource(text: string, clauses: readonly Span[], notUnderstood: readonly Span[]): Piece[] {
  const marks = [
    ...clauses.map(({ start, end }, clause) => ({ start, end, clause, odd: false })),
    ...notUnderstood.map(({ start, end }) => ({ start, end, clause: -1, odd: true })),
  ].toSorted((a, b) => a.start - b.start || b.end - a.end);
  const pieces: Piece[] = [];
  let at = 0;
  const add = (start: number, end: number, clause: number, odd: boolean) => {
    if (end > start) pieces.push({ start, end, text: text.slice(start, end), clause, odd });
    at = Math.max(at, end);
  };
  for (const mark of marks) {
    const start = Math.max(at, mark.start);
    if (start > at) add(at, start, -1, false);
    if (mark.end > start) add(start, mark.end, mark.clause, mark.odd);
  }
  add(at, text.length, -1, false);
  return pieces;
}
