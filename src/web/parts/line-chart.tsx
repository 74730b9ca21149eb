import type { ReactNode } from 'react';
import './line-chart.css';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** Its interval, drawn as a bar. */
  readonly low?: number | null;
  readonly high?: number | null;
}

export interface ChartLine {
  readonly name: string;
  readonly tone: 'first' | 'second' | 'third' | 'fourth';
  readonly points: readonly ChartPoint[];
  readonly dashed?: boolean;
  /** Points without a line between them. */
  readonly loose?: boolean;
}

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

interface LineChartProps {
  /** What the picture shows, for who cannot see it; the numbers stand in the table beside it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly ChartLine[];
  readonly marks?: readonly { readonly x: number; readonly text: string }[];
}

const WIDTH = 640;
const HEIGHT = 280;
const EDGE = { left: 56, right: 16, top: 16, bottom: 44 };

/** Lines over two axes, as a plain drawing. */
export function LineChart({ label, x, y, lines, marks = [] }: LineChartProps) {
  const toX = (value: number) => EDGE.left + ((value - x.from) / (x.to - x.from)) * (WIDTH - EDGE.left - EDGE.right);
  const toY = (value: number) => HEIGHT - EDGE.bottom - ((value - y.from) / (y.to - y.from)) * (HEIGHT - EDGE.top - EDGE.bottom);
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {y.ticks.map(({ at, text }) => (
          <g key={at}>
            <line className="chart-grid" x1={EDGE.left} x2={WIDTH - EDGE.right} y1={toY(at)} y2={toY(at)} />
            <text className="chart-text" x={EDGE.left - 6} y={toY(at) + 4} textAnchor="end">{text}</text>
          </g>
        ))}
        {x.ticks.map(({ at, text }) => <text key={at} className="chart-text" x={toX(at)} y={HEIGHT - EDGE.bottom + 16} textAnchor="middle">{text}</text>)}
        <text className="chart-text" x={(WIDTH + EDGE.left) / 2} y={HEIGHT - 6} textAnchor="middle">{x.label}</text>
        <text className="chart-text" x={14} y={HEIGHT / 2} textAnchor="middle" transform={`rotate(-90 14 ${HEIGHT / 2})`}>{y.label}</text>
        {marks.map((mark, at) => <Mark key={mark.text} x={toX(mark.x)} text={mark.text} row={at} />)}
        {lines.map((line) => <Line key={line.name} line={line} toX={toX} toY={toY} />)}
      </svg>
      <Legend lines={lines} />
    </figure>
  );
}

/** Each mark writes in a row of its own, so that near ones do not cover each other. */
function Mark({ x, text, row }: { x: number; text: string; row: number }) {
  const isRight = x > WIDTH / 2;
  return (
    <g>
      <line className="chart-mark" x1={x} x2={x} y1={EDGE.top} y2={HEIGHT - EDGE.bottom} />
      <text className="chart-text chart-mark-text" x={isRight ? x - 5 : x + 5} y={HEIGHT - EDGE.bottom - 10 - 16 * row} textAnchor={isRight ? 'end' : 'start'}>{text}</text>
    </g>
  );
}

function Line({ line: { tone, points, dashed = false, loose = false }, toX, toY }: { line: ChartLine; toX: (value: number) => number; toY: (value: number) => number }) {
  return (
    <g className={`chart-${tone}`}>
      {!loose && <polyline className="chart-line" strokeDasharray={dashed ? '5 4' : undefined} points={points.map((point) => `${toX(point.x)},${toY(point.y)}`).join(' ')} />}
      {points.map((point) => (typeof point.low === 'number' && typeof point.high === 'number' ? <line key={`i${point.x}`} className="chart-interval" x1={toX(point.x)} x2={toX(point.x)} y1={toY(point.low)} y2={toY(point.high)} /> : null))}
      {!dashed && points.length < 40 && points.map((point) => <circle key={point.x} cx={toX(point.x)} cy={toY(point.y)} r={3.5} />)}
    </g>
  );
}

function Legend({ lines }: { lines: readonly ChartLine[] }): ReactNode {
  if (lines.length < 2) return null;
  return (
    <figcaption className="chart-legend">
      {lines.map(({ name, tone, dashed = false }) => <span key={name} className={`chart-${tone}`}><span className={dashed ? 'chart-key dashed' : 'chart-key'} aria-hidden="true" />{name}</span>)}
    </figcaption>
  );
}
