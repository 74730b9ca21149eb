import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Page } from './page.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Shows a read: skeleton while it loads, the problem with a retry when it failed, else the children with the answer. */
export function ReadState<Data>({ read, children }: { read: UseQueryResult<Data>; children: (data: Data) => ReactNode }) {
  if (read.data !== undefined) return <>{read.error !== null && <ProblemAlert problem={read.error} onRetry={() => void read.refetch()} />}{children(read.data)}</>;
  if (read.error !== null) return <ProblemAlert problem={read.error} onRetry={() => void read.refetch()} />;
  return <Skeleton active paragraph={{ rows: 5 }} />;
}

/** The same for a whole page, which needs a heading also while it loads. */
export function PageState<Data>({ title, read, children }: { title: string; read: UseQueryResult<Data>; children: (data: Data) => ReactNode }) {
  if (read.data !== undefined) return <>{children(read.data)}</>;
  return <Page title={title}><ReadState read={read}>{() => null}</ReadState></Page>;
}
