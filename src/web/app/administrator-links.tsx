import { Link } from '@tanstack/react-router';
import { Panel } from '../parts/page.tsx';
import { useT } from './language.tsx';
import { useSession } from './session.tsx';

/** For those whose work is not in the loop: the administrators and auditors start from their tools. */
export function AdministratorLinks() {
  const t = useT();
  const { can } = useSession();
  if (!can('access:read-accounts') && !can('journal:read')) return null;
  return (
    <Panel title={t({ zh: '系统管理', en: 'Administration' })}>
      <ul className="waiting">
        {can('access:create-accounts') && <li><Link to="/accounts">{t({ zh: '建立、停用账号，重置密码', en: 'Make and disable accounts, reset passwords' })}</Link></li>}
        {can('access:grant-roles') && <li><Link to="/accounts">{t({ zh: '授予岗位，签发接口令牌', en: 'Grant roles, make service tokens' })}</Link></li>}
        {can('journal:read') && <li><Link to="/journal">{t({ zh: '查阅、核验操作留痕', en: 'Read and verify the journal' })}</Link></li>}
      </ul>
    </Panel>
  );
}
