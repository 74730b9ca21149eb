import type { Basis, EntryContent } from '../../core/division/model.ts';
import type { ChangeContext } from '../context.ts';
import { findDutyClause } from '../registry/document-queries.ts';

const ARTICLE_LENGTH = 60;
const TEXT_LENGTH = 2_000;

/** A basis that names a clause says what the clause says: title, number, rank and words come from the source. Refuses `common.not-found`. */
async function cite({ tx, jurisdictionId }: ChangeContext, basis: Basis): Promise<Basis> {
  if (basis.dutyClauseId === null) return basis;
  const clause = await findDutyClause(tx, jurisdictionId, basis.dutyClauseId);
  return { documentId: clause.documentId, dutyClauseId: clause.dutyClauseId, title: clause.documentTitle, article: clause.path.slice(0, ARTICLE_LENGTH), rank: clause.documentKind, text: clause.text.slice(0, TEXT_LENGTH) };
}

export async function citeBases(context: ChangeContext, content: EntryContent): Promise<EntryContent> {
  const bases: Basis[] = [];
  for (const basis of content.bases) bases.push(await cite(context, basis));
  return { ...content, bases };
}
