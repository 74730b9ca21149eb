import { Link } from '@tanstack/react-router';
import { Alert, Button, Checkbox, Collapse, Empty, Space } from 'antd';
import { useState } from 'react';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { counted, word, type Words } from '../../core/kernel/words.ts';
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

type Decision = LinkState | null;
interface Done {
  readonly ids: readonly string[];
  readonly state: LinkState;
}

/** Clauses of a matter: those a person has confirmed, and those the machine proposes with its reasons. */
export function MatterLinks({ matter }: { matter: MatterView }) {
  const t = useT();
  const { can } = useSession();
  const { on, known } = useClocks();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [last, setLast] = useState<Done | null>(null);
  const decide = useChange(registryOperations.decideMatterLinks, { invalidates: ['registry.viewMatter', 'registry.viewAlignment'], done: null });
  // what is decided is decided now, not in the past that is shown
  const mayDecide = can('registry:write') && on === undefined && known === undefined;
  const run = (ids: readonly string[], state: Decision) => {
    setLast(state === null ? null : { ids, state });
    setChosen(chosen.filter((id) => !ids.includes(id)));
    decide.run({ matterId: matter.matterId, dutyClauseIds: [...ids], state });
  };
  const of = (state: LinkState) => matter.links.filter((link) => link.state === state);
  const buttons = (dutyClauseId: string, states: readonly Decision[]) => mayDecide && (
    <span className="clause-buttons">
      {states.map((state) => <Button key={state ?? 'back'} size="small" type={state === 'CONFIRMED' ? 'primary' : 'default'} disabled={decide.pending} onClick={() => run([dutyClauseId], state)}>{state === null ? t({ zh: '撤回', en: 'Take back' }) : t(DECIDE[state])}</Button>)}
    </span>
  );
  const decided = (link: MatterView['links'][number], states: readonly Decision[]) => (
    <LinkedClause key={link.clause.dutyClauseId} clause={link.clause}>
      <span className="muted"> <WordTag words={linkStateWords} value={link.state} color={link.state === 'CONFIRMED' ? 'green' : 'plain'} />{link.decidedBy} <When at={link.recordedAt} day /></span>
      {buttons(link.clause.dutyClauseId, states)}
    </LinkedClause>
  );
  const rejected = of('REJECTED');
  const proposed = matter.proposals.map(({ clause }) => clause.dutyClauseId as string);
  return (
    <>
      <ProblemAlert problem={decide.problem} />
      {decide.problem === null && !decide.pending && <LastDecision done={last} onUndo={(ids) => run(ids, null)} />}
      <Panel title={t({ zh: `已确认的职责条款（${of('CONFIRMED').length} 条）`, en: `Confirmed clauses (${of('CONFIRMED').length})` })}>
        {of('CONFIRMED').length === 0 && <p className="muted">{t({ zh: '尚无经人确认的条款。请从下方机器建议中确认。', en: 'None confirmed yet; choose from the proposals below.' })}</p>}
        {of('CONFIRMED').map((link) => decided(link, ['REJECTED', null]))}
      </Panel>
      <Panel title={t({ zh: `机器建议的条款（${matter.proposals.length} 条）`, en: `Proposed clauses (${matter.proposals.length})` })}>
        {matter.proposals.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '没有新的建议：相关条款已全部处理，或职责库中没有提及本事项的条款（可能是职责空白）。', en: 'Nothing to propose: all are decided, or no clause speaks of it, which may be a gap in duties.' })} />}
        {mayDecide && proposed.length > 1 && <ManyAtOnce all={proposed} chosen={chosen.filter((id) => proposed.includes(id))} pending={decide.pending} onChoose={setChosen} onDecide={run} />}
        {matter.proposals.map(({ clause, score, reasons }) => (
          <div key={clause.dutyClauseId} className={mayDecide ? 'tickable' : undefined}>
            {mayDecide && <Checkbox checked={chosen.includes(clause.dutyClauseId)} onChange={({ target }) => setChosen(target.checked ? [...chosen, clause.dutyClauseId] : chosen.filter((id) => id !== clause.dutyClauseId))} aria-label={t({ zh: `选中 ${clause.documentTitle} ${clause.path}`, en: `Select ${clause.documentTitle} ${clause.path}` })} />}
            <LinkedClause clause={clause}>
              <ul className="bare-list muted">{reasons.map((reason) => <li key={reason.rule}>{t(reason.text)}</li>)}</ul>
              <span className="muted number">{t({ zh: '把握 ', en: 'score ' })}{Math.round(score * 100)}%</span>
              {buttons(clause.dutyClauseId, ['CONFIRMED', 'REJECTED'])}
            </LinkedClause>
          </div>
        ))}
      </Panel>
      {rejected.length > 0 && (
        <Collapse items={[{ key: 'rejected', label: t({ zh: `已排除的条款（${rejected.length} 条）`, en: `Rejected clauses (${rejected.length})` }), children: rejected.map((link) => decided(link, ['CONFIRMED', null])) }]} />
      )}
    </>
  );
}

const DECIDE: Words<LinkState> = { CONFIRMED: word('确认属于', 'Belongs here'), REJECTED: word('排除', 'Does not') };

interface ManyProps {
  readonly all: readonly string[];
  readonly chosen: readonly string[];
  readonly pending: boolean;
  readonly onChoose: (ids: readonly string[]) => void;
  readonly onDecide: (ids: readonly string[], state: LinkState) => void;
}

/** Decides on all ticked proposals at once. */
function ManyAtOnce({ all, chosen, pending, onChoose, onDecide }: ManyProps) {
  const t = useT();
  return (
    <Space wrap style={{ marginBottom: 8 }} role="group" aria-label={t({ zh: '成批确认', en: 'Several at once' })}>
      <Checkbox checked={chosen.length === all.length} indeterminate={chosen.length > 0 && chosen.length < all.length} onChange={({ target }) => onChoose(target.checked ? all : [])}>{t({ zh: '全选', en: 'All' })}</Checkbox>
      <Button size="small" type="primary" disabled={pending || chosen.length === 0} onClick={() => onDecide(chosen, 'CONFIRMED')}>{t({ zh: `确认选中的 ${chosen.length} 条`, en: `Confirm the ${chosen.length} selected` })}</Button>
      <Button size="small" disabled={pending || chosen.length === 0} onClick={() => onDecide(chosen, 'REJECTED')}>{t({ zh: `排除选中的 ${chosen.length} 条`, en: `Reject the ${chosen.length} selected` })}</Button>
    </Space>
  );
}

function LastDecision({ done, onUndo }: { done: Done | null; onUndo: (ids: readonly string[]) => void }) {
  const t = useT();
  if (done === null) return null;
  const { ids, state } = done;
  const title = state === 'CONFIRMED' ? t({ zh: `已确认 ${ids.length} 条。`, en: `${counted(ids.length, 'clause')} confirmed.` }) : t({ zh: `已排除 ${ids.length} 条。`, en: `${counted(ids.length, 'clause')} rejected.` });
  return <Alert type="success" showIcon role="status" title={title} action={<Button size="small" onClick={() => onUndo(ids)}>{t({ zh: '撤销', en: 'Undo' })}</Button>} />;
}

function LinkedClause({ clause, children }: { clause: DutyClause; children: React.ReactNode }) {
  const clocks = useClocks();
  return (
    <article className="hit">
      <div>
        {clause.departmentId !== null && <Link to="/departments/$departmentId" params={{ departmentId: clause.departmentId }} search={clocks} style={{ fontWeight: 500, marginRight: 12 }}>{clause.departmentName}</Link>}
        <WordTag words={documentKindWords} value={clause.documentKind} />
        <Link to="/documents/$documentId" params={{ documentId: clause.documentId }} search={{ clause: clause.dutyClauseId, ...clocks }}>{clause.documentTitle} {clause.path}</Link>
      </div>
      <div className="hit-text" lang="zh-CN">{clause.text}</div>
      <ClauseMarks clause={clause} />
      {children}
    </article>
  );
}
