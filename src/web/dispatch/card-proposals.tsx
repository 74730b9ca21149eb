import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import { useT } from '../app/language.tsx';
import { ReasonsTree } from '../parts/reasons-tree.tsx';

type Proposal = NonNullable<DispatchCard['proposals']>[number];

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What an appeal is registered with; kept out of the address, which others may read. */
    readonly appealText?: string;
  }
}

const told = (text: string, { spans }: Proposal): string => spans.map(({ start, end }) => text.slice(start, end).trim()).join('…');

/** Where the appeal tells of several matters: each with its lead, its words and the way to register it for itself. */
export function CardProposals({ card: { leadDepartment }, proposals, text, nameOf }: { card: Pick<DispatchCard, 'leadDepartment'>; proposals: readonly Proposal[]; text: string; nameOf: (id: string) => string }) {
  const t = useT();
  return (
    <ol className="proposals">
      {proposals.map((one) => (
        <li key={one.leadDepartment.departmentId}>
          <strong>{nameOf(one.leadDepartment.departmentId)}</strong> <span className="muted">{Math.round(one.leadDepartment.probability * 100)}%</span> {one.matter !== null && <Tag>{one.matter.name}</Tag>}
          <blockquote>{told(text, one)}</blockquote>
          <ReasonsTree reasons={one.reasons} />
          {one.leadDepartment.departmentId !== leadDepartment?.departmentId && <Link to="/appeals/new" state={{ appealText: told(text, one) }}>{t({ zh: '单独登记这一事项', en: 'Register this matter for itself' })}</Link>}
        </li>
      ))}
    </ol>
  );
}
