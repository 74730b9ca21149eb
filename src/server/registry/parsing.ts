import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { UploadedFile } from '../../core/kernel/operation.ts';
import { startOfDay, type Instant } from '../../core/kernel/time.ts';
import type { DepartmentId, DocumentKind } from '../../core/registry/model.ts';
import type { ParsedPaper } from '../../core/registry/parser/model.ts';
import { prepareParser } from '../../core/registry/parser/parse.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { Reading } from '../platform/database.ts';
import { sha256 } from '../platform/journal.ts';
import { findDepartment, listNames } from './queries.ts';
import { loadConverters } from './readers/converters.ts';
import { loadDutyVerbs } from './readers/duty-verbs.ts';
import { readDocumentApart } from './readers/read-apart.ts';

export interface DocumentSource {
  readonly kind: DocumentKind;
  readonly departmentId?: DepartmentId | undefined;
  readonly documentNumber?: string | undefined;
  readonly validFrom?: Instant | undefined;
  readonly file?: UploadedFile | undefined;
  readonly text?: string | undefined;
}

/** A paper as it was read: its untouched text, what the parser understood, and whose it is. */
export interface ReadPaper {
  readonly text: string;
  /** Of the decoded text: the same for the preview and for the import it confirms. */
  readonly fileHash: string;
  readonly parsed: ParsedPaper;
  readonly departmentId: DepartmentId | null;
  readonly departmentName: string | null;
  readonly documentNumber: string | null;
  readonly validFrom: Instant | null;
  /** Partners no alias of the day leads to. */
  readonly unknownPartners: string[];
}

async function textOf({ file, text }: DocumentSource): Promise<string> {
  if (file !== undefined) return (await readDocumentApart(file)).text;
  if (text !== undefined && text.trim() !== '') return text;
  throw refuseRegistry('registry.no-source');
}

/** Reads, parses and resolves names as of the day the paper holds from; writes nothing. */
export async function readPaper(db: Reading, jurisdictionId: JurisdictionId, at: Instant, source: DocumentSource): Promise<ReadPaper> {
  const text = await textOf(source);
  const aliases = await listNames(db, jurisdictionId, source.validFrom ?? at);
  const parse = prepareParser({ verbs: (await loadDutyVerbs()).verbs, aliases, simplify: loadConverters().simplify });
  const parsed = parse(text);
  const own = source.departmentId ?? ownerOf(parsed, aliases, source.kind);
  const owner = own === undefined ? { departmentId: null, name: null } : await findDepartment(db, jurisdictionId, own);
  return {
    text,
    fileHash: sha256(text),
    parsed,
    departmentId: owner.departmentId,
    departmentName: owner.name,
    documentNumber: source.documentNumber ?? parsed.documentNumber ?? null,
    validFrom: source.validFrom ?? (parsed.issuedOn === undefined ? null : startOfDay(parsed.issuedOn)),
    unknownPartners: listUnknownPartners(parsed),
  };
}

function listUnknownPartners({ clauses }: ParsedPaper): string[] {
  const partners = clauses.flatMap((clause) => clause.partners);
  return [...new Set(partners.filter((partner) => partner.department === undefined).map((partner) => partner.name))];
}

/** A 三定 text names its department in its title; the longest name in it wins, since 区政府 is part of 区政府办公室. */
function ownerOf(parsed: ParsedPaper, aliases: readonly { name: string; department: string }[], kind: DocumentKind): string | undefined {
  if (kind !== 'SANDING') return undefined;
  const named = aliases.filter((alias) => parsed.title.includes(alias.name));
  return named.sort((a, b) => b.name.length - a.name.length)[0]?.department;
}
