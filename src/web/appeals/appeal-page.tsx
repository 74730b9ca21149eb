import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Descriptions, Flex, Skeleton, Tag } from 'antd';
import { appealStateWords, appealTypeWords, channelWords, urgencyWords, workOrderStateWords, type Appeal } from '../../core/appeals/model.ts';
import { appealsOperations } from '../../core/appeals/operations.ts';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { ResultOf } from '../../core/kernel/operation.ts';
import type { Word } from '../../core/kernel/words.ts';
import type { Problem } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DispatchCardView } from '../dispatch/dispatch-card-view.tsx';
import { ReplayCheck } from '../dispatch/replay-check.tsx';
import { DispatchForm } from '../dispatch/dispatch-form.tsx';
import { CardFeedback } from '../dispatch/card-feedback.tsx';
import { orderStateColors, stoppedAt } from '../dispatch/order-list-page.tsx';
import { DueBadge } from '../parts/due-badge.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { PageState, ReadState } from '../parts/read-state.tsx';
import { WordTag } from '../parts/tag.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { When } from '../parts/when.tsx';
import { appealStateTones } from './appeal-list-page.tsx';
import { Appellant } from './appellant.tsx';

export function AppealPage() {
  const t = useT();
  const read = useRead(appealsOperations.viewAppeal, { appealId: useParam('appealId') });
  return <PageState title={t({ zh: '诉求', en: 'Appeal' })} read={read}>{(appeal) => <OneAppeal appeal={appeal} />}</PageState>;
}

function OneAppeal({ appeal }: { appeal: Appeal }) {
  const t = useT();
  const { can } = useSession();
  const card = useRead(dispatchOperations.viewCard, { dispatchCardId: appeal.dispatchCardId ?? '' }, { enabled: appeal.dispatchCardId !== null });
  const waiting = appeal.state === 'RECEIVED' && can('dispatch:dispatch');
  return (
    <Page title={`${appeal.number} ${appeal.title}`} extra={<Flex gap={8} align="center"><WordTag words={appealStateWords} value={appeal.state} color={appealStateTones} />{appeal.urgency !== 'NORMAL' && <WordTag words={urgencyWords} value={appeal.urgency} color="red" />}</Flex>}>
      <div className="side-by-side">
        <div className="stack">
          <Panel title={t({ zh: '诉求内容', en: 'The appeal' })}>
            <div className="record-text" style={{ marginBottom: 16 }}>{appeal.text}</div>
            <AppealFacts appeal={appeal} />
          </Panel>
          {waiting && card.data !== undefined && <DispatchForm key={card.data.dispatchCardId} appeal={appeal} card={card.data.card} />}
          {appeal.workOrderId !== null && <OrderLife workOrderId={appeal.workOrderId} />}
        </div>
        <CardColumn appeal={appeal} card={card} waiting={waiting} />
      </div>
    </Page>
  );
}

function AppealFacts({ appeal }: { appeal: Appeal }) {
  const t = useT();
  const none = <span className="muted">{t({ zh: '无', en: 'None' })}</span>;
  const item = (label: Word, children: React.ReactNode) => ({ key: label.en, label: t(label), children: children === '' || children === null ? none : children });
  return (
    <Descriptions
      size="small" bordered column={{ xs: 1, md: 2 }} styles={{ label: { width: 110 } }}
      items={[
        item({ zh: '诉求人', en: 'Appellant' }, <Appellant appealId={appeal.appealId} name={appeal.appellantName} phone={appeal.appellantPhone} />),
        item({ zh: '受理时间', en: 'Received' }, <When at={appeal.receivedAt} />),
        item({ zh: '类型', en: 'Type' }, t(appealTypeWords[appeal.type])),
        item({ zh: '渠道', en: 'Channel' }, t(channelWords[appeal.channel])),
        item({ zh: '地点', en: 'Place' }, appeal.place),
        item({ zh: '所属镇街', en: 'Township' }, appeal.townshipName),
        item({ zh: '事项', en: 'Matter' }, appeal.matterId === null ? null : <Link to="/matters/$matterId" params={{ matterId: appeal.matterId }}>{appeal.matterName}</Link>),
        item({ zh: '被反映单位', en: 'Complained of' }, appeal.complainedDepartmentName),
        item({ zh: '来源编号', en: 'Source number' }, appeal.externalNumber),
        item({ zh: '保密', en: 'Confidential' }, appeal.confidential ? <Tag color="red">{t({ zh: '要求保密', en: 'Confidential' })}</Tag> : t({ zh: '否', en: 'No' })),
      ]}
    />
  );
}

function CardColumn({ appeal, card, waiting }: { appeal: Appeal; card: UseQueryResult<ResultOf<typeof dispatchOperations.viewCard>, Problem>; waiting: boolean }) {
  const t = useT();
  const { can } = useSession();
  const again = useChange(dispatchOperations.recomputeCard, { invalidates: ['appeals.viewAppeal', 'dispatch.viewCard'], done: { zh: '已按最新分工重新研判', en: 'Ranked again' } });
  const recompute = waiting && <Button size="small" loading={again.pending} onClick={() => again.run({ appealId: appeal.appealId })}>{t({ zh: '重新研判', en: 'Rank again' })}</Button>;
  if (appeal.dispatchCardId === null) {
    return (
      <Panel title={t({ zh: '派单卡', en: 'Dispatch card' })} actions={recompute}>
        <ProblemAlert problem={again.problem} />
        <span className="muted">{t({ zh: '尚无派单卡。', en: 'There is no dispatch card yet.' })}</span>
      </Panel>
    );
  }
  if (card.data === undefined) return card.error === null ? <Skeleton active /> : <ProblemAlert problem={card.error} onRetry={() => void card.refetch()} />;
  return (
    <div className="stack">
      <ProblemAlert problem={again.problem} />
      <DispatchCardView card={card.data.card} text={appeal.text} extra={recompute} />
      {can('dispatch:review') && <CardFeedback dispatchCardId={card.data.dispatchCardId} card={card.data.card} feedback={card.data.feedback} />}
      <ReplayCheck key={card.data.dispatchCardId} dispatchCardId={card.data.dispatchCardId} />
      {can('disputes:open') && <DisputeLink card={card.data.card} />}
    </div>
  );
}

function DisputeLink({ card: { outcome, interim, matter } }: { card: DispatchCard }) {
  const t = useT();
  if ((outcome !== 'CONTESTED' && outcome !== 'OWNERLESS') || interim !== null) return null;
  return <Link to="/disputes/new" search={matter === null ? {} : { matterId: matter.matterId }}>{t({ zh: '就这一事项提出职责争议', en: 'Open a dispute on this matter' })}</Link>;
}

function OrderLife({ workOrderId }: { workOrderId: string }) {
  const t = useT();
  const order = useRead(dispatchOperations.viewOrder, { workOrderId });
  return (
    <Panel title={t({ zh: '工单办理', en: 'The order' })} actions={<Link to="/orders/$workOrderId" params={{ workOrderId }}>{t({ zh: '打开工单', en: 'Open the order' })}</Link>}>
      <ReadState read={order}>
        {(data) => (
          <>
            <Flex gap={12} wrap align="center" style={{ marginBottom: 16 }}>
              <span className="number">{data.number}</span>
              <WordTag words={workOrderStateWords} value={data.state} color={orderStateColors} />
              <span>{t({ zh: '主办：', en: 'Lead: ' })}<strong>{data.leadDepartmentName}</strong></span>
              <DueBadge dueAt={data.dueAt} doneAt={stoppedAt(data)} />
            </Flex>
            {data.reply !== null && <div className="quote" style={{ marginBottom: 16 }}>{data.reply}</div>}
            <Timeline events={data.events} />
          </>
        )}
      </ReadState>
    </Panel>
  );
}
