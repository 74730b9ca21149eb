import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Operation, ResultOf } from '../../core/kernel/operation.ts';
import { pathFields } from '../../core/kernel/operation.ts';
import { storedLanguage } from './language-choice.ts';

type Sent<Op extends Operation> = z.input<Op['input']>;

/** What a caller hands in: defaults may be left out, and an uploaded file is the browser's `File`. */
export type CallInput<Op extends Operation> = Op extends { file: infer Field extends string }
  ? Omit<Sent<Op>, Field> & { readonly [Key in Field]?: File | undefined }
  : Sent<Op>;

interface ProblemPlace {
  readonly path: string;
  readonly text: string;
}

/** A refusal or a fault as the server told it (RFC 9457); `code` is `network` when no answer came at all. */
export class Problem extends Error {
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
  readonly places: readonly ProblemPlace[];
  readonly status: number;
  readonly incident: string | null;

  constructor(fields: { code: string; title: string; detail?: string; remedy?: string; places?: readonly ProblemPlace[]; status: number; incident?: string | null }) {
    super(fields.detail ?? fields.title);
    this.name = 'Problem';
    this.code = fields.code;
    this.title = fields.title;
    this.remedy = fields.remedy ?? '';
    this.places = fields.places ?? [];
    this.status = fields.status;
    this.incident = fields.incident ?? null;
  }
}

const base = '/api/v1';

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** The address of an operation with its path fields filled and, for reading, the rest in the query. */
export function operationUrl<Op extends Operation>(operation: Op, input: CallInput<Op>): string {
  const values = input as Readonly<Record<string, unknown>>;
  const path = operation.path.replaceAll(/:(\w+)/g, (_whole, field: string) => encodeURIComponent(String(values[field])));
  if (operation.method !== 'GET') return base + path;
  const query = new URLSearchParams(Object.entries(remaining(operation, values)).filter(([, value]) => isGiven(value)).map(([key, value]) => [key, String(value)]));
  return base + path + (query.size > 0 ? `?${query.toString()}` : '');
}

function remaining(operation: Operation, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const inPath = new Set(pathFields(operation.path));
  return Object.fromEntries(Object.entries(values).filter(([key]) => !inPath.has(key)));
}

function multipart(values: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  const files: [string, File][] = [];
  for (const [key, value] of Object.entries(values)) {
    if (value instanceof File) files.push([key, value]);
    else if (isGiven(value)) form.append(key, typeof value === 'string' ? value : JSON.stringify(value));
  }
  // Fields stand before the file, so that a server that streams knows them when the file arrives.
  for (const [key, file] of files) form.append(key, file, file.name);
  return form;
}

function request(operation: Operation, values: Readonly<Record<string, unknown>>, idempotencyKey: string | undefined): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': storedLanguage() === 'zh' ? 'zh-CN' : 'en' };
  if (operation.effect === 'change') headers['Idempotency-Key'] = idempotencyKey ?? uuidv7();
  if (operation.method === 'GET') return { headers };
  const rest = remaining(operation, values);
  if (operation.file !== undefined && rest[operation.file] instanceof File) return { method: operation.method, headers, body: multipart(rest) };
  headers['Content-Type'] = 'application/json';
  return { method: operation.method, headers, body: JSON.stringify(rest) };
}

async function problemOf(response: Response): Promise<Problem> {
  const zh = storedLanguage() === 'zh';
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'code' in body && 'title' in body) {
    return new Problem({ ...(body as ConstructorParameters<typeof Problem>[0]), status: response.status });
  }
  return new Problem({
    code: 'fault',
    title: zh ? `服务器未能完成请求（${response.status}）` : `The server could not complete the request (${response.status})`,
    remedy: zh ? '请稍后重试；仍不成功时请联系系统管理员。' : 'Try again shortly; if it fails again, tell the system administrator.',
    status: response.status,
  });
}

/** Calls one operation of the contract; what is refused is thrown as a `Problem`. */
export async function call<Op extends Operation>(operation: Op, input: CallInput<Op>, options: { idempotencyKey?: string } = {}): Promise<ResultOf<Op>> {
  const values = input as Readonly<Record<string, unknown>>;
  let response: Response;
  try {
    response = await fetch(operationUrl(operation, input), { credentials: 'same-origin', ...request(operation, values, options.idempotencyKey) });
  } catch {
    const zh = storedLanguage() === 'zh';
    throw new Problem({
      code: 'network', status: 0,
      title: zh ? '无法连接服务器' : 'The server cannot be reached',
      remedy: zh ? '请检查网络后重试；您填写的内容仍保留在本页。' : 'Check the network and try again; what you entered is still on this page.',
    });
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as ResultOf<Op>;
}
