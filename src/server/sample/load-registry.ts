import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashPassword } from '../access/handlers.ts';
import { insertAccount } from '../access/store.ts';
import type { DepartmentId, DocumentId, MatterId } from '../../core/registry/model.ts';
import { startOfDay } from '../../core/kernel/time.ts';
import type { ChangeContext } from '../context.ts';
import { importDocument } from '../registry/import-document.ts';
import { insertAliases, insertDepartments, insertMatters, insertSuccessors } from '../registry/store.ts';
import { sampleAccounts, SAMPLE_PASSWORD, type SampleAccount } from './accounts.ts';
import { sampleFolder, type SampleDistrict } from './district.ts';

/** The ids that the codes of the sample files became. */
export interface SampleIds {
  readonly departments: ReadonlyMap<string, DepartmentId>;
  readonly matters: ReadonlyMap<string, MatterId>;
  readonly papers: ReadonlyMap<string, DocumentId>;
}

/** What a code of the sample stands for; a code of no file is a fault of the sample. */
export function idOf<Id>(ids: ReadonlyMap<string, Id>, code: string): Id {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`sample: unknown code ${code}`);
  return id;
}

export async function loadDepartments(context: ChangeContext, { departments, abolished }: SampleDistrict): Promise<Map<string, DepartmentId>> {
  const { tx, jurisdictionId, at } = context;
  const ids = new Map([...departments, ...abolished].map(({ code }) => [code, context.newId<'department'>()]));
  const inBeing = departments.map(({ code, name, shortName, kind, superior = null, secondaryNames, established }) => ({ departmentId: idOf(ids, code), code, name, shortName, kind, superior, secondaryNames, validFrom: startOfDay(established), validTo: null }));
  const gone = abolished.map(({ code, name, kind, validFrom, validTo }) => ({ departmentId: idOf(ids, code), code, name, shortName: name, kind, superior: null, secondaryNames: [], validFrom: startOfDay(validFrom), validTo: startOfDay(validTo) }));
  await insertDepartments(tx, jurisdictionId, at, [...inBeing, ...gone]);
  const aliases = [...departments, ...abolished].flatMap(({ code, aliases: named }) =>
    named.map(({ name, from, to }) => ({ departmentId: idOf(ids, code), name, validFrom: from === undefined ? null : startOfDay(from), validTo: to === undefined ? null : startOfDay(to) })));
  await insertAliases(tx, jurisdictionId, at, aliases);
  await insertSuccessors(tx, jurisdictionId, at, abolished.flatMap(({ code, validTo, successors }) =>
    successors.map(({ department, scope = '' }) => ({ departmentId: idOf(ids, code), successorId: idOf(ids, department), scope, effectiveAt: startOfDay(validTo) }))));
  return ids;
}

export async function loadMatters(context: ChangeContext, { matters }: SampleDistrict): Promise<Map<string, MatterId>> {
  const ids = new Map(matters.map(({ code }) => [code, context.newId<'matter'>()]));
  const rows = matters.map(({ kind, parent, ...matter }) => ({ ...matter, matterId: idOf(ids, matter.code), parentId: parent === undefined ? null : idOf(ids, parent), isClass: kind === 'CLASS' }));
  await insertMatters(context.tx, context.jurisdictionId, [...rows.filter((row) => row.isClass), ...rows.filter((row) => !row.isClass)], context.at);
  return ids;
}

/** 三定 texts come from their own files, whole; the other papers as the articles that are cited. */
export async function loadPapers(context: ChangeContext, { papers }: SampleDistrict, departments: ReadonlyMap<string, DepartmentId>, say: (text: string) => void): Promise<Map<string, DocumentId>> {
  const ids = new Map<string, DocumentId>();
  const sandingOf = (code: string) => importDocument(context, { kind: 'SANDING', text: readFileSync(join(sampleFolder, 'sanding', `${code}.txt`), 'utf8'), departmentId: idOf(departments, code) });
  for (const paper of papers) {
    const text = [paper.title, ...paper.clauses.map(({ article, text: words }) => `${article} ${words}`)].join('\n');
    ids.set(paper.code, paper.rank === 'SANDING' && paper.department !== undefined ? await sandingOf(paper.department) : await importDocument(context, { kind: paper.rank, text, title: paper.title, documentNumber: paper.documentNumber ?? undefined, validFrom: startOfDay(paper.validFrom) }));
  }
  say(`  依据文件 ${papers.length} 件`);
  const cited = new Set(papers.map(({ department }) => department));
  const others = readdirSync(join(sampleFolder, 'sanding')).filter((name) => name.endsWith('.txt')).map((name) => name.slice(0, -4)).filter((code) => !cited.has(code));
  for (const code of others.sort()) ids.set(`sanding-${code}`, await sandingOf(code));
  say(`  其余“三定”规定 ${others.length} 件`);
  return ids;
}

export async function loadAccounts(context: ChangeContext, { departments }: SampleDistrict, ids: ReadonlyMap<string, DepartmentId>): Promise<void> {
  const listed = new Set(sampleAccounts.map(({ userName }) => userName));
  const ofDepartments = departments.flatMap(({ code, name }): SampleAccount[] => [
    { userName: `${code}.liaison`, displayName: `${name}联络员`, roles: ['DEPARTMENT_LIAISON'], department: code },
    { userName: `${code}.head`, displayName: `${name}负责人`, roles: ['DEPARTMENT_HEAD'], department: code },
  ]);
  const passwordHash = await hashPassword(SAMPLE_PASSWORD);
  for (const { department, ...account } of [...sampleAccounts, ...ofDepartments.filter(({ userName }) => !listed.has(userName))]) {
    await insertAccount(context.tx, context.jurisdictionId, { ...account, accountId: context.newId<'account'>(), departmentId: idOf(ids, department), passwordHash, state: 'ACTIVE' });
  }
}
