import { Empty } from 'antd';
import { useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useT } from '../app/language.tsx';
import { ClauseMarks, type ShownClause } from './clause-marks.tsx';
import { SourcePane } from './source-pane.tsx';
import { cutSource } from './source-pieces.ts';
import { useSourceSelection, type SourceSpan } from './source-selection.ts';

type LocatedClause = ShownClause & { readonly start: number; readonly end: number; readonly departmentId?: string | null };

interface SourceWithClausesProps {
  readonly text: string;
  readonly clauses: readonly LocatedClause[];
  readonly notUnderstood: readonly { readonly start: number; readonly end: number }[];
  readonly unknownPartners?: readonly string[];
  /** The clause lit at first, by its place in `clauses`. */
  readonly initial?: number;
  readonly onLit?: (clause: number) => void;
  /** What stands under the lit clause in the list. */
  readonly detail?: (clause: number) => ReactNode;
  /** What can be done with the text that is selected in the source; without it the source is only read. */
  readonly marking?: (selected: SourceSpan | null, lit: number) => ReactNode;
}

/** Source text and clauses side by side: a clause chosen on one side is lit and brought into view on the other. */
export function SourceWithClauses({ text, clauses, notUnderstood, unknownPartners = [], initial = -1, onLit, detail, marking }: SourceWithClausesProps) {
  const t = useT();
  const [lit, setLit] = useState(initial);
  const source = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const selected = useSourceSelection(source);
  const pieces = useMemo(() => cutSource(text, clauses, notUnderstood), [text, clauses, notUnderstood]);
  const choose = (index: number, from: 'source' | 'list') => {
    setLit(index);
    onLit?.(index);
    bringIntoView(from === 'list' ? source : list, index);
  };
  useEffect(() => {
    setLit(initial);
    if (initial < 0) return;
    bringIntoView(source, initial);
    bringIntoView(list, initial);
  }, [initial]);
  return (
    <div className="two-columns">
      <section className="panel" aria-label={t({ zh: '原文', en: 'Source text' })}>
        <h2>{t({ zh: '原文', en: 'Source text' })}</h2>
        <SourcePane pane={source} pieces={pieces} lit={lit} onChoose={(index) => choose(index, 'source')} isMarkable={marking !== undefined} />
        {marking?.(selected, lit)}
      </section>
      <section className="panel" aria-label={t({ zh: '职责条款', en: 'Duty clauses' })}>
        <h2>{t({ zh: `职责条款（${clauses.length} 条）`, en: `Duty clauses (${clauses.length})` })}</h2>
        {clauses.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '未读出职责条款，请核对文件种类和正文。', en: 'No clauses were read; check the kind of document and its text.' })} />}
        <ul className="clause-list" ref={list}>
          {clauses.map((clause, index) => (
            <li key={`${clause.start}-${clause.path}`} data-clause={index}>
              <button type="button" className={index === lit ? 'clause lit' : 'clause'} aria-pressed={index === lit} onClick={() => choose(index, 'list')}>
                <span className="clause-path">{clause.path}</span><span lang="zh-CN">{clause.text}</span>
                <ClauseMarks clause={clause} unknown={unknownPartners} />
              </button>
              {index === lit && detail?.(index)}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** Scrolls the pane alone, not the page. */
function bringIntoView(pane: RefObject<HTMLElement | null>, index: number): void {
  const box = pane.current;
  const target = box?.querySelector<HTMLElement>(`[data-clause="${index}"]`);
  if (box === null || target === null || target === undefined) return;
  const top = target.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  box.scrollTo({ top: Math.max(0, top - box.clientHeight / 3), behavior: 'smooth' });
}
