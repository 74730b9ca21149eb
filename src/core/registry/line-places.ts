import { z } from 'zod';

/**
 * From `line` of a text on (from 1) its lines are the rows of a spreadsheet from `row` on, one after another, until the next place. `sheet` is named when the
 * workbook has several.
 */
export const linePlaceSchema = z.object({ line: z.number().int(), sheet: z.string().nullable(), row: z.number().int() });
export type LinePlace = z.infer<typeof linePlaceSchema>;

/** The places of single lines, in order, with those left out that follow from the one before. */
export const placeLines = (lines: readonly LinePlace[]): LinePlace[] =>
  lines.filter((one, index) => {
    const before = lines[index - 1];
    return before === undefined || before.sheet !== one.sheet || before.line + 1 !== one.line || before.row + 1 !== one.row;
  });

/** A row of a sheet, from 1; `sheet` is named when the workbook has several. */
export interface RowPlace {
  readonly sheet: string | null;
  readonly row: number;
}

/** Where a line of the text stands in its file: the line itself, where the text is no spreadsheet. */
export function findPlace(places: readonly LinePlace[], line: number): RowPlace {
  const place = places.findLast((one) => one.line <= line);
  return place === undefined ? { sheet: null, row: line } : { sheet: place.sheet, row: place.row + line - place.line };
}
