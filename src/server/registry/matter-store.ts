import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { sliceAt, spanOf, type Overwritten, type Slice } from '../../core/kernel/two-clocks.ts';
import type { DutyClauseId, LinkState, Matter, MatterId, MatterSchemeId } from '../../core/registry/model.ts';
import type { SchemeCode } from '../../core/registry/schemes.ts';
import type { Tx } from '../platform/database.ts';
import { batches, searchVectorOf } from './store.ts';
import { word } from '../../core/kernel/words.ts';

export type MatterFacts = Omit<Matter, 'matterId' | 'version'> & { readonly basis: string };

export interface StoredMatterSlice extends Slice<MatterFacts> {
  readonly version: number;
}

/** A matter with its slices as held true now, locked. */
export interface StoredMatter {
  readonly matter: Matter;
  readonly slices: readonly StoredMatterSlice[];
}

const columns = ['parentId', 'code', 'name', 'isClass', 'description', 'includes', 'excludes', 'keywords', 'version'] as const;

/** Refuses `common.not-found`. */
export async function loadMatter(tx: Tx, jurisdictionId: JurisdictionId, matterId: string): Promise<StoredMatter> {
  const key = { jurisdictionId, matterId };
  const matter = await tx.selectFrom('registry.matter').select(['matterId', ...columns]).where((eb) => eb.and(key)).forUpdate().$castTo<Matter>().executeTakeFirst();
  if (matter === undefined) throw refuseCommon('common.not-found', { what: word('事项', 'The matter') });
  const rows = await tx.selectFrom('registry.matterVersion').select([...columns, 'basis', 'validFrom', 'validTo']).where((eb) => eb.and(key)).where('supersededAt', 'is', null).orderBy('validFrom')
    .$castTo<MatterFacts & { version: number; validFrom: Instant | null; validTo: Instant | null }>().execute();
  return { matter, slices: rows.map(({ version, validFrom, validTo, ...facts }) => ({ version, from: validFrom, to: validTo, facts })) };
}

/** Writes what is held true from now on in place of what was, and the matter's row with it. Refuses `common.stale`. */
export async function rewriteMatter(tx: Tx, jurisdictionId: JurisdictionId, at: Instant, { matter, slices }: StoredMatter, { closed, opened }: Overwritten<MatterFacts, StoredMatterSlice>): Promise<void> {
  const key = { jurisdictionId, matterId: matter.matterId };
  if (closed.length > 0) await tx.updateTable('registry.matterVersion').set({ supersededAt: at }).where((eb) => eb.and(key)).where('version', 'in', closed.map((slice) => slice.version)).execute();
  const { last } = await tx.selectFrom('registry.matterVersion').select((eb) => eb.fn.coalesce(eb.fn.max('version'), sql<number>`0`).as('last')).where((eb) => eb.and(key)).executeTakeFirstOrThrow();
  const rows = opened.map(({ from, to, facts }, place) => ({ ...key, ...facts, version: last + place + 1, search: searchVectorOf(facts), validFrom: from, validTo: to, recordedAt: at, supersededAt: null }));
  if (rows.length > 0) await tx.insertInto('registry.matterVersion').values(rows).execute();
  const now = [...slices.filter((slice) => !closed.includes(slice)), ...opened];
  const span = spanOf(now) ?? { from: null, to: null };
  const { facts } = (sliceAt(now, at) ?? now.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1)).at(-1)) as Slice<MatterFacts>;
  const { basis: _, ...row } = facts;
  const saved = await tx.updateTable('registry.matter').set({ ...row, search: searchVectorOf(facts), validFrom: span.from, validTo: span.to, version: matter.version + 1 }).where((eb) => eb.and(key)).where('version', '=', matter.version).executeTakeFirst();
  if (saved.numUpdatedRows === 0n) throw refuseCommon('common.stale', { seen: matter.version, current: matter.version + 1 });
}

/** Changes that were given for a later day begin: the rows say what each matter is at `at`. */
export async function renewMatters(tx: Tx, jurisdictionId: JurisdictionId, at: Instant): Promise<void> {
  await sql`
    update registry.matter m set parent_id = v.parent_id, name = v.name, description = v.description, includes = v.includes, excludes = v.excludes, keywords = v.keywords, search = v.search, version = m.version + 1
    from registry.matter_version v
    where m.jurisdiction_id = ${jurisdictionId} and v.jurisdiction_id = m.jurisdiction_id and v.matter_id = m.matter_id and v.superseded_at is null
      and (v.valid_from is null or v.valid_from <= ${at}) and (v.valid_to is null or ${at} < v.valid_to)
      and (m.name, m.description, m.includes, m.excludes, m.keywords, coalesce(m.parent_id, m.matter_id)) is distinct from (v.name, v.description, v.includes, v.excludes, v.keywords, coalesce(v.parent_id, v.matter_id))`.execute(tx);
}

export async function insertMatterSuccessor(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, row: { matterId: MatterId; successorId: MatterId; effectiveAt: Instant; basis: string }): Promise<void> {
  await tx.insertInto('registry.matterSuccessor').values({ ...row, jurisdictionId, recordedAt, supersededAt: null }).execute();
}

export interface NewLink {
  readonly matterId: MatterId;
  readonly dutyClauseId: string;
  readonly state: LinkState;
  readonly note: string;
  readonly decidedBy: string;
}

/** Keeps what a person said last; what was said before stays readable. */
export async function putLink(tx: Tx, jurisdictionId: JurisdictionId, at: Instant, link: NewLink): Promise<void> {
  const key = { jurisdictionId, matterId: link.matterId, dutyClauseId: link.dutyClauseId };
  await tx.updateTable('registry.matterLink').set({ supersededAt: at }).where((eb) => eb.and(key)).where('supersededAt', 'is', null).execute();
  const { last } = await tx.selectFrom('registry.matterLink').select((eb) => eb.fn.coalesce(eb.fn.max('version'), sql<number>`0`).as('last')).where((eb) => eb.and(key)).executeTakeFirstOrThrow();
  await tx.insertInto('registry.matterLink').values({ ...link, ...key, version: last + 1, recordedAt: at, supersededAt: null }).execute();
}

export async function insertScheme(tx: Tx, jurisdictionId: JurisdictionId, scheme: { matterSchemeId: MatterSchemeId; name: string; edition: string; fileName: string; fileHash: string; recordedAt: Instant }, codes: readonly SchemeCode[]): Promise<void> {
  await tx.insertInto('registry.matterScheme').values({ ...scheme, jurisdictionId }).execute();
  const rows = codes.map((code, ordinal) => ({ ...code, jurisdictionId, matterSchemeId: scheme.matterSchemeId, ordinal }));
  for (const batch of batches(rows)) await tx.insertInto('registry.schemeCode').values(batch).execute();
}

/** Takes back what was decided of a matter and a clause; what was decided stays as history. */
export async function withdrawLink(tx: Tx, jurisdictionId: JurisdictionId, at: Instant, matterId: MatterId, dutyClauseId: DutyClauseId): Promise<void> {
  await tx.updateTable('registry.matterLink').set({ supersededAt: at }).where('jurisdictionId', '=', jurisdictionId).where('matterId', '=', matterId).where('dutyClauseId', '=', dutyClauseId).where('supersededAt', 'is', null).execute();
}

/** Says which matter a code stands for; null takes the mapping back. */
export async function putMapping(tx: Tx, jurisdictionId: JurisdictionId, at: Instant, { matterId, ...code }: { matterSchemeId: MatterSchemeId; code: string; matterId: MatterId | null }): Promise<void> {
  const key = { jurisdictionId, ...code };
  await tx.updateTable('registry.schemeMapping').set({ supersededAt: at }).where((eb) => eb.and(key)).where('supersededAt', 'is', null).execute();
  if (matterId === null) return;
  const { last } = await tx.selectFrom('registry.schemeMapping').select((eb) => eb.fn.coalesce(eb.fn.max('version'), sql<number>`0`).as('last')).where((eb) => eb.and(key)).executeTakeFirstOrThrow();
  await tx.insertInto('registry.schemeMapping').values({ ...key, matterId, version: last + 1, recordedAt: at, supersededAt: null }).execute();
}
