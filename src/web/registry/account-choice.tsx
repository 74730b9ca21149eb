import { useQueries } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { registryOperations } from '../../core/registry/operations.ts';
import { call } from '../app/call.ts';
import { useT } from '../app/language.tsx';

interface AccountChoiceProps {
  /** The departments that end. */
  readonly departmentIds: readonly string[];
  /** Given by the field of the form. */
  readonly id?: string;
  readonly value?: string[];
  readonly onChange?: (accountIds: string[]) => void;
}

/** Which accounts of the departments that end go over to the successor; none unless a person says so. */
export function AccountChoice({ departmentIds, id, value = [], onChange }: AccountChoiceProps) {
  const t = useT();
  const operation = registryOperations.viewConsequences;
  const reads = useQueries({ queries: departmentIds.map((departmentId) => ({ queryKey: [operation.name, { departmentId }], queryFn: () => call(operation, { departmentId }) })) });
  const accounts = reads.flatMap(({ data }) => data?.references ?? []).filter(({ kind }) => kind === 'ACCOUNT').map((account) => ({ value: account.id, label: account.label }));
  if (accounts.length === 0) return <span className="muted" id={id}>{t({ zh: '没有在用的账号。', en: 'No account in use.' })}</span>;
  return (
    <div className="part-line">
      <Select<string[]> {...(id === undefined ? {} : { id })} mode="multiple" style={{ minWidth: 320, flex: 1 }} value={value} onChange={(chosen) => onChange?.(chosen)} options={accounts} showSearch={{ optionFilterProp: 'label' }} placeholder={t({ zh: '不选则账号留在原部门', en: 'None: they stay where they are' })} />
      <Button onClick={() => onChange?.(accounts.map((account) => account.value))}>{t({ zh: `全部转移（${accounts.length} 个）`, en: `All (${accounts.length})` })}</Button>
    </div>
  );
}
