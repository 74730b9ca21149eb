import { Button, Card, Collapse, Flex, Form, Input, Select } from 'antd';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { documentKinds, documentKindWords } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useRead } from '../app/reading.ts';
import { useT } from '../app/language.tsx';
import { ClausePicker } from '../dispatch/clause-picker.tsx';

interface Props {
  name: (string | number)[];
  extra?: (index: number, field: 'title' | 'rank') => ReactNode;
}

/** Picks a document of the registry; its title and rank then fill the row. */
function DocumentPicker({ value, onChange, onPick }: { value?: string | null; onChange?: (id: string | null) => void; onPick: (document: { title: string; kind: string }) => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const documents = useRead(registryOperations.listDocuments, q === '' ? { limit: 50 } : { q, limit: 50 });
  const items = documents.data?.items ?? [];
  return (
    <Select
      allowClear
      value={value ?? null}
      loading={documents.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t({ zh: '从文件库选取（可不选）', en: 'Pick from the registry (optional)' })}
      options={items.map((item) => ({ value: item.documentId, label: item.title }))}
      onChange={(id: string | undefined) => {
        onChange?.(id ?? null);
        const picked = items.find((item) => item.documentId === id);
        if (picked) onPick(picked);
      }}
    />
  );
}

/** Cites a clause of the registry: title, number, rank and words then come from the source. `path` leads to the row in the form. */
function CitedClause({ path }: { path: (string | number)[] }) {
  const t = useT();
  const form = Form.useFormInstance();
  const dutyClauseId = Form.useWatch([...path, 'dutyClauseId'], form) as string | null | undefined;
  const put = (values: Record<string, string | null>) => Object.entries(values).forEach(([field, value]) => form.setFieldValue([...path, field], value));
  return (
    <>
      <Form.Item name={[path.at(-1) as number, 'dutyClauseId']} hidden><Input /></Form.Item>
      {typeof dutyClauseId === 'string' && dutyClauseId !== '' ? (
        <p className="muted">{t({ zh: '已引用职责库条款，名称、条款、位阶、原文以源文件为准。', en: 'Cites a clause of the registry; its words come from the source.' })} <Button type="link" size="small" onClick={() => put({ dutyClauseId: null })}>{t({ zh: '改为手工填写', en: 'Write it by hand' })}</Button></p>
      ) : (
        <Collapse size="small" ghost items={[{ key: 'cite', label: t({ zh: '引用职责库条款', en: 'Cite a clause of the registry' }), children: <ClausePicker onPick={(clause) => put({ dutyClauseId: clause.dutyClauseId, documentId: clause.documentId, title: clause.documentTitle, article: clause.path, rank: clause.documentKind, text: clause.text })} /> }]} />
      )}
    </>
  );
}

/** The bases of a division: document, article, rank and the words of the clause, in the order in which they count. */
export function BasesEditor({ name, extra }: Props) {
  const t = useT();
  const form = Form.useFormInstance();
  return (
    <fieldset className="field-group">
      <legend>{t({ zh: '依据', en: 'Bases' })}</legend>
      <Form.List name={name}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, index) => (
              <Card
                key={row.key} size="small" style={{ marginBottom: 12 }} title={t({ zh: `依据 ${index + 1}`, en: `Basis ${index + 1}` })}
                extra={<Button type="text" size="small" danger onClick={() => remove(row.name)}>{t({ zh: '移除', en: 'Remove' })}</Button>}
              >
                <CitedClause path={[...name, row.name]} />
                <Flex gap={12} wrap>
                  <Form.Item name={[row.name, 'documentId']} label={t({ zh: '文件', en: 'Document' })} style={{ flex: '1 1 260px' }}>
                    <DocumentPicker
                      onPick={(picked) => {
                        form.setFieldValue([...name, row.name, 'title'], picked.title);
                        form.setFieldValue([...name, row.name, 'rank'], picked.kind);
                      }}
                    />
                  </Form.Item>
                  <Form.Item name={[row.name, 'title']} label={t({ zh: '名称', en: 'Title' })} required extra={extra?.(row.name, 'title')} style={{ flex: '2 1 280px' }}>
                    <Input maxLength={200} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'article']} label={t({ zh: '条款', en: 'Article' })} style={{ flex: '0 1 150px' }}>
                    <Input maxLength={60} placeholder={t({ zh: '第十二条', en: 'Article 12' })} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'rank']} label={t({ zh: '位阶', en: 'Rank' })} required extra={extra?.(row.name, 'rank')} style={{ flex: '0 1 190px' }}>
                    <Select options={documentKinds.map((kind) => ({ value: kind, label: t(documentKindWords[kind]) }))} />
                  </Form.Item>
                </Flex>
                <Form.Item name={[row.name, 'text']} label={t({ zh: '条文原文', en: 'Words of the clause' })} style={{ marginBottom: 0 }}>
                  <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
                </Form.Item>
              </Card>
            ))}
            <Button type="dashed" block onClick={() => add({ documentId: null, dutyClauseId: null, title: '', article: '', text: '' })} style={{ marginBottom: 16 }}>
              {t({ zh: '＋ 添加依据', en: '+ Add a basis' })}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
