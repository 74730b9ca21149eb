import { useNavigate } from '@tanstack/react-router';
import { Input } from 'antd';
import { Page } from '../parts/page.tsx';
import { useT } from './language.tsx';
import { useSession } from './session.tsx';
import { AppealsWaiting, DisputesWaiting, DraftsWaiting, OrdersWaiting } from './waiting.tsx';
import { AdministratorLinks } from './administrator-links.tsx';

/** What waits for the person signed in, by what that person may do. */
export function HomePage() {
  const t = useT();
  const { account, can } = useSession();
  const name = account?.displayName ?? '';
  return (
    <Page
      title={t({ zh: '待办事项', en: 'What waits for me' })}
      note={t({ zh: `${name}，以下事项需要您办理。`, en: `${name}, these need you.` })}
      actions={can('registry:read') && <DutyQuestion />}
    >
      <div className="home-columns">
        {can('dispatch:dispatch') && <DispatcherWaiting />}
        {can('dispatch:handle') && <DepartmentWaiting departmentId={account?.departmentId ?? undefined} />}
        <OthersWaiting />
        <AdministratorLinks />
      </div>
    </Page>
  );
}

function DutyQuestion() {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Input.Search
      style={{ width: 360, maxWidth: '100%' }} onSearch={(q) => void navigate({ to: '/search', search: q.trim() === '' ? {} : { q: q.trim() } })}
      placeholder={t({ zh: '这件事归谁管？检索职责库', en: 'Who is responsible? Search the registry' })} aria-label={t({ zh: '检索职责库', en: 'Search the registry' })}
    />
  );
}

function DispatcherWaiting() {
  const t = useT();
  return (
    <>
      <AppealsWaiting title={t({ zh: '待派单的诉求', en: 'Appeals to dispatch' })} state="RECEIVED" />
      <OrdersWaiting title={t({ zh: '待裁定的退单', en: 'Returns to rule on' })} state="RETURNED" />
      <OrdersWaiting title={t({ zh: '待回访的工单', en: 'Orders to follow up' })} state="REPLIED" />
      <OrdersWaiting title={t({ zh: '已逾期的工单', en: 'Overdue orders' })} overdue />
    </>
  );
}

function DepartmentWaiting({ departmentId }: { departmentId: string | undefined }) {
  const t = useT();
  const { can } = useSession();
  return (
    <>
      <OrdersWaiting title={t({ zh: '待签收的工单', en: 'Orders to sign in' })} state="DISPATCHED" departmentId={departmentId} />
      <OrdersWaiting title={t({ zh: '待答复的工单', en: 'Orders to answer' })} state="SIGNED_IN" departmentId={departmentId} />
      <OrdersWaiting title={t({ zh: '已逾期的工单', en: 'Overdue orders' })} overdue departmentId={departmentId} />
      <DisputesWaiting title={can('disputes:sign') ? t({ zh: '待表明意见、签署的争议', en: 'Disputes to take a position on or sign' }) : t({ zh: '本部门参与的争议', en: 'Disputes of this department' })} departmentId={departmentId} />
    </>
  );
}

/** Establishment office, leaders, advisors, overseers: those who look at disputes and drafts of the whole district. */
function OthersWaiting() {
  const t = useT();
  const { can } = useSession();
  const isParty = can('disputes:take-part');
  return (
    <>
      {can('disputes:decide') && <DisputesWaiting title={t({ zh: '提请专题研究的争议', en: 'Disputes reported for a decision' })} state="REPORTED" />}
      {can('disputes:read') && !isParty && <DisputesWaiting title={t({ zh: '办理中的职责争议', en: 'Disputes in hand' })} />}
      {can('division:publish') && <DraftsWaiting title={t({ zh: '待发布的分工草案', en: 'Drafts to publish' })} />}
    </>
  );
}
