/** One measured figure, as `npm run bench -- --json` prints it, one a line (interfaces.md). */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** The median of the rounds. */
  readonly value: number;
  /** The same measured beside it on the bare server; nothing to compare with: null. */
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** How many requests, or runs, the value stands on. */
  readonly n: number;
  readonly median: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly note: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits));

export const ratioOf = (value: number, baseline: number): number | null => (baseline === 0 ? null : rounded(value / baseline));

/** A figure as a line for people. */
export function describeFigure({ name, unit, value, baseline, ratio, p50, p99, note }: Figure): string {
  const compared = baseline === null ? '' : `  （对照 ${baseline}${ratio === null ? '' : `，比 ${ratio}`}）`;
  const latency = p50 === null ? '' : `  p50 ${p50} ms  p99 ${p99 ?? '-'} ms`;
  return `${name.padEnd(14)} ${value} ${unit}${compared}${latency}  ${note}`;
}
