import { Link } from '@tanstack/react-router';
import { Collapse } from 'antd';
import type { ReactNode } from 'react';
import { counted } from '../../core/kernel/words.ts';
import type { DivisionRule, Office, StoredStaffing, StoredStructure } from '../../core/registry/structure-model.ts';
import { useT } from '../app/language.tsx';
import { Panel } from '../parts/page.tsx';
import { useClocks } from './clock-control.tsx';

interface StructureViewProps {
  readonly structure: StoredStructure;
  /** Of several papers each line says which it is from. */
  readonly namesPapers: boolean;
}

/** Internal offices, approved posts, and the rules by which work is divided with others; nothing where a paper sets up none of them. */
export function StructureView({ structure: { offices, staffing, divisions }, namesPapers }: StructureViewProps) {
  const t = useT();
  if (offices.length + staffing.length + divisions.length === 0) return null;
  return (
    <Panel title={t({ zh: '内设机构、编制和职责分工', en: 'Offices, posts and division of work' })}>
      {staffing.length > 0 && <StaffingLine staffing={staffing} namesPapers={namesPapers} />}
      {offices.length > 0 && <OfficeList offices={offices} />}
      {divisions.length > 0 && (
        <Collapse
          items={[{
            key: 'divisions', label: t({ zh: `有关职责分工（${divisions.length} 项）`, en: counted(divisions.length, 'rule that divides work', 'rules that divide work') }),
            children: divisions.map((rule) => <Rule key={`${rule.documentId}-${rule.dutyClauseId}`} rule={rule} namesPapers={namesPapers} />),
          }]}
        />
      )}
    </Panel>
  );
}

function ClauseLink({ documentId, dutyClauseId, children }: { documentId: string; dutyClauseId: string; children: ReactNode }) {
  return <Link className="hit-link" to="/documents/$documentId" params={{ documentId }} search={{ clause: dutyClauseId, ...useClocks() }}>{children}</Link>;
}

function StaffingLine({ staffing, namesPapers }: { staffing: readonly StoredStaffing[]; namesPapers: boolean }) {
  const t = useT();
  return (
    <ul className="bare-list" aria-label={t({ zh: '编制和领导职数', en: 'Approved posts' })}>
      {staffing.map(({ documentId, dutyClauseId, documentTitle, path, posts, leaders }) => {
        const parts = [posts === null ? null : t({ zh: `编制 ${posts} 名`, en: counted(posts, 'approved post') }), ...leaders.map(({ title, count }) => t({ zh: `${title} ${count} 名`, en: `${title}: ${count}` }))];
        return (
          <li key={`${documentId}-${dutyClauseId}`}>
            <strong className="number" lang="zh-CN">{parts.filter((part) => part !== null).join(t({ zh: '，', en: ', ' }))}</strong>{' '}
            <ClauseLink documentId={documentId} dutyClauseId={dutyClauseId}>{namesPapers ? `${documentTitle} ` : ''}{path}</ClauseLink>
          </li>
        );
      })}
    </ul>
  );
}

function OfficeList({ offices }: { offices: readonly Office[] }) {
  const t = useT();
  return (
    <>
      <p className="muted" style={{ margin: '8px 0' }}>{t({ zh: `内设机构 ${offices.length} 个：`, en: `${counted(offices.length, 'internal office')}:` })}</p>
      <ul className="organ-grid" style={{ marginBottom: 12 }} aria-label={t({ zh: '内设机构', en: 'Internal offices' })}>
        {offices.map(({ documentId, name, path, start, dutyClauseIds: [first, ...others] }) => (
          <li key={`${documentId}-${start}`} lang="zh-CN">
            {first === undefined ? name : <ClauseLink documentId={documentId} dutyClauseId={first}>{name}</ClauseLink>}
            <div className="muted">{path}{first === undefined ? '' : t({ zh: `，职责 ${others.length + 1} 条`, en: `, ${counted(others.length + 1, 'duty', 'duties')}` })}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Rule({ rule, namesPapers }: { rule: DivisionRule; namesPapers: boolean }) {
  const t = useT();
  const { documentId, dutyClauseId, documentTitle, path, sides, mechanismIds } = rule;
  const clocks = useClocks();
  return (
    <article className="hit">
      <div>{t({ zh: '与', en: 'With ' })}<strong lang="zh-CN">{rule.with.join('、')}</strong>{'　'}<ClauseLink documentId={documentId} dutyClauseId={dutyClauseId}>{namesPapers ? `${documentTitle} ` : ''}{path}</ClauseLink></div>
      <div className="division-sides">
        {sides.map(({ owner, departmentId, departmentName, clauses }) => (
          <section key={owner} aria-label={owner}>
            <div>{departmentId === null ? <strong lang="zh-CN">{owner}</strong> : <Link to="/departments/$departmentId" params={{ departmentId }} search={clocks}>{departmentName ?? owner}</Link>}</div>
            <ul className="plain-list">{clauses.map((clause) => <li key={clause.dutyClauseId} lang="zh-CN">{clause.text} <ClauseLink documentId={documentId} dutyClauseId={clause.dutyClauseId}>{clause.path}</ClauseLink></li>)}</ul>
          </section>
        ))}
      </div>
      {mechanismIds.length > 0 && <div className="muted">{t({ zh: `另有 ${mechanismIds.length} 条约定协作机制。`, en: `${counted(mechanismIds.length, 'clause')} on how they work together.` })}</div>}
    </article>
  );
}
