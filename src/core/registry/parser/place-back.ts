import type { ParsedPaper } from './model.ts';
import type { Span } from './shadow.ts';

/** A paper read without its pinyin annotations, with every offset put back to the source as it came; an annotation belongs to the words before it. */
export function placeBack(paper: ParsedPaper, source: string, places: readonly number[]): ParsedPaper {
  const place = <Part extends Span>(part: Part): Part => ({ ...part, start: places[part.start] ?? 0, end: places[part.end] ?? source.length });
  const cut = <Part extends Span & { readonly text: string }>(part: Part): Part => {
    const placed = place(part);
    return { ...placed, text: source.slice(placed.start, placed.end) };
  };
  return {
    ...paper,
    sections: paper.sections.map(place),
    clauses: paper.clauses.map((clause) => ({ ...cut(clause), verbs: clause.verbs.map(place), ...(clause.cells === undefined ? {} : { cells: clause.cells.map(cut) }) })),
    tables: paper.tables.map(place),
    notUnderstood: paper.notUnderstood.map(cut),
    unknownVerbs: paper.unknownVerbs.map(cut),
  };
}
