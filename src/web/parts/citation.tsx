import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';

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
