import type { UploadedFile } from '../../../core/kernel/operation.ts';
import { readDocument, type ReadDocument } from './read-document.ts';
import { answerOrders } from './thread-answer.ts';

answerOrders<UploadedFile, ReadDocument>(readDocument);
