import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { HealthPart } from '../../core/dispatch/model.ts';
import type { ModelHealth } from '../../core/dispatch/model-health.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { operationUrl } from '../app/call.ts';
import { useT } from '../app/language.tsx';
import { useSession } from '../app/session.tsx';

type Period = Pick<ModelHealth, 'from' | 'to' | 'matterClassId'>;

const periodOf = ({ from, to, matterClassId }: Period) => ({ from, to, ...(matterClassId === null ? {} : { matterClassId }) });

/** A figure that opens the cards it was counted from, for those who may see them. */
export function Behind({ health, search = {}, children }: { health: Period; search?: Readonly<Record<string, string>>; children: ReactNode }) {
  const { can } = useSession();
  if (!can('dispatch:review')) return <>{children}</>;
  return <Link to="/model-health/cards" search={{ ...periodOf(health), ...search } as never}>{children}</Link>;
}

export function ExportButton({ health, part }: { health: Period; part: HealthPart }) {
  const t = useT();
  return <Button size="small" href={operationUrl(dispatchOperations.exportModelHealth, { ...periodOf(health), part })} download>{t({ zh: '导出 CSV', en: 'Export CSV' })}</Button>;
}
