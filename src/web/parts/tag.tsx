import { Tag } from 'antd';
import type { Words } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';

export type Tone = 'plain' | 'blue' | 'green' | 'orange' | 'red';

const colours: Readonly<Record<Tone, string>> = { plain: 'default', blue: 'blue', green: 'green', orange: 'gold', red: 'red' };

/** A value of a closed set by its word; the tone is either one for all or a table by value. */
export function WordTag<Value extends string>({ words, value, color = 'plain' }: { words: Words<Value>; value: Value; color?: Tone | Readonly<Partial<Record<Value, Tone>>> }) {
  const t = useT();
  const tone: Tone = typeof color === 'string' ? color : (color[value] ?? 'plain');
  return <Tag color={colours[tone]}>{t(words[value])}</Tag>;
}
