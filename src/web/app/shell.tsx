import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { Button, Drawer, Grid, Layout, Menu, Result, Skeleton } from 'antd';
import { useState } from 'react';
import { roleWords } from '../../core/access/model.ts';
import { accessOperations } from '../../core/access/operations.ts';
import { useChange } from './changing.ts';
import { Problem } from './call.ts';
import { useT } from './language.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { navigation, selectedItem } from './navigation.ts';
import { SessionProvider, useSession } from './session.tsx';

/** The frame of every page: who is signed in, in which district, and the ways to the stations that person may enter. */
export function Shell() {
  return (
    <SessionProvider fallback={(problem, retry) => (problem === null ? <div className="page"><Skeleton active /></div> : <Unreachable problem={problem} retry={retry} />)}>
      <Gate />
    </SessionProvider>
  );
}

function Unreachable({ problem, retry }: { problem: Error; retry: () => void }) {
  const t = useT();
  return (
    <Result
      status="warning"
      title={<h1>{problem instanceof Problem ? problem.title : problem.message}</h1>}
      subTitle={problem instanceof Problem ? problem.remedy : undefined}
      extra={<Button type="primary" onClick={retry}>{t({ zh: '重试', en: 'Try again' })}</Button>}
    />
  );
}

function Gate() {
  const { account } = useSession();
  const { pathname, href } = useLocation();
  if (pathname === '/sign-in') return <Outlet />;
  if (account === null) return <Navigate to="/sign-in" search={href === '/' ? {} : { to: href }} replace />;
  return <Frame pathname={pathname} />;
}

function Frame({ pathname }: { pathname: string }) {
  const t = useT();
  const { district } = useSession();
  const wide = Grid.useBreakpoint().lg !== false;
  const [open, setOpen] = useState(false);
  return (
    <Layout className="frame">
      <a className="skip" href="#content">{t({ zh: '跳到正文', en: 'Skip to the content' })}</a>
      <Layout.Header className="frame-header">
        {!wide && <Button ghost size="small" onClick={() => setOpen(true)} aria-expanded={open}>{t({ zh: '栏目', en: 'Menu' })}</Button>}
        <Link to="/" className="frame-brand">
          <span className="frame-name">{t({ zh: '理顺', en: 'Lishun' })}</span>
          <span className="frame-title">{t({ zh: `${district}部门职责协同平台`, en: `Division of work, ${district}` })}</span>
        </Link>
        <LanguageSwitch />
        <AccountBox />
      </Layout.Header>
      <Layout hasSider={wide}>
        {wide ? (
          <Layout.Sider width={208} className="frame-side"><Navigation pathname={pathname} /></Layout.Sider>
        ) : (
          <Drawer placement="left" size={240} open={open} onClose={() => setOpen(false)} title={t({ zh: '栏目', en: 'Menu' })}>
            <Navigation pathname={pathname} onChosen={() => setOpen(false)} />
          </Drawer>
        )}
        <Layout.Content id="content" tabIndex={-1} className="frame-content" role="main"><Outlet /></Layout.Content>
      </Layout>
    </Layout>
  );
}

function Navigation({ pathname, onChosen }: { pathname: string; onChosen?: () => void }) {
  const t = useT();
  const { can } = useSession();
  const groups = navigation
    .map((group) => ({ ...group, items: group.items.filter((item) => item.permission === null || can(item.permission)) }))
    .filter((group) => group.items.length > 0);
  return (
    <nav aria-label={t({ zh: '主导航', en: 'Main navigation' })}>
      <Menu
        mode="inline"
        selectedKeys={[selectedItem(pathname)]}
        onClick={() => onChosen?.()}
        items={groups.map((group) => ({
          type: 'group' as const, key: group.title.en, label: t(group.title),
          children: group.items.map((item) => ({ key: item.to, label: <Link to={item.to}>{t(item.title)}</Link> })),
        }))}
      />
    </nav>
  );
}

function AccountBox() {
  const t = useT();
  const { account } = useSession();
  const leave = useChange(accessOperations.signOut, { invalidates: ['access.viewSession'], done: null, onDone: () => location.assign('/sign-in') });
  if (account === null) return null;
  const duties = account.roles.map((role) => t(roleWords[role])).join(t({ zh: '、', en: ', ' }));
  return (
    <div className="frame-account">
      <Link to="/account" className="frame-person" title={t({ zh: '我的账号', en: 'My account' })}>
        <span>{account.displayName}</span>
        <span className="frame-duty">{[account.departmentName, duties].filter(Boolean).join(' · ')}</span>
      </Link>
      <Button ghost size="small" loading={leave.pending} onClick={() => leave.run({})}>{t({ zh: '退出', en: 'Sign out' })}</Button>
    </div>
  );
}
