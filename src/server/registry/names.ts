import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading } from '../platform/database.ts';

/** The name of a department or a matter by its id; nothing for no id. */
export type NameOf = (id: string | null) => string | null;

/** The names that lists and views show beside ids. */
export interface Names {
  /** Names that cover these ids, from memory where they are known. */
  of(db: Reading, jurisdictionId: JurisdictionId, ids: readonly (string | null | undefined)[]): Promise<NameOf>;
  /** What is remembered may have changed: the next question reads again. */
  forget(): void;
}

const REMEMBER_MS = 2_000;

interface Remembered {
  readonly names: ReadonlyMap<string, string>;
  readonly until: number;
}

async function load(db: Reading, jurisdictionId: JurisdictionId): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select department_id as id, name from registry.department where jurisdiction_id = ${jurisdictionId}
    union all select matter_id, name from registry.matter where jurisdiction_id = ${jurisdictionId}`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * Keeps names for two seconds, since a district has some hundreds of them and every view asks for several. A name changed on another instance
 * may so show two seconds late; one changed on this instance shows at once.
 */
export function makeNames(nowMs: () => number): Names {
  const remembered = new Map<JurisdictionId, Remembered>();

  async function read(db: Reading, jurisdictionId: JurisdictionId): Promise<ReadonlyMap<string, string>> {
    const names = await load(db, jurisdictionId);
    remembered.set(jurisdictionId, { names, until: nowMs() + REMEMBER_MS });
    return names;
  }

  return {
    async of(db, jurisdictionId, ids) {
      const known = remembered.get(jurisdictionId);
      const isEnough = known !== undefined && known.until > nowMs() && ids.every((id) => id === null || id === undefined || known.names.has(id));
      const names = isEnough ? known.names : await read(db, jurisdictionId);
      return (id) => (id === null ? null : (names.get(id) ?? null));
    },
    forget: () => {
      remembered.clear();
    },
  };
}
