import type { CompileRules } from '../../core/division/basis-ranks.ts';
import { entryContentSchema, type CompileFinding, type DivisionDraft, type DivisionDraftId, type DivisionEntryId, type EntryContent } from '../../core/division/model.ts';
import { refuseDivision } from '../../core/division/refusals.ts';
import { findMatter } from '../registry/queries.ts';
import type { ChangeContext, Happening, ReadContext } from '../context.ts';
import { citeBases } from './cite.ts';
import { findDraft } from './draft-queries.ts';
import { compileAgainstTable } from './facts-queries.ts';
import { findEntry } from './queries.ts';
import { insertDraft, loadDraft, saveDraft, type StoredDraft } from './store.ts';

/** A draft with what the compile says of it; a closed draft is no longer compiled. */
export async function viewDraft({ db, jurisdictionId, at }: ReadContext, rules: CompileRules, divisionDraftId: DivisionDraftId): Promise<DivisionDraft & { findings: CompileFinding[] }> {
  const draft = await findDraft(db, jurisdictionId, divisionDraftId);
  const findings = draft.state === 'DRAFT' ? await compileAgainstTable(db, jurisdictionId, rules, { content: draft, replacesEntryId: draft.replacesEntryId }, at) : [];
  return { ...draft, findings };
}

/** Loads and locks a draft that can still be changed. Refuses `division.not-a-draft`. */
export async function loadOpenDraft({ tx, jurisdictionId }: ChangeContext, divisionDraftId: DivisionDraftId): Promise<StoredDraft> {
  const draft = await loadDraft(tx, jurisdictionId, divisionDraftId);
  if (draft.state !== 'DRAFT') throw refuseDivision('division.not-a-draft');
  return draft;
}

/** The content without what an operation's input carries beside it; refuses `common.not-found` when its matter or the entry to be replaced is unknown. */
export async function readContent(context: ChangeContext, input: EntryContent, replacesEntryId: DivisionEntryId | null): Promise<EntryContent> {
  const { tx, jurisdictionId } = context;
  await findMatter(tx, jurisdictionId, input.matterId);
  if (replacesEntryId !== null) await findEntry(tx, jurisdictionId, replacesEntryId);
  return citeBases(context, entryContentSchema.parse(input));
}

/** The dispute an entry comes from, as the happening names it: the disputes stand above this module. */
export type OriginDispute = NonNullable<Extract<Happening, { kind: 'division.published' }>['disputeId']>;

export interface Settlement {
  readonly content: EntryContent;
  readonly disputeId: OriginDispute;
  readonly replacesEntryId: DivisionEntryId | null;
}

/** Drafts the entry that a settled dispute asks for; it is published like every other draft. */
export async function draftFromSettlement(context: ChangeContext, { content, disputeId, replacesEntryId }: Settlement): Promise<DivisionDraftId> {
  const divisionDraftId = context.newId<'divisionDraft'>();
  const read = await readContent(context, content, replacesEntryId);
  await insertDraft(context.tx, context.jurisdictionId, context.at, { divisionDraftId, content: read, replacesEntryId, disputeId });
  return divisionDraftId;
}

/** Closes a draft for good; where a dispute rests on it, says so with the reason. Refuses `division.not-a-draft`, `division.reason-needed`, `common.stale`. */
export async function discardDraft(context: ChangeContext, { divisionDraftId, version, reason }: { divisionDraftId: DivisionDraftId; version: number; reason: string }): Promise<void> {
  const { disputeId } = await loadOpenDraft(context, divisionDraftId);
  if (disputeId !== null && reason === '') throw refuseDivision('division.reason-needed');
  await saveDraft(context.tx, context.jurisdictionId, divisionDraftId, version, { state: 'DISCARDED' });
  if (disputeId !== null) context.happened({ kind: 'division.discarded', divisionDraftId, disputeId: disputeId as OriginDispute, reason });
}
