import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ParsedClause, ParsedPaper, VerbRole } from '../core/registry/parser/model.ts';
import { parseDutyText } from '../core/registry/parser/parse.ts';
import { loadConverters } from '../server/registry/readers/converters.ts';
import { loadDutyVerbs } from '../server/registry/readers/duty-verbs.ts';
import { readDocument } from '../server/registry/readers/read-document.ts';

export interface ParseCommand {
  readonly file: string;
  /** Where the decoded source text is written, into which `start` and `end` point. */
  readonly emitText?: string | undefined;
}

/** A parsed paper as other programs read it: of each verb only the word and its role. */
export interface ParseResult extends Omit<ParsedPaper, 'clauses'> {
  readonly clauses: readonly (Omit<ParsedClause, 'verbs'> & { readonly verbs: readonly { readonly verb: string; readonly role: VerbRole }[] })[];
  readonly source: { readonly characters: number };
}

function resultOf(paper: ParsedPaper, characters: number): ParseResult {
  return {
    ...paper,
    clauses: paper.clauses.map(({ verbs, ...clause }) => ({ ...clause, verbs: verbs.map(({ verb, role }) => ({ verb, role })) })),
    source: { characters },
  };
}

/** `lishun parse FILE`: the paper as JSON, and a few lines for people. Throws `Refused` for a file that cannot be taken. */
export async function runParse(command: ParseCommand): Promise<{ result: ParseResult; text: string }> {
  const [bytes, table] = await Promise.all([readFile(command.file), loadDutyVerbs()]);
  const document = await readDocument({ name: basename(command.file), bytes });
  if (command.emitText !== undefined) await writeFile(command.emitText, document.text, 'utf8');
  const paper = parseDutyText(document.text, { verbs: table.verbs, simplify: loadConverters().simplify });
  const result = resultOf(paper, document.text.length);
  const duties = paper.clauses.filter((clause) => clause.kind === 'MAIN_DUTY' || clause.kind === 'DIVISION_RULE' || clause.kind === 'LAW_DUTY').length;
  const lines = [
    `${paper.title === '' ? basename(command.file) : paper.title}（${document.kind}，${document.text.length} 字）`,
    `识别条款 ${paper.clauses.length} 条，其中职责条款 ${duties} 条；未识别 ${paper.notUnderstood.length} 处。`,
    ...paper.notUnderstood.slice(0, 10).map((span) => `  未识别〔${span.start}–${span.end}〕${span.text.slice(0, 60)}`),
  ];
  return { result, text: lines.join('\n') };
}
