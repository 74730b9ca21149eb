import { Button, Select, Space } from 'antd';
import { useState } from 'react';
import type { Correction } from '../../core/registry/import-model.ts';
import { clauseKinds, type ClauseKind } from '../../core/registry/parser/model.ts';
import { useT } from '../app/language.tsx';
import { clauseKindWords } from './clause-words.ts';
import type { ImportPreview } from './import-preview.ts';
import type { SourceSpan } from './source-selection.ts';

interface SourceMarkingProps {
  readonly preview: ImportPreview;
  readonly selected: SourceSpan | null;
  /** The clause that is lit, by its place; -1 for none. */
  readonly lit: number;
  readonly pending: boolean;
  readonly onCorrect: (...corrections: Correction[]) => void;
}

const SHOWN = 60;
const quote = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN / 2)}…${text.slice(-SHOWN / 2)}` : text);

/** What can be done with the text that is selected in the source: it becomes the bounds of the chosen clause, or a clause of its own. */
export function SourceMarking({ preview, selected, lit, pending, onCorrect }: SourceMarkingProps) {
  const t = useT();
  const [kind, setKind] = useState<ClauseKind>('MAIN_DUTY');
  const clause = preview.clauses[lit];
  const overlapped = selected === null ? [] : preview.clauses.filter(({ start, end }) => start < selected.end && selected.start < end);
  const others = overlapped.filter((one) => one !== clause);
  return (
    <div className="source-marking" role="group" aria-label={t({ zh: '标定条款', en: 'Mark clauses' })}>
      <div aria-live="polite" lang="zh-CN">
        {selected === null
          ? <span className="muted">{t({ zh: '在原文中选中文字（拖选，或用方向键加 Shift），可改定所选条款的起止，或补作一条条款。', en: 'Select text in the source (drag, or arrow keys with Shift) to set the bounds of the chosen clause, or to add a clause.' })}</span>
          : <>{t({ zh: '已选：', en: 'Selected: ' })}<q>{quote(preview.text.slice(selected.start, selected.end).trim())}</q></>}
      </div>
      {others.length > 0 && <div className="finding-warning">{t({ zh: `与${others.map(({ path }) => path).join('、')}重叠：条款不能重叠，请先缩短或撤去。`, en: `It overlaps ${others.map(({ path }) => path).join(', ')}: clauses cannot overlap; shorten or take out those first.` })}</div>}
      <Space wrap>
        <Button
          size="small" disabled={pending || selected === null || clause === undefined || others.length > 0}
          onClick={() => selected !== null && clause !== undefined && onCorrect({ start: clause.readStart, end: clause.readEnd, field: 'BOUNDS', after: selected })}
        >
          {clause === undefined ? t({ zh: '设为条款起止（先选定条款）', en: 'Set as bounds (choose a clause first)' }) : t({ zh: `设为${clause.path}的起止`, en: `Set as the bounds of ${clause.path}` })}
        </Button>
        <Select<ClauseKind> size="small" style={{ width: 130 }} value={kind} onChange={setKind} aria-label={t({ zh: '补作条款的种类', en: 'Kind of the added clause' })} options={clauseKinds.map((one) => ({ value: one, label: t(clauseKindWords[one]) }))} />
        <Button size="small" disabled={pending || selected === null || overlapped.length > 0} onClick={() => selected !== null && onCorrect({ ...selected, field: 'TAKEN_IN', after: kind })}>{t({ zh: '选中文字补作条款', en: 'Add the selection as a clause' })}</Button>
      </Space>
    </div>
  );
}
