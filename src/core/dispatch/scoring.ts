/** What was said of one row whose true answer is known. */
export interface Answer {
  readonly truth: string;
  /** Labels, surest first, with their probabilities. */
  readonly ranking: readonly { readonly label: string; readonly probability: number }[];
  readonly set: readonly string[];
}

export interface Scores {
  readonly n: number;
  readonly labels: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly top3: number;
  /** Expected calibration error over 15 bins of equal width. */
  readonly ece: number;
  /** Accuracy on the surest share of the rows. */
  readonly coverage: { readonly target: number; readonly coverage: number; readonly accuracy: number }[];
  readonly sets: { readonly promised: number; readonly kept: number; readonly meanSize: number };
}

const BINS = 15;
const TARGETS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1];

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
const share = <Item>(items: readonly Item[], holds: (item: Item) => boolean): number => (items.length === 0 ? 0 : items.filter(holds).length / items.length);
const isRight = ({ truth, ranking }: Answer): boolean => ranking[0]?.label === truth;
const certainty = ({ ranking }: Answer): number => ranking[0]?.probability ?? 0;

function computeMacroF1(answers: readonly Answer[]): number {
  const counts = new Map<string, { right: number; said: number; true: number }>();
  const of = (label: string) => {
    const count = counts.get(label) ?? { right: 0, said: 0, true: 0 };
    counts.set(label, count);
    return count;
  };
  for (const { truth, ranking } of answers) {
    const said = ranking[0]?.label;
    of(truth).true += 1;
    if (said === undefined) continue;
    of(said).said += 1;
    if (said === truth) of(truth).right += 1;
  }
  let sum = 0;
  for (const count of counts.values()) sum += (2 * count.right) / (count.said + count.true);
  return counts.size === 0 ? 0 : sum / counts.size;
}

/** How sure an answer was, and whether it was right. */
export interface Forecast {
  readonly certainty: number;
  readonly isRight: boolean;
}

/** Expected calibration error over 15 bins of equal width; 0 without forecasts. */
export function computeCalibrationError(forecasts: readonly Forecast[]): number {
  const bins = Array.from({ length: BINS }, () => ({ sure: 0, right: 0 }));
  for (const forecast of forecasts) {
    const bin = bins[Math.min(BINS - 1, Math.floor(forecast.certainty * BINS))] as (typeof bins)[number];
    bin.sure += forecast.certainty;
    if (forecast.isRight) bin.right += 1;
  }
  return forecasts.length === 0 ? 0 : bins.reduce((sum, bin) => sum + Math.abs(bin.sure - bin.right), 0) / forecasts.length;
}

function computeCoverage(answers: readonly Answer[], target: number): Scores['coverage'][number] {
  const surest = [...answers].sort((a, b) => certainty(b) - certainty(a)).slice(0, Math.round(answers.length * target));
  return { target, coverage: rounded(answers.length === 0 ? 0 : surest.length / answers.length), accuracy: rounded(share(surest, isRight)) };
}

/** The figures of `lishun evaluate`; macro-F1 is the mean over every label that is true or answered in the rows. */
export function computeScores(answers: readonly Answer[], labels: number, promised: number): Scores {
  const targets = [...new Set([...TARGETS, promised])].sort((a, b) => a - b);
  const sizes = answers.reduce((sum, answer) => sum + answer.set.length, 0);
  return {
    n: answers.length,
    labels,
    accuracy: rounded(share(answers, isRight)),
    macroF1: rounded(computeMacroF1(answers)),
    top3: rounded(share(answers, ({ truth, ranking }) => ranking.slice(0, 3).some((one) => one.label === truth))),
    ece: rounded(computeCalibrationError(answers.map((answer) => ({ certainty: certainty(answer), isRight: isRight(answer) })))),
    coverage: targets.map((target) => computeCoverage(answers, target)),
    sets: {
      promised,
      kept: rounded(share(answers, ({ truth, set }) => set.includes(truth))),
      meanSize: rounded(answers.length === 0 ? 0 : sizes / answers.length),
    },
  };
}

/** Micro-averaged F1 of the departments named beside the lead. */
export function computeCoF1(rows: readonly { readonly truth: readonly string[]; readonly said: readonly string[] }[]): number {
  let right = 0;
  let all = 0;
  for (const { truth, said } of rows) {
    right += said.filter((label) => truth.includes(label)).length;
    all += truth.length + said.length;
  }
  return all === 0 ? 0 : rounded((2 * right) / all);
}
