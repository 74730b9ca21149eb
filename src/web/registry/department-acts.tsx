import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useClocks } from './clock-control.tsx';
import { DepartmentAbolishDialog, DepartmentMergeDialog, DepartmentSplitDialog } from './department-end-dialog.tsx';
import { DepartmentCorrectDialog, DepartmentRenameDialog } from './department-rename-dialog.tsx';

const acts = ['renameDepartment', 'correctDepartment', 'mergeDepartments', 'splitDepartment', 'abolishDepartment'] as const;
type Act = (typeof acts)[number];

/** What the establishment office may do with a department; one that has ended can only be corrected. */
export function DepartmentActs({ department }: { department: ResultOf<typeof registryOperations.viewDepartment> }) {
  const t = useT();
  const { on } = useClocks();
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const open = acts.filter((one) => department.validTo === null || one === 'correctDepartment');
  const title = t({ zh: '部门变动', en: 'Change' });
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items: open.map((key) => ({ key, label: t(registryOperations[key].title), danger: key === 'abolishDepartment' })), onClick: ({ key }) => setAct(key as Act) }}>
        <Button type="primary">{title}</Button>
      </Dropdown>
      {act === 'renameDepartment' && <DepartmentRenameDialog department={department} onClose={close} />}
      {act === 'correctDepartment' && <DepartmentCorrectDialog department={department} on={on} onClose={close} />}
      {act === 'mergeDepartments' && <DepartmentMergeDialog department={department} onClose={close} />}
      {act === 'splitDepartment' && <DepartmentSplitDialog department={department} onClose={close} />}
      {act === 'abolishDepartment' && <DepartmentAbolishDialog department={department} onClose={close} />}
    </>
  );
}
