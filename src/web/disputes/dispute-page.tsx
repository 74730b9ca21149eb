import { Link } from '@tanstack/react-router';
import { Alert, Flex } from 'antd';
import { disputeOriginWords, disputeStateWords, interimRuleWords, type Dispute } from '../../core/disputes/model.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { DueBadge } from '../parts/due-badge.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { PageState } from '../parts/read-state.tsx';
import { RemindedTag } from '../parts/reminded-tag.tsx';
import { WordTag } from '../parts/tag.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { When } from '../parts/when.tsx';
import { ActorsView } from './actors-view.tsx';
import { DeadlineAlert } from './deadline-alert.tsx';
import { Ladder } from './ladder.tsx';
import { isOver, stateTones } from './levels.ts';
import { PartiesPanel, PositionsTable } from './parties-panel.tsx';
import { DecisionForm, OpinionForm, ProposeForm } from './settlement-forms.tsx';
import { ProcedureView } from './procedure-view.tsx';
import { SettlementView } from './settlement-view.tsx';
import { FilingForm, InterimForm, isPlainStep, PlainStepForm, PositionForm, SignForm } from './step-forms.tsx';
import { StepList, type ShownStep } from './step-list.tsx';

export function DisputePage() {
  const t = useT();
  const read = useRead(disputesOperations.viewDispute, { disputeId: useParam('disputeId') });
  return <PageState title={t({ zh: '争议卷宗', en: 'Dispute file' })} read={read}>{(dispute) => <OneDispute dispute={dispute} />}</PageState>;
}

const forms: Readonly<Record<string, (props: { dispute: Dispute }) => React.ReactNode>> = {
  takePosition: PositionForm, proposeSettlement: ProposeForm, signSettlement: SignForm, fileAgreement: FilingForm, setInterimRule: InterimForm, issueOpinion: OpinionForm, decideDispute: DecisionForm, sendBack: SendBackLink,
};

const formOf = (dispute: Dispute) => (step: ShownStep) => {
  const StepForm = forms[step.action];
  if (StepForm !== undefined) return <StepForm key={dispute.version} dispute={dispute} />;
  return isPlainStep(step.action) ? <PlainStepForm key={dispute.version} dispute={dispute} step={step} action={step.action} /> : null;
};

function OneDispute({ dispute }: { dispute: Dispute }) {
  const t = useT();
  return (
    <Page
      title={`${dispute.number} ${dispute.title}`}
      extra={<Flex gap={8} align="center" wrap><WordTag words={disputeStateWords} value={dispute.state} color={stateTones} />{dispute.dueAt !== null && <DueBadge dueAt={dispute.dueAt} />}<RemindedTag remindedAt={dispute.remindedAt} /></Flex>}
    >
      <Panel title={t({ zh: '协调层级', en: 'The ladder' })}><Ladder dispute={dispute} /></Panel>
      <DeadlineAlert dispute={dispute} />
      <Outcome dispute={dispute} />
      <div className="side-by-side">
        <div className="stack">
          <Panel title={t({ zh: '争议情况', en: 'What it is about' })}><Claim dispute={dispute} /></Panel>
          <Panel title={t({ zh: '当事部门与签署', en: 'Parties and signatures' })}><PartiesPanel dispute={dispute} /></Panel>
          <Panel title={dispute.settlement === null ? t({ zh: '分工方案', en: 'Settlement' }) : t({ zh: `分工方案（第 ${dispute.settlementVersion} 稿）`, en: `Settlement (text ${dispute.settlementVersion})` })}>
            {dispute.settlement === null ? <span className="muted">{t({ zh: '尚未提出分工方案。', en: 'Nothing has been proposed yet.' })}</span> : <SettlementView settlement={dispute.settlement} />}
          </Panel>
          <Panel title={t({ zh: '各方意见', en: 'Positions' })}><PositionsTable positions={dispute.positions} /></Panel>
          {dispute.opinion !== null && <Panel title={t({ zh: '协调意见', en: 'Coordination opinion' })}><div className="record-text">{dispute.opinion}</div></Panel>}
          {dispute.decision !== null && (
            <Panel title={t({ zh: '议定事项', en: 'Decision' })}>
              <div>{[dispute.decision.body, dispute.decision.meeting, dispute.decision.on, dispute.decision.documentNumber].filter(Boolean).join(' · ')}</div>
            </Panel>
          )}
        </div>
        <div className="stack">
          <Panel title={t({ zh: '办理', en: 'Act' })}><StepList key={dispute.version} steps={dispute.steps} formOf={formOf(dispute)} /></Panel>
          <Panel title={t({ zh: '谁可以办理', en: 'Who may act now' })}><ActorsView actors={dispute.actors} /></Panel>
          <Panel title={t({ zh: '待决期间', en: 'Meanwhile' })}>
            <div>{t(interimRuleWords[dispute.interimRule])}</div>
            {dispute.interimLeadDepartmentName !== null && <div>{t({ zh: '临时牵头：', en: 'Interim lead: ' })}<strong>{dispute.interimLeadDepartmentName}</strong></div>}
          </Panel>
          <Panel title={t({ zh: '适用规则', en: 'Rules of procedure' })}><ProcedureView procedure={dispute.procedure} /></Panel>
          <Panel title={t({ zh: '关联工单', en: 'Linked orders' })}>
            {dispute.orders.length === 0 && <span className="muted">{t({ zh: '无', en: 'None' })}</span>}
            {dispute.orders.map((order) => <div key={order.workOrderId}><Link to="/orders/$workOrderId" params={{ workOrderId: order.workOrderId }}>{order.number}</Link> {order.title}</div>)}
          </Panel>
          <Panel title={t({ zh: '办理过程', en: 'Timeline' })}><Timeline events={dispute.timeline} /></Panel>
        </div>
      </div>
    </Page>
  );
}

function Outcome({ dispute }: { dispute: Dispute }) {
  const t = useT();
  if (dispute.divisionEntryId !== null) {
    return <Alert type="success" showIcon title={t({ zh: '已纳入职责任务分工表，派单以该条目为据。', en: 'Settled in the division table; dispatch rests on the entry.' })} action={<Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: dispute.divisionEntryId }}>{t({ zh: '打开分工条目', en: 'Open the entry' })}</Link>} />;
  }
  if (dispute.divisionDraftId !== null && !isOver(dispute.state)) {
    return <Alert type="info" showIcon title={t({ zh: '分工草案已生成，待编办校核发布。', en: 'The draft entry is ready for the establishment office to check and publish.' })} action={<Link to="/division-drafts/$divisionDraftId" params={{ divisionDraftId: dispute.divisionDraftId }}>{t({ zh: '打开草案', en: 'Open the draft' })}</Link>} />;
  }
  return null;
}

/** Sending back is what discarding the draft does: it is done there, with the draft in view. */
function SendBackLink({ dispute }: { dispute: Dispute }) {
  const t = useT();
  if (dispute.divisionDraftId === null) return null;
  return (
    <div className="stack">
      <div className="muted">{t({ zh: '分工草案不能发布的，在草案页写明理由作废，争议随即退回。', en: 'Where the draft cannot be published, discard it there with the reason; the dispute is sent back at once.' })}</div>
      <Link to="/division-drafts/$divisionDraftId" params={{ divisionDraftId: dispute.divisionDraftId }}>{t({ zh: '打开草案', en: 'Open the draft' })}</Link>
    </div>
  );
}

function Claim({ dispute }: { dispute: Dispute }) {
  const t = useT();
  return (
    <>
      <div className="muted" style={{ marginBottom: 8 }}>
        {t(disputeOriginWords[dispute.origin])} · <When at={dispute.openedAt} />
        {dispute.matterId !== null && <> · <Link to="/matters/$matterId" params={{ matterId: dispute.matterId }}>{dispute.matterName}</Link></>}
      </div>
      <div className="record-text">{dispute.claim}</div>
      {dispute.facts !== '' && (
        <>
          <h3 style={{ fontSize: 14, margin: '12px 0 4px' }}>{t({ zh: '事实', en: 'Facts' })}</h3>
          <div className="record-text">{dispute.facts}</div>
        </>
      )}
    </>
  );
}
