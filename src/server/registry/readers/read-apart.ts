import type { UploadedFile } from '../../../core/kernel/operation.ts';
import type { ReadDocument } from './read-document.ts';
import { WorkThread } from './work-thread.ts';

const READING_LIMIT_SECONDS = 60;

const thread = new WorkThread<UploadedFile, ReadDocument>(new URL('./reading-worker.ts', import.meta.url));

/** `readDocument` with a limit on its time; refuses `registry.too-slow`, and `registry.too-large` for want of memory, beside what that refuses. */
export const readDocumentApart = (file: UploadedFile, limitSeconds = READING_LIMIT_SECONDS): Promise<ReadDocument> => thread.run(file, file.name, limitSeconds);
