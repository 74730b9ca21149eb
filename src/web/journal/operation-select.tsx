import { Select } from 'antd';
import { allOperations } from '../../core/catalogue.ts';
import { useT } from '../app/language.tsx';

/** Chooses one of the changes that can be in the journal. */
export function OperationSelect({ value, onChange }: { value: string | undefined; onChange: (operation: string | undefined) => void }) {
  const t = useT();
  const options = allOperations.filter((operation) => operation.effect === 'change').map((operation) => ({ value: operation.name, label: t(operation.title) }));
  return (
    <Select
      {...(value === undefined ? {} : { value })}
      onChange={(next: string | undefined) => onChange(next)}
      allowClear showSearch={{ optionFilterProp: 'label' }} options={options} style={{ width: 240 }}
      placeholder={t({ zh: '全部操作', en: 'All operations' })} aria-label={t({ zh: '操作', en: 'Operation' })}
    />
  );
}
