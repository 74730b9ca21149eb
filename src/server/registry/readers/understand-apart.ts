import type { ComparedClause } from '../../../core/registry/basis-changes.ts';
import type { DiffStep, DiffText } from '../../../core/registry/clause-diff.ts';
import type { ChangedClause } from '../../../core/registry/model.ts';
import type { ColumnMapping } from '../../../core/registry/parser/columns.ts';
import type { DepartmentAlias, ParsedPaper } from '../../../core/registry/parser/model.ts';
import type { UnderstandingAnswer, UnderstandingOrder } from './understanding-worker.ts';
import { WorkThread } from './work-thread.ts';

const UNDERSTANDING_LIMIT_SECONDS = 60;

/** Not the thread that reads files: a slow file of one person does not keep another from the paper on his desk. */
const thread = new WorkThread<UnderstandingOrder, UnderstandingAnswer>(new URL('./understanding-worker.ts', import.meta.url));

const cut = (text: string): string => text.trim().slice(0, 40);

/** Parses a text beside the server. Refuses `registry.too-slow`, `registry.too-large`. */
export async function parseApart(text: string, aliases: readonly DepartmentAlias[], columns: readonly ColumnMapping[], limitSeconds = UNDERSTANDING_LIMIT_SECONDS): Promise<ParsedPaper> {
  const answer = await thread.run({ task: 'PARSE', text, aliases, columns }, cut(text), limitSeconds);
  return (answer as Extract<UnderstandingAnswer, { parsed: unknown }>).parsed;
}

const pathAndText = ({ path, text }: DiffText): DiffText => ({ path, text });

/** What a new version does to each clause, worked out beside the server. Refuses as `parseApart`. */
export async function compareVersionsApart(before: readonly DiffText[], after: readonly DiffText[]): Promise<DiffStep[]> {
  const answer = await thread.run({ task: 'DIFF', before: before.map(pathAndText), after: after.map(pathAndText) }, cut(after[0]?.text ?? ''), UNDERSTANDING_LIMIT_SECONDS);
  return (answer as Extract<UnderstandingAnswer, { steps: unknown }>).steps;
}

/** `compareClauses` beside the server. Refuses as `parseApart`. */
export async function compareClausesApart(before: readonly ComparedClause[], after: readonly ComparedClause[]): Promise<ChangedClause[]> {
  const answer = await thread.run({ task: 'EFFECT', before, after }, cut(after[0]?.text ?? ''), UNDERSTANDING_LIMIT_SECONDS);
  return (answer as Extract<UnderstandingAnswer, { changed: unknown }>).changed;
}
