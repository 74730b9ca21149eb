import { Link } from '@tanstack/react-router';
import { Descriptions } from 'antd';
import type { Settlement } from '../../core/disputes/model.ts';
import type { Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';
import { BoundaryText } from '../division/boundary-text.tsx';
import { useDepartmentNames } from '../division/department-names.ts';
import { BasisList, ResponsibleList } from '../division/entry-view.tsx';
import { useMatters } from '../parts/matters.ts';

/** What is proposed, agreed or decided, in the columns of the division table. */
export function SettlementView({ settlement }: { settlement: Settlement }) {
  const t = useT();
  const matters = useMatters();
  const fullName = useDepartmentNames();
  const matter = matters.data?.find((one) => one.matterId === settlement.matterId);
  const item = (label: Word, children: React.ReactNode) => ({ key: label.en, label: t(label), children: children === '' || children === null ? <span className="muted">{t({ zh: '无', en: 'None' })}</span> : children });
  return (
    <Descriptions
      size="small" bordered column={1} styles={{ label: { width: 110 } }}
      items={[
        item({ zh: '条目名称', en: 'Title' }, settlement.title),
        item({ zh: '事项', en: 'Matter' }, <Link to="/matters/$matterId" params={{ matterId: settlement.matterId }}>{matter === undefined ? t({ zh: '查看事项', en: 'Open the matter' }) : `${matter.code} ${matter.name}`}</Link>),
        item({ zh: '边界', en: 'Boundary' }, <BoundaryText boundary={settlement.boundary} />),
        item({ zh: '牵头部门', en: 'Lead' }, <strong>{fullName(settlement.leadDepartmentId)}</strong>),
        item({ zh: '责任部门', en: 'Responsible' }, <ResponsibleList rows={settlement.responsible.map((one) => ({ ...one, departmentName: fullName(one.departmentId) }))} />),
        item({ zh: '依据', en: 'Bases' }, <BasisList bases={settlement.bases} />),
        item({ zh: '具体措施', en: 'Measures' }, settlement.measures),
        item({ zh: '衔接流程', en: 'Hand-over' }, settlement.handOver),
        item({ zh: '复核日期', en: 'Review on' }, settlement.reviewOn),
      ]}
    />
  );
}
