import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { pageInput, type Operations } from '../kernel/operation.ts';
import { word } from '../kernel/words.ts';
import { clocks } from './department-operations.ts';
import { basisRankSchema, departmentIdSchema, documentKindSchema } from './model.ts';
import { searchKindSchema, searchPageSchema } from './search-model.ts';

export const searchOperations = {
  search: {
    name: 'registry.search', method: 'GET', path: '/registry-search', title: word('职责库检索', 'Search the registry'), effect: 'read', permission: 'registry:read',
    /** `leastRank`: only papers whose rank is at least this one's by `parameters/basis-ranks.yaml`. With a filter on papers matters are left out: they are in none. */
    input: z.object({
      q: z.string().trim().max(100).optional(), kind: searchKindSchema.optional(), departmentId: departmentIdSchema.optional(), documentKind: documentKindSchema.optional(), leastRank: basisRankSchema.optional(),
      ...clocks, ...pageInput,
    }),
    result: searchPageSchema, refuses: [],
  },
} as const satisfies Operations<Permission>;
