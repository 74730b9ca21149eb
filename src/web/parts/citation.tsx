import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import type { DutyClause } from '../../core/registry/model.ts';
import { documentKindWords } from '../../core/registry/model.ts';
import { WordTag } from './tag.tsx';

/** A clause or a basis: where it stands (linked where we hold it), what sort of thing it is, and its words. `href` is an address of ours. */
export function Citation({ title, note, quote, href }: { title: string; note?: string; quote?: string; href?: string }) {
  return (
    <div>
      {note !== undefined && <Tag>{note}</Tag>}
      {href === undefined ? title : <Link to={href}>{title}</Link>}
      {quote !== undefined && quote !== '' && <div className="quote">{quote}</div>}
    </div>
  );
}

/** A duty clause quoted with the document and the place it stands in. */
export function ClauseCitation({ clause }: { clause: Pick<DutyClause, 'documentId' | 'documentTitle' | 'documentKind' | 'dutyClauseId' | 'path' | 'text'> }) {
  return (
    <div>
      <WordTag words={documentKindWords} value={clause.documentKind} />
      <Link to="/documents/$documentId" params={{ documentId: clause.documentId }} search={{ clause: clause.dutyClauseId }}>《{bare(clause.documentTitle)}》{clause.path}</Link>
      <div className="quote">{clause.text}</div>
    </div>
  );
}

const bare = (title: string): string => title.replace(/^《(.*)》$/, '$1');
