import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { basisRankTableSchema, type BasisRankTable } from '../../core/registry/basis-ranks.ts';
import type { BasisRank } from '../../core/registry/model.ts';

const TABLE = new URL('../../../parameters/basis-ranks.yaml', import.meta.url);

let loaded: BasisRankTable | undefined;

/** The table of ranks, read once; throws when the file is not in its shape. */
export const loadBasisRanks = (): BasisRankTable => (loaded ??= basisRankTableSchema.parse(parse(readFileSync(TABLE, 'utf8'))));

/** What a rank is worth, 0 to 1. */
export const weightOfRank = (rank: BasisRank): number => loadBasisRanks().ranks[rank].weight;
