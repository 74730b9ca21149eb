import type { KnownDepartment } from './model.ts';

/** Authorities of another level: what the law gives them is no duty of the district. */
const ELSEWHERE = /国务院|中央|全国|省|自治区|直辖市|设区的市|市级/;
/** What stands around the name of a field of work: 县级以上地方人民政府…行政主管部门. */
const BEFORE = /^(?:县级以上|县级|地方各级|各级|本级|所在地|地方|人民政府|有关|的|、)+/;
const AFTER = /(?:行政|监督管理|监管|执法)?(?:主管)?(?:部门|机关|机构)$/;
const OF_DEPARTMENT = /(?:委员会办公室|办公室|委员会|分局|支队|大队|中心|局|委|办)$/;
const PLACE = /^.{0,8}?[市区县](?=\p{Script=Han}{3})/u;
const LEAST = 2;

const fieldOf = (authority: string): string => authority.replace(BEFORE, '').replace(AFTER, '');
const fieldOfDepartment = (name: string): string => name.replace(PLACE, '').replace(OF_DEPARTMENT, '');

/**
 * The department of the district that a law means by its field of work (生态环境主管部门, 公安机关), by name or by another name it goes by: the one whose field
 * it is, else the only one whose name has it. Nothing when the law means another level, or more than one would do.
 */
export function findAuthority(authority: string, departments: readonly KnownDepartment[]): KnownDepartment | null {
  const field = fieldOf(authority);
  if (ELSEWHERE.test(authority) || field.length < LEAST) return null;
  const named = departments.filter(({ name, aliases }) => [name, ...aliases].some((one) => one.includes(field)));
  const own = named.filter(({ name, aliases }) => [name, ...aliases].some((one) => fieldOfDepartment(one) === field));
  const found = own.length > 0 ? own : named;
  return found.length === 1 ? (found[0] as KnownDepartment) : null;
}
