import { pathFields, type Operation, type UploadedFile } from '../core/kernel/operation.ts';
import { Refused } from '../core/kernel/refusal.ts';
import { word } from '../core/kernel/words.ts';
import { refuseCommand } from './refusals.ts';

const isFile = (value: unknown): value is UploadedFile => typeof value === 'object' && value !== null && 'bytes' in value;
const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function formOf(fields: readonly (readonly [string, unknown])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) {
    if (isFile(value)) form.append(name, new Blob([new Uint8Array(value.bytes)]), value.name);
    else form.append(name, plain(value));
  }
  return form;
}

function requestOf(base: string, operation: Operation, input: Readonly<Record<string, unknown>>): { url: URL; body?: FormData | string; type?: string } {
  const inPath = pathFields(operation.path);
  const path = operation.path.replaceAll(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(plain(input[name])));
  const url = new URL(`/api/v1${path}`, base);
  const fields = Object.entries(input).filter(([name, value]) => !inPath.includes(name) && value !== undefined);
  if (operation.method === 'GET') {
    for (const [name, value] of fields) url.searchParams.set(name, plain(value));
    return { url };
  }
  if (operation.file !== undefined && isFile(input[operation.file])) return { url, body: formOf(fields) };
  return { url, body: JSON.stringify(Object.fromEntries(fields)), type: 'application/json' };
}

interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly remedy?: string;
}

async function refusalOf(response: Response): Promise<Refused> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const text = problem.detail ?? problem.title ?? `HTTP ${response.status}`;
  return new Refused(problem.code ?? 'common.fault', { kind: 'CONFLICT', text: word(text, text), remedy: word(problem.remedy ?? '', problem.remedy ?? '') });
}

/** Calls operations of a running server over HTTP. A refusal arrives as the same `Refused` a local call throws. */
export function openRemote(base: string, token: string | undefined): (operation: Operation, input: Readonly<Record<string, unknown>>) => Promise<unknown> {
  return async (operation, input) => {
    const { url, body, type } = requestOf(base, operation, input);
    const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(type === undefined ? {} : { 'content-type': type }) };
    const response = await fetch(url, { method: operation.method, headers, ...(body === undefined ? {} : { body }) }).catch((fault: unknown) => {
      const cause = fault instanceof Error && fault.cause instanceof Error ? fault.cause.message : String(fault);
      throw refuseCommand('command.unreachable', { url: base, detail: cause });
    });
    if (!response.ok) throw await refusalOf(response);
    return response.json();
  };
}
