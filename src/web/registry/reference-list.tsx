import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { referenceKindWords, type Reference, type ReferenceKind } from '../../core/registry/model.ts';
import { useT } from '../app/language.tsx';
import { WordTag } from '../parts/tag.tsx';

/** Records that name a department or hang on a matter: those in force or in hand by themselves, the rest counted. */
export function ReferenceList({ references }: { references: readonly Reference[] }) {
  const t = useT();
  if (references.length === 0) return <p className="muted">{t({ zh: '没有涉及的记录。', en: 'No records.' })}</p>;
  return (
    <ul className="bare-list reference-list">
      {references.map((reference) => (
        <li key={`${reference.kind}-${reference.id}-${reference.role}-${reference.departmentId ?? ''}`}>
          <WordTag words={referenceKindWords} value={reference.kind} color={reference.isLive ? 'orange' : 'plain'} />
          <ReferenceLink reference={reference} />
          {reference.count > 1 && <span className="muted"> × {reference.count}</span>} <span className="muted">{reference.role}</span>
          {!reference.isLive && <Tag style={{ marginLeft: 8 }}>{t({ zh: '历史', en: 'past' })}</Tag>}
        </li>
      ))}
    </ul>
  );
}

/** Where a record of a kind has its page; kinds without one are named only. */
const pages: Readonly<Partial<Record<ReferenceKind, string>>> = {
  DIVISION_ENTRY: '/division-entries', DIVISION_DRAFT: '/division-drafts', DISPUTE: '/disputes', WORK_ORDER: '/orders', DOCUMENT: '/documents', CLAUSE_PARTNER: '/documents',
};
const isKeptAsOne = (kind: ReferenceKind): boolean => kind === 'DOCUMENT' || kind === 'CLAUSE_PARTNER';

function ReferenceLink({ reference: { kind, id, label, isLive } }: { reference: Reference }) {
  const folder = isLive || isKeptAsOne(kind) ? pages[kind] : undefined;
  const address: string = `${folder ?? ''}/${id}`;
  return folder === undefined ? <span>{label}</span> : <Link to={address}>{label}</Link>;
}
