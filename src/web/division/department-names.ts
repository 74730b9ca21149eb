import { registryOperations } from '../../core/registry/operations.ts';
import { useAll } from '../app/reading.ts';

/** The names of the district's departments by id; an id not among them is shown as it is, so that a gap shows. */
export function useDepartmentNames(): (departmentId: string) => string {
  const departments = useAll(registryOperations.listDepartments, {});
  const names = new Map(departments.data?.map((department) => [department.departmentId as string, department.name]));
  return (departmentId) => names.get(departmentId) ?? (departments.isPending ? '…' : departmentId);
}
