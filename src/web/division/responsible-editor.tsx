import { Button, Flex, Form, Input } from 'antd';
import type { Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import type { ReactNode } from 'react';

interface Props {
  /** Where the list stands in the form. */
  name: string | (string | number)[];
  label: Word;
  taskLabel: Word;
  extra?: (index: number) => ReactNode;
}

/** A list of departments, each with its own task: responsible departments of an entry, co-handling units of an order. */
export function ResponsibleEditor({ name, label, taskLabel, extra }: Props) {
  const t = useT();
  const path = Array.isArray(name) ? name : [name];
  return (
    <fieldset className="field-group">
      <legend>{t(label)}</legend>
      <Form.List name={path}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <Flex key={row.key} gap={8} wrap align="flex-start">
                <Form.Item name={[row.name, 'departmentId']} label={t({ zh: '部门', en: 'Department' })} style={{ flex: '1 1 220px', marginBottom: 8 }}>
                  <DepartmentSelect />
                </Form.Item>
                <Form.Item name={[row.name, 'task']} label={t(taskLabel)} extra={extra?.(row.name)} style={{ flex: '2 1 320px', marginBottom: 8 }}>
                  <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={500} />
                </Form.Item>
                <Button type="text" danger style={{ marginTop: 30 }} onClick={() => remove(row.name)}>
                  {t({ zh: '移除', en: 'Remove' })}
                </Button>
              </Flex>
            ))}
            <Button type="dashed" block onClick={() => add({ task: '' })} style={{ marginBottom: 16 }}>
              {t({ zh: `＋ 添加${label.zh}`, en: `+ Add: ${label.en.toLowerCase()}` })}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
