import { plainText } from './features.ts';

export interface LabelledText {
  readonly title?: string | undefined;
  readonly text: string;
  readonly label: string;
  /** Whoever told it, as a key that says nothing by itself; rows of one teller count once for what may be learned. Absent: somebody of whom nothing else is known. */
  readonly teller?: string | undefined;
}

/** What the features see of a row: no numbers that may be personal, whatever its writing. */
const contentOf = ({ title, text }: LabelledText): string => `${plainText(title ?? '').trim()}\n${plainText(text).trim()}`;

function hashContent(row: LabelledText): number {
  let hash = 0x811c9dc5;
  const content = contentOf(row);
  for (let at = 0; at < content.length; at++) hash = Math.imul(hash ^ content.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Labels in an order that only their texts decide. Labels are often ids, which are drawn anew with every database: what is learned must
 * not hang on them.
 */
export function orderLabels(rows: readonly LabelledText[]): string[] {
  const sums = new Map<string, { count: number; sum: number; mix: number }>();
  for (const row of rows) {
    const sum = sums.get(row.label) ?? { count: 0, sum: 0, mix: 0 };
    const hash = hashContent(row);
    sums.set(row.label, { count: sum.count + 1, sum: (sum.sum + hash) >>> 0, mix: (sum.mix + Math.imul(hash, hash | 1)) >>> 0 });
  }
  return [...sums]
    .sort(([labelA, a], [labelB, b]) => b.count - a.count || a.sum - b.sum || a.mix - b.mix || compareTexts(labelA, labelB))
    .map(([label]) => label);
}

/** The rows in an order that only their texts decide, whatever order they came in. */
export function orderRows<Row extends LabelledText>(rows: readonly Row[], places: ReadonlyMap<string, number>): Row[] {
  const keyed = rows.map((row) => ({ row, content: contentOf(row), place: places.get(row.label) as number }));
  return keyed.sort((a, b) => compareTexts(a.content, b.content) || a.place - b.place).map(({ row }) => row);
}
