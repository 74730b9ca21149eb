import fc from 'fast-check';
import { z } from 'zod';
import type { Operation } from '../../src/core/kernel/operation.ts';

interface Shape {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

/** The id that every made-up input names. */
export const SAMPLE_ID = '01990000-0000-7000-8000-000000000001';

const formats: Readonly<Record<string, string>> = { uuid: SAMPLE_ID, date: '2026-03-02', 'date-time': '2026-03-02T01:00:00.000Z' };

/** Long enough for a title, a reason or a password of ten, whatever the field asks for. */
const SENTENCE = '小区门口夜市噪声扰民 abc12345';

function sampleText({ format, pattern, minLength = 0 }: Shape): string {
  const known = formats[format ?? ''];
  if (known !== undefined) return known;
  if (pattern !== undefined) return fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: 7 })[0] as string;
  return minLength > SENTENCE.length ? 'a'.repeat(minLength) : SENTENCE;
}

const samples: Readonly<Record<string, (shape: Shape) => unknown>> = {
  string: sampleText,
  integer: ({ minimum = 1 }) => Math.max(1, minimum),
  number: ({ minimum = 1 }) => Math.max(1, minimum),
  boolean: () => false,
  null: () => null,
  array: ({ items, minItems = 0 }) => Array.from({ length: minItems }, () => sampleOf(items ?? {})),
  object: ({ properties = {}, required = [] }) => Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})])),
};

function sampleOf(shape: Shape): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined) return shape.enum[0];
  if (shape.anyOf !== undefined) return sampleOf(shape.anyOf.find(({ type }) => type !== 'null') ?? {});
  return samples[shape.type ?? 'null']?.(shape);
}

const sampleFile = { name: 'sample.txt', bytes: new TextEncoder().encode('负责市容环境卫生管理工作。') };

/** The least input the operation's own schema takes: what it requires, made up; all ids are `SAMPLE_ID`. */
export function sampleInput(operation: Operation): Record<string, unknown> {
  const shape = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Shape;
  const least = sampleOf(shape) as Record<string, unknown>;
  return operation.file === undefined ? least : { ...least, [operation.file]: sampleFile };
}
