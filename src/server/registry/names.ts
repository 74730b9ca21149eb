import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading } from '../platform/database.ts';
import { listAllNames } from './queries.ts';
import { listVocabulary, type Vocabulary } from './search-queries.ts';

/** The name of a department or a matter by its id; nothing for no id. */
export type NameOf = (id: string | null) => string | null;

/** The names that lists and views show beside ids. */
export interface Names {
  /** Names that cover these ids, from memory where they are known. */
  of(db: Reading, jurisdictionId: JurisdictionId, ids: readonly (string | null | undefined)[]): Promise<NameOf>;
  /** The district's own words as known now, from memory where they are known. */
  vocabulary(db: Reading, jurisdictionId: JurisdictionId): Promise<Vocabulary>;
  /** What is remembered may have changed: the next question reads again. */
  forget(): void;
}

const REMEMBER_MS = 2_000;

interface Remembered<What> {
  readonly what: What;
  readonly until: number;
}

/**
 * Keeps names for two seconds, since a district has some hundreds of them and every view asks for several. A name changed on another instance
 * may so show two seconds late; one changed on this instance shows at once.
 */
export function makeNames(nowMs: () => number): Names {
  const remembered = new Map<JurisdictionId, Remembered<ReadonlyMap<string, string>>>();
  const vocabularies = new Map<JurisdictionId, Remembered<Vocabulary>>();

  async function read(db: Reading, jurisdictionId: JurisdictionId): Promise<ReadonlyMap<string, string>> {
    const names = await listAllNames(db, jurisdictionId);
    remembered.set(jurisdictionId, { what: names, until: nowMs() + REMEMBER_MS });
    return names;
  }

  return {
    async of(db, jurisdictionId, ids) {
      const known = remembered.get(jurisdictionId);
      const isEnough = known !== undefined && known.until > nowMs() && ids.every((id) => id === null || id === undefined || known.what.has(id));
      const names = isEnough ? known.what : await read(db, jurisdictionId);
      return (id) => (id === null ? null : (names.get(id) ?? null));
    },
    async vocabulary(db, jurisdictionId) {
      const known = vocabularies.get(jurisdictionId);
      if (known !== undefined && known.until > nowMs()) return known.what;
      const what = await listVocabulary(db, jurisdictionId, undefined);
      vocabularies.set(jurisdictionId, { what, until: nowMs() + REMEMBER_MS });
      return what;
    },
    forget: () => {
      remembered.clear();
      vocabularies.clear();
    },
  };
}
