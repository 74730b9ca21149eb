import { formatNumber } from './number-formats.ts';

/** The two streams of an old Word file that hold its lists and paragraphs. */
export interface DocStreams {
  readonly main: Buffer;
  readonly table: Buffer;
}

/** One level of a list (MS-DOC 2.9.150 LVLF): its first number, how it is drawn, and the text around it, with the number of a level as the character of its code. */
export interface DocLevel {
  readonly start: number;
  readonly format: string;
  readonly pattern: string;
  readonly isLegal: boolean;
  /** Begins anew after a number of a level above this one; `null` after any. */
  readonly restartsAfter: number | null;
}

interface DocOverride {
  readonly start: number | null;
  readonly level: DocLevel | null;
}

interface DocInstance {
  readonly list: number;
  readonly overrides: ReadonlyMap<number, DocOverride>;
}

export interface DocPlace {
  /** The number of the list in the file, from 1. */
  readonly instance: number;
  readonly level: number;
}

/** Number formats by their code (MS-OSHARED 2.2.1.3 MSONFC), as the newer files name them. */
const FORMATS: Readonly<Record<number, string>> = {
  0: 'decimal', 1: 'upperRoman', 2: 'lowerRoman', 3: 'upperLetter', 4: 'lowerLetter', 10: 'ideographDigital', 11: 'japaneseCounting', 14: 'decimalFullWidth', 15: 'decimal',
  16: 'chineseLegalSimplified', 17: 'japaneseDigitalTenThousand', 18: 'decimalEnclosedCircle', 19: 'decimalFullWidth2', 22: 'decimalZero', 23: 'bullet', 26: 'decimalEnclosedFullstop',
  27: 'decimalEnclosedParen', 28: 'decimalEnclosedCircleChinese', 29: 'ideographEnclosedCircle', 30: 'ideographTraditional', 31: 'ideographZodiac', 33: 'taiwaneseCounting',
  35: 'taiwaneseCountingThousand', 37: 'chineseCounting', 38: 'chineseLegalSimplified', 39: 'chineseCountingThousand', 255: 'none',
};

const LSTF_SIZE = 28;
const LVLF_SIZE = 28;
const LFO_SIZE = 16;

/** Reads one level at a place; answers where the next one begins. */
function readLevel(table: Buffer, at: number): { level: DocLevel; next: number } {
  const flags = table.readUInt8(at + 5);
  const [paragraphSize, characterSize] = [table.readUInt8(at + 25), table.readUInt8(at + 24)];
  const textAt = at + LVLF_SIZE + paragraphSize + characterSize;
  const length = table.readUInt16LE(textAt);
  const restart = table.readUInt8(at + 26);
  return {
    level: {
      start: table.readInt32LE(at), format: FORMATS[table.readUInt8(at + 4)] ?? 'decimal', pattern: table.toString('utf16le', textAt + 2, textAt + 2 + length * 2), isLegal: (flags & 0x04) !== 0,
      restartsAfter: (flags & 0x08) === 0 ? null : restart,
    },
    next: textAt + 2 + length * 2,
  };
}

/** The definitions of lists by their id. */
function readDefinitions(table: Buffer, at: number, size: number): ReadonlyMap<number, readonly DocLevel[]> {
  const count = table.readUInt16LE(at);
  const definitions = new Map<number, readonly DocLevel[]>();
  let next = at + size;
  for (let index = 0; index < count; index += 1) {
    const start = at + 2 + index * LSTF_SIZE;
    const isSimple = (table.readUInt8(start + 26) & 0x01) !== 0;
    const levels: DocLevel[] = [];
    for (let level = 0; level < (isSimple ? 1 : 9); level += 1) {
      const read = readLevel(table, next);
      levels.push(read.level);
      next = read.next;
    }
    definitions.set(table.readInt32LE(start), levels);
  }
  return definitions;
}

function readInstances(table: Buffer, at: number): readonly DocInstance[] {
  const count = table.readUInt32LE(at);
  let next = at + 4 + count * LFO_SIZE;
  return Array.from({ length: count }, (_, index): DocInstance => {
    const start = at + 4 + index * LFO_SIZE;
    const overrides = new Map<number, DocOverride>();
    next += 4;
    for (let level = 0; level < table.readUInt8(start + 12); level += 1) {
      const [first, flags] = [table.readInt32LE(next), table.readUInt32LE(next + 4)];
      next += 8;
      const own = (flags & 0x20) === 0 ? null : readLevel(table, next);
      if (own !== null) next = own.next;
      overrides.set(flags & 0x0f, { start: (flags & 0x10) === 0 ? null : first, level: own?.level ?? null });
    }
    return { list: table.readInt32LE(start), overrides };
  });
}

const [LISTS_AT, INSTANCES_AT] = [0x02e2, 0x02ea];

/** The automatic numbers of an old Word file (MS-DOC 2.4.6.3). Made for one pass over its paragraphs, in order: `next` counts. */
export class DocNumbering {
  private readonly definitions: ReadonlyMap<number, readonly DocLevel[]>;
  private readonly instances: readonly DocInstance[];
  private readonly counters = new Map<number, Map<number, number>>();
  private readonly begun = new Set<number>();

  constructor({ main, table }: DocStreams) {
    const [lists, listSize] = [main.readUInt32LE(LISTS_AT), main.readUInt32LE(LISTS_AT + 4)];
    const [instances, instanceSize] = [main.readUInt32LE(INSTANCES_AT), main.readUInt32LE(INSTANCES_AT + 4)];
    this.definitions = listSize === 0 ? new Map<number, readonly DocLevel[]>() : readDefinitions(table, lists, listSize);
    this.instances = instanceSize === 0 ? [] : readInstances(table, instances);
  }

  get isEmpty(): boolean {
    return this.instances.length === 0;
  }

  private levelOf({ list, overrides }: DocInstance, level: number): DocLevel | undefined {
    return overrides.get(level)?.level ?? this.definitions.get(list)?.[level];
  }

  /** Counts one paragraph and answers with its number as drawn; empty for bullets. */
  next({ instance: number, level }: DocPlace): string {
    const instance = this.instances[number - 1];
    const own = instance === undefined ? undefined : this.levelOf(instance, level);
    if (instance === undefined || own === undefined) return '';
    const counter = this.counterOf(number, instance);
    counter.set(level, (counter.get(level) ?? own.start - 1) + 1);
    for (const deeper of [...counter.keys()].filter((key) => key > level)) if (this.isRestarted(instance, deeper, level)) counter.delete(deeper);
    if (own.format === 'bullet') return '';
    return own.pattern.replaceAll(/[\u0000-\u0008]/gu, (code) => this.draw(instance, code.charCodeAt(0), counter, own));
  }

  private draw(instance: DocInstance, level: number, counter: Map<number, number>, own: DocLevel): string {
    const wanted = this.levelOf(instance, level);
    const value = counter.get(level) ?? wanted?.start ?? 1;
    counter.set(level, value);
    return own.isLegal ? String(value) : formatNumber(value, wanted?.format ?? 'decimal');
  }

  private isRestarted(instance: DocInstance, deeper: number, level: number): boolean {
    const restart = this.levelOf(instance, deeper)?.restartsAfter ?? null;
    return restart === null || level < restart;
  }

  /** Instances of one list count on together, unless one is told to start anew. */
  private counterOf(number: number, instance: DocInstance): Map<number, number> {
    const counter = this.counters.get(instance.list) ?? new Map<number, number>();
    this.counters.set(instance.list, counter);
    if (!this.begun.has(number)) for (const [level, { start }] of instance.overrides) if (start !== null) counter.set(level, start - 1);
    this.begun.add(number);
    return counter;
  }
}
