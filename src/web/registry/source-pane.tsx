import { useState, type RefObject, type SyntheticEvent } from 'react';
import { useT } from '../app/language.tsx';
import type { Piece } from './source-pieces.ts';

interface SourcePaneProps {
  readonly pane: RefObject<HTMLDivElement | null>;
  readonly pieces: readonly Piece[];
  readonly lit: number;
  readonly onChoose: (clause: number) => void;
  /** A cursor can be put into the text and moved by the keyboard, so that parts of it can be marked. The text itself cannot be changed. */
  readonly isMarkable: boolean;
}

const refuse = (event: SyntheticEvent): void => event.preventDefault();

/** The untouched source with its clauses underlined. */
export function SourcePane({ pane, pieces, lit, onChoose, isMarkable }: SourcePaneProps) {
  const t = useT();
  const [drawn, setDrawn] = useState(0);
  const text = pieces.map((piece) => <SourcePiece key={piece.start} piece={piece} isLit={piece.clause === lit && lit >= 0} onChoose={onChoose} />);
  if (!isMarkable) return <div className="source-text" ref={pane} tabIndex={0} lang="zh-CN">{text}</div>;
  return (
    <div
      // what an input method of Chinese composes cannot be refused: the text is drawn anew instead
      key={drawn} onCompositionEnd={() => setDrawn(drawn + 1)}
      className="source-text" ref={pane} tabIndex={0} lang="zh-CN" role="textbox" aria-multiline="true" aria-readonly="true" contentEditable suppressContentEditableWarning spellCheck={false} inputMode="none"
      aria-label={t({ zh: '原文。方向键移动，Shift 加方向键选择', en: 'Source text: arrow keys move, Shift with arrow keys selects' })}
      onBeforeInput={refuse} onPaste={refuse} onCut={refuse} onDrop={refuse} onDragStart={refuse} onKeyDown={(event) => { if (['Backspace', 'Delete', 'Enter'].includes(event.key)) event.preventDefault(); }}
    >
      {text}
    </div>
  );
}

function SourcePiece({ piece, isLit, onChoose }: { piece: Piece; isLit: boolean; onChoose: (clause: number) => void }) {
  const t = useT();
  if (piece.odd) return <mark className="odd" title={t({ zh: '未能识别', en: 'Not understood' })}>{piece.text}</mark>;
  const { clause } = piece;
  if (clause < 0) return <>{piece.text}</>;
  // The list beside it is the way for the keyboard; the mark is a short cut for the mouse.
  return <mark className={isLit ? 'lit' : undefined} data-clause={clause} onClick={() => chooseUnlessMarking(clause, onChoose)}>{piece.text}</mark>;
}

/** Whoever drags over a clause marks text and does not want another clause opened. */
function chooseUnlessMarking(clause: number, onChoose: (clause: number) => void): void {
  if (document.getSelection()?.isCollapsed !== false) onChoose(clause);
}
