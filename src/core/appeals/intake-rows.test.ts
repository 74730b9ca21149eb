import { describe, expect, it } from 'vitest';
import { toInstant } from '../kernel/time.ts';
import { findColumns, type ReadColumns } from './intake-columns.ts';
import { readRow, readTime, type IntakeNames } from './intake-rows.ts';

const township = '0199d2a0-0000-7000-8000-000000000001';
const names: IntakeNames = { findDepartment: (name) => (name === '示例镇' ? township : undefined), findMatter: () => undefined };
const columnsOf = (...row: string[]): ReadColumns => findColumns([row]) as ReadColumns;

describe('the columns of a table of appeals', () => {
  it('are found by the headings in use, below a title of the table too', () => {
    const found = findColumns([['某区热线工单（3月）'], ['工单编号', '诉求标题', '来电内容', '诉求类型', '来电人', '联系电话', '受理时间', '备注']]);
    expect(found?.headerRow).toBe(1);
    expect(found?.columns.map(({ field }) => field)).toEqual(['externalNumber', 'title', 'text', 'type', 'appellantName', 'appellantPhone', 'receivedAt', null]);
  });

  it('take each field once, the best heading first', () => {
    expect(columnsOf('内容', '诉求内容').columns.map(({ field }) => field)).toEqual([null, 'text']);
    expect(columnsOf('诉求正文', '受理时间').columns.map(({ field }) => field)).toEqual(['text', 'receivedAt']);
  });

  it('are none when nothing holds the text', () => {
    expect(findColumns([['姓名', '电话'], ['张三', '138']])).toBeUndefined();
  });
});

describe('a row', () => {
  const columns = columnsOf('诉求内容', '诉求类型', '渠道', '紧急程度', '受理时间', '镇街', '是否保密');

  it('becomes an appeal, its Chinese words mapped', () => {
    const read = readRow(['路灯坏了没人修', '投诉类', '12345热线', '紧急', '2026/3/1 8:05', '示例镇', '否'], 2, columns, names);
    expect(read).toMatchObject({ input: { text: '路灯坏了没人修', type: 'COMPLAINT', channel: 'TELEPHONE', urgency: 'URGENT', receivedAt: toInstant('2026-03-01T08:05:00+08:00'), townshipDepartmentId: township, confidential: false } });
  });

  it('leaves what is empty at its default', () => {
    expect(readRow(['路灯坏了没人修'], 2, columns, names)).toMatchObject({ input: { type: 'HELP', channel: 'SYSTEM', urgency: 'NORMAL', townshipDepartmentId: null } });
  });

  it.each([
    [['', '投诉'], '诉求内容', 'appeals.row-no-text'],
    [['路'.repeat(10_001)], '诉求内容', 'appeals.row-too-long'],
    [['路灯坏了没人修', '闲聊'], '诉求类型', 'appeals.row-unknown-value'],
    [['路灯坏了没人修', '', '', '', '三月一日'], '受理时间', 'appeals.row-unreadable-time'],
    [['路灯坏了没人修', '', '', '', '', '无此镇'], '镇街', 'appeals.row-unknown-department'],
  ])('is refused with its number, its column and why', (cells, column, code) => {
    expect(readRow(cells, 7, columns, names)).toMatchObject({ refused: { row: 7, column, code } });
  });
});

it('reads times as hotlines write them and no day that does not exist', () => {
  const morning = toInstant('2026-03-01T08:30:00+08:00');
  for (const typed of ['2026-03-01 08:30:00', '2026/3/1 8:30', '2026年3月1日 8时30分', '2026.3.1 8:30', '2026-03-01T00:30:00Z']) expect(readTime(typed), typed).toBe(morning);
  expect(readTime('2026-03-01')).toBe(toInstant('2026-03-01'));
  for (const typed of ['2026-02-30', '昨天', '2026-13-01', '2026-03-01 25:61']) expect(readTime(typed), typed).toBeUndefined();
});
