import { Descriptions, Flex } from 'antd';
import { formationWords, type Basis, type DivisionDraft, type DivisionEntry } from '../../core/division/model.ts';
import { dayOf } from '../../core/kernel/time.ts';
import type { Word } from '../../core/kernel/words.ts';
import { documentKindWords } from '../../core/registry/model.ts';
import { useT } from '../app/language.tsx';
import { Citation } from '../parts/citation.tsx';
import { BoundaryText } from './boundary-text.tsx';

/** The bases with their rank and the words of the clause. */
export function BasisList({ bases }: { bases: readonly Basis[] }) {
  const t = useT();
  if (bases.length === 0) return <span className="muted">{t({ zh: '未列依据', en: 'No bases listed' })}</span>;
  return (
    <Flex vertical gap={8}>
      {bases.map((basis, index) => (
        <Citation
          key={index} title={`${basis.title} ${basis.article}`} note={t(documentKindWords[basis.rank])} quote={basis.text}
          {...(basis.documentId === null ? {} : { href: `/documents/${basis.documentId}` })}
        />
      ))}
    </Flex>
  );
}

export function ResponsibleList({ rows }: { rows: readonly { departmentId: string; departmentName: string; task: string }[] }) {
  const t = useT();
  if (rows.length === 0) return <span className="muted">{t({ zh: '无', en: 'None' })}</span>;
  return (
    <ul className="plain-list">
      {rows.map((one) => <li key={one.departmentId}>{one.departmentName}{one.task !== '' && <>{t({ zh: '：', en: ': ' })}{one.task}</>}</li>)}
    </ul>
  );
}

/** All columns of one row of the table. */
export function EntryView({ entry }: { entry: DivisionEntry | DivisionDraft }) {
  const t = useT();
  const none = <span className="muted">{t({ zh: '无', en: 'None' })}</span>;
  const item = (label: Word, children: React.ReactNode, wide = false) => ({ key: label.en, label: t(label), children: children === '' || children === null ? none : children, ...(wide ? { span: 'filled' as const } : {}) });
  return (
    <Descriptions
      bordered size="small" column={{ xs: 1, md: 2 }} styles={{ label: { width: 130 } }}
      items={[
        item({ zh: '事项', en: 'Matter' }, `${entry.matterCode} ${entry.matterName}`, true),
        item({ zh: '边界', en: 'Boundary' }, <BoundaryText boundary={entry.boundary} />, true),
        item({ zh: '启动情形', en: 'Trigger' }, entry.trigger, true),
        item({ zh: '牵头部门', en: 'Lead department' }, entry.leadDepartmentName === null ? null : <strong>{entry.leadDepartmentName}</strong>),
        item({ zh: '兜底部门', en: 'Fallback department' }, entry.fallbackDepartmentName),
        item({ zh: '责任部门', en: 'Responsible' }, <ResponsibleList rows={entry.responsible} />, true),
        item({ zh: '镇街职责', en: "Townships' share" }, entry.townshipShare, true),
        item({ zh: '依据', en: 'Bases' }, <BasisList bases={entry.bases} />, true),
        item({ zh: '衔接流程', en: 'Hand-over' }, entry.handOver, true),
        item({ zh: '办理时限', en: 'Limit' }, entry.limitWorkingDays === null ? null : t({ zh: `${entry.limitWorkingDays} 个工作日`, en: `${entry.limitWorkingDays} working days` })),
        item({ zh: '形成方式', en: 'Formed by' }, t(formationWords[entry.formedBy])),
        item({ zh: '决定机关', en: 'Deciding body' }, entry.decision.body),
        item({ zh: '会议', en: 'Meeting' }, entry.decision.meeting),
        item({ zh: '决定日期', en: 'Decided on' }, entry.decision.on),
        item({ zh: '文号', en: 'Document number' }, entry.decision.documentNumber),
        item({ zh: '生效日期', en: 'In force from' }, entry.validFrom === null ? null : dayOf(entry.validFrom)),
        item({ zh: '失效日期', en: 'In force until' }, entry.validTo === null ? t({ zh: '长期有效', en: 'Open' }) : dayOf(entry.validTo)),
        item({ zh: '复核日期', en: 'Review on' }, entry.reviewOn),
      ]}
    />
  );
}
