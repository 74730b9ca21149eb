import type { InputOf } from '../../core/kernel/operation.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { overwrite, sliceAt } from '../../core/kernel/two-clocks.ts';
import type { matterOperations } from '../../core/registry/matter-operations.ts';
import { decideParent, joinWords } from '../../core/registry/matter-rules.ts';
import type { Matter, MatterId } from '../../core/registry/model.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import { readScheme } from '../../core/registry/schemes.ts';
import type { ChangeContext } from '../context.ts';
import { sha256 } from '../platform/journal.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import type { DepartmentParts } from './departments.ts';
import { findDutyClause } from './document-queries.ts';
import { findScheme, hasScheme, listCodes, listLinks, listTree } from './matter-queries.ts';
import { insertMatterSuccessor, insertScheme, loadMatter, putLink, withdrawLink, putMapping, rewriteMatter, type MatterFacts, type StoredMatter, type StoredMatterSlice } from './matter-store.ts';
import { findMatter, isCodeTaken } from './queries.ts';
import { readDocumentApart } from './readers/read-apart.ts';
import { collectReferences } from './references.ts';
import { insertMatters } from './store.ts';
import { word } from '../../core/kernel/words.ts';

type Input<Name extends keyof typeof matterOperations> = InputOf<(typeof matterOperations)[Name]>;

async function take({ tx, jurisdictionId }: ChangeContext, matterId: string, version: number): Promise<StoredMatter> {
  const stored = await loadMatter(tx, jurisdictionId, matterId);
  if (stored.matter.version !== version) throw refuseCommon('common.stale', { seen: version, current: stored.matter.version });
  return stored;
}

/** The slice that holds then. Refuses `registry.matter-retired`. */
function sliceOf({ matter, slices }: StoredMatter, at: Instant): StoredMatterSlice {
  const slice = slices.find((one) => sliceAt([one], at) !== undefined);
  if (slice === undefined) throw refuseRegistry('registry.matter-retired', { name: matter.name });
  return slice;
}

const isSame = (a: MatterFacts, b: MatterFacts): boolean =>
  JSON.stringify([a.parentId, a.name, a.description, a.includes, a.excludes, a.keywords]) === JSON.stringify([b.parentId, b.name, b.description, b.includes, b.excludes, b.keywords]);

async function settle(context: ChangeContext, { schedule }: DepartmentParts, effectiveAt: Instant): Promise<void> {
  await bumpKnowledge(context.tx, context.jurisdictionId, 'registry');
  if (effectiveAt > context.at) await schedule(context, effectiveAt);
}

export async function createMatter(context: ChangeContext, given: Input<'createMatter'>, validFrom: Instant | null = null, basis = ''): Promise<MatterId> {
  const { tx, jurisdictionId, at } = context;
  if (await isCodeTaken(tx, jurisdictionId, 'registry.matter', given.code)) throw refuseRegistry('registry.code-taken', { code: given.code });
  if (given.parentId !== null) await findMatter(tx, jurisdictionId, given.parentId);
  decideParent(await listTree(tx, jurisdictionId, { on: validFrom ?? at }), null, given.parentId);
  const matterId = context.newId<'matter'>();
  await insertMatters(tx, jurisdictionId, [{ ...given, matterId, validFrom, basis }], at);
  await bumpKnowledge(tx, jurisdictionId, 'registry');
  return matterId;
}

/** Renames, moves or describes a matter anew from a day on, or puts right how it was recorded. */
export async function changeMatter(context: ChangeContext, parts: DepartmentParts, { matterId, version, effectiveAt = context.at, correction, basis, ...given }: Input<'changeMatter'>): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  const stored = await take(context, matterId, version);
  const slice = sliceOf(stored, effectiveAt);
  const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<MatterFacts>;
  const after: MatterFacts = { ...slice.facts, ...patch, basis: basis === '' && correction ? slice.facts.basis : basis };
  if (isSame(slice.facts, after)) throw refuseRegistry('registry.nothing-changed');
  decideParent(await listTree(tx, jurisdictionId, { on: effectiveAt }), matterId, after.parentId);
  await rewriteMatter(tx, jurisdictionId, at, stored, overwrite(stored.slices, correction ? slice.from : effectiveAt, slice.to, () => after));
  await settle(context, parts, effectiveAt);
}

/** What still hangs on a matter must be settled before it goes (product.md 3.1: a lead stands for a matter that is there). */
async function refuseInUse({ tx, jurisdictionId, at }: ChangeContext, { matterReferences }: DepartmentParts, { matter }: StoredMatter): Promise<void> {
  const live = (await collectReferences(matterReferences, tx, jurisdictionId, [matter.matterId], at)).filter(({ isLive }) => isLive);
  const under = (await listTree(tx, jurisdictionId, { on: at })).filter(({ parentId }) => parentId === matter.matterId);
  const places = [...live.map(({ role, label }) => ({ path: role, text: { zh: label, en: label } })), ...under.map(({ code, name }) => ({ path: code, text: { zh: `下级事项：${name}`, en: `Under it: ${name}` } }))];
  if (places.length > 0) throw refuseRegistry('registry.matter-in-use', { name: matter.name, count: places.length }, places.slice(0, 50));
}

async function end(context: ChangeContext, parts: DepartmentParts, stored: StoredMatter, effectiveAt: Instant): Promise<void> {
  sliceOf(stored, effectiveAt);
  await refuseInUse(context, parts, stored);
  await rewriteMatter(context.tx, context.jurisdictionId, context.at, stored, overwrite<MatterFacts, StoredMatterSlice>(stored.slices, effectiveAt, null, () => null));
}

export async function retireMatter(context: ChangeContext, parts: DepartmentParts, { matterId, version, effectiveAt = context.at }: Input<'retireMatter'>): Promise<void> {
  await end(context, parts, await take(context, matterId, version), effectiveAt);
  await settle(context, parts, effectiveAt);
}

/** The other matter takes over the words and the confirmed clauses. */
export async function mergeMatter(context: ChangeContext, parts: DepartmentParts, { matterId, version, intoId, effectiveAt = context.at, basis }: Input<'mergeMatters'>): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  const stored = await take(context, matterId, version);
  const into = await loadMatter(tx, jurisdictionId, intoId);
  if (intoId === matterId) throw refuseRegistry('registry.matter-cycle', { name: stored.matter.name, parent: stored.matter.name });
  const slice = sliceOf(into, effectiveAt);
  await end(context, parts, stored, effectiveAt);
  const words = joinWords(slice.facts, [sliceOf(stored, effectiveAt).facts]);
  await rewriteMatter(tx, jurisdictionId, at, into, overwrite(into.slices, effectiveAt, slice.to, (facts) => ({ ...facts, ...words, basis })));
  await insertMatterSuccessor(tx, jurisdictionId, at, { matterId, successorId: intoId, effectiveAt, basis });
  for (const { dutyClauseId, state, note } of await listLinks(tx, jurisdictionId, matterId, undefined)) {
    if (state === 'CONFIRMED') await putLink(tx, jurisdictionId, at, { matterId: intoId, dutyClauseId, state, note, decidedBy: context.actor.name });
  }
  await settle(context, parts, effectiveAt);
}

export async function splitMatter(context: ChangeContext, parts: DepartmentParts, { matterId, version, parts: heirs, effectiveAt = context.at, basis }: Input<'splitMatter'>): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  const stored = await take(context, matterId, version);
  const { facts } = sliceOf(stored, effectiveAt);
  await end(context, parts, stored, effectiveAt);
  for (const heir of heirs) {
    const successorId = await createMatter(context, { ...heir, parentId: facts.parentId, isClass: facts.isClass }, effectiveAt, basis);
    await insertMatterSuccessor(tx, jurisdictionId, at, { matterId, successorId, effectiveAt, basis });
  }
  await settle(context, parts, effectiveAt);
}

export async function decideLinks({ tx, jurisdictionId, at, actor }: ChangeContext, { matterId, dutyClauseIds, state, note }: Input<'decideMatterLinks'>): Promise<void> {
  await findMatter(tx, jurisdictionId, matterId);
  for (const dutyClauseId of new Set(dutyClauseIds)) {
    await findDutyClause(tx, jurisdictionId, dutyClauseId);
    if (state === null) await withdrawLink(tx, jurisdictionId, at, matterId, dutyClauseId);
    else await putLink(tx, jurisdictionId, at, { matterId, dutyClauseId, state, note, decidedBy: actor.name });
  }
}

export async function importScheme(context: ChangeContext, { name, edition, file }: Input<'importMatterScheme'>) {
  const { tx, jurisdictionId, at } = context;
  const document = await readDocumentApart(file);
  const codes = readScheme(document.rows ?? document.text.split('\n').map((line) => line.split(/[,，\t]/u)), document.rowPlaces);
  if (await hasScheme(tx, jurisdictionId, name, edition)) throw refuseRegistry('registry.scheme-taken', { name });
  const matterSchemeId = context.newId<'matterScheme'>();
  await insertScheme(tx, jurisdictionId, { matterSchemeId, name, edition, fileName: file.name, fileHash: sha256(document.text), recordedAt: at }, codes);
  return matterSchemeId;
}

export async function mapCode(context: ChangeContext, input: Input<'mapSchemeCode'>): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  await findScheme(tx, jurisdictionId, input.matterSchemeId, { on: at });
  if (!(await listCodes(tx, jurisdictionId, input.matterSchemeId, { on: at })).some(({ code }) => code === input.code)) throw refuseCommon('common.not-found', { what: word(`代码 ${input.code}`, `Code ${input.code}`) });
  if (input.matterId !== null) await findMatter(tx, jurisdictionId, input.matterId);
  await putMapping(tx, jurisdictionId, at, input);
}

/** A matter whose name is the code's name, or whose keywords hold it. */
export function proposeMatter(name: string, matters: readonly Matter[]): { matterId: MatterId; name: string } | null {
  const found = matters.find((matter) => matter.name === name) ?? matters.find((matter) => matter.keywords.includes(name)) ?? matters.find((matter) => name.length >= 3 && (matter.name.includes(name) || name.includes(matter.name)));
  return found === undefined ? null : { matterId: found.matterId, name: found.name };
}
