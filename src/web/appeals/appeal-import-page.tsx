import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Descriptions, Flex, Progress, Skeleton, Table, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { importStateWords, type AppealImport } from '../../core/appeals/model.ts';
import { appealsOperations } from '../../core/appeals/operations.ts';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { counted, type Word } from '../../core/kernel/words.ts';
import { call, type Problem } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { FileDrop } from '../parts/file-drop.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { RefusedRows } from './refused-rows.tsx';

type Preview = ResultOf<typeof appealsOperations.previewImport>;

/** Between two looks at a running import. */
const LOOK_MS = 700;

export function AppealImportPage() {
  const t = useT();
  const search: { appealImportId?: unknown } = useSearch({ strict: false });
  const running = typeof search.appealImportId === 'string' ? search.appealImportId : null;
  return (
    <Page title={t({ zh: '批量导入诉求', en: 'Import appeals in bulk' })} note={t({ zh: '支持 CSV（UTF-8、GBK）和 XLSX；先预览，确认后导入。', en: 'CSV (UTF-8 or GBK) and XLSX; preview first, then import.' })}>
      {running === null ? <ChooseFile /> : <ImportRun appealImportId={running} />}
    </Page>
  );
}

function ChooseFile() {
  const t = useT();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const start = useChange(appealsOperations.startImport, {
    invalidates: ['appeals'], done: { zh: '已开始导入', en: 'The import has started' },
    onDone: (run) => void navigate({ to: '/appeals/import', search: { appealImportId: run.appealImportId } }),
  });
  useEffect(() => {
    setPreview(null);
    setProblem(null);
    if (file === null) return undefined;
    let current = true;
    call(appealsOperations.previewImport, { file }).then((result) => current && setPreview(result), (refused: unknown) => current && setProblem(refused as Problem));
    return () => {
      current = false;
    };
  }, [file]);
  return (
    <>
      <Panel title={t({ zh: '选择文件', en: 'Choose a file' })}>
        <FileDrop accept=".csv,.xlsx" hint={t({ zh: '须有“诉求内容”一列；标题、地点、渠道、类型、来电人、电话等列可有可无。', en: 'One column must hold the text; title, place, channel, type, name and telephone may be there.' })} file={file} onFile={setFile} disabled={start.pending} />
      </Panel>
      <ProblemAlert problem={problem ?? start.problem} />
      {file !== null && preview === null && problem === null && <Skeleton active />}
      {file !== null && preview !== null && (
        <Panel
          title={t({ zh: '预览', en: 'Preview' })}
          actions={
            <ConfirmButton
              type="primary" label={t({ zh: `导入 ${preview.readable} 件诉求`, en: `Import ${counted(preview.readable, 'appeal')}` })} pending={start.pending} disabled={preview.readable === 0}
              consequence={t({ zh: `将受理 ${preview.readable} 件诉求并逐件生成派单卡；未通过的 ${preview.refusedCount} 行不导入，可下载清单更正后再导。`, en: `To be taken in, each with a dispatch card: ${counted(preview.readable, 'appeal')}. Left out, to be downloaded: ${counted(preview.refusedCount, 'refused row')}.` })}
              onConfirm={() => start.run({ file, expectedHash: preview.fileHash })}
            />
          }
        >
          <PreviewView preview={preview} />
        </Panel>
      )}
    </>
  );
}

function PreviewView({ preview }: { preview: Preview }) {
  const t = useT();
  return (
    <div className="stack">
      <Descriptions
        size="small" bordered column={4}
        items={[
          { key: 'encoding', label: t({ zh: '编码', en: 'Encoding' }), children: preview.encoding },
          { key: 'total', label: t({ zh: '总行数', en: 'Rows' }), children: preview.total },
          { key: 'readable', label: t({ zh: '可导入', en: 'Can be imported' }), children: preview.readable },
          { key: 'refused', label: t({ zh: '未通过', en: 'Refused' }), children: preview.refusedCount },
        ]}
      />
      <div>
        <strong style={{ fontWeight: 500 }}>{t({ zh: '列的对应', en: 'Columns' })}</strong>
        <Flex gap={8} wrap style={{ marginTop: 8 }}>
          {preview.columns.map((one, index) => (
            <Tag key={`${one.column}-${index}`} color={one.field === null ? 'default' : 'blue'}>{one.column} → {one.field === null ? t({ zh: '不导入', en: 'left out' }) : t(fieldWords[one.field] ?? { zh: one.field, en: one.field })}</Tag>
          ))}
        </Flex>
      </div>
      <Table
        size="small" bordered pagination={false} rowKey="row" dataSource={preview.sample}
        title={() => t({ zh: '前几行', en: 'The first rows' })}
        columns={[
          { key: 'row', dataIndex: 'row', title: t({ zh: '行号', en: 'Row' }), width: 80 },
          { key: 'title', dataIndex: 'title', title: t({ zh: '标题', en: 'Title' }), width: 260 },
          { key: 'text', title: t({ zh: '诉求内容', en: 'Text' }), render: (_, row) => <div className="two-lines">{row.text}</div> },
        ]}
      />
      <RefusedRows rows={preview.refused} count={preview.refusedCount} fileName={preview.fileName} />
    </div>
  );
}

const fieldWords: Readonly<Record<string, Word>> = {
  text: { zh: '诉求正文', en: 'text' }, title: { zh: '标题', en: 'title' }, place: { zh: '地点', en: 'place' }, channel: { zh: '渠道', en: 'channel' }, type: { zh: '类型', en: 'type' },
  urgency: { zh: '紧急程度', en: 'urgency' }, appellantName: { zh: '诉求人', en: 'appellant' }, appellantPhone: { zh: '联系电话', en: 'telephone' }, receivedAt: { zh: '受理时间', en: 'received' },
  externalNumber: { zh: '来源编号', en: 'number at the source' }, township: { zh: '镇街', en: 'township' }, townshipDepartmentId: { zh: '镇街', en: 'township' }, matterId: { zh: '事项', en: 'matter' },
  complainedDepartmentId: { zh: '被反映单位', en: 'unit complained of' }, confidential: { zh: '保密', en: 'confidential' },
};

const isOver = (run: AppealImport | undefined): boolean => run?.state === 'DONE' || run?.state === 'FAILED';

function ImportRun({ appealImportId }: { appealImportId: string }) {
  const t = useT();
  const [over, setOver] = useState(false);
  const read = useRead(appealsOperations.viewImport, { appealImportId }, { refetchInterval: over ? false : LOOK_MS });
  const run = read.data;
  useEffect(() => {
    if (isOver(run)) setOver(true);
  }, [run]);
  if (run === undefined) return read.error === null ? <Skeleton active /> : <ProblemAlert problem={read.error} onRetry={() => void read.refetch()} />;
  const percent = run.total === 0 ? 100 : Math.floor((run.done / run.total) * 100);
  return (
    <Panel title={`${run.fileName} · ${t(importStateWords[run.state])}`} actions={isOver(run) && <><LinkButton to="/appeals/import" search={{}}>{t({ zh: '再导一个文件', en: 'Another file' })}</LinkButton><LinkButton to="/appeals" type="primary">{t({ zh: '查看诉求', en: 'See the appeals' })}</LinkButton></>}>
      <div className="stack">
        <Progress percent={percent} status={run.state === 'FAILED' ? 'exception' : run.state === 'DONE' ? 'success' : 'active'} aria-label={t({ zh: '导入进度', en: 'Progress' })} />
        <div className="number" aria-live="polite">{t({ zh: `共 ${run.total} 行，已处理 ${run.done} 行：受理 ${run.accepted} 件，未通过 ${run.refusedCount} 行`, en: `${run.done} of ${counted(run.total, 'row')}: ${run.accepted} taken in, ${run.refusedCount} refused` })}</div>
        {run.state === 'FAILED' && <Alert type="error" showIcon title={t({ zh: '导入中断。已受理的诉求仍然有效；同一文件重新导入时请先剔除已受理的行。', en: 'The import broke off. What was taken in stands; leave those rows out when you import again.' })} />}
        <RefusedRows rows={run.refused} count={run.refusedCount} fileName={run.fileName} />
      </div>
    </Panel>
  );
}
