import type { CompileRules } from '../../core/division/basis-ranks.ts';
import { errorsOf } from '../../core/division/compile.ts';
import type { CompileFinding, DivisionDraftId, DivisionEntry, DivisionEntryId } from '../../core/division/model.ts';
import { refuseDivision } from '../../core/division/refusals.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import type { ChangeContext } from '../context.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { lockMatter } from '../registry/matter-lock.ts';
import { loadOpenDraft, type OriginDispute } from './drafts.ts';
import { compileAgainstTable } from './facts-queries.ts';
import { nextEntryNumber } from './numbering.ts';
import { findEntry } from './queries.ts';
import { endEntryRow, insertEntryRows, loadEntry, saveDraft } from './store.ts';

/** Compiles a draft and puts it in force, in one transaction and one after the other for each matter. */
export async function publishDraft(context: ChangeContext, rules: CompileRules, input: { divisionDraftId: DivisionDraftId; version: number }): Promise<DivisionEntry> {
  const { tx, jurisdictionId, at } = context;
  const draft = await loadOpenDraft(context, input.divisionDraftId);
  const { content, replacesEntryId } = draft;
  if (draft.version !== input.version) throw refuseCommon('common.stale', { seen: input.version, current: draft.version });
  await lockMatter(tx, jurisdictionId, draft.matterId);
  refuseErrors(errorsOf(await compileAgainstTable(tx, jurisdictionId, rules, draft, at)));

  const divisionEntryId = context.newId<'divisionEntry'>();
  const validFrom = content.validFrom ?? at;
  if (replacesEntryId !== null) await endReplaced(context, replacesEntryId, validFrom);
  // the compile has refused a draft without a lead
  const leadDepartmentId = content.leadDepartmentId as DepartmentId;
  const number = await nextEntryNumber(tx, jurisdictionId, at);
  await insertEntryRows(tx, jurisdictionId, at, [{ ...content, divisionEntryId, number, leadDepartmentId, validFrom, replacesEntryId, disputeId: draft.disputeId }]);
  await saveDraft(tx, jurisdictionId, draft.divisionDraftId, draft.version, { state: 'PUBLISHED', publishedEntryId: divisionEntryId });
  await bumpKnowledge(tx, jurisdictionId, 'entries');
  context.about('divisionEntry', divisionEntryId);
  context.happened({ kind: 'division.published', divisionEntryId, matterId: content.matterId, disputeId: draft.disputeId as OriginDispute | null });
  return findEntry(tx, jurisdictionId, divisionEntryId);
}

/** One that would only begin later is taken back whole: it ends where it begins. */
async function endReplaced({ tx, jurisdictionId, at }: ChangeContext, replacesEntryId: DivisionEntryId, endsAt: Instant): Promise<void> {
  const replaced = await loadEntry(tx, jurisdictionId, replacesEntryId);
  await endEntryRow(tx, jurisdictionId, replaced, at, endsAt > replaced.validFrom ? endsAt : replaced.validFrom);
}

/** A second lead alone is refused as what it is; anything else as a draft that does not compile, with every place. */
function refuseErrors(errors: readonly CompileFinding[]): void {
  const [first] = errors;
  if (first === undefined) return;
  const places = errors.map(({ place, text }) => ({ path: place, text }));
  const data = { count: errors.length, conflictsWith: first.conflictsWith };
  throw refuseDivision(errors.every(({ code }) => code === 'division.two-leads') ? 'division.two-leads' : 'division.does-not-compile', data, places);
}

/** Ends an entry at `endsAt` (now when nothing is said); what was known before stays. Refuses `division.not-in-force`, `common.stale`. */
export async function endEntry(context: ChangeContext, input: { divisionEntryId: DivisionEntryId; version: number; endsAt?: Instant | undefined }): Promise<DivisionEntry> {
  const { tx, jurisdictionId, at } = context;
  const endsAt = input.endsAt ?? at;
  const { matterId } = await findEntry(tx, jurisdictionId, input.divisionEntryId);
  await lockMatter(tx, jurisdictionId, matterId);
  const entry = await loadEntry(tx, jurisdictionId, input.divisionEntryId);
  if (entry.version !== input.version) throw refuseCommon('common.stale', { seen: input.version, current: entry.version });
  if (entry.validTo !== null && entry.validTo <= endsAt) throw refuseDivision('division.not-in-force', { number: entry.number, validTo: entry.validTo });
  await endEntryRow(tx, jurisdictionId, entry, at, endsAt > entry.validFrom ? endsAt : entry.validFrom);
  await bumpKnowledge(tx, jurisdictionId, 'entries');
  context.about('divisionEntry', input.divisionEntryId);
  return findEntry(tx, jurisdictionId, input.divisionEntryId);
}
