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

const prefixOf = (parent: Block | null): string => (parent === null || parent.mark?.level === 'CHAPTER' ? '' : `${parent.path}/`);

/** The blocks of a text in order: a mark closes every open one of its own or a lower rank. Chapters are no part of the path of their articles. */
export function buildOutline(length: number, marks: readonly Mark[]): Block[] {
  const blocks: Block[] = [{ mark: null, path: '', parent: null, bodyStart: 0, bodyEnd: marks[0]?.start ?? length }];
  const open: Block[] = [];
  const taken = new Map<string, number>();
  for (const [index, mark] of marks.entries()) {
    closeAbove(open, mark.level);
    const parent = open.at(-1) ?? null;
    const plain = `${prefixOf(parent)}${mark.label}`;
    const count = (taken.get(plain) ?? 0) + 1;
    taken.set(plain, count);
    const path = count === 1 ? plain : `${plain}~${count}`;
    const block: Block = { mark, path, parent, bodyStart: mark.end, bodyEnd: marks[index + 1]?.start ?? length };
    blocks.push(block);
    open.push(block);
  }
  return blocks;
}
