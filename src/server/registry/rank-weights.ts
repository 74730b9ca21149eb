import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { basisRankSchema, type BasisRank } from '../../core/registry/model.ts';

const TABLE = new URL('../../../parameters/basis-ranks.yaml', import.meta.url);
const tableSchema = z.object({ ranks: z.record(basisRankSchema, z.object({ weight: z.number().min(0).max(1) })) });

let loaded: Readonly<Record<BasisRank, { readonly weight: number }>> | undefined;

/** What a rank is worth, 0 to 1. The table is read once; throws when the file is not in its shape. */
export function weightOfRank(rank: BasisRank): number {
  loaded ??= tableSchema.parse(parse(readFileSync(TABLE, 'utf8'))).ranks;
  return loaded[rank].weight;
}
