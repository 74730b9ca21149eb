import { levels, type Level, type Mark } from './numbering.ts';

/** A numbered part of a paper, or what stands before the first number (`mark` null, path empty). The body runs to the next mark. */
export interface Block {
  readonly mark: Mark | null;
  readonly path: string;
  readonly parent: Block | null;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

const rankOf = (level: Level): number => levels.indexOf(level);

function closeAbove(open: Block[], level: Level): void {
  for (let last = open.at(-1); last?.mark && rankOf(last.mark.level) >= rankOf(level); last = open.at(-1)) open.pop();
}

const prefixOf = (parent: Block | null): string => (parent === null || parent.mark?.level === 'CHAPTER' ? '' : parent.path);

/** What the steps of a list below an article are called when they are cited: 第三条第（五）项第1目. */
const STEPS = ['项', '目', '小目', '细目'] as const;

function citeOf(mark: Mark, parent: Block | null): string {
  if (mark.level === 'HEADING') return `第${mark.label}部分`;
  if (mark.level === 'CHAPTER' || mark.level === 'ARTICLE') return mark.label;
  let depth = 0;
  for (let at = parent; at !== null && isListed(at); at = at.parent) depth += 1;
  return `第${mark.label}${STEPS[depth] ?? '细目'}`;
}

const isListed = (block: Block): boolean => block.mark !== null && rankOf(block.mark.level) > rankOf('HEADING');

/** The same place named once more in one paper, as annexes do. */
export const repeated = (path: string, count: number): string => (count === 1 ? path : `${path}〔重复${count}〕`);

/** The blocks of a text in order: a mark closes every open one of its own or a lower rank. Paths read as papers are cited; chapters are no part of the path of their articles. */
export function buildOutline(length: number, marks: readonly Mark[]): Block[] {
  const blocks: Block[] = [{ mark: null, path: '', parent: null, bodyStart: 0, bodyEnd: marks[0]?.start ?? length }];
  const open: Block[] = [];
  const taken = new Map<string, number>();
  for (const [index, mark] of marks.entries()) {
    closeAbove(open, mark.level);
    const parent = open.at(-1) ?? null;
    const plain = `${prefixOf(parent)}${citeOf(mark, parent)}`;
    const count = (taken.get(plain) ?? 0) + 1;
    taken.set(plain, count);
    const block: Block = { mark, path: repeated(plain, count), parent, bodyStart: mark.end, bodyEnd: marks[index + 1]?.start ?? length };
    blocks.push(block);
    open.push(block);
  }
  return blocks;
}

/** The article a part stands in; null outside of articles. */
export function articleOf(block: Block): Block | null {
  for (let at: Block | null = block; at !== null; at = at.parent) if (at.mark?.level === 'ARTICLE') return at;
  return null;
}
