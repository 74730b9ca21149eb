import { PaperSize, Workbook } from '@cj-tech-master/excelts';
import { formationWords, type DivisionEntry } from '../../core/division/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { dayOf, type Instant } from '../../core/kernel/time.ts';
import { documentKindWords } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';
import { listAllEntries, type EntryFilter } from './queries.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Row {
  readonly entry: DivisionEntry;
  readonly field: string;
  readonly ordinal: number;
}

interface ExportColumn {
  readonly header: string;
  /** In characters of the sheet's font. */
  readonly width: number;
  readonly read: (row: Row) => string | number;
}

const day = (at: Instant | null): string => (at === null ? '' : dayOf(at));
const lines = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');
const labelled = (label: string, text: string): string => (text === '' ? '' : `${label}：${text}`);

const boundaryText = ({ scope, includes, excludes, stage }: DivisionEntry['boundary']): string =>
  lines([labelled('范围', scope), labelled('包括', includes), labelled('不包括', excludes), labelled('环节', stage)]);

const basisText = ({ rank, title, article, text }: DivisionEntry['bases'][number]): string => `【${documentKindWords[rank].zh}】${title}${article}${text === '' ? '' : `：${text}`}`;

/** The columns of 职责任务分工表 (procedures.md 6). */
const columns: readonly ExportColumn[] = [
  { header: '序号', width: 6, read: ({ ordinal }) => ordinal },
  { header: '编号', width: 20, read: ({ entry }) => entry.number },
  { header: '事项编码', width: 12, read: ({ entry }) => entry.matterCode },
  { header: '领域', width: 14, read: ({ field }) => field },
  { header: '事项名称', width: 20, read: ({ entry }) => entry.matterName },
  { header: '条目名称', width: 26, read: ({ entry }) => entry.title },
  { header: '边界（包括、不包括、环节）', width: 40, read: ({ entry }) => boundaryText(entry.boundary) },
  { header: '启动情形', width: 24, read: ({ entry }) => entry.trigger },
  { header: '牵头部门', width: 18, read: ({ entry }) => entry.leadDepartmentName ?? '' },
  { header: '责任部门及具体职责', width: 44, read: ({ entry }) => lines(entry.responsible.map(({ departmentName, task }) => (task === '' ? departmentName : `${departmentName}：${task}`))) },
  { header: '镇街职责', width: 28, read: ({ entry }) => entry.townshipShare },
  { header: '兜底部门', width: 18, read: ({ entry }) => entry.fallbackDepartmentName ?? '' },
  { header: '依据（位阶、条款、原文）', width: 50, read: ({ entry }) => lines(entry.bases.map(basisText)) },
  { header: '衔接流程', width: 32, read: ({ entry }) => entry.handOver },
  { header: '办理时限（工作日）', width: 10, read: ({ entry }) => entry.limitWorkingDays ?? '' },
  { header: '形成方式', width: 18, read: ({ entry }) => formationWords[entry.formedBy].zh },
  { header: '决定机关、会议及文号', width: 28, read: ({ entry: { decision } }) => lines([decision.body, decision.meeting, decision.documentNumber, decision.on ?? '']) },
  { header: '生效日期', width: 12, read: ({ entry }) => day(entry.validFrom) },
  { header: '失效日期', width: 12, read: ({ entry }) => day(entry.validTo) },
  { header: '复核日期', width: 12, read: ({ entry }) => entry.reviewOn ?? '' },
  { header: '版本', width: 6, read: ({ entry }) => entry.version },
];

/** The name of the class each matter stands under. */
async function listFields(db: Reading, jurisdictionId: JurisdictionId): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('registry.matter as m')
    .innerJoin('registry.matter as p', (join) => join.onRef('p.jurisdictionId', '=', 'm.jurisdictionId').onRef('p.matterId', '=', 'm.parentId'))
    .select(['m.matterId', 'p.name'])
    .where('m.jurisdictionId', '=', jurisdictionId)
    .execute();
  return new Map(rows.map(({ matterId, name }) => [matterId, name]));
}

/** The division table as a workbook of one sheet, its header frozen and repeated on every printed page. */
export async function exportTable(db: Reading, jurisdictionId: JurisdictionId, filter: EntryFilter) {
  const entries = await listAllEntries(db, jurisdictionId, filter);
  const fields = await listFields(db, jurisdictionId);
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('职责任务分工表', {
    views: [{ state: 'frozen', xSplit: 0, ySplit: 1 }],
    pageSetup: { orientation: 'landscape', paperSize: PaperSize.A4, fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
  });
  sheet.columns = columns.map(({ header, width }) => ({ header, width }));
  entries.forEach((entry, index) => sheet.addRow(columns.map(({ read }) => read({ entry, field: fields.get(entry.matterId) ?? '', ordinal: index + 1 }))));
  sheet.eachRow((row, number) => {
    row.alignment = { wrapText: true, vertical: number === 1 ? 'middle' : 'top' };
    if (number === 1) row.font = { bold: true };
  });
  return { fileName: `职责任务分工表-${dayOf(filter.on)}.xlsx`, contentType: XLSX_TYPE, bytes: await workbook.xlsx.writeBuffer() };
}
