import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { formationWords, type DivisionEntry } from '../../core/division/model.ts';
import { dayOf } from '../../core/kernel/time.ts';
import type { Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';
import { When } from '../parts/when.tsx';

interface Difference {
  readonly label: Word;
  readonly before: string;
  readonly after: string;
}

const compared: readonly { label: Word; read: (entry: DivisionEntry) => string }[] = [
  { label: { zh: '牵头部门', en: 'Lead' }, read: (entry) => entry.leadDepartmentName ?? '' },
  { label: { zh: '责任部门', en: 'Responsible' }, read: (entry) => entry.responsible.map((one) => `${one.departmentName}（${one.task}）`).join('；') },
  { label: { zh: '兜底部门', en: 'Fallback' }, read: (entry) => entry.fallbackDepartmentName ?? '' },
  { label: { zh: '条目名称', en: 'Title' }, read: (entry) => entry.title },
  { label: { zh: '边界', en: 'Boundary' }, read: (entry) => [entry.boundary.scope, entry.boundary.includes, entry.boundary.excludes, entry.boundary.stage].filter(Boolean).join('；') },
  { label: { zh: '镇街职责', en: "Townships' share" }, read: (entry) => entry.townshipShare },
  { label: { zh: '依据', en: 'Bases' }, read: (entry) => entry.bases.map((basis) => `${basis.title} ${basis.article}`.trim()).join('；') },
  { label: { zh: '衔接流程', en: 'Hand-over' }, read: (entry) => entry.handOver },
  { label: { zh: '办理时限', en: 'Limit' }, read: (entry) => String(entry.limitWorkingDays ?? '') },
  { label: { zh: '失效日期', en: 'In force until' }, read: (entry) => (entry.validTo === null ? '' : dayOf(entry.validTo)) },
];

const differences = (before: DivisionEntry, after: DivisionEntry): Difference[] =>
  compared.map(({ label, read }) => ({ label, before: read(before), after: read(after) })).filter((one) => one.before !== one.after);

/** Every version, newest first, each with what it changed against the one before it. */
export function EntryHistory({ history, shown }: { history: readonly DivisionEntry[]; shown: DivisionEntry }) {
  const t = useT();
  const nothing = t({ zh: '（无）', en: '(none)' });
  return (
    <ol className="history" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {history.map((version, index) => {
        const older = history[index + 1];
        const isShown = version.divisionEntryId === shown.divisionEntryId && version.version === shown.version;
        return (
          <li key={`${version.divisionEntryId}-${version.version}-${version.recordedAt}`} style={{ borderTop: index === 0 ? 0 : '1px solid rgb(0 0 0 / 10%)', padding: '10px 0' }}>
            <div>
              <Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: version.divisionEntryId }}>{version.number}</Link>{' '}
              {isShown && <Tag color="blue">{t({ zh: '本条目', en: 'This one' })}</Tag>}
              {version.supersededAt === null ? <Tag color="green">{t({ zh: '现行登记', en: 'Current record' })}</Tag> : <Tag>{t({ zh: '已被替代', en: 'Superseded' })}</Tag>}
            </div>
            <div className="muted">
              {t({ zh: '有效期 ', en: 'In force ' })}{dayOf(version.validFrom)} – {version.validTo === null ? t({ zh: '长期', en: 'open' }) : dayOf(version.validTo)}
              {' · '}{t({ zh: '登记于 ', en: 'recorded ' })}<When at={version.recordedAt} />
              {' · '}{t(formationWords[version.formedBy])}{version.decision.documentNumber !== '' && ` · ${version.decision.documentNumber}`}
            </div>
            {older === undefined ? (
              <div>{t({ zh: '首次登记', en: 'First recorded' })}</div>
            ) : (
              <ul className="plain-list">
                {differences(older, version).map((one) => (
                  <li key={one.label.en}>{t(one.label)}{t({ zh: '：', en: ': ' })}<del>{one.before || nothing}</del> → <ins style={{ textDecoration: 'none', fontWeight: 500 }}>{one.after || nothing}</ins></li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ol>
  );
}
