import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useT } from '../app/language.tsx';
import { matterMatches, treeOf, useMatters, type MatterNode } from './matters.ts';

interface MatterSelectProps {
  /** Handed in by `Form.Item`. */
  readonly id?: string;
  readonly value?: string | null | undefined;
  readonly onChange?: (matterId: string | null) => void;
  /** Only classes can be chosen (for a parent). */
  readonly classesOnly?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly 'aria-label'?: string;
  readonly width?: number | string;
}

interface Node {
  value: string;
  title: string;
  search: MatterNode['matter'];
  children: Node[];
}

/** Chooses a matter from the tree; the search finds names, codes and keywords (物业 finds 物业服务). */
export function MatterSelect({ value, onChange, classesOnly = false, placeholder, width = '100%', ...rest }: MatterSelectProps) {
  const t = useT();
  const { data, isPending } = useMatters();
  const tree = useMemo(() => {
    const show = ({ matter, children }: MatterNode): Node => ({
      value: matter.matterId, title: `${matter.code} ${matter.name}`, search: matter,
      children: children.filter((child) => !classesOnly || child.matter.isClass).map(show),
    });
    return treeOf(data ?? []).map(show);
  }, [data, classesOnly]);
  return (
    <TreeSelect
      {...rest}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange?.(next ?? null)}
      treeData={tree}
      loading={isPending}
      allowClear
      showSearch={{ filterTreeNode: (typed, node) => matterMatches((node as unknown as Node).search, typed) }}
      placeholder={placeholder ?? t({ zh: '选择事项，可输入关键词', en: 'Choose a matter; type a keyword' })}
      notFoundContent={t({ zh: '没有相符的事项', en: 'No such matter' })}
      style={{ width, minWidth: 220 }}
      popupMatchSelectWidth={false}
    />
  );
}
