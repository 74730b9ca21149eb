import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { documentKindWords } from '../../core/registry/model.ts';
import type { SearchItem } from '../../core/registry/search-model.ts';
import { useT } from '../app/language.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import type { ChosenClocks } from './clock-control.tsx';
import { ClauseMarks } from './clause-marks.tsx';
import { counted } from '../../core/kernel/words.ts';

interface HitProps<Kind extends SearchItem['kind']> {
  readonly item: Extract<SearchItem, { kind: Kind }>;
  readonly clocks: ChosenClocks;
}

/** The key that `kind` and id of an item make together. */
export function keyOf(item: SearchItem): string {
  if (item.kind === 'CLAUSE') return item.clause.dutyClauseId;
  return item.kind === 'DOCUMENT' ? item.document.documentId : item.matter.matterId;
}

/** One thing found, with the words that were asked for marked, and the way to it. */
export function SearchHit({ item, clocks }: { item: SearchItem; clocks: ChosenClocks }) {
  if (item.kind === 'CLAUSE') return <ClauseFound item={item} clocks={clocks} />;
  return item.kind === 'DOCUMENT' ? <DocumentFound item={item} clocks={clocks} /> : <MatterFound item={item} clocks={clocks} />;
}

function ClauseFound({ item: { clause, highlights }, clocks }: HitProps<'CLAUSE'>) {
  return (
    <article className="hit">
      <div>
        {clause.departmentId !== null && <Link to="/departments/$departmentId" params={{ departmentId: clause.departmentId }} search={clocks} style={{ fontWeight: 500, marginRight: 12 }}>{clause.departmentName}</Link>}
        <WordTag words={documentKindWords} value={clause.documentKind} />
        <Link className="hit-link" to="/documents/$documentId" params={{ documentId: clause.documentId }} search={{ clause: clause.dutyClauseId, ...clocks }}>{clause.documentTitle} {clause.path}</Link>
      </div>
      <div className="hit-text" lang="zh-CN">{highlighted(clause.text, highlights)}</div>
      <ClauseMarks clause={clause} />
    </article>
  );
}

function DocumentFound({ item: { document, nameHighlights }, clocks }: HitProps<'DOCUMENT'>) {
  const t = useT();
  return (
    <article className="hit">
      <div>
        <Tag>{t({ zh: '文件', en: 'Document' })}</Tag>
        <WordTag words={documentKindWords} value={document.kind} />
        <Link className="hit-link" to="/documents/$documentId" params={{ documentId: document.documentId }} search={clocks} lang="zh-CN">{highlighted(document.title, nameHighlights)}</Link>
      </div>
      <div className="muted">
        {[document.documentNumber, document.departmentName, t({ zh: `${document.clauseCount} 条`, en: counted(document.clauseCount, 'clause') })].filter((part) => part !== null).join('　')}
        {'　'}<When at={document.validFrom} day />{t({ zh: ' 起施行', en: ' in force' })}
      </div>
    </article>
  );
}

function MatterFound({ item: { matter, highlights, nameHighlights }, clocks }: HitProps<'MATTER'>) {
  const t = useT();
  return (
    <article className="hit">
      <div>
        <Tag>{t(matter.isClass ? { zh: '一类事项', en: 'Class of matters' } : { zh: '一件事情', en: 'Matter' })}</Tag>
        <Link className="hit-link" to="/matters/$matterId" params={{ matterId: matter.matterId }} search={clocks} lang="zh-CN">{highlighted(matter.name, nameHighlights)}</Link>
        {' '}<span className="muted">{matter.code}</span>
      </div>
      {matter.description !== '' && <div className="hit-text" lang="zh-CN">{highlighted(matter.description, highlights)}</div>}
      {matter.keywords.length > 0 && <div className="muted" lang="zh-CN">{t({ zh: '关键词：', en: 'Keywords: ' })}{matter.keywords.join('、')}</div>}
    </article>
  );
}

function highlighted(text: string, highlights: SearchItem['highlights']): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of highlights.toSorted((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, end)}</mark>);
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}
