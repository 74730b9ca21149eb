import { refuser, type RefusalTable } from '../kernel/refusal.ts';
import { word } from '../kernel/words.ts';

export const appealsRefusals = {
  'appeals.received-in-future': {
    kind: 'INVALID',
    text: word('受理时间 {receivedAt} 晚于当前时间。', 'The time of receipt {receivedAt} lies in the future.'),
    remedy: word('请核对受理时间；即时受理的可不填。', 'Check the time of receipt; leave it out for an appeal received just now.'),
  },
  'appeals.not-yours': {
    kind: 'FORBIDDEN',
    text: word('这件诉求或工单未派给贵单位。', 'This appeal or order was not sent to your department.'),
    remedy: word('请从本单位的工单列表中打开；确需查看的，请联系派单员。', 'Open it from the orders of your department, or ask the dispatcher.'),
  },
  'appeals.confidential': {
    kind: 'FORBIDDEN',
    text: word('诉求人要求保密，承办单位不得查看其姓名和电话。', 'The appellant asked for confidentiality: departments may not see name and telephone.'),
    remedy: word('需要联系诉求人的，请由派单员代为转达。', 'Have the dispatcher pass on what you need to ask.'),
  },
  'appeals.step-closed': {
    kind: 'CONFLICT',
    text: word('现在不能“{title}”：{reason}', '“{title}” is not open now: {reasonEn}'),
    remedy: word('请查看工单当前状态和可办步骤。', 'Look at the state of the order and at the steps that are open.'),
  },
  'appeals.not-due': {
    kind: 'CONFLICT',
    text: word('该工单没有逾期，已提醒过，或正由他人办理。', 'This order is not overdue, has been reminded, or somebody has it in hand.'),
    remedy: word('无需处理：逾期时系统自动提醒一次。', 'Nothing to do: the system reminds once when the time has run out.'),
  },
  'appeals.no-text-column': {
    kind: 'INVALID',
    text: word('表中没有找到“诉求内容”一列。所见列名：{columns}', 'No column with the text of the appeals was found. Columns seen: {columns}'),
    remedy: word('请把内容所在列的列名改为“诉求内容”后重新上传。', 'Name the column that holds the text “诉求内容” and upload it again.'),
  },
  'appeals.preview-differs': {
    kind: 'STALE',
    text: word('导入的文件与预览时不一致。', 'The file differs from the one that was previewed.'),
    remedy: word('请重新预览并核对后再确认导入。', 'Preview it again, check it, then confirm.'),
  },
  'appeals.row-no-text': {
    kind: 'INVALID',
    text: word('诉求内容为空或不足 4 个字。', 'The text is missing or shorter than 4 characters.'),
    remedy: word('请补写诉求内容。', 'Write the text of the appeal.'),
  },
  'appeals.row-too-long': {
    kind: 'INVALID',
    text: word('内容有 {length} 字，超过 {limit} 字。', 'It has {length} characters; the limit is {limit}.'),
    remedy: word('请精简后重新导入该行。', 'Shorten it and import the row again.'),
  },
  'appeals.row-unknown-value': {
    kind: 'INVALID',
    text: word('“{value}”无法识别，应为：{allowed}。', '“{value}” is not known; use one of: {allowed}.'),
    remedy: word('请改为所列用语之一。', 'Use one of the words listed.'),
  },
  'appeals.row-unknown-department': {
    kind: 'INVALID',
    text: word('没有找到单位“{value}”。', 'There is no department “{value}”.'),
    remedy: word('请改为部门名录中的名称或简称，或留空。', 'Use a name of the register of departments, or leave it empty.'),
  },
  'appeals.row-unknown-matter': {
    kind: 'INVALID',
    text: word('没有找到事项“{value}”。', 'There is no matter “{value}”.'),
    remedy: word('请改为事项目录中的名称或编码，或留空。', 'Use a name or code of the list of matters, or leave it empty.'),
  },
  'appeals.row-unreadable-time': {
    kind: 'INVALID',
    text: word('时间“{value}”无法识别。', 'The time “{value}” cannot be read.'),
    remedy: word('请写成 2026-03-01 08:30 的形式。', 'Write it like 2026-03-01 08:30.'),
  },
} as const satisfies RefusalTable;

export const refuseAppeals = refuser(appealsRefusals);
