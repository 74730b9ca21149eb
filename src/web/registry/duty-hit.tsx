import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { documentKindWords } from '../../core/registry/model.ts';
import type { registryOperations } from '../../core/registry/operations.ts';
import { WordTag } from '../parts/tag.tsx';
import { ClauseMarks } from './clause-marks.tsx';

type Hit = ResultOf<typeof registryOperations.searchDutyClauses>['items'][number];

/** One clause found: its words with those searched for marked, whose it is, and the way to it in its document. */
export function DutyHit({ hit }: { hit: Hit }) {
  return (
    <article className="hit">
      <div>
        {hit.departmentId !== null && <Link to="/departments/$departmentId" params={{ departmentId: hit.departmentId }} style={{ fontWeight: 500, marginRight: 12 }}>{hit.departmentName}</Link>}
        <WordTag words={documentKindWords} value={hit.documentKind} />
        <Link to="/documents/$documentId" params={{ documentId: hit.documentId }} search={{ clause: hit.dutyClauseId }}>{hit.documentTitle} {hit.path}</Link>
      </div>
      <div className="hit-text" lang="zh-CN">{highlighted(hit.text, hit.highlights)}</div>
      <ClauseMarks clause={hit} />
    </article>
  );
}

function highlighted(text: string, highlights: Hit['highlights']): ReactNode[] {
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
