import type { InputOf } from '../../core/kernel/operation.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import { dayOf, type Instant } from '../../core/kernel/time.ts';
import { listRanks } from '../../core/registry/basis-ranks.ts';
import type { BasisEffect, ComparedClause } from '../../core/registry/basis-changes.ts';
import type { basisOperations } from '../../core/registry/basis-operations.ts';
import type { BasisChangeId, BasisChangeKind, ChangedClause, DocumentId, WatchItem } from '../../core/registry/model.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { ChangeContext, Happening, Handlers } from '../context.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { loadBasisRanks } from './basis-ranks.ts';
import { insertBasisChange, insertWatchItems, loadWatchItem, saveReview } from './basis-store.ts';
import { findWatchItem, listBasisChanges, listWatchItems, viewBasisChange } from './basis-queries.ts';
import { listClausesOf, viewDocument } from './document-queries.ts';
import { compareClausesApart } from './readers/understand-apart.ts';
import { endDocument } from './store.ts';

export type BasisChanged = Extract<Happening, { kind: 'registry.basisChanged' }>;

/** Puts records on the list of a change; those whose reasons are none are left out. */
export async function addWatchItems({ tx, jurisdictionId, newId }: ChangeContext, basisChangeId: BasisChangeId, found: readonly Pick<WatchItem, 'targetKind' | 'targetId' | 'label' | 'reasons'>[]): Promise<void> {
  const items = found.filter(({ reasons }) => reasons.length > 0).map((item) => ({ ...item, basisChangeId, basisWatchItemId: newId<'basisWatchItem'>() }));
  if (items.length > 0) await insertWatchItems(tx, jurisdictionId, items);
}

interface Event {
  readonly documentId: DocumentId;
  readonly kind: BasisChangeKind;
  readonly previousDocumentId: DocumentId | null;
  readonly effectiveAt: Instant;
  readonly note: string;
  readonly dutyClauseIds?: readonly string[];
}

const clausesOf = async ({ tx, jurisdictionId }: ChangeContext, documentId: DocumentId): Promise<ComparedClause[]> =>
  (await listClausesOf(tx, jurisdictionId, documentId)).map(({ dutyClauseId, path, text }) => ({ dutyClauseId, path, text }));

const ofKind = (clauses: readonly ComparedClause[], change: 'REMOVED' | 'INTERPRETED'): ChangedClause[] => clauses.map((before) => ({ change, before, after: null }));

/** What the event does to which paper's clauses. */
async function computeEffect(context: ChangeContext, { documentId, kind, previousDocumentId, dutyClauseIds = [] }: Event): Promise<BasisEffect> {
  const touchedId = kind === 'AMEND' && previousDocumentId !== null ? previousDocumentId : documentId;
  const { title } = (await viewDocument(context.tx, context.jurisdictionId, touchedId)).document;
  const clauses = await clausesOf(context, touchedId);
  const named = dutyClauseIds.length === 0 ? clauses : clauses.filter((clause) => dutyClauseIds.includes(clause.dutyClauseId));
  const changed = { ENACT: () => [], AMEND: async () => compareClausesApart(clauses, await clausesOf(context, documentId)), REPEAL: () => ofKind(clauses, 'REMOVED'), INTERPRET: () => ofKind(named, 'INTERPRETED') }[kind];
  return { documentId: touchedId, title, clauses, changed: await changed() };
}

/** Records what happened to a basis and lists, in the same transaction, what rests on the clauses it touches. */
export async function recordEvent(context: ChangeContext, event: Event): Promise<BasisChangeId> {
  const { tx, jurisdictionId, at, actor } = context;
  const effect = await computeEffect(context, event);
  const basisChangeId = context.newId<'basisChange'>();
  const { dutyClauseIds: _, ...change } = event;
  await insertBasisChange(tx, jurisdictionId, { ...change, basisChangeId, changedClauses: effect.changed, recordedBy: actor.name, recordedAt: at });
  if (effect.changed.length > 0) context.happened({ kind: 'registry.basisChanged', basisChangeId, effect });
  return basisChangeId;
}

type Order = InputOf<typeof basisOperations.recordBasisChange>;

async function endTouched(context: ChangeContext, { kind, documentId, previousDocumentId }: Order, effectiveAt: Instant): Promise<void> {
  const endedId = kind === 'REPEAL' ? documentId : kind === 'AMEND' ? previousDocumentId : null;
  if (endedId === null) return;
  const { tx, jurisdictionId, at } = context;
  const { document } = await viewDocument(tx, jurisdictionId, endedId);
  if (document.validTo !== null || document.validFrom >= effectiveAt) throw refuseRegistry('registry.document-ended', { title: document.title });
  await endDocument(tx, jurisdictionId, endedId, effectiveAt, at);
  await bumpKnowledge(tx, jurisdictionId, 'registry');
}

export const basisHandlers = {
  listBasisRanks: ({ at }, { on = at }) => Promise.resolve({ v: loadBasisRanks().v, ranks: listRanks(loadBasisRanks(), dayOf(on)) }),
  listBasisChanges: ({ db, jurisdictionId, at }, filter) => listBasisChanges(db, jurisdictionId, { ...filter, at }),
  viewBasisChange: ({ db, jurisdictionId, at }, { basisChangeId, on = at, known }) => viewBasisChange(db, jurisdictionId, basisChangeId, { on, known }),
  listWatchItems: ({ db, jurisdictionId }, filter) => listWatchItems(db, jurisdictionId, filter),

  async recordBasisChange(context, order) {
    const { tx, jurisdictionId } = context;
    const effectiveAt = order.effectiveAt ?? context.at;
    await viewDocument(tx, jurisdictionId, order.documentId);
    if (order.kind === 'AMEND' && (order.previousDocumentId === null || order.previousDocumentId === order.documentId)) throw refuseRegistry('registry.previous-needed');
    await endTouched(context, order, effectiveAt);
    const basisChangeId = await recordEvent(context, { ...order, effectiveAt });
    context.about('basisChange', basisChangeId);
    return { basisChangeId };
  },

  async reviewWatchItem(context, { basisWatchItemId, version, note }) {
    const { tx, jurisdictionId, at, actor } = context;
    const item = await loadWatchItem(tx, jurisdictionId, basisWatchItemId);
    if (item.state === 'REVIEWED') throw refuseRegistry('registry.already-reviewed');
    if (item.version !== version) throw refuseCommon('common.stale', { seen: version, current: item.version });
    await saveReview(tx, jurisdictionId, basisWatchItemId, version, { note, reviewedBy: actor.name, reviewedAt: at });
    context.about('basisWatchItem', basisWatchItemId);
    return findWatchItem(tx, jurisdictionId, basisWatchItemId);
  },
} satisfies Handlers<typeof basisOperations>;
