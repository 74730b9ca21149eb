import { Select } from 'antd';
import { departmentKinds, departmentKindWords } from '../../core/registry/model.ts';
import { useT } from '../app/language.tsx';
import { useDepartments } from './departments.ts';

interface DepartmentSelectProps {
  /** Handed in by `Form.Item`. */
  readonly id?: string;
  readonly value?: string | null | undefined;
  readonly onChange?: (departmentId: string | null) => void;
  /** Departments that cannot be chosen here, with the reason shown beside them. */
  readonly closed?: Readonly<Record<string, string>>;
  readonly allowClear?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly 'aria-label'?: string;
  readonly width?: number | string;
}

/** Chooses a department; the search finds full names, short names, plates and codes. */
export function DepartmentSelect({ value, onChange, closed = {}, allowClear = true, placeholder, width = '100%', ...rest }: DepartmentSelectProps) {
  const t = useT();
  const { list, loading } = useDepartments();
  const options = departmentKinds
    .map((kind) => ({
      label: t(departmentKindWords[kind]),
      options: list.filter((one) => one.kind === kind).map((one) => {
        const why = closed[one.departmentId];
        return {
          value: one.departmentId,
          label: why === undefined ? one.name : `${one.name}（${why}）`,
          search: [one.name, one.shortName, one.code, ...one.secondaryNames].join(' ').toLowerCase(),
          disabled: why !== undefined,
        };
      }),
    }))
    .filter((group) => group.options.length > 0);
  return (
    <Select
      {...rest}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange?.(next ?? null)}
      options={options}
      loading={loading}
      allowClear={allowClear}
      showSearch={{ filterOption: (typed, option) => option !== undefined && 'search' in option && String(option.search).includes(typed.trim().toLowerCase()) }}
      placeholder={placeholder ?? t({ zh: '选择部门，可输入名称或简称', en: 'Choose a department; type a name' })}
      notFoundContent={t({ zh: '没有名称相符的部门', en: 'No department by that name' })}
      style={{ width, minWidth: 200 }}
      popupMatchSelectWidth={false}
    />
  );
}
