import { z } from 'zod';

const MOST_PLACES = 50;
const LONGEST_VALUE = 200;

/** What came of computing a past card again from what it was computed from. */
export const replaySchema = z.object({
  dispatchCardId: z.uuid(),
  /** Whether the card came out the same, byte for byte. */
  same: z.boolean(),
  /** The engine that computed it, and the one that computed it again: a newer one promises nothing about the cards of an older. */
  engine: z.object({ then: z.number().int(), now: z.number().int() }),
  /** Where it differs: the path in the card, and its values as JSON, cut short; null where there is none. */
  differences: z.array(z.object({ path: z.string(), then: z.string().nullable(), now: z.string().nullable() })).max(MOST_PLACES),
});
export type Replay = z.infer<typeof replaySchema>;

type Difference = Replay['differences'][number];

function show(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

const isNode = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function addDifferences(then: unknown, now: unknown, path: string, found: Difference[]): void {
  if (found.length >= MOST_PLACES || JSON.stringify(then) === JSON.stringify(now)) return;
  if (!isNode(then) || !isNode(now) || Array.isArray(then) !== Array.isArray(now)) {
    found.push({ path, then: show(then), now: show(now) });
    return;
  }
  const before = found.length;
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])];
  for (const name of names) addDifferences(then[name], now[name], path === '' ? name : `${path}.${name}`, found);
  // the same fields in another order
  if (found.length === before) found.push({ path, then: show(then), now: show(now) });
}

/** Where two cards, given as the bytes they are kept as, differ: `ranking.0.probability`. */
export function listDifferences(then: string, now: string): Difference[] {
  if (then === now) return [];
  const found: Difference[] = [];
  addDifferences(JSON.parse(then), JSON.parse(now), '', found);
  return found.length > 0 ? found : [{ path: '', then: show(then), now: show(now) }];
}

/** The versions of the parts a card names: `e5.d3.p120` is the fifth version of the entries, the third of the disputes, the 120th of the precedents. */
export function readPrecedentVersion(entries: string): number {
  const found = /\.p(\d+)$/.exec(entries);
  if (found === null) throw new TypeError(`${entries} names no version of the precedents`);
  return Number(found[1]);
}
