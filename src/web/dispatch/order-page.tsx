import { Link } from '@tanstack/react-router';
import { Alert, Descriptions, Flex, Tag } from 'antd';
import { outcomeWords, returnReasonWords, returnRulingWords, workOrderStateWords, type ReturnRuling, type WorkOrder } from '../../core/appeals/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { Appellant } from '../appeals/appellant.tsx';
import { StepList, type ShownStep } from '../disputes/step-list.tsx';
import { ResponsibleList } from '../division/entry-view.tsx';
import { DueBadge } from '../parts/due-badge.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { PageState } from '../parts/read-state.tsx';
import { ReasonsTree } from '../parts/reasons-tree.tsx';
import { RemindedTag } from '../parts/reminded-tag.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { When } from '../parts/when.tsx';
import { ClosingForm, ReplyForm, RulingForm, SignInForm, WithdrawForm } from './order-forms.tsx';
import { orderStateColors, stoppedAt } from './order-list-page.tsx';
import { ReturnForm } from './return-form.tsx';
import './dispatch.css';

const rulingTones: Record<ReturnRuling, Tone> = { PENDING: 'orange', ACCEPTED: 'green', OVERRULED: 'plain', DISPUTED: 'red' };

export function OrderPage() {
  const t = useT();
  const read = useRead(dispatchOperations.viewOrder, { workOrderId: useParam('workOrderId') });
  return <PageState title={t({ zh: '工单', en: 'Work order' })} read={read}>{(order) => <OneOrder order={order} />}</PageState>;
}

const formOf = (order: WorkOrder) => ({ action }: ShownStep) => {
  switch (action) {
    case 'signIn': return <SignInForm key={order.version} order={order} />;
    case 'reply': return <ReplyForm key={order.version} order={order} />;
    case 'return': return <ReturnForm key={order.version} order={order} />;
    case 'rule': return <RulingForm key={order.version} order={order} />;
    case 'withdraw': return <WithdrawForm key={order.version} order={order} />;
    case 'close': return <ClosingForm key={order.version} order={order} />;
    default: return null;
  }
};

function OneOrder({ order }: { order: WorkOrder }) {
  const t = useT();
  return (
    <Page
      title={`${order.number} ${order.title}`}
      extra={<Flex gap={8} align="center" wrap><WordTag words={workOrderStateWords} value={order.state} color={orderStateColors} /><DueBadge dueAt={order.dueAt} doneAt={stoppedAt(order)} /><RemindedTag remindedAt={order.remindedAt} /></Flex>}
    >
      {order.disputeId !== null && (
        <Alert
          type="warning" showIcon
          title={order.interimLead ? t({ zh: `本单有职责争议，裁定前由${order.leadDepartmentName}临时牵头，先行办理。`, en: `A dispute is pending; meanwhile ${order.leadDepartmentName} acts as interim lead.` }) : t({ zh: '本单有职责争议。', en: 'This order is in dispute.' })}
          action={<Link to="/disputes/$disputeId" params={{ disputeId: order.disputeId }}>{t({ zh: '打开争议卷宗', en: 'Open the dispute file' })}</Link>}
        />
      )}
      <div className="side-by-side">
        <div className="stack">
          <Panel title={t({ zh: '诉求内容', en: 'The appeal' })} actions={<Link to="/appeals/$appealId" params={{ appealId: order.appealId }}>{t({ zh: '查看诉求与派单卡', en: 'Appeal and dispatch card' })}</Link>}>
            <div className="record-text">{order.text}</div>
          </Panel>
          {order.automaticReasons !== null && (
            <Panel title={t({ zh: '为什么自动派单', en: 'Why it was sent out automatically' })}>
              <ReasonsTree reasons={order.automaticReasons} />
            </Panel>
          )}
          <Panel title={t({ zh: '派单信息', en: 'Dispatch' })}><OrderFacts order={order} /></Panel>
          {order.reply !== null && (
            <Panel title={t({ zh: '答复', en: 'Reply' })} actions={order.outcome !== null && <WordTag words={outcomeWords} value={order.outcome} color={{ RESOLVED: 'green', UNRESOLVED: 'red' }} />}>
              <div className="record-text">{order.reply}</div>
            </Panel>
          )}
          {order.returns.length > 0 && <Panel title={t({ zh: '退单记录', en: 'Returns' })}><ReturnClaims order={order} /></Panel>}
        </div>
        <div className="stack">
          <Panel title={t({ zh: '办理', en: 'Act' })}><StepList key={order.version} steps={order.steps} formOf={formOf(order)} /></Panel>
          <Panel title={t({ zh: '流转记录', en: 'Course of the order' })}><Timeline events={order.events} /></Panel>
        </div>
      </div>
    </Page>
  );
}

function OrderFacts({ order }: { order: WorkOrder }) {
  const t = useT();
  const item = (label: Word, children: React.ReactNode) => ({ key: label.en, label: t(label), children });
  const none = t({ zh: '无', en: 'None' });
  return (
    <>
      <Descriptions
        size="small" bordered column={{ xs: 1, md: 2 }} styles={{ label: { width: 110 } }}
        items={[
          item({ zh: '主办单位', en: 'Lead' }, <><strong>{order.leadDepartmentName}</strong> <OrderMarks order={order} /></>),
          item({ zh: '地点', en: 'Place' }, order.place || none),
          item({ zh: '协办单位', en: 'Co-handling' }, <ResponsibleList rows={order.coHandlingUnits} />),
          item({ zh: '事项', en: 'Matter' }, order.matterId === null ? none : <Link to="/matters/$matterId" params={{ matterId: order.matterId }}>{order.matterName}</Link>),
          item({ zh: '派单时间', en: 'Dispatched' }, <When at={order.dispatchedAt} />),
          item({ zh: '签收时间', en: 'Signed in' }, <When at={order.signedAt} />),
          item({ zh: '诉求人', en: 'Appellant' }, <Appellant appealId={order.appealId} name={order.appellantName} phone={order.appellantPhone} />),
          item({ zh: '派单依据', en: 'Rests on' }, order.divisionEntryId === null ? none : <Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: order.divisionEntryId }}>{t({ zh: '现行分工条目', en: 'Division entry' })}</Link>),
          item({ zh: '办理要求', en: 'Instructions' }, order.instructions || none),
        ]}
      />
      {order.limitReasons.length > 0 && (
        <details style={{ marginTop: 12 }}>
          <summary>{t({ zh: '时限如何计算', en: 'How the limit was computed' })}</summary>
          <ReasonsTree reasons={order.limitReasons} />
        </details>
      )}
    </>
  );
}

function OrderMarks({ order }: { order: WorkOrder }) {
  const t = useT();
  return (
    <>
      {order.isAutomatic && <Tag color="blue">{t({ zh: '自动派单', en: 'Automatic' })}</Tag>}
      {order.designated && <Tag color="purple">{t({ zh: '指定承办', en: 'Designated' })}</Tag>}
      {order.interimLead && <Tag color="gold">{t({ zh: '临时牵头', en: 'Interim lead' })}</Tag>}
      {order.hop > 1 && <Tag>{t({ zh: '改派', en: 'Second unit' })}</Tag>}
    </>
  );
}

function ReturnClaims({ order }: { order: WorkOrder }) {
  const t = useT();
  return (
    <>
      {order.returns.map((claim) => (
        <div key={claim.orderReturnId} className="return-claim">
          <Flex gap={8} wrap align="center">
            <strong style={{ fontWeight: 500 }}>{claim.departmentName}</strong>
            <WordTag words={returnReasonWords} value={claim.reason} />
            <WordTag words={returnRulingWords} value={claim.ruling} color={rulingTones} />
            {claim.isLate && <Tag color="red">{t({ zh: '超过退单时限', en: 'Late' })}</Tag>}
            <span className="muted"><When at={claim.returnedAt} /></span>
          </Flex>
          <div>{t({ zh: '认为应由 ', en: 'Says it belongs to ' })}<strong>{claim.namedDepartmentName}</strong>{t({ zh: ' 承担', en: '' })}</div>
          <div className="quote">
            {claim.dutyClauseId === null ? claim.clause : <Link to="/duty-clauses/$dutyClauseId" params={{ dutyClauseId: claim.dutyClauseId }}>{claim.clause}</Link>}
          </div>
          {claim.explanation !== '' && <div>{claim.explanation}</div>}
          {claim.ruledAt !== null && claim.ruling !== 'DISPUTED' && <div className="muted">{t({ zh: '裁定：', en: 'Ruling: ' })}{claim.rulingNote} <When at={claim.ruledAt} /></div>}
        </div>
      ))}
    </>
  );
}
