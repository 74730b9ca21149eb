import type { CompileRules } from '../../core/division/basis-ranks.ts';
import { entryContentSchema, type DivisionDraftId } from '../../core/division/model.ts';
import type { divisionOperations } from '../../core/division/operations.ts';
import { decideDraftChange } from '../../core/division/settled.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { ChangeContext, Handlers } from '../context.ts';
import { listDrafts } from './draft-queries.ts';
import { discardDraft, loadOpenDraft, readContent, viewDraft } from './drafts.ts';
import { exportTable } from './export.ts';
import { endEntry, publishDraft } from './publish.ts';
import { findEntry, listEntries, listHistory } from './queries.ts';
import { insertDraft, saveDraft } from './store.ts';

/** Without a day of its own a list shows what holds now, as known now. */
const clocksOf = ({ on, knownAt }: { on?: Instant | undefined; knownAt?: Instant | undefined }, at: Instant) => ({ on: on ?? at, knownAt: knownAt ?? at });

/** The handlers of the division table; `rules` says which bases carry an entry. */
export function makeDivisionHandlers({ rules }: { rules: CompileRules }) {
  const view = (context: ChangeContext, divisionDraftId: DivisionDraftId) => {
    context.about('divisionDraft', divisionDraftId);
    return viewDraft(context, rules, divisionDraftId);
  };
  return {
    listEntries: ({ db, jurisdictionId, at }, input) => listEntries(db, jurisdictionId, { ...input, ...clocksOf(input, at) }),

    async viewEntry({ db, jurisdictionId }, { divisionEntryId }) {
      return { entry: await findEntry(db, jurisdictionId, divisionEntryId), history: await listHistory(db, jurisdictionId, divisionEntryId) };
    },

    exportTable: ({ db, jurisdictionId, at }, input) => exportTable(db, jurisdictionId, { ...input, ...clocksOf(input, at) }),

    listDrafts: ({ db, jurisdictionId }, input) => listDrafts(db, jurisdictionId, input),

    viewDraft: (context, { divisionDraftId }) => viewDraft(context, rules, divisionDraftId),

    async createDraft(context, { replacesEntryId, ...input }) {
      const content = await readContent(context, input, replacesEntryId);
      const divisionDraftId = context.newId<'divisionDraft'>();
      await insertDraft(context.tx, context.jurisdictionId, context.at, { divisionDraftId, content, replacesEntryId, disputeId: null });
      return view(context, divisionDraftId);
    },

    async changeDraft(context, { divisionDraftId, version, replacesEntryId, ...input }) {
      const draft = await loadOpenDraft(context, divisionDraftId);
      const content = await readContent(context, input, replacesEntryId);
      decideDraftChange(draft.disputeId, entryContentSchema.parse(draft.content), content);
      await saveDraft(context.tx, context.jurisdictionId, divisionDraftId, version, { content, replacesEntryId });
      return view(context, divisionDraftId);
    },

    async discardDraft(context, { divisionDraftId, version, reason }) {
      await discardDraft(context, { divisionDraftId, version, reason });
      return view(context, divisionDraftId);
    },

    publishDraft: (context, input) => publishDraft(context, rules, input),

    endEntry: (context, input) => endEntry(context, input),
  } satisfies Handlers<typeof divisionOperations>;
}
