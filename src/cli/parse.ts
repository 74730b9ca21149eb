import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { documentKindWords } from '../core/registry/model.ts';
import { listFieldWords } from '../core/registry/parser/columns.ts';
import type { ParsedClause, ParsedPaper, VerbRole } from '../core/registry/parser/model.ts';
import { parseDutyText } from '../core/registry/parser/parse.ts';
import { loadConverters } from '../server/registry/readers/converters.ts';
import { loadDutyVerbs } from '../server/registry/readers/duty-verbs.ts';
import { readDocument, type ReadDocument } from '../server/registry/readers/read-document.ts';

export interface ParseCommand {
  readonly file: string;
  /** Where the decoded source text is written, into which `start` and `end` point. */
  readonly emitText?: string | undefined;
}

/** A parsed paper as other programs read it: of each verb only the word and its role. */
export interface ParseResult extends Omit<ParsedPaper, 'clauses'> {
  readonly clauses: readonly (Omit<ParsedClause, 'verbs'> & { readonly verbs: readonly { readonly verb: string; readonly role: VerbRole }[] })[];
  /** `setAside` are headers, footers and page numbers of a PDF, which are no part of the text. */
  readonly source: { readonly characters: number; readonly fileKind: ReadDocument['kind']; readonly setAside: readonly { readonly page: number; readonly text: string }[] };
}

function resultOf(paper: ParsedPaper, { text, kind, setAside = [] }: ReadDocument): ParseResult {
  return {
    ...paper,
    clauses: paper.clauses.map(({ verbs, ...clause }) => ({ ...clause, verbs: verbs.map(({ verb, role }) => ({ verb, role })) })),
    source: { characters: text.length, fileKind: kind, setAside },
  };
}

const DUTIES: ReadonlySet<ParsedClause['kind']> = new Set(['MAIN_DUTY', 'DIVISION_RULE', 'LAW_DUTY', 'LIST_ITEM', 'TASK', 'RESOLUTION']);
const SHOWN = 10;

const listed = (what: string, names: readonly string[]): string[] => (names.length === 0 ? [] : [`${what}：${names.join('、')}`]);

/** What a person sees: what kind of paper it is and why, how much was understood, and every place that was not. */
function describe(file: string, document: ReadDocument, paper: ParsedPaper): string {
  const { clauses, notUnderstood, unknownVerbs, offices, divisions, tables, kindReason, documentKind, title } = paper;
  return [
    `${title === '' ? basename(file) : title}（${document.kind}，${document.text.length} 字）`,
    `种类：${documentKindWords[documentKind].zh}（${kindReason.zh}）`,
    `识别条款 ${clauses.length} 条，其中职责条款 ${clauses.filter((clause) => DUTIES.has(clause.kind)).length} 条，未明确牵头 ${clauses.filter((clause) => clause.noLead).length} 条；未识别 ${notUnderstood.length} 处。`,
    ...listed('内设机构', offices.map((office) => office.name)),
    ...listed('有关职责分工', divisions.map((division) => `与${division.with.join('、')}`)),
    ...tables.map(({ title: name, mapping, rows }) => `表格${name === '' ? '' : `“${name}”`} ${rows} 行：${mapping.columns.map(({ column, field }) => `${column}=${field === null ? '不读' : listFieldWords[field].zh}`).join('，')}`),
    ...listed('动词表未收的用词', [...new Set(unknownVerbs.map((span) => span.text))].slice(0, SHOWN)),
    ...listed('已略去的页眉页脚', [...new Set((document.setAside ?? []).map((line) => line.text))].slice(0, SHOWN)),
    ...notUnderstood.slice(0, SHOWN).map((span) => `  未识别〔${span.start}–${span.end}〕${span.text.slice(0, 60)}`),
  ].join('\n');
}

/** `lishun parse FILE`: the paper as JSON, and a few lines for people. Throws `Refused` for a file that cannot be taken. */
export async function runParse(command: ParseCommand): Promise<{ result: ParseResult; text: string }> {
  const [bytes, table] = await Promise.all([readFile(command.file), loadDutyVerbs()]);
  const document = await readDocument({ name: basename(command.file), bytes });
  if (command.emitText !== undefined) await writeFile(command.emitText, document.text, 'utf8');
  const paper = parseDutyText(document.text, { verbs: table.verbs, simplify: loadConverters().simplify });
  return { result: resultOf(paper, document), text: describe(command.file, document, paper) };
}
