import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { fileSchema, pageInput, pageOf, type Operations } from '../kernel/operation.ts';
import { word } from '../kernel/words.ts';
import { departmentIdSchema, matterIdSchema } from '../registry/model.ts';
import { readingRefusals } from '../registry/refusals.ts';
import { appealIdSchema, appealImportSchema, appealSchema, appealStateSchema, appealSummarySchema, appealTypeSchema, channelSchema, refusedRowSchema, workOrderIdSchema } from './model.ts';

export const appealsOperations = {
  listAppeals: {
    name: 'appeals.listAppeals', method: 'GET', path: '/appeals', title: word('诉求列表', 'Appeals'), effect: 'read', permission: 'appeals:read',
    input: z.object({ q: z.string().trim().max(100).optional(), state: appealStateSchema.optional(), type: appealTypeSchema.optional(), channel: channelSchema.optional(), matterId: matterIdSchema.optional(), departmentId: departmentIdSchema.optional(), ...pageInput }),
    result: pageOf(appealSummarySchema), refuses: [],
  },
  viewAppeal: {
    name: 'appeals.viewAppeal', method: 'GET', path: '/appeals/:appealId', title: word('诉求', 'Appeal'), effect: 'read', permission: 'appeals:read',
    input: z.object({ appealId: appealIdSchema }), result: appealSchema, refuses: ['common.not-found', 'appeals.not-yours'],
  },
  unmaskAppellant: {
    name: 'appeals.unmaskAppellant', method: 'POST', path: '/appeals/:appealId/unmasking', title: word('查看诉求人联系方式', 'Unmask the appellant'), effect: 'change', permission: 'appeals:unmask',
    input: z.object({ appealId: appealIdSchema, reason: z.string().trim().min(4).max(300) }),
    result: z.object({ appellantName: z.string(), appellantPhone: z.string() }), refuses: ['common.not-found', 'appeals.not-yours', 'appeals.confidential'], secretAnswer: true,
  },
  previewImport: {
    name: 'appeals.previewImport', method: 'POST', path: '/appeal-imports/previews', title: word('预览批量诉求', 'Preview a bulk intake'), effect: 'read', permission: 'appeals:take-in',
    input: z.object({ file: fileSchema }), file: 'file',
    result: z.object({ fileName: z.string(), encoding: z.string(), fileHash: z.string(), columns: z.array(z.object({ column: z.string(), field: z.string().nullable() })), total: z.number().int(), readable: z.number().int(), refused: z.array(refusedRowSchema), refusedCount: z.number().int(), sample: z.array(z.object({ row: z.number().int(), title: z.string(), text: z.string() })) }),
    refuses: [...readingRefusals, 'appeals.no-text-column'],
  },
  startImport: {
    name: 'appeals.startImport', method: 'POST', path: '/appeal-imports', title: word('批量导入诉求', 'Take appeals in in bulk'), effect: 'change', permission: 'appeals:take-in',
    input: z.object({ file: fileSchema, expectedHash: z.string().length(64).optional() }), file: 'file', result: appealImportSchema,
    refuses: [...readingRefusals, 'appeals.no-text-column', 'appeals.preview-differs'],
  },
  viewImport: {
    name: 'appeals.viewImport', method: 'GET', path: '/appeal-imports/:appealImportId', title: word('导入进度', 'Progress of an intake'), effect: 'read', permission: 'appeals:take-in',
    input: z.object({ appealImportId: z.uuid() }), result: appealImportSchema, refuses: ['common.not-found'],
  },
  remindOrder: {
    name: 'appeals.remindOrder', method: 'POST', path: '/orders/:workOrderId/reminder', title: word('工单逾期提醒', 'An order is overdue'), effect: 'change', permission: 'appeals:remind',
    input: z.object({ workOrderId: workOrderIdSchema }), result: z.object({ workOrderId: workOrderIdSchema }), refuses: ['appeals.not-due', 'common.not-found'],
  },
} as const satisfies Operations<Permission>;

