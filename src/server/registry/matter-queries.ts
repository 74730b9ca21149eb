import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DutyClause, LinkState, Matter, MatterId, MatterSchemeId } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';
import { pageAfter, type Page } from '../platform/pages.ts';
import { toSearchQuery } from '../platform/search.ts';
import { holds, isKnown, matterCalled, supersededBy, type AskedClocks, type Clocks } from './clock-queries.ts';
import { word } from '../../core/kernel/words.ts';

type DatedMatter = Matter & { readonly validFrom: Instant | null; readonly validTo: Instant | null };

const slices = (db: Reading, jurisdictionId: JurisdictionId, { known }: Pick<Clocks, 'known'>) =>
  db.selectFrom('registry.matterVersion as v')
    .innerJoin('registry.matter as m', (join) => join.onRef('m.jurisdictionId', '=', 'v.jurisdictionId').onRef('m.matterId', '=', 'v.matterId'))
    .select(['v.matterId', 'v.parentId', 'v.code', 'v.name', 'v.isClass', 'v.description', 'v.includes', 'v.excludes', 'v.keywords', 'm.version'])
    .where('v.jurisdictionId', '=', jurisdictionId).where(isKnown('v', known));

export interface MatterFilter extends Clocks {
  readonly q?: string | undefined;
  readonly parentId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Matters in use on a day, as known then, in the order of their codes. */
export async function listMatters(db: Reading, jurisdictionId: JurisdictionId, { q, parentId, on, known, limit, cursor }: MatterFilter): Promise<Page<Matter>> {
  let rows = slices(db, jurisdictionId, { known }).where(holds('v.validFrom', 'v.validTo', on)).orderBy('v.code').limit(limit + 1);
  if (parentId !== undefined) rows = rows.where('v.parentId', '=', parentId);
  if (cursor !== undefined) rows = rows.where('v.code', '>', cursor);
  const query = q === undefined ? undefined : toSearchQuery(q);
  if (query !== undefined) rows = rows.where(sql<SqlBool>`(v.search @@ ${query}::tsquery or v.code like ${`${q ?? ''}%`})`);
  return pageAfter(await rows.$castTo<Matter>().execute(), limit, (matter) => matter.code);
}

/** Every matter in use on a day: the whole tree. */
export const listTree = (db: Reading, jurisdictionId: JurisdictionId, clocks: Clocks): Promise<Matter[]> =>
  slices(db, jurisdictionId, clocks).where(holds('v.validFrom', 'v.validTo', clocks.on)).orderBy('v.code').$castTo<Matter>().execute();

/** A matter as it was on a day, as known then; of one not in use that day the nearest. Refuses `common.not-found`. */
export async function viewMatter(db: Reading, jurisdictionId: JurisdictionId, matterId: string, clocks: Clocks): Promise<DatedMatter> {
  const known = (alias: string) => sql`${sql.ref(`${alias}.jurisdictionId`)} = ${jurisdictionId} and ${sql.ref(`${alias}.matterId`)} = ${matterId} and ${isKnown(alias, clocks.known)}`;
  const found = await slices(db, jurisdictionId, clocks)
    .select(sql<Instant | null>`(select case when bool_or(s.valid_from is null) then null else min(s.valid_from) end from registry.matter_version s where ${known('s')})`.as('validFrom'))
    .select(sql<Instant | null>`(select case when bool_or(s.valid_to is null) then null else max(s.valid_to) end from registry.matter_version s where ${known('s')})`.as('validTo'))
    .where('v.matterId', '=', matterId)
    .orderBy(sql`case when ${holds('v.validFrom', 'v.validTo', clocks.on)} then 0 when v.valid_from is null or v.valid_from <= ${clocks.on} then 1 else 2 end`)
    .orderBy(sql`case when v.valid_from <= ${clocks.on} then -extract(epoch from v.valid_from) else extract(epoch from v.valid_from) end nulls last`)
    .limit(1).$castTo<DatedMatter>().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('事项', 'The matter') });
  return found;
}

export interface MatterSlice {
  readonly parentId: MatterId | null;
  readonly code: string;
  readonly name: string;
  readonly basis: string;
  readonly validFrom: Instant | null;
  readonly validTo: Instant | null;
  readonly recordedAt: Instant;
  readonly supersededAt: Instant | null;
}

export function listMatterHistory(db: Reading, jurisdictionId: JurisdictionId, matterId: string, known: Instant | undefined): Promise<MatterSlice[]> {
  let rows = db.selectFrom('registry.matterVersion').select(['parentId', 'code', 'name', 'basis', 'validFrom', 'validTo', 'recordedAt', supersededBy('registry.matterVersion', known).as('supersededAt')]).where('jurisdictionId', '=', jurisdictionId).where('matterId', '=', matterId).orderBy('recordedAt', 'desc').orderBy('validFrom', (order) => order.desc().nullsLast());
  if (known !== undefined) rows = rows.where('recordedAt', '<=', known);
  return rows.$castTo<MatterSlice>().execute();
}

interface MatterKin {
  readonly matterId: MatterId;
  readonly name: string;
  readonly effectiveAt: Instant;
}

const kin = (db: Reading, jurisdictionId: JurisdictionId, mine: 'matterId' | 'successorId', other: 'matterId' | 'successorId', matterId: string, clocks: AskedClocks): Promise<MatterKin[]> =>
  db.selectFrom('registry.matterSuccessor as s').innerJoin('registry.matter as m', (join) => join.onRef('m.jurisdictionId', '=', 's.jurisdictionId').onRef('m.matterId', '=', `s.${other}`))
    .select(['m.matterId', matterCalled('m.matterId', 'm.name', clocks).as('name'), 's.effectiveAt']).where('s.jurisdictionId', '=', jurisdictionId).where(`s.${mine}`, '=', matterId).where(isKnown('s', clocks.known)).orderBy('s.effectiveAt').orderBy('m.code').$castTo<MatterKin>().execute();

export const listMatterSuccessors = (db: Reading, jurisdictionId: JurisdictionId, matterId: string, clocks: AskedClocks) => kin(db, jurisdictionId, 'matterId', 'successorId', matterId, clocks);
export const listMatterPredecessors = (db: Reading, jurisdictionId: JurisdictionId, matterId: string, clocks: AskedClocks) => kin(db, jurisdictionId, 'successorId', 'matterId', matterId, clocks);

export interface StoredLink {
  readonly dutyClauseId: DutyClause['dutyClauseId'];
  readonly state: LinkState;
  readonly note: string;
  readonly decidedBy: string;
  readonly recordedAt: Instant;
  readonly text: string;
}

/** What people have said of a matter's clauses, as known then. */
export const listLinks = (db: Reading, jurisdictionId: JurisdictionId, matterId: string, known: Instant | undefined): Promise<StoredLink[]> =>
  db.selectFrom('registry.matterLink as l').innerJoin('registry.dutyClause as c', (join) => join.onRef('c.jurisdictionId', '=', 'l.jurisdictionId').onRef('c.dutyClauseId', '=', 'l.dutyClauseId'))
    .select(['l.dutyClauseId', 'l.state', 'l.note', 'l.decidedBy', 'l.recordedAt', 'c.text']).where('l.jurisdictionId', '=', jurisdictionId).where('l.matterId', '=', matterId).where(isKnown('l', known)).orderBy('l.recordedAt').$castTo<StoredLink>().execute();

export const listCodesOf = (db: Reading, jurisdictionId: JurisdictionId, matterId: string, known: Instant | undefined): Promise<{ matterSchemeId: MatterSchemeId; scheme: string; code: string; name: string }[]> =>
  db.selectFrom('registry.schemeMapping as p')
    .innerJoin('registry.matterScheme as s', (join) => join.onRef('s.jurisdictionId', '=', 'p.jurisdictionId').onRef('s.matterSchemeId', '=', 'p.matterSchemeId'))
    .innerJoin('registry.schemeCode as c', (join) => join.onRef('c.jurisdictionId', '=', 'p.jurisdictionId').onRef('c.matterSchemeId', '=', 'p.matterSchemeId').onRef('c.code', '=', 'p.code'))
    .select(['p.matterSchemeId', sql<string>`trim(s.name || ' ' || s.edition)`.as('scheme'), 'c.code', 'c.name'])
    .where('p.jurisdictionId', '=', jurisdictionId).where('p.matterId', '=', matterId).where(isKnown('p', known)).orderBy('s.name').orderBy('c.code').$castTo<{ matterSchemeId: MatterSchemeId; scheme: string; code: string; name: string }>().execute();

export interface Scheme {
  readonly matterSchemeId: MatterSchemeId;
  readonly name: string;
  readonly edition: string;
  readonly fileName: string;
  readonly recordedAt: Instant;
  readonly codes: number;
  readonly mapped: number;
}

/** Schemes that were known then; `mapped` counts the codes that lead to a matter in use on that day. */
const schemes = (db: Reading, jurisdictionId: JurisdictionId, { on, known }: Clocks) =>
  db.selectFrom('registry.matterScheme as s').select(['s.matterSchemeId', 's.name', 's.edition', 's.fileName', 's.recordedAt'])
    .select(sql<number>`(select count(*)::int from registry.scheme_code c where c.jurisdiction_id = s.jurisdiction_id and c.matter_scheme_id = s.matter_scheme_id)`.as('codes'))
    .select(sql<number>`(select count(*)::int from registry.scheme_mapping p where p.jurisdiction_id = s.jurisdiction_id and p.matter_scheme_id = s.matter_scheme_id and ${isKnown('p', known)}
      and exists (select 1 from registry.matter_version v where v.jurisdiction_id = p.jurisdiction_id and v.matter_id = p.matter_id and ${isKnown('v', known)} and ${holds('v.validFrom', 'v.validTo', on)}))`.as('mapped'))
    .where('s.jurisdictionId', '=', jurisdictionId).where(sql<SqlBool>`(${known ?? null}::timestamptz is null or s.recorded_at <= ${known ?? null})`).$castTo<Scheme>();

export async function listSchemes(db: Reading, jurisdictionId: JurisdictionId, { limit, cursor, ...clocks }: Clocks & { limit: number; cursor?: string | undefined }): Promise<Page<Scheme>> {
  let rows = schemes(db, jurisdictionId, clocks).orderBy('s.matterSchemeId', 'desc').limit(limit + 1);
  if (cursor !== undefined) rows = rows.where('s.matterSchemeId', '<', cursor);
  return pageAfter(await rows.execute(), limit, ({ matterSchemeId }) => matterSchemeId);
}

/** Refuses `common.not-found`. */
export async function findScheme(db: Reading, jurisdictionId: JurisdictionId, matterSchemeId: string, clocks: Clocks): Promise<Scheme> {
  const found = await schemes(db, jurisdictionId, clocks).where('s.matterSchemeId', '=', matterSchemeId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('分类表', 'The scheme') });
  return found;
}

export const hasScheme = async (db: Reading, jurisdictionId: JurisdictionId, name: string, edition: string): Promise<boolean> =>
  (await db.selectFrom('registry.matterScheme').select('name').where('jurisdictionId', '=', jurisdictionId).where('name', '=', name).where('edition', '=', edition).executeTakeFirst()) !== undefined;

export interface MappedCode {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
  readonly matterId: MatterId | null;
  readonly matterName: string | null;
}

export const listCodes = (db: Reading, jurisdictionId: JurisdictionId, matterSchemeId: string, clocks: Clocks): Promise<MappedCode[]> =>
  db.selectFrom('registry.schemeCode as c')
    .leftJoin('registry.schemeMapping as p', (join) => join.onRef('p.jurisdictionId', '=', 'c.jurisdictionId').onRef('p.matterSchemeId', '=', 'c.matterSchemeId').onRef('p.code', '=', 'c.code').on(isKnown('p', clocks.known)))
    .leftJoin('registry.matter as m', (join) => join.onRef('m.jurisdictionId', '=', 'p.jurisdictionId').onRef('m.matterId', '=', 'p.matterId'))
    .select(['c.code', 'c.name', 'c.parentCode', 'p.matterId', matterCalled('m.matterId', 'm.name', clocks).as('matterName')]).where('c.jurisdictionId', '=', jurisdictionId).where('c.matterSchemeId', '=', matterSchemeId).orderBy('c.ordinal').$castTo<MappedCode>().execute();
