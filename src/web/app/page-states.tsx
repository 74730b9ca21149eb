import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { Button, Result, Skeleton } from 'antd';
import { useT } from './language.tsx';

export function PageWaiting() {
  return <div className="page"><Skeleton active paragraph={{ rows: 8 }} /></div>;
}

export function PageMissing() {
  const t = useT();
  return (
    <Result
      status="404"
      title={<h1>{t({ zh: '没有这个页面', en: 'There is no such page' })}</h1>}
      subTitle={t({ zh: '请核对网址，或从左侧栏目重新进入。', en: 'Check the address, or start again from the navigation.' })}
      extra={<Link to="/">{t({ zh: '返回首页', en: 'To the home page' })}</Link>}
    />
  );
}

/** A fault of the page itself: the only honest thing to offer is to load it again. */
export function PageFault({ error }: ErrorComponentProps) {
  const t = useT();
  return (
    <Result
      status="error"
      title={<h1>{t({ zh: '页面未能显示', en: 'The page could not be shown' })}</h1>}
      subTitle={`${t({ zh: '请重新载入；仍不成功时，请把下列信息告知系统管理员：', en: 'Load it again; if it fails again, tell the system administrator:' })} ${error instanceof Error ? error.message : String(error)}`}
      extra={<Button type="primary" onClick={() => location.reload()}>{t({ zh: '重新载入', en: 'Load again' })}</Button>}
    />
  );
}
