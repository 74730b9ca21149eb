import type { Duty } from './department-knowledge.ts';

/** So many phrases make a row: as short as what an appeal says about one thing. */
const PHRASES = 3;
/** The words of duties between their stops. */
const STOPS = /[\s,，。；;、：:！!？?（）()《》“”"]+/u;
/** A label with longer texts is heard from their beginning, its texts by turns. */
const ROWS_PER_LABEL = 400;

/** Duty texts cut into short rows of their label, as if each had been an appeal that the department answered. English keeps its sentences. */
export function toDutyRows(duties: readonly Duty[]): Duty[] {
  const counts = new Map<string, number>();
  return duties.flatMap(({ label, text }) => {
    const isHan = /\p{Script=Han}/u.test(text);
    const phrases = text.split(isHan ? STOPS : /[,.;:\n]+/u).map((phrase) => phrase.trim()).filter((phrase) => phrase !== '');
    const had = counts.get(label) ?? 0;
    const rows = Array.from({ length: Math.min(Math.ceil(phrases.length / PHRASES), ROWS_PER_LABEL - had) }, (_row, row) => ({
      label,
      text: phrases.slice(row * PHRASES, (row + 1) * PHRASES).join(' '),
    }));
    counts.set(label, had + rows.length);
    return rows;
  });
}
