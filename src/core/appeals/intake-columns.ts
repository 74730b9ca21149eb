import type { AppealInput } from './model.ts';

/** What a column of a table handed in may hold. `township`, `complained` and `matter` are names that are looked up. */
export const intakeFields = ['text', 'title', 'place', 'type', 'channel', 'urgency', 'appellantName', 'appellantPhone', 'confidential', 'receivedAt', 'externalNumber', 'township', 'complained', 'matter'] as const;
export type IntakeField = (typeof intakeFields)[number];

/** Headings seen in exports of hotlines and petition systems, best first. */
export const headings: Readonly<Record<IntakeField, readonly string[]>> = {
  text: ['诉求内容', '诉求正文', '来电内容', '诉求描述', '问题描述', '反映内容', '工单内容', '来信内容', '事件描述', '留言内容', '内容详情', '内容', '正文', '描述', 'text', 'content'],
  title: ['标题', '诉求标题', '工单标题', '来信标题', '留言主题', '事件标题', '主题', 'title'],
  place: ['地点', '诉求地点', '事发地点', '发生地点', '事发地址', '发生地址', '诉求地址', '地址', '位置', 'place', 'address'],
  type: ['诉求类型', '工单类型', '诉求性质', '来电类型', '信件类型', '类型', 'type'],
  channel: ['渠道', '诉求渠道', '受理渠道', '来源渠道', '诉求来源', '工单来源', '来源', 'channel'],
  urgency: ['紧急程度', '紧急度', '缓急程度', '紧急级别', 'urgency'],
  appellantName: ['诉求人', '诉求人姓名', '来电人', '来电人姓名', '联系人', '姓名', '市民姓名', 'name'],
  appellantPhone: ['联系电话', '来电号码', '诉求人电话', '手机号', '手机号码', '联系方式', '电话号码', '电话', 'phone'],
  confidential: ['是否保密', '保密', '信息保密', 'confidential'],
  receivedAt: ['受理时间', '来电时间', '诉求时间', '登记时间', '提交时间', '来信时间', '留言时间', '创建时间', '时间', 'received'],
  externalNumber: ['外部编号', '工单编号', '工单号', '诉求编号', '来信编号', '留言编号', '受理编号', '编号', 'number'],
  township: ['属地', '属地镇街', '镇街', '所属镇街', '街道', '镇街道', '乡镇', 'township'],
  complained: ['被反映单位', '被投诉单位', '被举报单位', '被反映对象', 'complained'],
  matter: ['事项', '事项名称', '事项编码', '所属事项', 'matter'],
};

export const tidyHeading = (heading: string): string => heading.normalize('NFKC').replaceAll(/[\s*:：（）()【】[\]]/g, '').toLowerCase();

export interface ReadColumns {
  /** Index of the row that holds the headings; rows above it are titles of the table. */
  readonly headerRow: number;
  readonly columns: readonly { readonly column: string; readonly field: IntakeField | null }[];
}

/** How far down a table its headings may begin. */
const HEADER_SEARCH = 8;

function readHeader(row: readonly string[]): ReadColumns['columns'] {
  const tidy = row.map(tidyHeading);
  const fields = new Map<number, IntakeField>();
  for (const field of intakeFields) {
    for (const heading of headings[field]) {
      const at = tidy.findIndex((column, index) => column === heading && !fields.has(index));
      if (at < 0) continue;
      fields.set(at, field);
      break;
    }
  }
  return row.map((column, index) => ({ column, field: fields.get(index) ?? null }));
}

/** Finds the headings of a table and what each column holds; nothing when no column holds the text. */
export function findColumns(rows: readonly (readonly string[])[]): ReadColumns | undefined {
  for (let headerRow = 0; headerRow < Math.min(HEADER_SEARCH, rows.length); headerRow += 1) {
    const columns = readHeader(rows[headerRow] as readonly string[]);
    if (columns.some(({ field }) => field === 'text')) return { headerRow, columns };
  }
  return undefined;
}

type Value<Field extends keyof AppealInput> = readonly (readonly [AppealInput[Field], readonly string[]])[];

/** Values by the words that stand in them; the first that fits counts, so that 微信公众号 is no letter (来信). */
export const channelValues: Value<'channel'> = [
  ['LEADER_MAILBOX', ['信箱', '领导留言', '留言板']],
  ['APP', ['app', '微信', '小程序', '移动端', '手机端', '公众号', '支付宝']],
  ['WEB', ['网', 'web', 'pc', '邮箱', '邮件', '微博']],
  ['TELEPHONE', ['电话', '热线', '来电', '12345', '呼入', '语音', 'telephone']],
  ['VISIT', ['来访', '走访', '上门', '窗口', '现场', 'visit']],
  ['LETTER', ['来信', '信件', '信函', '书信', 'letter']],
  ['SYSTEM', ['系统', '转办', '对接', '上级', '推送', '平台', '其他', 'system']],
];
export const typeValues: Value<'type'> = [
  ['INQUIRY', ['咨询', '询问', 'inquiry']],
  ['REPORT', ['举报', '检举', 'report']],
  ['COMPLAINT', ['投诉', '申诉', 'complaint']],
  ['HELP', ['求助', '求决', '诉求', '报修', 'help']],
  ['SUGGESTION', ['建议', '意见', '表扬', '感谢', 'suggestion']],
];
export const urgencyValues: Value<'urgency'> = [
  ['EMERGENCY', ['突发', '特急', '特提', 'emergency']],
  ['URGENT', ['紧急', '加急', '急件', '平急', 'urgent']],
  ['NORMAL', ['一般', '普通', '正常', '平件', '常规', 'normal']],
];
export const confidentialValues: Value<'confidential'> = [
  [false, ['不保密', '否', '公开', 'false', 'no', '0']],
  [true, ['是', '保密', 'true', 'yes', '1']],
];
