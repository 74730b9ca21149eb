import type { ResultOf } from '../../core/kernel/operation.ts';
import type { registryOperations } from '../../core/registry/operations.ts';

/** A file on its way in, as it would be written now. */
export type ImportPreview = ResultOf<typeof registryOperations.viewImportFile>;
