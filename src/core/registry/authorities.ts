/** A department with every name it goes by. */
interface Named {
  readonly names: readonly string[];
}

/** The bare field of an organ, the same in 区住房和城乡建设局 and 县级以上住房城乡建设主管部门. */
const fieldOf = (name: string): string => name.replaceAll(/^(国务院|省|市|区|县|自治区)+/gu, '').replaceAll(/(行政)?(主管部门|管理部门|执法部门|机构|部门|委员会|管理局|大队|支队|局|委|办公室|办|厅)$/gu, '').replaceAll(/[和与及、]/gu, '');

/** The one department that is meant by a name in full, or by its field of work; nothing when none or several would do. */
export function recognise<Department extends Named>(name: string, departments: readonly Department[]): Department | undefined {
  const field = fieldOf(name);
  const fits = departments.filter((one) => one.names.some((known) => known.length >= 2 && name.endsWith(known)) || (field.length >= 2 && one.names.some((known) => fieldOf(known) === field)));
  return fits.length === 1 ? fits[0] : undefined;
}

/** Authorities of another level: what the law gives them is no duty of the district. */
const ELSEWHERE = /国务院|中央|全国|省|自治区|直辖市|设区的市|市级/;
const BEFORE = /^(?:县级以上|县级|地方各级|各级|本级|所在地|地方|人民政府|有关|的|、)+/;
const JOINING = /[和与及、]/gu;

/**
 * The department of the district that a law means by a field of work (县级以上地方人民政府生态环境主管部门, 公安机关): the one that `recognise` finds, else the
 * only one whose name has the field. Nothing when the law means another level, or more than one would do.
 */
export function findAuthority<Department extends Named>(authority: string, departments: readonly Department[]): Department | undefined {
  const name = authority.replace(BEFORE, '').replace(/机关$/, '部门');
  const field = fieldOf(name);
  if (ELSEWHERE.test(authority) || field.length < 2) return undefined;
  const having = departments.filter(({ names }) => names.some((known) => known.replaceAll(JOINING, '').includes(field)));
  const own = having.filter(({ names }) => names.some((known) => fieldOf(known.replace(/分局$/, '局')) === field));
  const found = own.length > 0 ? own : having;
  return recognise(name, departments) ?? (found.length === 1 ? found[0] : undefined);
}
