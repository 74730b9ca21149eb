import type { ModelHealth } from '../../core/dispatch/model-health.ts';
import { dispatchOutcomeSchema, dispatchOutcomeWords, driftKindWords, driftVerdictWords, healthPartWords, type HealthPart } from '../../core/dispatch/model.ts';
import type { Rate } from '../../core/dispatch/rates.ts';

type Cell = string | number | boolean | null;

const outcomes = dispatchOutcomeSchema.options;
const outcomeHeads = outcomes.map((outcome) => dispatchOutcomeWords[outcome].zh);
const heads = (name: string): string[] => [`${name}件数`, `${name}分子`, name, `${name}下限`, `${name}上限`];
const rate = ({ count, hits, share, low, high }: Rate): Cell[] => [count, hits, share, low, high];

const tables: { readonly [Part in HealthPart]: (health: ModelHealth) => Cell[][] } = {
  WEEKS: ({ weeks }) => [
    ['周（周一）', '派单卡', ...outcomeHeads, ...heads('卡上牵头正确率'), ...heads('预测集覆盖率'), '承诺的覆盖率', '未学过的字词占比'],
    ...weeks.map((one) => [one.week, one.cards, ...outcomes.map((outcome) => one.shares[outcome]), ...rate(one.right), ...rate(one.kept), one.promise, one.unknownShare]),
  ],
  CLASSES: ({ classes }) => [
    ['事项大类', '派单卡', ...outcomeHeads, ...heads('卡上牵头正确率'), ...heads('预测集覆盖率'), '承诺的覆盖率', '期望校准误差', ...heads('达到可直接派单界限的正确率')],
    ...classes.map((one) => [one.name ?? '未归类', one.cards, ...outcomes.map((outcome) => one.shares[outcome]), ...rate(one.right), ...rate(one.kept), one.promise, one.expectedCalibrationError, ...rate(one.reaching)]),
  ],
  RELIABILITY: ({ reliability }) => [['把握自', '把握至', '平均把握', ...heads('实际正确率')], ...reliability.bins.map((bin) => [bin.from, bin.to, bin.promised, ...rate(bin.kept)])],
  CURVE: ({ curve }) => [['把握下限', '覆盖率', ...heads('准确率')], ...curve.map((point) => [point.threshold, point.coverage, ...rate(point.accuracy)])],
  COSTS: ({ costCurve }) => [['自动确认的把握下限', '每百件工作分钟'], ...costCurve.points.map((point) => [point.threshold, point.minutes])],
  DRIFT: ({ drift }) => [
    ['项目', '稳定性指数', '判断', '类别', '此前件数', '近期件数'],
    ...drift.flatMap((one) => one.kinds.map((kind) => [driftKindWords[one.kind].zh, one.index, driftVerdictWords[one.verdict].zh, kind.key, kind.before, kind.now])),
  ],
};

/** What a spreadsheet would take for a formula is written as text. */
const written = (cell: Cell): string => {
  if (cell === null) return '';
  const text = String(cell);
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One table of the page as CSV in UTF-8 with the mark by which spreadsheets know it. */
export function exportHealth(health: ModelHealth, part: HealthPart) {
  const lines = tables[part](health).map((cells) => cells.map(written).join(','));
  return { fileName: `派单模型运行情况-${healthPartWords[part].zh}-${health.from}至${health.to}.csv`, contentType: 'text/csv; charset=utf-8', bytes: new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`) };
}
