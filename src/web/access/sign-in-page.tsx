import { useQueryClient } from '@tanstack/react-query';
import { Navigate, useSearch } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { accessOperations } from '../../core/access/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useSession } from '../app/session.tsx';
import { LanguageSwitch } from '../app/language-switch.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';

/** Only addresses of ours: `//other.site` would leave the application. */
const isOwnAddress = (to: string): boolean => to.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') && !to.startsWith('/sign-in');

export function SignInPage() {
  const t = useT();
  const { account, district } = useSession();
  const client = useQueryClient();
  useEffect(() => {
    // What the one before could see is not for the next.
    client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== accessOperations.viewSession.name });
  }, [client]);
  const { to } = useSearch({ strict: false });
  const signIn = useChange(accessOperations.signIn, { done: null, invalidates: ['access.viewSession'] });
  if (account !== null) return <Navigate to={to !== undefined && isOwnAddress(to) ? to : '/'} replace />;
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <h1>{t({ zh: '理顺', en: 'Lishun' })}</h1>
        <div className="sign-in-sub">{t({ zh: `${district}部门职责协同平台`, en: `Division of work, ${district}` })}</div>
        <Form layout="vertical" requiredMark={false} onFinish={(values: { userName: string; password: string }) => signIn.run(values)}>
          <Form.Item name="userName" label={t({ zh: '用户名', en: 'User name' })} rules={[ruleOf(accessOperations.signIn, 'userName', t)]} validateTrigger="onSubmit">
            <Input autoComplete="username" autoFocus size="large" spellCheck={false} />
          </Form.Item>
          <Form.Item name="password" label={t({ zh: '密码', en: 'Password' })} rules={[ruleOf(accessOperations.signIn, 'password', t)]} validateTrigger="onSubmit">
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          {signIn.problem !== null && <Form.Item><ProblemAlert problem={signIn.problem} /></Form.Item>}
          <Button type="primary" htmlType="submit" size="large" block loading={signIn.pending}>{t({ zh: '登录', en: 'Sign in' })}</Button>
        </Form>
        <div className="sign-in-foot"><LanguageSwitch /></div>
      </div>
    </main>
  );
}
