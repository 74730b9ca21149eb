import { Alert, Button } from 'antd';
import { correctionFieldWords, type Correction } from '../../core/registry/import-model.ts';
import { useT } from '../app/language.tsx';
import { Panel } from '../parts/page.tsx';
import type { ImportPreview } from './import-preview.ts';
import { counted } from '../../core/kernel/words.ts';

interface ImportCorrectionsProps {
  readonly preview: ImportPreview;
  readonly pending: boolean;
  readonly onAdd: (...corrections: Correction[]) => void;
  readonly onRemove: (correction: Correction) => void;
  readonly onShow: (start: number) => void;
}

const quote = (text: string, { start, end }: Correction): string => (end - start > 60 ? `${text.slice(start, start + 60)}…` : text.slice(start, end));

/** What was corrected so far, each to be taken back; and what was corrected at the last import of the same text. */
export function ImportCorrections({ preview, pending, onAdd, onRemove, onShow }: ImportCorrectionsProps) {
  const t = useT();
  const { corrections, offered, unfit, text } = preview;
  return (
    <>
      {offered.length > 0 && (
        <Alert
          type="info" showIcon title={t({ zh: `同一内容上次导入时有 ${offered.length} 处更正仍然适用：`, en: `Of the last import of this text ${counted(offered.length, 'correction still fits', 'corrections still fit')}:` })}
          description={<ul className="plain-list">{offered.slice(0, 8).map((one) => <li key={`${one.field}-${one.start}`}>{t(correctionFieldWords[one.field])}：“{quote(text, one)}”</li>)}{offered.length > 8 && <li>…</li>}</ul>}
          action={<Button size="small" type="primary" disabled={pending} onClick={() => onAdd(...offered)}>{t({ zh: '沿用', en: 'Take them over' })}</Button>}
        />
      )}
      {unfit.length > 0 && <Alert type="warning" showIcon title={t({ zh: `有 ${unfit.length} 处更正对不上现在的读法，下次保存时去除。`, en: `${counted(unfit.length, 'correction no longer fits and goes', 'corrections no longer fit and go')} with the next change.` })} />}
      {corrections.length > 0 && (
        <Panel title={t({ zh: `已作更正（${corrections.length}）`, en: `Corrections (${corrections.length})` })}>
          <ul className="correction-list">
            {corrections.map((one) => (
              <li key={`${one.field}-${one.start}-${one.end}`}>
                <span><strong>{t(correctionFieldWords[one.field])}</strong> <span lang="zh-CN">“{quote(text, one)}”</span></span>
                <span>
                  <Button size="small" type="text" onClick={() => onShow(one.start)}>{t({ zh: '查看', en: 'Show' })}</Button>
                  <Button size="small" type="text" disabled={pending} onClick={() => onRemove(one)}>{t({ zh: '撤销', en: 'Take back' })}</Button>
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
