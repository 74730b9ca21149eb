import type { Instant } from '../../core/kernel/time.ts';
import { refuseAccess } from '../../core/access/refusals.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import { overwrite, sliceAt } from '../../core/kernel/two-clocks.ts';
import type { InputOf } from '../../core/kernel/operation.ts';
import type { departmentOperations } from '../../core/registry/department-operations.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import { decideNames, passNames, type NamePeriod } from '../../core/registry/names.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import { decideSuccessors, type SuccessorOrder } from '../../core/registry/succession.ts';
import { orderMoves } from '../access/account-moves.ts';
import type { ChangeContext } from '../context.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { listNamePeriods, loadChart } from './department-queries.ts';
import { loadAliases, loadDepartment, putAlias, rewriteDepartment, saveEndNote, withdrawAlias, type DepartmentFacts, type StoredDepartment, type StoredSlice } from './department-store.ts';
import { isCodeTaken } from './queries.ts';
import { collectReferences, type FindReferences } from './references.ts';
import { insertAliases, insertDepartments, insertSuccessors } from './store.ts';
import { word } from '../../core/kernel/words.ts';

type Input<Name extends keyof typeof departmentOperations> = InputOf<(typeof departmentOperations)[Name]>;

/** What the acts on departments need from the rest of the program. */
export interface DepartmentParts {
  readonly references: readonly FindReferences[];
  readonly matterReferences: readonly FindReferences[];
  /** Has what was given for a later moment take effect then. */
  readonly schedule: (context: ChangeContext, at: Instant) => Promise<void>;
}

export type NewOrgan = Pick<Input<'createDepartment'>, 'code' | 'name' | 'shortName' | 'kind' | 'superior'>;

/** Establishes a department; its names must be free from that moment on. Refuses `registry.code-taken`, `registry.name-taken`. */
export async function establish(context: ChangeContext, organ: NewOrgan, { aliases = [], secondaryNames = [], basis, validFrom }: { aliases?: readonly string[]; secondaryNames?: readonly string[]; basis: string; validFrom: Instant }): Promise<DepartmentId> {
  const { tx, jurisdictionId, at } = context;
  if (await isCodeTaken(tx, jurisdictionId, 'registry.department', organ.code)) throw refuseRegistry('registry.code-taken', { code: organ.code });
  decideNames(await listNamePeriods(tx, jurisdictionId), [organ.name, organ.shortName, ...secondaryNames, ...aliases], { from: validFrom, to: null }, []);
  const departmentId = context.newId<'department'>();
  await insertDepartments(tx, jurisdictionId, at, [{ ...organ, departmentId, secondaryNames: [...secondaryNames], validFrom, validTo: null, basis }]);
  await insertAliases(tx, jurisdictionId, at, aliases.map((name) => ({ departmentId, name, validFrom, validTo: null })));
  return departmentId;
}

function refuseStale({ department }: StoredDepartment, seen: number): void {
  if (department.version !== seen) throw refuseCommon('common.stale', { seen, current: department.version });
}

const describePeriod = ({ department: { validFrom, validTo } }: StoredDepartment): string => `${validFrom.slice(0, 10)} – ${validTo?.slice(0, 10) ?? ''}`;

function sliceOf(stored: StoredDepartment, at: Instant): NonNullable<ReturnType<typeof sliceAt<DepartmentFacts>>> {
  const slice = sliceAt(stored.slices, at);
  if (slice === undefined) throw refuseRegistry('registry.not-in-being', { name: stored.department.name, period: describePeriod(stored) });
  return slice;
}

const isSame = (a: DepartmentFacts, b: DepartmentFacts): boolean =>
  a.name === b.name && a.shortName === b.shortName && a.kind === b.kind && a.superior === b.superior && a.secondaryNames.join('\n') === b.secondaryNames.join('\n');

const namesOf = ({ name, shortName, secondaryNames }: DepartmentFacts): string[] => [name, shortName, ...secondaryNames];

/** From a day on a department goes by other names; the old ones go on as aliases where nobody else bears them. */
export async function rename(context: ChangeContext, { schedule }: DepartmentParts, { departmentId, version, effectiveAt = context.at, ...change }: Input<'renameDepartment'>): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  const stored = await loadDepartment(tx, jurisdictionId, departmentId);
  refuseStale(stored, version);
  const { facts: before, to } = sliceOf(stored, effectiveAt);
  const after: DepartmentFacts = { ...before, name: change.name, shortName: change.shortName, basis: change.basis, secondaryNames: change.secondaryNames ?? before.secondaryNames, superior: change.superior === undefined ? before.superior : change.superior };
  if (isSame(before, after)) throw refuseRegistry('registry.nothing-changed');
  const known = await listNamePeriods(tx, jurisdictionId);
  const period = { from: effectiveAt, to };
  decideNames(known, namesOf(after), period, [departmentId]);
  await rewriteDepartment(tx, jurisdictionId, at, stored, overwrite(stored.slices, effectiveAt, to, () => after));
  const kept = passNames(known.filter((one) => one.departmentId !== departmentId || [before.name, before.shortName].includes(one.name)), departmentId, effectiveAt);
  for (const name of kept.filter((one) => !namesOf(after).includes(one))) await putAlias(tx, jurisdictionId, at, { departmentId, name, validFrom: effectiveAt, validTo: to });
  await settle(context, schedule, effectiveAt, []);
}

/** Says what a department was really called and where it stood in the slice around `on`. */
export async function correct(context: ChangeContext, { departmentId, version, on = context.at, basis, ...given }: Input<'correctDepartment'>): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  const stored = await loadDepartment(tx, jurisdictionId, departmentId);
  refuseStale(stored, version);
  const slice = sliceOf(stored, on);
  const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const after: DepartmentFacts = { ...slice.facts, ...patch, basis: basis === '' ? slice.facts.basis : basis };
  if (isSame(slice.facts, after)) throw refuseRegistry('registry.nothing-changed');
  decideNames(await listNamePeriods(tx, jurisdictionId), namesOf(after), slice, [departmentId]);
  await rewriteDepartment(tx, jurisdictionId, at, stored, overwrite(stored.slices, slice.from, slice.to, () => after));
  await bumpKnowledge(tx, jurisdictionId, 'registry');
}

interface Ending {
  readonly stored: StoredDepartment;
  readonly effectiveAt: Instant;
  readonly basis: string;
}

/** Who would be left without an owner must have a successor or a decision first (procedures.md 13). */
async function refuseOwnerless({ tx, jurisdictionId, at }: ChangeContext, finders: readonly FindReferences[], { stored }: Ending): Promise<void> {
  const { departmentId, name } = stored.department;
  const live = (await collectReferences(finders, tx, jurisdictionId, [departmentId], at)).filter(({ isLive }) => isLive);
  if (live.length === 0) return;
  throw refuseRegistry('registry.successor-needed', { name, count: live.length }, live.slice(0, 50).map(({ label, role }) => ({ path: role, text: { zh: label, en: label } })));
}

/** Ends a department and the time of its names. */
async function close({ tx, jurisdictionId, at }: ChangeContext, { stored, effectiveAt }: Ending): Promise<void> {
  const { departmentId, validFrom } = stored.department;
  if (effectiveAt <= validFrom) throw refuseRegistry('registry.not-in-being', { name: stored.department.name, period: describePeriod(stored) });
  sliceOf(stored, effectiveAt);
  await rewriteDepartment(tx, jurisdictionId, at, stored, overwrite<DepartmentFacts, StoredSlice>(stored.slices, effectiveAt, null, () => null));
  for (const alias of await loadAliases(tx, jurisdictionId, departmentId)) {
    if (alias.validTo !== null && alias.validTo <= effectiveAt) continue;
    if (alias.validFrom !== null && alias.validFrom >= effectiveAt) await withdrawAlias(tx, jurisdictionId, at, departmentId, alias.name);
    else await putAlias(tx, jurisdictionId, at, { ...alias, validTo: effectiveAt });
  }
}

/** Writes who carries on; a single heir of the whole also takes over the names. */
async function bequeath({ tx, jurisdictionId, at }: ChangeContext, { stored, effectiveAt, basis }: Ending, successors: readonly SuccessorOrder[], borne: readonly NamePeriod[]): Promise<void> {
  const { departmentId } = stored.department;
  decideSuccessors(await loadChart(tx, jurisdictionId), departmentId, successors, effectiveAt);
  await insertSuccessors(tx, jurisdictionId, at, successors.map((one) => ({ departmentId, successorId: one.departmentId, scope: one.scope, effectiveAt, basis })));
  const [heir] = successors;
  if (heir === undefined || successors.length > 1 || heir.scope !== '') return;
  const now = await listNamePeriods(tx, jurisdictionId);
  const others = now.filter((one) => one.departmentId !== departmentId);
  const names = passNames([...borne.filter((one) => one.departmentId === departmentId), ...others], departmentId, effectiveAt);
  for (const name of names) await putAlias(tx, jurisdictionId, at, { departmentId: heir.departmentId, name, validFrom: effectiveAt, validTo: null });
}

/** What has come to pass is acted on at once, what is to come when its day comes. */
async function settle(context: ChangeContext, schedule: DepartmentParts['schedule'], effectiveAt: Instant, ended: readonly DepartmentId[]): Promise<void> {
  await bumpKnowledge(context.tx, context.jurisdictionId, 'registry');
  if (effectiveAt > context.at) return schedule(context, effectiveAt);
  if (ended.length > 0) context.happened({ kind: 'registry.departmentsEnded', departmentIds: ended });
}

interface Heir {
  readonly departmentId: DepartmentId | null;
  readonly accountIds: readonly string[];
  readonly established: NewOrgan | null;
  readonly scope: string;
}

/** Ends departments in favour of others, some of which may be established by the same act and may take up a name that falls free. */
async function replace(context: ChangeContext, { schedule }: DepartmentParts, endings: readonly Ending[], heirs: readonly Heir[]): Promise<SuccessorOrder[]> {
  const [first] = endings;
  if (first === undefined) return [];
  const borne = await listNamePeriods(context.tx, context.jurisdictionId);
  for (const ending of endings) await close(context, ending);
  const successors: SuccessorOrder[] = [];
  const moved = heirs.flatMap(({ accountIds }) => accountIds);
  const twice = moved.find((id, place) => moved.indexOf(id) !== place);
  if (twice !== undefined) throw refuseAccess('access.account-elsewhere', { name: twice });
  const fromIds = endings.map(({ stored }) => stored.department.departmentId);
  for (const { departmentId, established, scope, accountIds } of heirs) {
    const id = established === null ? departmentId : await establish(context, established, { basis: first.basis, validFrom: first.effectiveAt });
    if (id === null) throw refuseRegistry('registry.successor-needed', { name: first.stored.department.name, count: 0 });
    successors.push({ departmentId: id, scope });
    await orderMoves(context, { accountIds, fromIds, toId: id, effectiveAt: first.effectiveAt });
  }
  for (const ending of endings) await bequeath(context, ending, successors, borne);
  await settle(context, schedule, first.effectiveAt, fromIds);
  return successors;
}

/** Answers the department that the others have become. */
export async function merge(context: ChangeContext, parts: DepartmentParts, { departmentIds, into, effectiveAt = context.at, basis }: Input<'mergeDepartments'>): Promise<DepartmentId> {
  const ids = [...new Set(departmentIds)].filter((id) => into.established !== null || id !== into.departmentId).sort();
  const endings: Ending[] = [];
  for (const id of ids) endings.push({ stored: await loadDepartment(context.tx, context.jurisdictionId, id), effectiveAt, basis });
  const [heir] = await replace(context, parts, endings, [{ ...into, scope: '' }]);
  if (heir === undefined) throw refuseRegistry('registry.successor-needed', { name: '', count: 0 });
  return heir.departmentId;
}

export async function split(context: ChangeContext, parts: DepartmentParts, { departmentId, version, parts: heirs, effectiveAt = context.at, basis }: Input<'splitDepartment'>): Promise<void> {
  const stored = await loadDepartment(context.tx, context.jurisdictionId, departmentId);
  refuseStale(stored, version);
  await replace(context, parts, [{ stored, effectiveAt, basis }], heirs);
}

export async function abolish(context: ChangeContext, parts: DepartmentParts, { departmentId, version, successors, decision, effectiveAt = context.at, basis }: Input<'abolishDepartment'>): Promise<void> {
  const stored = await loadDepartment(context.tx, context.jurisdictionId, departmentId);
  refuseStale(stored, version);
  const ending = { stored, effectiveAt, basis };
  if (successors.length === 0 && decision === '') await refuseOwnerless(context, parts.references, ending);
  await replace(context, parts, [ending], successors.map((one) => ({ ...one, established: null })));
  if (decision !== '') await saveEndNote(context.tx, context.jurisdictionId, departmentId, decision);
}

/** Mends a chain that breaks off: who carries on for a department that has ended. */
export async function nameSuccessor(context: ChangeContext, { schedule }: DepartmentParts, { departmentId, successorId, scope, accountIds, effectiveAt, basis }: Input<'nameSuccessor'>): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  const { department } = await loadDepartment(tx, jurisdictionId, departmentId);
  if (department.validTo === null) throw refuseRegistry('registry.not-ended', { name: department.name });
  const from = effectiveAt ?? department.validTo;
  const chart = await loadChart(tx, jurisdictionId);
  const before = (chart.successors.get(departmentId) ?? []).map((one) => ({ departmentId: one.successorId, scope: one.scope }));
  decideSuccessors(chart, departmentId, [{ departmentId: successorId, scope }], from);
  if (before.some((one) => one.scope === scope)) throw refuseRegistry('registry.scopes-unclear', { name: department.name });
  await insertSuccessors(tx, jurisdictionId, at, [{ departmentId, successorId, scope, effectiveAt: from, basis }]);
  await orderMoves(context, { accountIds, fromIds: [departmentId], toId: successorId, effectiveAt: from });
  await settle(context, schedule, from > department.validTo ? from : department.validTo, [departmentId]);
}

export async function addAlias(context: ChangeContext, { departmentId, name, validFrom = null, validTo = null }: { departmentId: DepartmentId; name: string; validFrom?: Instant | null | undefined; validTo?: Instant | null | undefined }): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  decideNames(await listNamePeriods(tx, jurisdictionId), [name], { from: validFrom, to: validTo }, [departmentId]);
  await putAlias(tx, jurisdictionId, at, { departmentId, name, validFrom, validTo });
  await bumpKnowledge(tx, jurisdictionId, 'registry');
}

/** Takes back a name that was registered by mistake. Refuses `common.not-found`. */
export async function takeBackAlias(context: ChangeContext, departmentId: DepartmentId, name: string): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  if ((await withdrawAlias(tx, jurisdictionId, at, departmentId, name)) === 0) throw refuseCommon('common.not-found', { what: word('该简称', 'That short name') });
  await bumpKnowledge(tx, jurisdictionId, 'registry');
}
