import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { UploadedFile } from '../../core/kernel/operation.ts';
import { startOfDay, type Instant } from '../../core/kernel/time.ts';
import type { DepartmentId, DocumentKind } from '../../core/registry/model.ts';
import type { CorrectionMeans } from '../../core/registry/corrections.ts';
import type { ColumnMapping } from '../../core/registry/parser/columns.ts';
import type { DepartmentAlias, DutyVerb, ParsedPaper } from '../../core/registry/parser/model.ts';
import { prepareReread, type Reread } from '../../core/registry/parser/reread.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { Reading } from '../platform/database.ts';
import { sha256 } from '../platform/journal.ts';
import { listColumnMappings } from './import-queries.ts';
import { findDepartment, listNames } from './queries.ts';
import { loadConverters } from './readers/converters.ts';
import { loadDutyVerbs } from './readers/duty-verbs.ts';
import { readDocumentApart } from './readers/read-apart.ts';
import { parseApart } from './readers/understand-apart.ts';

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
export const readPaper = async (db: Reading, jurisdictionId: JurisdictionId, at: Instant, source: DocumentSource): Promise<ReadPaper> =>
  (await understandPaper(db, jurisdictionId, at, { ...source, text: await textOf(source) })).paper;

/** What a text says as of the day the paper holds from, and the means by which it was read. */
export async function understandPaper(db: Reading, jurisdictionId: JurisdictionId, at: Instant, source: Omit<DocumentSource, 'file'> & { readonly text: string }): Promise<{ paper: ReadPaper; means: CorrectionMeans; remembered: ColumnMapping[] }> {
  const { text } = source;
  const [aliases, { verbs }, remembered] = await Promise.all([listNames(db, jurisdictionId, source.validFrom ?? at), loadDutyVerbs(), listColumnMappings(db, jurisdictionId)]);
  const parsed = await parseApart(text, aliases, remembered);
  const own = source.departmentId ?? ownerOf(parsed, aliases, source.kind);
  const owner = own === undefined ? { departmentId: null, name: null } : await findDepartment(db, jurisdictionId, own);
  const paper: ReadPaper = {
    text,
    fileHash: sha256(text),
    parsed,
    departmentId: owner.departmentId,
    departmentName: owner.name,
    documentNumber: source.documentNumber ?? parsed.documentNumber ?? null,
    validFrom: source.validFrom ?? (parsed.issuedOn === undefined ? null : startOfDay(parsed.issuedOn)),
    unknownPartners: listUnknownPartners(parsed),
  };
  return { paper, means: { reread: prepareOnFirstUse({ verbs, aliases }), verbs }, remembered };
}

/** Few papers have a clause that a person marked anew; what reading one takes is prepared for those alone. */
function prepareOnFirstUse(options: { verbs: readonly DutyVerb[]; aliases: readonly DepartmentAlias[] }): Reread {
  let reread: Reread | undefined;
  return (...span) => (reread ??= prepareReread({ ...options, simplify: loadConverters().simplify }))(...span);
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
