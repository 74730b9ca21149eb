import type { appealsOperations } from '../../core/appeals/operations.ts';
import { decideSight, decideUnmasking } from '../../core/appeals/rules.ts';
import { refuseAppeals } from '../../core/appeals/refusals.ts';
import type { Handlers } from '../context.ts';
import type { Jobs } from '../platform/jobs.ts';
import { insertImport, type StoredImport } from './import-store.ts';
import { describeImport, IMPORT_QUEUE, readTable, REFUSED_SHOWN, viewImport } from './import.ts';
import { remindOrder } from './orders.ts';
import { findAppellant, listAppeals, viewAppeal } from './queries.ts';
import { makeSummaries, type Summaries } from './summary-queries.ts';

const SAMPLE_ROWS = 5;
const SAMPLE_LENGTH = 200;

export const makeAppealsHandlers = ({ jobs, summaries = makeSummaries() }: { readonly jobs: Pick<Jobs, 'send'>; readonly summaries?: Summaries }) =>
  ({
    listAppeals: (context, filter) => listAppeals(context, summaries, filter),

    viewAppeal: (context, { appealId }) => viewAppeal(context, appealId),

    async unmaskAppellant(context, { appealId }) {
      const { tx, jurisdictionId, actor } = context;
      const { handledBy, confidential, appellantName, appellantPhone } = await findAppellant(tx, jurisdictionId, appealId);
      decideSight(actor, handledBy ?? []);
      decideUnmasking(actor, confidential);
      context.about('appeal', appealId);
      return { appellantName, appellantPhone };
    },

    async previewImport(context, { file }) {
      const { rows, refused, columns, ...read } = await readTable(context, file);
      const sample = rows.slice(0, SAMPLE_ROWS).map(({ rowNumber, input }) => ({ row: rowNumber, title: input.title, text: input.text.slice(0, SAMPLE_LENGTH) }));
      return { ...read, fileName: file.name, columns: [...columns], readable: rows.length, refused: refused.slice(0, REFUSED_SHOWN), refusedCount: refused.length, sample };
    },

    async startImport(context, { file, expectedHash }) {
      const { tx, jurisdictionId, at, actor } = context;
      const { fileHash, total, rows, refused } = await readTable(context, file);
      if (expectedHash !== undefined && expectedHash !== fileHash) throw refuseAppeals('appeals.preview-differs');
      const appealImportId = context.newId<'appealImport'>();
      const run: StoredImport = { appealImportId, fileName: file.name, fileHash, state: 'QUEUED', total, done: refused.length, accepted: 0, refused, startedBy: actor.accountId, startedAt: at, finishedAt: null };
      await insertImport(tx, jurisdictionId, run, rows);
      await jobs.send(tx, IMPORT_QUEUE, { appealImportId });
      context.about('appealImport', appealImportId);
      return describeImport(run);
    },

    async remindOrder(context, { workOrderId }) {
      await remindOrder(context, workOrderId);
      return { workOrderId };
    },

    viewImport: ({ db, jurisdictionId }, { appealImportId }) => viewImport(db, jurisdictionId, appealImportId),
  }) satisfies Handlers<typeof appealsOperations>;
