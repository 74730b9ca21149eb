import { Button, Input, Space, Tag } from 'antd';
import { useState } from 'react';
import { accountStateWords, roleWords, type Account } from '../../core/access/model.ts';
import { accessOperations } from '../../core/access/operations.ts';
import { useFilters } from '../app/filters.ts';
import { useT } from '../app/language.tsx';
import { usePages } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Page } from '../parts/page.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { AccountCreateDialog } from './account-create-dialog.tsx';
import { AccountStateButton, PasswordResetDialog, RolesDialog, TokenDialog } from './account-dialogs.tsx';

type Act = 'password' | 'roles' | 'token';

/** Accounts: who may sign in and as what. The system administrator makes them, the security administrator grants the roles. */
export function AccountListPage() {
  const t = useT();
  const { can } = useSession();
  const [{ q }, change] = useFilters(accessOperations.listAccounts, ['q']);
  const pages = usePages(accessOperations.listAccounts, { ...(q === undefined ? {} : { q }), limit: 50 });
  const [creating, setCreating] = useState(false);
  const [act, setAct] = useState<{ kind: Act; account: Account } | null>(null);
  const close = () => setAct(null);
  return (
    <Page
      title={t({ zh: '账号与岗位', en: 'Accounts and roles' })}
      note={t({ zh: '账号由系统管理员建立，岗位由安全管理员授予，全部操作留痕，由审计管理员查阅。', en: 'The system administrator makes accounts, the security administrator grants roles, and the audit administrator reads the journal of both.' })}
      actions={can('access:create-accounts') && <Button type="primary" onClick={() => setCreating(true)}>{t(accessOperations.createAccount.title)}</Button>}
    >
      <Input.Search allowClear defaultValue={q} onSearch={(typed) => change({ q: typed.trim() })} aria-label={t({ zh: '查找账号', en: 'Find an account' })} placeholder={t({ zh: '姓名或用户名', en: 'Name or user name' })} style={{ maxWidth: 320 }} />
      <DataTable<Account>
        label={t(accessOperations.listAccounts.title)}
        pages={pages}
        rowKey={(account) => account.accountId}
        minWidth={980}
        emptyText={t({ zh: '没有符合条件的账号，请更换查找内容。', en: 'No account matches; search for something else.' })}
        columns={[
          { title: t({ zh: '姓名', en: 'Name' }), dataIndex: 'displayName', width: 150 },
          { title: t({ zh: '用户名', en: 'User name' }), dataIndex: 'userName', width: 190 },
          { title: t({ zh: '岗位', en: 'Roles' }), render: (_, account) => (account.roles.length === 0 ? <span className="muted">{t({ zh: '尚未授予', en: 'None yet' })}</span> : account.roles.map((role) => <Tag key={role}>{t(roleWords[role])}</Tag>)) },
          { title: t({ zh: '所属部门', en: 'Department' }), width: 200, render: (_, account) => account.departmentName ?? '—' },
          {
            title: t({ zh: '状态', en: 'State' }), width: 130,
            render: (_, account) => (
              <>
                <WordTag words={accountStateWords} value={account.state} color={{ ACTIVE: 'green', DISABLED: 'plain' }} />
                {account.lockedUntil !== null && Date.parse(account.lockedUntil) > Date.now() && <Tag color="red">{t({ zh: '锁定至', en: 'Locked until' })} <When at={account.lockedUntil} /></Tag>}
              </>
            ),
          },
          {
            title: t({ zh: '操作', en: 'Actions' }), width: 260,
            render: (_, account) => (
              <Space size={4} wrap>
                {can('access:create-accounts') && <Button size="small" onClick={() => setAct({ kind: 'password', account })}>{t({ zh: '重置密码', en: 'Reset password' })}</Button>}
                {can('access:create-accounts') && <AccountStateButton account={account} />}
                {can('access:grant-roles') && <Button size="small" onClick={() => setAct({ kind: 'roles', account })}>{t({ zh: '授予岗位', en: 'Grant roles' })}</Button>}
                {can('access:grant-roles') && account.roles.includes('SERVICE') && <Button size="small" onClick={() => setAct({ kind: 'token', account })}>{t({ zh: '签发令牌', en: 'Make token' })}</Button>}
              </Space>
            ),
          },
        ]}
      />
      {creating && <AccountCreateDialog onClose={() => setCreating(false)} />}
      {act?.kind === 'password' && <PasswordResetDialog account={act.account} onClose={close} />}
      {act?.kind === 'roles' && <RolesDialog account={act.account} onClose={close} />}
      {act?.kind === 'token' && <TokenDialog account={act.account} onClose={close} />}
    </Page>
  );
}
