import { Alert, Button, Grid, Select, Space, Table } from 'antd';
import { useState } from 'react';
import { findingRemedies, findingWords, type Correction, type Finding } from '../../core/registry/import-model.ts';
import { clauseKinds, type ClauseKind } from '../../core/registry/parser/model.ts';
import { useT } from '../app/language.tsx';
import { Panel } from '../parts/page.tsx';
import { clauseKindWords } from './clause-words.ts';
import type { ImportPreview } from './import-preview.ts';
import { counted } from '../../core/kernel/words.ts';

interface ImportFindingsProps {
  readonly preview: ImportPreview;
  readonly pending: boolean;
  /** Lights the clause at that place of the source. */
  readonly onShow: (start: number) => void;
  readonly onCorrect: (...corrections: Correction[]) => void;
}

const PAGE = 12;

/** What to look at before confirming, with its place and what to do; what blocks stands first. */
export function ImportFindings({ preview, pending, onShow, onCorrect }: ImportFindingsProps) {
  const t = useT();
  const { findings } = preview;
  // on a phone what to do must not stand out of sight
  const isWide = Grid.useBreakpoint().md !== false;
  const acts = (finding: Finding) => <FindingActs finding={finding} preview={preview} pending={pending} onShow={onShow} onCorrect={onCorrect} />;
  if (findings.length === 0) return <Alert type="success" showIcon title={t({ zh: '全文均已识别，涉及单位均已登记。', en: 'The whole text was understood, and every unit named is registered.' })} />;
  const blocking = findings.filter(({ blocks }) => blocks).length;
  return (
    <Panel title={t({ zh: `须核对之处（${findings.length}）`, en: `To look at (${findings.length})` })}>
      {blocking > 0 && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={t({ zh: `有 ${blocking} 处须更正后方可入库。`, en: `${counted(blocking, 'place')} must be corrected before the import.` })} />}
      <Table<Finding>
        size="small" bordered dataSource={[...findings]} rowKey={({ kind, start, end, what }) => `${kind}-${start}-${end}-${what}`} {...(isWide ? { scroll: { x: 860 } } : {})}
        pagination={findings.length > PAGE ? { pageSize: PAGE, showSizeChanger: false } : false}
        columns={isWide ? [
          { key: 'place', title: t({ zh: '位置', en: 'Place' }), width: 190, render: (_, finding) => <FindingPlace finding={finding} /> },
          { key: 'what', title: t({ zh: '问题', en: 'What' }), render: (_, finding) => <FindingWhat finding={finding} /> },
          { key: 'remedy', title: t({ zh: '办法', en: 'What to do' }), width: 300, render: (_, { kind }) => t(findingRemedies[kind]) },
          { key: 'act', title: t({ zh: '办理', en: 'Act' }), width: 250, render: (_, finding) => acts(finding) },
        ] : [
          { key: 'all', title: t({ zh: '位置、问题和办法', en: 'Place, what it is, what to do' }), render: (_, finding) => <div className="stack-tight"><FindingPlace finding={finding} /><FindingWhat finding={finding} /><div className="muted">{t(findingRemedies[finding.kind])}</div>{acts(finding)}</div> },
        ]}
      />
    </Panel>
  );
}

function FindingPlace({ finding: { sheet, row, column, path } }: { finding: Finding }) {
  const t = useT();
  const where = [sheet === null ? null : t({ zh: `工作表“${sheet}”`, en: `sheet “${sheet}”` }), row === null ? t({ zh: '整份文件', en: 'The whole file' }) : t({ zh: `第 ${row} 行`, en: `row ${row}` }), column];
  return <>{path !== '' && <div>{path}</div>}<div className="muted">{where.filter((part) => part !== null).join(' · ')}</div></>;
}

function FindingWhat({ finding: { kind, blocks, what } }: { finding: Finding }) {
  const t = useT();
  return <div><span className={blocks ? 'finding-error' : 'finding-warning'}>{t(findingWords[kind])}</span>{what !== '' && <span lang="zh-CN">“{what}”</span>}</div>;
}

function FindingActs({ finding, preview, pending, onShow, onCorrect }: ImportFindingsProps & { finding: Finding }) {
  const t = useT();
  if (finding.row === null) return null;
  if (finding.kind === 'NOT_UNDERSTOOD') return <TakeIn finding={finding} pending={pending} onCorrect={onCorrect} />;
  const clause = preview.clauses.find(({ start, end }) => start <= finding.start && finding.start < end);
  if (clause === undefined) return null;
  return (
    <Space wrap>
      <Button size="small" onClick={() => onShow(finding.start)}>{t({ zh: '查看并更正', en: 'Show and correct' })}</Button>
      <Button size="small" disabled={pending} onClick={() => onCorrect({ start: clause.readStart, end: clause.readEnd, field: 'CHECKED', after: null })}>{t({ zh: '核对无误', en: 'Right as it is' })}</Button>
    </Space>
  );
}

function TakeIn({ finding: { start, end }, pending, onCorrect }: Pick<ImportFindingsProps, 'pending' | 'onCorrect'> & { finding: Finding }) {
  const t = useT();
  const [kind, setKind] = useState<ClauseKind>('MAIN_DUTY');
  return (
    <Space wrap>
      <Select<ClauseKind> size="small" style={{ width: 130 }} value={kind} onChange={setKind} aria-label={t({ zh: '条款种类', en: 'Kind of clause' })} options={clauseKinds.map((one) => ({ value: one, label: t(clauseKindWords[one]) }))} />
      <Button size="small" disabled={pending} onClick={() => onCorrect({ start, end, field: 'TAKEN_IN', after: kind })}>{t({ zh: '补作条款', en: 'Take as a clause' })}</Button>
    </Space>
  );
}
