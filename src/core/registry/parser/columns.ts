import { z } from 'zod';
import { word, type Words } from '../../kernel/words.ts';

/** What a column of a list may hold (procedures 6). */
export const listFields = [
  'SEQUENCE', 'CODE', 'CATEGORY', 'MATTER', 'DESCRIPTION', 'LEAD', 'CO', 'DEPARTMENT', 'TOWNSHIP', 'DUTY', 'LEAD_DUTY', 'CO_DUTY', 'TOWNSHIP_DUTY',
  'TRIGGER', 'BASIS', 'HANDOVER', 'DISPUTE', 'SUPERVISION', 'ACCOUNTABILITY', 'METHOD', 'REMARK',
] as const;
export const listFieldSchema = z.enum(listFields);
export type ListField = z.infer<typeof listFieldSchema>;
export const listFieldWords: Words<ListField> = {
  SEQUENCE: word('序号', 'Sequence'),
  CODE: word('事项编码', 'Code'),
  CATEGORY: word('类别', 'Category'),
  MATTER: word('事项名称', 'Matter'),
  DESCRIPTION: word('事项描述', 'Description'),
  LEAD: word('牵头部门', 'Lead department'),
  CO: word('配合部门', 'Co-departments'),
  DEPARTMENT: word('责任主体', 'Responsible department'),
  TOWNSHIP: word('镇街', 'Township'),
  DUTY: word('职责内容', 'Duties'),
  LEAD_DUTY: word('牵头部门职责', 'Duties of the lead'),
  CO_DUTY: word('配合部门职责', 'Duties of the co-departments'),
  TOWNSHIP_DUTY: word('镇街职责', 'Duties of the township'),
  TRIGGER: word('启动情形', 'Trigger'),
  BASIS: word('依据', 'Basis'),
  HANDOVER: word('衔接流程', 'Hand-over'),
  DISPUTE: word('争议解决方式', 'Settling of disputes'),
  SUPERVISION: word('督促落实办法', 'Supervision'),
  ACCOUNTABILITY: word('追责情形', 'Accountability'),
  METHOD: word('履职方式', 'Way of handling'),
  REMARK: word('备注', 'Remark'),
};

/** What each column of a table holds; null for a column that is kept and not read. */
export const mappedColumnSchema = z.object({ column: z.string(), field: listFieldSchema.nullable() });
export type MappedColumn = z.infer<typeof mappedColumnSchema>;

/**
 * The columns of one template of lists, to be corrected once and remembered. `template` is the key to remember it by: the same headings in the same order
 * give the same key, whatever blanks, brackets and widths they are written with.
 */
export const columnMappingSchema = z.object({ template: z.string(), columns: z.array(mappedColumnSchema) });
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

export const tidyHeading = (heading: string): string => heading.normalize('NFKC').replaceAll(/[\s*:、/,()[\]〔〕【】“”"]/gu, '').toLowerCase();

const TOWN = '(?:乡镇街道|镇街道|镇乡街道|乡镇|镇街|镇乡|街道|属地|镇|乡)';

/** Headings as they are written in published lists, the telling ones first. */
const HEADINGS: readonly (readonly [ListField, RegExp])[] = [
  ['SEQUENCE', /^(?:序号|顺序号|项次|no\.?)$/u],
  ['CODE', /(?:编码|代码|目录号|编号)$/u],
  ['LEAD_DUTY', /^(?:牵头|主办|主责|主管|上级|对应上级|[区县市]级|[区县市]直|职能|行业主管)(?:部门|单位).{0,3}(?:职责|责任|任务)/u],
  ['CO_DUTY', /^(?:配合|协办|协同|协助|责任|参与)(?:部门|单位).{0,3}(?:职责|责任|任务|分工)/u],
  ['TOWNSHIP_DUTY', new RegExp(`^${TOWN}(?:承担|配合|主体|履行|的)*(?:工作)?(?:职责|责任|任务|事项|内容|义务)`, 'u')],
  ['LEAD', /^(?:牵头|主办|主责|主管|主要责任|第一责任|首办|首接|业务主管|行业主管)(?:责任)?(?:部门|单位|机构)(?:及.{0,6})?$/u],
  ['CO', /^(?:配合|协办|协同|协助|参与|会同|会办|配合责任)(?:责任)?(?:部门|单位|机构)(?:及.{0,6})?$/u],
  ['TOWNSHIP', new RegExp(`^(?:责任|承办|所属)?${TOWN}(?:名称)?$`, 'u')],
  ['TRIGGER', /启动(?:情形|条件)|适用情形|触发/u],
  ['ACCOUNTABILITY', /追责|问责/u],
  ['BASIS', /依据/u],
  ['HANDOVER', /衔接|流程|移送|移交/u],
  ['DISPUTE', /争议/u],
  ['SUPERVISION', /督促|监督(?:方式|办法|检查)/u],
  ['METHOD', /(?:履职|办理|监管|承接|实施|收回|行使)方式|时限|进度/u],
  ['REMARK', /^(?:备注|说明|附注)/u],
  ['CATEGORY', /类别|类型|领域|分类|^(?:一级|大类|板块|条线)/u],
  ['DUTY', /^责任事项|^(?:事项)?职责(?:描述|内容)?$/u],
  ['MATTER', /^(?:事项|职权|权力|职责|责任|任务|项目|服务|履职|工作|重点|主要|具体|二级|三级|子项|配合|收回|基本|履职事项|工作任务|重点任务|责任清单)*(?:名称|事项|任务|项目|要点)$/u],
  ['DEPARTMENT', /(?:实施|行使|责任|法定|承担|履职|执法|审批|上级|对应|承接|承办|职能|收回|所属)*(?:主体|部门|单位|机构|科室)(?:名称)?$/u],
  ['DUTY', /职责|责任|分工|工作要求|具体任务/u],
  ['DESCRIPTION', /描述|内容|范围|界定|情形/u],
];

const fieldOf = (heading: string): ListField | null => {
  const tidy = tidyHeading(heading);
  return tidy === '' || tidy.length > 20 ? null : (HEADINGS.find(([, pattern]) => pattern.test(tidy))?.[0] ?? null);
};

/** Beside a lead, “责任部门” are those that join; alone they are responsible. */
function settleResponsible(columns: readonly MappedColumn[]): MappedColumn[] {
  const hasLead = columns.some(({ field }) => field === 'LEAD');
  return columns.map((column) => (hasLead && column.field === 'DEPARTMENT' && /^责任/u.test(tidyHeading(column.column)) ? { ...column, field: 'CO' as const } : column));
}

/** What the headings of a table say of its columns. A proposal: an office may correct it and have it remembered by its template. */
export function proposeColumns(headings: readonly string[]): ColumnMapping {
  return { template: headings.map(tidyHeading).join('|'), columns: settleResponsible(headings.map((column) => ({ column, field: fieldOf(column) }))) };
}

const TELLING: ReadonlySet<ListField> = new Set(['MATTER', 'DUTY', 'LEAD', 'DEPARTMENT', 'LEAD_DUTY', 'TOWNSHIP_DUTY', 'CO']);

/** How much a row looks like the headings of a list: the number of columns known, or 0 when it is none. */
export function countKnown(headings: readonly string[]): number {
  const filled = headings.filter((heading) => heading.trim() !== '');
  const known = filled.map(fieldOf).filter((field) => field !== null);
  const enough = known.length >= 2 && known.length * 2 >= filled.length && known.some((field) => TELLING.has(field));
  return enough && new Set(filled.map(tidyHeading)).size > 1 ? known.length : 0;
}
