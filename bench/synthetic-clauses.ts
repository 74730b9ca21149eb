import type { DepartmentId, DocumentKind } from '../src/core/registry/model.ts';
import type { Instant } from '../src/core/kernel/time.ts';
import type { JurisdictionId } from '../src/core/kernel/ids.ts';
import { makeChance, type Chance } from '../src/server/sample/random.ts';
import { systemClock } from '../src/server/platform/clock.ts';
import type { Database } from '../src/server/platform/database.ts';
import { insertDocument, type NewClause, type NewDocument } from '../src/server/registry/store.ts';

/** What synthetic clauses are made of: the phrases of the sample's own 三定 texts, and its places. */
export interface Vocabulary {
  readonly phrases: readonly string[];
  readonly places: readonly string[];
  readonly departments: readonly { readonly departmentId: DepartmentId; readonly name: string }[];
}

const CLAUSES_A_DOCUMENT = 40;
const DOCUMENTS_A_TRANSACTION = 25;
const SINCE = '2020-01-01T00:00:00.000Z' as Instant;
/** As a district's paper base is made up: mostly 三定 texts and lists, law beside them. */
const kinds: readonly (readonly [DocumentKind, number])[] = [['SANDING', 50], ['POWER_DUTY_LIST', 20], ['LAW', 12], ['REGULATION', 10], ['NEIGHBOUR_PRACTICE', 8]];
const clauseKindOf: Partial<Record<DocumentKind, NewClause['kind']>> = { SANDING: 'MAIN_DUTY', POWER_DUTY_LIST: 'LIST_ITEM', LAW: 'LAW_DUTY', REGULATION: 'LAW_DUTY', NEIGHBOUR_PRACTICE: 'PRACTICE' };

function makeText(chance: Chance, { phrases, places }: Vocabulary): string {
  const parts = Array.from({ length: chance.between(2, 5) }, () => chance.pick(phrases));
  if (chance.happens(0.3)) parts.push(`在${chance.pick(places)}组织实施`);
  return `${parts.join('，')}。`;
}

function makeDocument(chance: Chance, vocabulary: Vocabulary, number: number): { document: NewDocument; clauses: NewClause[] } {
  const kind = chance.pickWeighted(kinds, ([, weight]) => weight)[0];
  const { departmentId, name } = chance.pick(vocabulary.departments);
  const texts = Array.from({ length: CLAUSES_A_DOCUMENT }, () => makeText(chance, vocabulary));
  const own = kind === 'LAW' || kind === 'REGULATION' ? null : departmentId;
  const document: NewDocument = {
    documentId: systemClock.newId<'document'>(), kind, title: `${name}第${number}号文件`, documentNumber: `示测〔2020〕${number}号`, departmentId: own, departmentName: name, previousDocumentId: null,
    validFrom: SINCE, fileName: null, fileHash: String(number), sourceText: texts.join('\n'), notUnderstood: [],
  };
  const clauses = texts.map((text, place): NewClause => ({
    dutyClauseId: systemClock.newId<'dutyClause'>(), departmentId: own, path: `（${place + 1}）`, kind: chance.happens(0.15) ? 'INTERNAL_OFFICE' : (clauseKindOf[kind] ?? 'OTHER'), text, start: 0, end: text.length,
    verbs: [], partners: [],
  }));
  return { document, clauses };
}

/** Writes synthetic documents from number `from` until there are `count` clauses of them, always the same for a seed; a third of the documents have ended. */
export async function writeClauses(database: Database, jurisdictionId: JurisdictionId, vocabulary: Vocabulary, from: number, count: number): Promise<number> {
  const chance = makeChance(from + 1);
  const last = from + Math.ceil(count / CLAUSES_A_DOCUMENT);
  for (let number = from; number < last; number += DOCUMENTS_A_TRANSACTION) {
    await database.inTransaction(async (tx) => {
      for (let one = number; one < Math.min(last, number + DOCUMENTS_A_TRANSACTION); one += 1) {
        const { document, clauses } = makeDocument(chance, vocabulary, one);
        await insertDocument(tx, jurisdictionId, SINCE, document, clauses);
      }
    });
  }
  await database.execute(`update registry.document set valid_to = '2024-01-01' where document_number like '示测%' and file_hash::int % 3 = 0 and valid_to is null`);
  return last;
}

/** A 三定 text of a department as an import brings it. */
export function makePaper(chance: Chance, vocabulary: Vocabulary, department: string): string {
  const duties = Array.from({ length: CLAUSES_A_DOCUMENT }, (_, place) => `${place + 1}.负责${makeText(chance, vocabulary)}`);
  return [`${department}职能配置、内设机构和人员编制规定`, `第一条 ${department}主要职责是：`, ...duties].join('\n');
}
