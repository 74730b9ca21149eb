import type { z } from 'zod';
import { isPermitted, type Permission } from '../core/access/permissions.ts';
import type { Actor } from '../core/access/model.ts';
import { canonical } from '../core/kernel/chain.ts';
import type { JurisdictionId } from '../core/kernel/ids.ts';
import type { Operation, Operations } from '../core/kernel/operation.ts';
import { refuseCommon, type Place, type Refused } from '../core/kernel/refusal.ts';
import { word } from '../core/kernel/words.ts';
import { publicActor } from '../core/access/model.ts';
import type { ChangeContext, Happening, ReadContext } from './context.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import { Encoded } from './platform/encoded.ts';
import { appendRecord, findAnswer, recordWrites, sha256 } from './platform/journal.ts';
import { react } from './reactions.ts';
import type { Names } from './registry/names.ts';

type AnyHandler = (context: ChangeContext, input: unknown) => Promise<unknown>;

export interface Call {
  readonly operation: Operation;
  readonly input: unknown;
  readonly token: string | null;
  readonly idempotencyKey?: string | null;
}

export interface PipeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly jurisdictionId: JurisdictionId;
  readonly handlers: ReadonlyMap<string, AnyHandler>;
  readonly names: Names;
  /** Who holds this token; nothing when it is unknown, expired or its account disabled. */
  readonly signOn: (token: string) => Promise<Actor | undefined>;
}

export interface Pipe {
  /** The one way in for people and other systems; an answer may be encoded already. */
  call(call: Call): Promise<unknown>;
  /** The same way for the system itself and for background work that acts for somebody. */
  act(actor: Actor, operation: Operation, input: unknown): Promise<unknown>;
}

export function joinHandlers(modules: readonly { operations: Operations; handlers: Readonly<Record<string, unknown>> }[]): ReadonlyMap<string, AnyHandler> {
  return new Map(modules.flatMap(({ operations, handlers }) => Object.entries(operations).map(([key, operation]) => [operation.name, handlers[key] as AnyHandler] as const)));
}

export function makePipe({ database, clock, jurisdictionId, handlers, names, signOn }: PipeParts): Pipe {
  const read = (actor: Actor, token: string | null): ReadContext => ({ db: database.reading, actor, at: clock.now(), jurisdictionId, names, token });

  async function change(actor: Actor, operation: Operation, input: unknown, token: string | null, idempotencyKey: string | null): Promise<unknown> {
    const handler = handlers.get(operation.name) as AnyHandler;
    const kept = keepable(operation, input);
    try {
      const answer = await database.inTransaction(async (tx, unit) => {
        let subject: string | null = null;
        const happenings: Happening[] = [];
        const context: ChangeContext = {
          ...read(actor, token),
          db: tx,
          tx,
          newId: clock.newId,
          unit,
          send: (writes) => Promise.resolve(unit.send(writes)),
          about: (kind, id) => {
            subject = `${kind}:${id}`;
          },
          happened: (happening) => happenings.push(happening),
        };
        const answer = await handler(context, input);
        for (const happening of happenings) await react(context, happening);
        unit.send(recordWrites(jurisdictionId, { id: clock.newId(), recordedAt: context.at, operation: operation.name, actor: nameOf(actor), subject, input: kept, idempotencyKey, answer }));
        return answer;
      });
      if (namesRecords(operation)) names.forget();
      return answer;
    } catch (fault) {
      if (idempotencyKey === null) throw fault;
      return await earlierAnswer(actor, operation, kept, idempotencyKey, fault);
    }
  }

  /** A retried call gets the answer its first try was given, whatever the second stumbled over; without a first, the fault stands. */
  async function earlierAnswer(actor: Actor, operation: Operation, kept: unknown, idempotencyKey: string, fault: unknown): Promise<unknown> {
    const earlier = await database.inTransaction((tx) => findAnswer(tx, jurisdictionId, nameOf(actor), idempotencyKey));
    if (earlier === undefined) throw fault;
    if (earlier.operation !== operation.name || earlier.inputHash !== sha256(canonical(kept))) throw refuseCommon('common.idempotency-key-reused');
    return earlier.answer;
  }

  /** An attempt without the right is a fact worth keeping, in a transaction of its own since the call itself leaves nothing. */
  async function recordRefusal(actor: Actor, operation: Operation): Promise<void> {
    await database.inTransaction((tx) =>
      appendRecord(tx, jurisdictionId, { id: clock.newId(), recordedAt: clock.now(), operation: operation.name, actor: nameOf(actor), subject: null, input: { refused: 'common.forbidden' }, idempotencyKey: null, answer: null }),
    );
  }

  async function run(actor: Actor, operation: Operation, raw: unknown, token: string | null, idempotencyKey: string | null): Promise<unknown> {
    const input = parseInput(operation, raw);
    if (operation.effect === 'change') return change(actor, operation, input, token, idempotencyKey);
    return (handlers.get(operation.name) as (context: ReadContext, input: unknown) => Promise<unknown>)(read(actor, token), input);
  }

  return {
    async call({ operation, input, token, idempotencyKey = null }) {
      const signedOn = token === null ? undefined : await signOn(token);
      const actor = signedOn ?? publicActor;
      if (!isPermitted(operation.permission as Permission, actor.roles, signedOn !== undefined)) {
        if (signedOn === undefined) throw refuseCommon('common.sign-in-required');
        if (operation.effect === 'change') await recordRefusal(actor, operation);
        throw refuseCommon('common.forbidden', { title: operation.title });
      }
      return run(actor, operation, input, token, operation.secretAnswer === true ? null : idempotencyKey);
    },
    async act(actor, operation, input) {
      const answer = await run(actor, operation, input, null, null);
      return answer instanceof Encoded ? (answer as Encoded<unknown>).read() : answer;
    },
  };
}

/** What changes the registry may give a department or a matter another name; an import, which comes by the dozen, does not. */
const namesRecords = ({ name }: Operation): boolean => (name.startsWith('registry.') && name !== 'registry.importDocument') || name.startsWith('sample.');

const nameOf = (actor: Actor): string => actor.accountId ?? actor.name;

function parseInput(operation: Operation, raw: unknown): unknown {
  const parsed = operation.input.safeParse(raw);
  if (!parsed.success) throw refusePlaces(parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), text: explainIssue(issue) })));
  if (!isStorable(parsed.data)) throw refusePlaces(listUnstorable(parsed.data));
  return parsed.data;
}

function refusePlaces(places: readonly Place[]): Refused {
  const { path, text } = places[0] ?? { path: '', text: word('', '') };
  return refuseCommon('common.invalid-input', { detail: word(`${path} ${text.zh}`.trim(), `${path} ${text.en}`.trim()) }, places);
}

/** The database cannot keep a zero character, or half of a character of two. */
const isTextStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return isTextStorable(value);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true;
  return Object.values(value).every(isStorable);
}

/** Where a text holds what the database cannot keep. */
function listUnstorable(value: unknown, path = ''): Place[] {
  if (typeof value === 'string') return !isTextStorable(value) ? [{ path, text: word('含有无法保存的控制字符或残缺字符', 'holds a control character or half a character, which cannot be kept') }] : [];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => listUnstorable(inner, path === '' ? name : `${path}.${name}`));
}

const wordsOfIssue: Readonly<Record<string, (issue: Readonly<Record<string, unknown>>) => { zh: string; en: string }>> = {
  too_small: ({ minimum }) => word(`太短或太小，至少为 ${String(minimum)}`, `too short or small, at least ${String(minimum)}`),
  too_big: ({ maximum }) => word(`太长或太大，至多为 ${String(maximum)}`, `too long or large, at most ${String(maximum)}`),
  invalid_type: ({ expected }) => word(`缺失或类型不符，应为 ${String(expected)}`, `missing or of the wrong type, ${String(expected)} expected`),
  invalid_format: ({ format }) => word(`格式不符（${String(format)}）`, `wrong format (${String(format)})`),
  invalid_value: ({ values }) => word(`应为下列之一：${(values as unknown[]).join('、')}`, `one of: ${(values as unknown[]).join(', ')}`),
};

function explainIssue(issue: z.core.$ZodIssue): { zh: string; en: string } {
  return wordsOfIssue[issue.code]?.(issue as unknown as Record<string, unknown>) ?? word('不符合要求', issue.message);
}

/** The input as the journal keeps it: without secrets, and with the hash of a file instead of its bytes. */
function keepable(operation: Operation, input: unknown): unknown {
  if (operation.secret === undefined && operation.file === undefined) return input;
  const fields = Object.entries(input as Record<string, unknown>).map(([name, value]) => {
    if (operation.secret?.includes(name) === true) return [name, '•'];
    if (name === operation.file && value !== undefined) return [name, { name: (value as { name: string }).name, sha256: hashBytes((value as { bytes: Uint8Array }).bytes) }];
    return [name, value];
  });
  return Object.fromEntries(fields);
}
const hashBytes = (bytes: Uint8Array): string => sha256(Buffer.from(bytes).toString('latin1'));
