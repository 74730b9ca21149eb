import { z } from 'zod';
import type { Word } from './words.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One thing that can be called, as data: routes, OpenAPI, client, command line, permission and contract tests are read off it.
 * `input` is one flat object: the fields named `:field` in `path` travel there, the others in the query (GET) or the body.
 * `effect: 'change'` runs in a transaction and leaves a journal record; `'read'` does neither.
 */
export interface Operation<Permission extends string = string> {
  readonly name: `${string}.${string}`;
  readonly method: Method;
  readonly path: `/${string}`;
  readonly title: Word;
  readonly effect: 'read' | 'change';
  /** `public` needs no account, `signed-in` any account. */
  readonly permission: Permission | 'public' | 'signed-in';
  readonly input: z.ZodObject;
  readonly result: z.ZodType;
  readonly refuses: readonly `${string}.${string}`[];
  /** The field of the input that arrives as an uploaded file. */
  readonly file?: string;
  /** The answer holds what must never be kept (a token, a telephone number): a repeated call is worked again instead of answered from the journal. */
  readonly secretAnswer?: true;
  /** Fields of the input that must never be kept: the journal stores that they were given, not what they were. */
  readonly secret?: readonly string[];
}

export type Operations<Permission extends string = string> = Readonly<Record<string, Operation<Permission>>>;

export type InputOf<Op extends Operation> = z.output<Op['input']>;
export type ResultOf<Op extends Operation> = z.output<Op['result']>;

/** A file as the pipe hands it to a handler; `bytes` is the untouched content. */
export const fileSchema = z.custom<UploadedFile>((value) => typeof value === 'object' && value !== null && 'bytes' in value && 'name' in value);
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file as an answer: streamed as it is, with its name. */
export const downloadSchema = z.object({ fileName: z.string(), contentType: z.string(), bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) });

export const pageInput = {
  limit: z.coerce.number().int().min(1).max(200).default(20),
  cursor: z.string().max(400).optional(),
};

export const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** The version of a record its changer saw: a newer one in the store refuses the change (`common.stale`). */
export const versionSchema = z.coerce.number().int().min(1);

/** The names of the fields of `path` that carry a value, in order: `/disputes/:disputeId/filing` → `['disputeId']`. */
export const pathFields = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] as string);
