/** A node of a Word file as mammoth reads it. */
export interface WordNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly WordNode[];
  readonly breakType?: string;
  readonly colSpan?: number;
  readonly rowSpan?: number;
}

function textOfRun(node: WordNode): string {
  if (node.type === 'text') return node.value ?? '';
  if (node.type === 'tab') return ' ';
  if (node.type === 'break') return '\n';
  return (node.children ?? []).map(textOfRun).join('');
}

/** Tables and paragraphs that stand in a node, at any depth: a text box holds its own. */
function linesOf(node: WordNode): string[] {
  if (node.type === 'table') return linesOfTable(node);
  if (node.type === 'paragraph') return [textOfRun(node)];
  return (node.children ?? []).flatMap(linesOf);
}

const cellText = (cell: WordNode): string => (cell.children ?? []).flatMap(linesOf).map((line) => line.trim()).filter((line) => line !== '').join(' ').replaceAll(/[\t\n]+/g, ' ');

interface Carried {
  readonly text: string;
  readonly rows: number;
}

/** The cells of one row by column. A cell that spans rows stands in each of them; one that spans columns stands in its first. */
function cellsOfRow(row: WordNode, carried: Map<number, Carried>): string[] {
  const cells: string[] = [];
  const takeCarried = (): void => {
    for (let above = carried.get(cells.length); above !== undefined && above.rows > 0; above = carried.get(cells.length)) {
      carried.set(cells.length, { ...above, rows: above.rows - 1 });
      cells.push(above.text);
    }
  };
  for (const cell of row.children ?? []) {
    takeCarried();
    const text = cellText(cell);
    const width = Math.max(1, cell.colSpan ?? 1);
    for (let at = 0; at < width; at += 1) {
      carried.set(cells.length, { text: at === 0 ? text : '', rows: (cell.rowSpan ?? 1) - 1 });
      cells.push(at === 0 ? text : '');
    }
  }
  takeCarried();
  return cells;
}

/** A table of one column is a frame around paragraphs. */
const isFrame = (table: WordNode): boolean => (table.children ?? []).every((row) => (row.children ?? []).length <= 1);

function linesOfTable(table: WordNode): string[] {
  const rows = table.children ?? [];
  if (isFrame(table)) return rows.flatMap((row) => (row.children ?? []).flatMap((cell) => (cell.children ?? []).flatMap(linesOf)));
  const carried = new Map<number, Carried>();
  return rows.map((row) => {
    const cells = cellsOfRow(row, carried);
    const filled = cells.filter((cell) => cell !== '');
    return (row.children ?? []).length === 1 && filled.length <= 1 ? (filled[0] ?? '') : cells.join('\t');
  });
}

/** A Word file as text: lines of paragraphs, rows of tables. */
export const textOfDocument = (document: WordNode): string => linesOf(document).map((line) => line.trimEnd()).join('\n').replaceAll(/\n{3,}/g, '\n\n');
