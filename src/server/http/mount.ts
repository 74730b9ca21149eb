import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Operation } from '../../core/kernel/operation.ts';
import { pathFields } from '../../core/kernel/operation.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Pipe } from '../pipe.ts';
import { Encoded } from '../platform/encoded.ts';

export const SESSION_COOKIE = 'lishun_session';
export const API = '/api/v1';

const FILE_LIMIT = 30 * 1024 * 1024;
/** Pasted documents are text fields of operations that also take files. */
const PASTE_LIMIT = 12 * 1024 * 1024;
const BODY_LIMIT = 1024 * 1024;
const KEY_LENGTH = 200;

/** One route for each operation: nothing but the operation says where it is and what it takes. */
export function mountOperations(app: FastifyInstance, operations: readonly Operation[], pipe: Pipe, secureCookie: boolean): void {
  for (const operation of operations) {
    const inPath = pathFields(operation.path);
    app.route({
      method: operation.method,
      url: `${API}${operation.path}`,
      bodyLimit: operation.file === undefined ? BODY_LIMIT : PASTE_LIMIT,
      handler: async (request, reply) => {
        const input = operation.file !== undefined && request.isMultipart() ? await collectParts(request, operation.file) : collectFields(request, operation);
        for (const name of inPath) input[name] = (request.params as Record<string, unknown>)[name];
        const token = tokenOf(app, request);
        if (operation.effect === 'change') refuseForeignPage(request);
        const answer = await pipe.call({ operation, input, token, idempotencyKey: keyOf(request) });
        return send(reply, operation, answer, secureCookie);
      },
    });
  }
}

function tokenOf(app: FastifyInstance, { headers }: FastifyRequest): string | null {
  const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  return bearer ?? (headers.cookie === undefined ? null : (app.parseCookie(headers.cookie)[SESSION_COOKIE] ?? null));
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || key.length > KEY_LENGTH) throw refuseCommon('common.invalid-input', { detail: 'Idempotency-Key' });
  return key;
}

/** A browser says whose page sends a request; one from another site must not ride on our cookie, whatever the cookie's own rule. */
function refuseForeignPage(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refuseCommon('common.forbidden', { title: '跨站请求' });
}

function collectFields(request: FastifyRequest, operation: Operation): Record<string, unknown> {
  const fields: unknown = operation.method === 'GET' ? request.query : (request.body ?? {});
  if (typeof fields !== 'object') throw refuseCommon('common.invalid-input', { detail: 'JSON object expected' });
  return { ...fields };
}

async function collectParts(request: FastifyRequest, fileField: string): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  for await (const part of request.parts({ limits: { fileSize: FILE_LIMIT, files: 1, fields: 40 } })) {
    if (part.type === 'file' && part.fieldname === fileField) input[fileField] = { name: part.filename, bytes: new Uint8Array(await part.toBuffer()) };
    else if (part.type === 'field') input[part.fieldname] = part.value;
  }
  return input;
}

function send(reply: FastifyReply, operation: Operation, answer: unknown, secure: boolean): unknown {
  if (isDownload(answer)) {
    return reply.type(answer.contentType).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`).send(Buffer.from(answer.bytes));
  }
  if (answer instanceof Encoded) return reply.type('application/json; charset=utf-8').send(answer.json);
  if (operation.name === 'access.signOut') void reply.clearCookie(SESSION_COOKIE, { path: '/' });
  if (operation.name === 'access.signIn') {
    const { sessionToken, ...session } = answer as { sessionToken: string };
    void reply.setCookie(SESSION_COOKIE, sessionToken, { path: '/', httpOnly: true, sameSite: 'strict', secure });
    return reply.send(session);
  }
  return reply.send(answer);
}

const isDownload = (answer: unknown): answer is { fileName: string; contentType: string; bytes: Uint8Array } =>
  typeof answer === 'object' && answer !== null && 'bytes' in answer && answer.bytes instanceof Uint8Array;
