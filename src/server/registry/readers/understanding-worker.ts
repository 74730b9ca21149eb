import { compareClauses, type ComparedClause } from '../../../core/registry/basis-changes.ts';
import { compareVersions, type DiffStep, type DiffText } from '../../../core/registry/clause-diff.ts';
import type { ChangedClause } from '../../../core/registry/model.ts';
import type { ColumnMapping } from '../../../core/registry/parser/columns.ts';
import type { DepartmentAlias, ParsedPaper } from '../../../core/registry/parser/model.ts';
import { prepareParser } from '../../../core/registry/parser/parse.ts';
import { loadConverters } from './converters.ts';
import { loadDutyVerbs } from './duty-verbs.ts';
import { answerOrders } from './thread-answer.ts';

/** A text to be parsed with the names and columns of the district, or two versions to be compared. */
export type UnderstandingOrder =
  | { readonly task: 'PARSE'; readonly text: string; readonly aliases: readonly DepartmentAlias[]; readonly columns: readonly ColumnMapping[] }
  | { readonly task: 'DIFF'; readonly before: readonly DiffText[]; readonly after: readonly DiffText[] }
  | { readonly task: 'EFFECT'; readonly before: readonly ComparedClause[]; readonly after: readonly ComparedClause[] };

export type UnderstandingAnswer = { readonly parsed: ParsedPaper } | { readonly steps: DiffStep[] } | { readonly changed: ChangedClause[] };

async function understand(order: UnderstandingOrder): Promise<UnderstandingAnswer> {
  if (order.task === 'DIFF') return { steps: compareVersions(order.before, order.after) };
  if (order.task === 'EFFECT') return { changed: compareClauses(order.before, order.after) };
  const { verbs } = await loadDutyVerbs();
  return { parsed: prepareParser({ verbs, aliases: order.aliases, simplify: loadConverters().simplify, columns: order.columns })(order.text) };
}

answerOrders(understand);
