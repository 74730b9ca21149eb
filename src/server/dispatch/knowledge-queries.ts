import { sql } from 'kysely';
import type { DisputeState, InterimRule } from '../../core/disputes/model.ts';
import type { KnownClause, KnownDepartment, KnownDispute, KnownEntry, KnownMatter } from '../../core/dispatch/model.ts';
import type { Basis, Boundary } from '../../core/division/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { findAuthority } from '../../core/registry/authorities.ts';
import type { ClauseKind, StageBoundary } from '../../core/registry/parser/model.ts';
import type { DepartmentId, DocumentKind } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';
import type { FindHeir } from '../registry/heirs.ts';
import { listNames } from '../registry/queries.ts';

/** A row of a table whose every change raises its version. */
export interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** More texts than this teach the likeness to an entry or a dispute nothing new. */
const EXEMPLARS = 20;

/** Sentences that give somebody work; not the preamble, the posts and the final clauses. */
const DUTY_KINDS: readonly ClauseKind[] = ['MAIN_DUTY', 'FUNCTION_TRANSFORMATION', 'DIVISION_RULE', 'INTERNAL_OFFICE', 'LAW_DUTY', 'LIST_ITEM', 'OTHER'];
/** What other districts do, and what was only talked about, gives nobody here a duty. */
const NOT_BINDING: readonly DocumentKind[] = ['NEIGHBOUR_PRACTICE', 'MEETING_MINUTES'];
/** In these a dispute is over and its interim rule ends. */
const ENDED: readonly DisputeState[] = ['SETTLED', 'REJECTED', 'FORWARDED', 'WITHDRAWN'];

const inBeing = (from: string, to: string, at: Instant) => sql`${sql.ref(from)} <= ${at} and (${sql.ref(to)} is null or ${at} < ${sql.ref(to)})`;

type DepartmentRow = Pick<KnownDepartment, 'departmentId' | 'name' | 'kind'> & { readonly shortName: string };

/** Departments in being, as they are called at `at`, with every name they go by. */
export async function listKnownDepartments(db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<KnownDepartment[]> {
  const { rows } = await sql<DepartmentRow>`
    select department_id, name, short_name, kind from registry.department_version
    where jurisdiction_id = ${jurisdictionId} and superseded_at is null and ${inBeing('valid_from', 'valid_to', at)} order by department_id`.execute(db);
  const aliases = new Map<string, string[]>();
  for (const { name, department } of await listNames(db, jurisdictionId, at)) aliases.set(department, [...(aliases.get(department) ?? []), name]);
  return rows.map(({ departmentId, name, kind }) => ({
    departmentId, name, kind, isTownship: kind === 'TOWNSHIP',
    aliases: (aliases.get(departmentId) ?? []).filter((alias) => alias !== name && alias !== '').sort(),
  }));
}

/** Matters an appeal can be about; their classes only hold them together. */
export async function listKnownMatters(db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<KnownMatter[]> {
  const { rows } = await sql<KnownMatter>`
    select matter_id, code, name, description, keywords, includes, excludes from registry.matter_version
    where jurisdiction_id = ${jurisdictionId} and superseded_at is null and not is_class and (valid_from is null or valid_from <= ${at}) and (valid_to is null or ${at} < valid_to) order by matter_id`.execute(db);
  return rows;
}

interface ClauseRow extends Omit<KnownClause, 'partners' | 'stages'> {
  readonly partners: readonly StoredPartner[];
  readonly boundary: readonly StageBoundary[];
}

/** As clauses are stored: `department` is an id, absent where the name was not resolved. */
interface StoredPartner {
  readonly name: string;
  readonly relation: string;
  readonly department?: DepartmentId;
}

/** Whoever the clause names as acting with its owner; who leads in its place, or is only consulted, is another matter. */
const partnersOf = (partners: readonly StoredPartner[], text: string, heirOf: FindHeir): NonNullable<KnownClause['partners']> =>
  partners.flatMap(({ department, relation }) => (department !== undefined && (relation === 'JOINTLY_WITH' || relation === 'ASSISTED_BY') ? [{ departmentId: heirOf(department, text), relation }] : []));

const SIDE: Readonly<Record<StageBoundary['side'], string>> = { BEFORE: '前', AFTER: '后', WITHIN: '' };

/**
 * To whom the sentence gives which stages. A paper on one department says what others do before or after it (移交后，由区综合行政执法局负责养护): that is their duty
 * and not its own. Without a stage, or where no owner of one is known, it stays with the department of the paper.
 */
function* listOwners(boundary: readonly StageBoundary[], departmentId: DepartmentId, ownerOf: (name: string) => DepartmentId | undefined): Generator<{ readonly departmentId: DepartmentId; readonly stages?: string[] }> {
  const stages = new Map<DepartmentId, string[]>();
  for (const { stage, side, owner } of boundary) {
    const found = ownerOf(owner);
    if (found !== undefined) stages.set(found, [...(stages.get(found) ?? []), `${stage}${SIDE[side]}`]);
  }
  if (stages.size === 0) yield { departmentId };
  for (const [owner, own] of stages) yield { departmentId: owner, stages: own };
}

/** Duty clauses of the papers in force, each with today's owner. */
export async function listKnownClauses(db: Reading, jurisdictionId: JurisdictionId, at: Instant, heirOf: FindHeir): Promise<KnownClause[]> {
  const { rows } = await sql<ClauseRow>`
    select c.duty_clause_id, c.department_id, c.text, c.verbs, c.path, c.partners, c.boundary, d.title as document
    from registry.duty_clause c join registry.document d using (jurisdiction_id, document_id)
    where c.jurisdiction_id = ${jurisdictionId} and c.department_id is not null and c.clause_kind = any(${DUTY_KINDS}) and d.kind <> all(${NOT_BINDING})
      and ${inBeing('d.valid_from', 'd.valid_to', at)}
    order by c.duty_clause_id`.execute(db);
  const names = new Map((await listNames(db, jurisdictionId, at)).map(({ name, department }) => [name, department as DepartmentId]));
  return rows.flatMap(({ verbs, partners, boundary, ...clause }) => {
    const found = partnersOf(partners, clause.text, heirOf);
    return [...listOwners(boundary, clause.departmentId, (name) => names.get(name))].map((owner) => ({
      ...clause, ...owner, departmentId: heirOf(owner.departmentId, clause.text), verbs: verbs.map(({ verb, role, strength }) => ({ verb, role, strength })),
      ...(found.length > 0 ? { partners: found } : {}),
    }));
  });
}

/** What the law in force gives authorities that are a department here (主管部门), sentence by sentence. */
export async function listLawClauses(db: Reading, jurisdictionId: JurisdictionId, at: Instant, departments: readonly KnownDepartment[], heirOf: FindHeir): Promise<KnownClause[]> {
  const { rows } = await sql<Omit<KnownClause, 'departmentId' | 'partners' | 'authority'> & { partners: readonly StoredPartner[] }>`
    select c.duty_clause_id, c.text, c.verbs, c.path, c.partners, d.title as document
    from registry.duty_clause c join registry.document d using (jurisdiction_id, document_id)
    where c.jurisdiction_id = ${jurisdictionId} and c.department_id is null and c.clause_kind = 'LAW_DUTY' and d.kind <> all(${NOT_BINDING})
      and ${inBeing('d.valid_from', 'd.valid_to', at)}
    order by c.duty_clause_id`.execute(db);
  const named = departments.map(({ departmentId, name, aliases }) => ({ departmentId, names: [name, ...aliases] }));
  const known = new Map<string, DepartmentId | undefined>();
  const find = (authority: string): DepartmentId | undefined => {
    if (!known.has(authority)) known.set(authority, findAuthority(authority, named)?.departmentId);
    return known.get(authority);
  };
  return rows.flatMap(({ partners, verbs, ...clause }) => {
    const leading = partners.filter(({ relation }) => relation === 'LEADS').flatMap(({ name, department }) => {
      const departmentId = department === undefined ? find(name) : heirOf(department, clause.text);
      return departmentId === undefined ? [] : [[departmentId, name] as const];
    });
    return [...new Map(leading)].map(([departmentId, authority]) => ({ ...clause, departmentId, authority, verbs: verbs.map(({ verb, role, strength }) => ({ verb, role, strength })) }));
  });
}

export async function listEntryVersions(db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<Versioned[]> {
  const { rows } = await sql<Versioned>`
    select division_entry_id as id, version from division.division_entry
    where jurisdiction_id = ${jurisdictionId} and superseded_at is null and ${inBeing('valid_from', 'valid_to', at)} order by division_entry_id`.execute(db);
  return rows;
}

interface EntryRow extends Pick<KnownEntry, 'divisionEntryId' | 'number' | 'matterId' | 'title' | 'leadDepartmentId' | 'responsible'> {
  readonly boundary: Boundary;
  readonly triggerText: string;
  readonly bases: readonly Basis[];
  readonly exemplars: readonly string[];
  readonly townships: readonly string[];
}

const describeBoundary = ({ scope, includes, stage }: Boundary): string => [...new Set([scope, includes, stage])].filter((part) => part !== '').join('；');

const limitsOf = (boundary: Boundary): Pick<KnownEntry, keyof Boundary> => Object.fromEntries((['scope', 'stage', 'includes', 'excludes'] as const).flatMap((part) => (boundary[part] === '' ? [] : [[part, boundary[part]]])));

function toKnownEntry({ boundary, triggerText, bases, exemplars, responsible, townships, ...entry }: EntryRow, heirOf: FindHeir): KnownEntry {
  const words = describeBoundary(boundary);
  return {
    ...entry,
    leadDepartmentId: heirOf(entry.leadDepartmentId, `${entry.title}\n${words}`),
    ...(words === '' ? {} : { boundary: words }),
    ...limitsOf(boundary),
    ...(triggerText === '' ? {} : { trigger: triggerText }),
    townships: [...townships],
    responsible: responsible.map(({ departmentId, task }) => (task === undefined || task === '' ? { departmentId: heirOf(departmentId, entry.title) } : { departmentId: heirOf(departmentId, task), task })),
    bases: bases.map(({ documentId, title, article, text }) => ({ documentId: documentId ?? '', label: `《${title}》${article}`, ...(text === '' ? {} : { quote: text }) })),
    exemplars: [...new Set(exemplars)],
  };
}

/**
 * The named entries, led by whoever carries on today, with the appeals that were settled by their publishing: these become known with the entry and stay what they
 * are, so that an entry is known alike whenever it is read. What is closed under it later counts as a precedent of its own. A scope that names townships limits
 * the entry to them.
 */
export async function loadKnownEntries(db: Reading, jurisdictionId: JurisdictionId, ids: readonly string[], heirOf: FindHeir): Promise<KnownEntry[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<EntryRow>`
    select e.division_entry_id, e.number, e.matter_id, e.title, e.boundary, e.trigger_text, e.lead_department_id, e.responsible, e.bases,
      array(select p.text from dispatch.precedent p
        where p.jurisdiction_id = e.jurisdiction_id and p.division_entry_id = e.division_entry_id and p.dispute_id is not null
        order by p.precedent_id desc limit ${EXEMPLARS}) as exemplars,
      array(select d.short_name from registry.department d
        where d.jurisdiction_id = e.jurisdiction_id and d.kind = 'TOWNSHIP' and e.scope <> '' and (strpos(e.scope, d.name) > 0 or strpos(e.scope, d.short_name) > 0)
        order by d.short_name) as townships
    from division.division_entry e
    where e.jurisdiction_id = ${jurisdictionId} and e.superseded_at is null and e.division_entry_id = any(${ids}::uuid[]) order by e.division_entry_id`.execute(db);
  return rows.map((row) => toKnownEntry(row, heirOf));
}

interface DisputeRow extends Pick<KnownDispute, 'disputeId' | 'number' | 'title' | 'matterId' | 'exemplars'> {
  readonly interimRule: InterimRule;
  readonly interimLeadDepartmentId: KnownDispute['interimDepartmentId'];
  readonly holders: readonly NonNullable<KnownDispute['interimDepartmentId']>[];
}

/** The pending disputes with the appeals they came from; the holder of the newest of their orders has it under “keep current”. */
export async function loadKnownDisputes(db: Reading, jurisdictionId: JurisdictionId, heirOf: FindHeir): Promise<KnownDispute[]> {
  const { rows } = await sql<DisputeRow>`
    select s.dispute_id, s.number, s.title, s.matter_id, s.interim_rule, s.interim_lead_department_id,
      array(select w.lead_department_id from appeals.work_order w where w.jurisdiction_id = s.jurisdiction_id and w.dispute_id = s.dispute_id order by w.work_order_id desc limit 1) as holders,
      array(select a.title || E'\n' || a.text from appeals.work_order w join appeals.appeal a using (jurisdiction_id, appeal_id)
        where w.jurisdiction_id = s.jurisdiction_id and w.dispute_id = s.dispute_id order by a.appeal_id limit ${EXEMPLARS}) as exemplars
    from disputes.dispute s where s.jurisdiction_id = ${jurisdictionId} and s.state <> all(${ENDED}) order by s.dispute_id`.execute(db);
  return rows.map(({ interimLeadDepartmentId, holders, ...dispute }) => {
    const named = dispute.interimRule === 'ACT_FIRST' ? interimLeadDepartmentId : dispute.interimRule === 'KEEP_CURRENT' ? (holders[0] ?? null) : null;
    return { ...dispute, interimDepartmentId: named === null ? null : heirOf(named, dispute.title) };
  });
}

export const hasLiveModel = async (db: Reading, jurisdictionId: JurisdictionId): Promise<boolean> =>
  (await db.selectFrom('dispatch.model').select('modelId').where('jurisdictionId', '=', jurisdictionId).where('live', '=', true).executeTakeFirst()) !== undefined;

export async function findLiveModel(db: Reading, jurisdictionId: JurisdictionId): Promise<{ modelId: string; bytes: Uint8Array; learnedTo: number } | undefined> {
  return db.selectFrom('dispatch.model').select(['modelId', 'bytes', 'learnedTo']).where('jurisdictionId', '=', jurisdictionId).where('live', '=', true).executeTakeFirst();
}

/** The next moment at which something begins or ceases to hold by itself, without any change being written. */
export async function findNextChange(db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<{ registry: Instant | null; entries: Instant | null }> {
  const { rows } = await sql<{ registry: Instant | null; entries: Instant | null }>`
    select
      (select min(moment) from (
        select unnest(array[valid_from, valid_to]) as moment from registry.department where jurisdiction_id = ${jurisdictionId}
        union all select unnest(array[valid_from, valid_to]) from registry.department_alias where jurisdiction_id = ${jurisdictionId} and superseded_at is null
        union all select valid_from from registry.department_version where jurisdiction_id = ${jurisdictionId} and superseded_at is null
        union all select effective_at from registry.department_successor where jurisdiction_id = ${jurisdictionId} and superseded_at is null
        union all select unnest(array[valid_from, valid_to]) from registry.matter_version where jurisdiction_id = ${jurisdictionId} and superseded_at is null
        union all select unnest(array[valid_from, valid_to]) from registry.document where jurisdiction_id = ${jurisdictionId}) as moments where moment > ${at}) as registry,
      (select min(moment) from (
        select unnest(array[valid_from, valid_to]) as moment from division.division_entry where jurisdiction_id = ${jurisdictionId} and superseded_at is null) as moments
        where moment > ${at}) as entries`.execute(db);
  return rows[0] ?? { registry: null, entries: null };
}
