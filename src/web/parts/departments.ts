import type { Department } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useAll } from '../app/reading.ts';

interface KnownDepartments {
  readonly list: readonly Department[];
  /** The name of a department by its id; the id itself while the list is not there. */
  readonly nameOf: (departmentId: string | null | undefined) => string;
  readonly loading: boolean;
}

/** All departments in being, kept for a minute: for selects and for records that carry only ids. */
export function useDepartments(): KnownDepartments {
  const { data, isPending } = useAll(registryOperations.listDepartments, {});
  const list = data ?? [];
  return { list, loading: isPending, nameOf: (id) => (id === null || id === undefined ? '—' : (list.find((one) => one.departmentId === id)?.shortName ?? id)) };
}
