import { accessOperations } from './access/operations.ts';
import { appealsOperations } from './appeals/operations.ts';
import { disputesOperations } from './disputes/operations.ts';
import { dispatchOperations } from './dispatch/operations.ts';
import { divisionOperations } from './division/operations.ts';
import { journalOperations } from './journal/operations.ts';
import type { Operation } from './kernel/operation.ts';
import { registryOperations } from './registry/operations.ts';

/** Every operation there is, by module, in the order in which modules stand on each other. */
export const operationsByModule = {
  access: accessOperations,
  journal: journalOperations,
  registry: registryOperations,
  division: divisionOperations,
  disputes: disputesOperations,
  appeals: appealsOperations,
  dispatch: dispatchOperations,
} as const;

export const allOperations: readonly Operation[] = Object.values<Readonly<Record<string, Operation>>>(operationsByModule).flatMap((operations) => Object.values(operations));
