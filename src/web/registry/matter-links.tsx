import { Link } from '@tanstack/react-router';
import { Button, Collapse, Empty } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { documentKindWords, linkStateWords, type DutyClause, type LinkState } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useSession } from '../app/session.tsx';
import { Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { useClocks } from './clock-control.tsx';
import { ClauseMarks } from './clause-marks.tsx';

type MatterView = ResultOf<typeof registryOperations.viewMatter>;

/** Clauses of a matter: those a person has confirmed, and those the machine proposes with its reasons. */
export function MatterLinks({ matter }: { matter: MatterView }) {
  const t = useT();
  const { can } = useSession();
  const { on, known } = useClocks();
  const decide = useChange(registryOperations.decideMatterLink, { invalidates: ['registry.viewMatter', 'registry.viewAlignment'], done: null });
  // what is decided is decided now, not in the past that is shown
  const mayDecide = can('registry:write') && on === undefined && known === undefined;
  const run = (dutyClauseId: string, state: LinkState) => decide.run({ matterId: matter.matterId, dutyClauseId, state });
  const of = (state: LinkState) => matter.links.filter((link) => link.state === state);
  const buttons = (dutyClauseId: string, states: readonly LinkState[]) => mayDecide && (
    <span className="clause-buttons">
      {states.map((state) => <Button key={state} size="small" type={state === 'CONFIRMED' ? 'primary' : 'default'} disabled={decide.pending} onClick={() => run(dutyClauseId, state)}>{state === 'CONFIRMED' ? t({ zh: '确认属于', en: 'Belongs here' }) : t({ zh: '排除', en: 'Does not' })}</Button>)}
    </span>
  );
  const decidedNote = (link: MatterView['links'][number]) => <span className="muted"> <WordTag words={linkStateWords} value={link.state} color={link.state === 'CONFIRMED' ? 'green' : 'plain'} />{link.decidedBy} <When at={link.recordedAt} day /></span>;
  const rejected = of('REJECTED');
  return (
    <>
      <Panel title={t({ zh: `已确认的职责条款（${of('CONFIRMED').length} 条）`, en: `Confirmed clauses (${of('CONFIRMED').length})` })}>
        <ProblemAlert problem={decide.problem} />
        {of('CONFIRMED').length === 0 && <p className="muted">{t({ zh: '尚无经人确认的条款。请从下方机器建议中确认。', en: 'None confirmed yet; choose from the proposals below.' })}</p>}
        {of('CONFIRMED').map((link) => <LinkedClause key={link.clause.dutyClauseId} clause={link.clause}>{decidedNote(link)}{buttons(link.clause.dutyClauseId, ['REJECTED'])}</LinkedClause>)}
      </Panel>
      <Panel title={t({ zh: `机器建议的条款（${matter.proposals.length} 条）`, en: `Proposed clauses (${matter.proposals.length})` })}>
        {matter.proposals.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '没有新的建议：相关条款已全部处理，或职责库中没有提及本事项的条款（可能是职责空白）。', en: 'Nothing to propose: all are decided, or no clause speaks of it, which may be a gap in duties.' })} />}
        {matter.proposals.map(({ clause, score, reasons }) => (
          <LinkedClause key={clause.dutyClauseId} clause={clause}>
            <ul className="bare-list muted">{reasons.map((reason) => <li key={reason.rule}>{t(reason.text)}</li>)}</ul>
            <span className="muted number">{t({ zh: '把握 ', en: 'score ' })}{Math.round(score * 100)}%</span>
            {buttons(clause.dutyClauseId, ['CONFIRMED', 'REJECTED'])}
          </LinkedClause>
        ))}
      </Panel>
      {rejected.length > 0 && (
        <Collapse items={[{ key: 'rejected', label: t({ zh: `已排除的条款（${rejected.length} 条）`, en: `Rejected clauses (${rejected.length})` }), children: rejected.map((link) => <LinkedClause key={link.clause.dutyClauseId} clause={link.clause}>{decidedNote(link)}{buttons(link.clause.dutyClauseId, ['CONFIRMED'])}</LinkedClause>) }]} />
      )}
    </>
  );
}

function LinkedClause({ clause, children }: { clause: DutyClause; children: React.ReactNode }) {
  return (
    <article className="hit">
      <div>
        {clause.departmentId !== null && <Link to="/departments/$departmentId" params={{ departmentId: clause.departmentId }} style={{ fontWeight: 500, marginRight: 12 }}>{clause.departmentName}</Link>}
        <WordTag words={documentKindWords} value={clause.documentKind} />
        <Link to="/documents/$documentId" params={{ documentId: clause.documentId }} search={{ clause: clause.dutyClauseId }}>{clause.documentTitle} {clause.path}</Link>
      </div>
      <div className="hit-text" lang="zh-CN">{clause.text}</div>
      <ClauseMarks clause={clause} />
      {children}
    </article>
  );
}
