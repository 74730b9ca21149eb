import { useDepartments } from '../parts/departments.ts';

/** Full names of departments by id, as papers write them; an id that is not known is shown as it is, so that a gap shows. */
export function useDepartmentNames(): (departmentId: string) => string {
  const { list, loading } = useDepartments();
  return (departmentId) => list.find((one) => one.departmentId === departmentId)?.name ?? (loading ? '…' : departmentId);
}
