import { z } from 'zod';
import type { Operations } from '../../core/kernel/operation.ts';
import { word } from '../../core/kernel/words.ts';
import { carryOutMoves } from '../access/account-moves.ts';
import type { Handlers } from '../context.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { listEndedDepartments } from './department-queries.ts';
import { renewNames } from './department-store.ts';
import { renewMatters } from './matter-store.ts';

/** Where changes of departments wait for the day from which they hold. */
export const EFFECT_QUEUE = 'registry.take-effect';

/** Called by the program itself; it stands in no list that others can call. */
export const effectOperations = {
  takeEffect: {
    name: 'registry.takeEffect', method: 'POST', path: '/registry/effects', title: word('部门变动到期生效', 'Changes of departments take effect'), effect: 'change', permission: 'registry:write',
    input: z.object({}), result: z.object({ renamed: z.boolean(), ended: z.number().int() }), refuses: [],
  },
} as const satisfies Operations;

export const effectHandlers = {
  async takeEffect(context) {
    const { tx, jurisdictionId, at } = context;
    const renamed = await renewNames(tx, jurisdictionId, at);
    await renewMatters(tx, jurisdictionId, at);
    const ended = await listEndedDepartments(tx, jurisdictionId, at);
    await carryOutMoves(context);
    if (ended.length > 0) context.happened({ kind: 'registry.departmentsEnded', departmentIds: ended.map(({ departmentId }) => departmentId) });
    await bumpKnowledge(tx, jurisdictionId, 'registry');
    return { renamed, ended: ended.length };
  },
} satisfies Handlers<typeof effectOperations>;
