import { sql } from 'kysely';
import type { AppealSummary } from '../../core/appeals/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { ReadContext } from '../context.ts';
import type { Reading } from '../platform/database.ts';
import { Encoded } from '../platform/encoded.ts';
import { pageAfter, type Page } from '../platform/pages.ts';
import { fixedStatement } from '../platform/statement.ts';
import type { NameOf } from '../registry/names.ts';

const EXCERPT_LENGTH = 120;
const MOST_REMEMBERED = 5_000;

/** A row of a list before it is told: which appeal, the transaction that wrote the appeal as it now is, and who has its order. */
export interface Found {
  readonly appealId: string;
  readonly writtenBy: string;
  readonly leadDepartmentId: string | null;
}

type Told = Omit<AppealSummary, 'matterName' | 'leadDepartmentId' | 'leadDepartmentName'>;
type Stored = Told & { readonly writtenBy: string };

const tell = fixedStatement((db, { jurisdictionId, appealIds }: { jurisdictionId: JurisdictionId; appealIds: readonly string[] }) => ({
  compile: () => sql<Stored>`
    select a.appeal_id as "appealId", a.xmin as "writtenBy", a.number, a.channel, a.type, a.title, left(a.text, ${sql.lit(EXCERPT_LENGTH)}) as excerpt, a.place, a.urgency, a.state,
      a.matter_id as "matterId", a.received_at as "receivedAt", a.version
    from appeals.appeal a where a.jurisdiction_id = ${jurisdictionId} and a.appeal_id = any(${appealIds}::uuid[])`.compile(db),
}));

/** What an appeal says itself, as that transaction wrote it. */
interface Read {
  readonly writtenBy: string;
  readonly told: Told;
}

/** An appeal as the list last showed it, and its JSON. */
interface Shown extends Read {
  readonly summary: AppealSummary;
  readonly json: Buffer;
}

function show({ writtenBy, told }: Read, leadDepartmentId: string | null, nameOf: NameOf): Shown {
  const summary = { ...told, matterName: nameOf(told.matterId), leadDepartmentId, leadDepartmentName: nameOf(leadDepartmentId) } as AppealSummary;
  return { writtenBy, told, summary, json: Buffer.from(JSON.stringify(summary)) };
}

const isShown = (row: Read | Shown): row is Shown => 'json' in row;

const isCurrent = ({ summary }: Shown, leadDepartmentId: string | null, nameOf: NameOf): boolean =>
  summary.leadDepartmentId === leadDepartmentId && summary.matterName === nameOf(summary.matterId) && summary.leadDepartmentName === nameOf(leadDepartmentId);

const BEGIN = Buffer.from('{"items":[');
const COMMA = Buffer.from(',');

function toJson(shown: readonly Shown[], nextCursor: string | null): Buffer {
  const parts = shown.flatMap(({ json }, place) => (place === 0 ? [json] : [COMMA, json]));
  return Buffer.concat([BEGIN, ...parts, Buffer.from(`],"nextCursor":${JSON.stringify(nextCursor)}}`)]);
}

export interface Summaries {
  /** The appeals found, in their order, with the names as they now are; `cursorOf` says where the next page begins, after the last of `limit`. */
  page(context: ReadContext, found: readonly Found[], limit: number, cursorOf: (last: AppealSummary) => string): Promise<Encoded<Page<AppealSummary>>>;
}

/**
 * Remembers what lists show of appeals, and its JSON: reading, naming and writing the same twenty rows was most of the cost of the list that everybody has open.
 * A row that PostgreSQL has not written since (`xmin`) says the same; what stands in other rows, the order's department and all names, is compared each time.
 */
export function makeSummaries(): Summaries {
  const remembered = new Map<string, Shown>();

  const recall = ({ appealId, writtenBy }: Found): Shown | undefined => {
    const shown = remembered.get(appealId);
    return shown?.writtenBy === writtenBy ? shown : undefined;
  };

  async function read(db: Reading, jurisdictionId: JurisdictionId, appealIds: readonly string[]): Promise<ReadonlyMap<string, Read>> {
    if (appealIds.length === 0) return new Map();
    return new Map((await tell(db, { jurisdictionId, appealIds })).map(({ writtenBy, ...told }) => [told.appealId, { writtenBy, told }]));
  }

  function keep(shown: Shown): Shown {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(shown.told.appealId, shown);
    return shown;
  }

  return {
    async page({ db, jurisdictionId, names }, found, limit, cursorOf) {
      const known = found.map(recall);
      const fresh = await read(db, jurisdictionId, found.filter((_, place) => known[place] === undefined).map(({ appealId }) => appealId));
      const rows = found.flatMap(({ appealId, leadDepartmentId }, place) => {
        const row = known[place] ?? fresh.get(appealId);
        return row === undefined ? [] : [{ row, leadDepartmentId }];
      });
      const nameOf = await names.of(db, jurisdictionId, rows.flatMap(({ row, leadDepartmentId }) => [row.told.matterId, leadDepartmentId]));
      const shown = rows.map(({ row, leadDepartmentId }) => (isShown(row) && isCurrent(row, leadDepartmentId, nameOf) ? row : keep(show(row, leadDepartmentId, nameOf))));
      const { items, nextCursor } = pageAfter(shown, limit, ({ summary }) => cursorOf(summary));
      return new Encoded<Page<AppealSummary>>(toJson(items, nextCursor));
    },
  };
}
