import { useEffect, useState, type RefObject } from 'react';

export interface SourceSpan {
  readonly start: number;
  readonly end: number;
}

/** Where a point of the pane stands in its text, in UTF-16 units. */
function offsetIn(pane: Node, node: Node, offset: number): number {
  const before = document.createRange();
  before.setStart(pane, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

function spanIn(pane: HTMLElement): SourceSpan | null | undefined {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!pane.contains(range.startContainer) || !pane.contains(range.endContainer)) return undefined;
  if (range.collapsed) return null;
  return { start: offsetIn(pane, range.startContainer, range.startOffset), end: offsetIn(pane, range.endContainer, range.endOffset) };
}

/** What is selected in the pane, which holds the source and nothing else. It stays while the keyboard goes on to a button. */
export function useSourceSelection(pane: RefObject<HTMLElement | null>): SourceSpan | null {
  const [span, setSpan] = useState<SourceSpan | null>(null);
  useEffect(() => {
    const look = (): void => {
      const found = pane.current === null ? undefined : spanIn(pane.current);
      if (found !== undefined) setSpan(found);
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [pane]);
  return span;
}
