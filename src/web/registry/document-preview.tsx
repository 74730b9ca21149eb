import { Alert, Button, Descriptions, Input } from 'antd';
import { useState } from 'react';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { documentKindWords } from '../../core/registry/model.ts';
import type { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { SourceWithClauses } from './source-with-clauses.tsx';

type Preview = ResultOf<typeof registryOperations.previewDocument>;

interface DocumentPreviewProps {
  readonly preview: Preview;
  readonly pending: boolean;
  readonly problem: Error | null;
  readonly onBack: () => void;
  readonly onConfirm: (title: string) => void;
}

/** What an import would write, beside its source; what was not understood is named before anybody confirms. */
export function DocumentPreview({ preview, pending, problem, onBack, onConfirm }: DocumentPreviewProps) {
  const t = useT();
  const [title, setTitle] = useState(preview.title);
  const noLead = preview.clauses.filter((clause) => clause.noLead).length;
  return (
    <>
      <Descriptions
        bordered size="small" column={{ xs: 1, lg: 2 }}
        items={[
          { key: 'title', label: t({ zh: '标题', en: 'Title' }), children: <Input value={title} onChange={(event) => setTitle(event.target.value)} maxLength={200} aria-label={t({ zh: '标题', en: 'Title' })} /> },
          { key: 'kind', label: t({ zh: '种类', en: 'Kind' }), children: <WordTag words={documentKindWords} value={preview.kind} /> },
          { key: 'department', label: t({ zh: '所属部门', en: 'Department' }), children: preview.departmentName ?? t({ zh: '未识别', en: 'Not recognised' }) },
          { key: 'number', label: t({ zh: '文号', en: 'Number' }), children: preview.documentNumber ?? t({ zh: '未识别', en: 'Not recognised' }) },
          { key: 'from', label: t({ zh: '施行日期', en: 'In force from' }), children: <When at={preview.validFrom} day none={t({ zh: '未识别，按入库之日', en: 'Not recognised: from today' })} /> },
          { key: 'count', label: t({ zh: '读出', en: 'Read' }), children: t({ zh: `${preview.clauses.length} 条条款，其中 ${noLead} 条未明确牵头`, en: `${preview.clauses.length} clauses, ${noLead} of them without a lead` }) },
        ]}
      />
      {preview.notUnderstood.length > 0 && (
        <Alert
          type="warning" showIcon title={t({ zh: `有 ${preview.notUnderstood.length} 处未能识别（原文中以红色虚线标出），不会成为条款：`, en: `${preview.notUnderstood.length} places were not understood (dashed red in the source) and become no clause:` })}
          description={<ul className="bare-list">{preview.notUnderstood.slice(0, 8).map((span) => <li key={span.start}>“{span.text.trim().slice(0, 80)}”</li>)}{preview.notUnderstood.length > 8 && <li>…</li>}</ul>}
        />
      )}
      {preview.unknownPartners.length > 0 && (
        <Alert
          type="warning" showIcon title={t({ zh: '下列单位未在部门库中找到，请登记为部门或别名后再对应：', en: 'These units are not registered; register them as departments or aliases:' })}
          description={preview.unknownPartners.join(t({ zh: '、', en: ', ' }))}
        />
      )}
      {preview.notUnderstood.length === 0 && preview.unknownPartners.length === 0 && <Alert type="success" showIcon title={t({ zh: '全文均已识别，涉及单位均已登记。', en: 'The whole text was understood, and every unit named is registered.' })} />}
      <SourceWithClauses text={preview.text} clauses={preview.clauses} notUnderstood={preview.notUnderstood} unknownPartners={preview.unknownPartners} />
      <ProblemAlert problem={problem} />
      <div className="page-actions" style={{ display: 'flex', gap: 8 }}>
        <ConfirmButton
          type="primary" label={t({ zh: '确认入库', en: 'Import' })} pending={pending} disabled={preview.clauses.length === 0}
          consequence={t({ zh: `将《${title}》及 ${preview.clauses.length} 条条款一次写入职责库。入库的版本不可修改，如有变动须导入新版本。`, en: `“${title}” and its ${preview.clauses.length} clauses are written at once. A version is never changed afterwards; changes come as a new version.` })}
          onConfirm={() => onConfirm(title.trim())}
        />
        <Button onClick={onBack}>{t({ zh: '返回修改', en: 'Back' })}</Button>
      </div>
    </>
  );
}
