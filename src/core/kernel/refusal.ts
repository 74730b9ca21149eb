import { fill, word, type Word } from './words.ts';

/** What sort of trouble it is; the edge maps each to a status of its own protocol. */
export type RefusalKind = 'INVALID' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'MISSING' | 'CONFLICT' | 'STALE' | 'TOO_LARGE';

export interface RefusalDefinition {
  readonly kind: RefusalKind;
  /** What went wrong; `{name}` is filled from the data. */
  readonly text: Word;
  /** What would make it pass. */
  readonly remedy: Word;
}

export type RefusalTable = Readonly<Record<`${string}.${string}`, RefusalDefinition>>;

/** A place in what was handed in: a field, a row, a column, a clause. */
export interface Place {
  readonly path: string;
  readonly text: Word;
}

/** A request breaks a rule and its maker can act on it. Thrown, so that the transaction around it always rolls back. */
export class Refused extends Error {
  readonly code: string;
  readonly kind: RefusalKind;
  readonly text: Word;
  readonly remedy: Word;
  readonly data: Readonly<Record<string, unknown>>;
  readonly places: readonly Place[];

  constructor(code: string, definition: RefusalDefinition, data: Readonly<Record<string, unknown>> = {}, places: readonly Place[] = []) {
    const text = fill(definition.text, data);
    super(`${code}: ${text.zh}`);
    this.name = 'Refused';
    this.code = code;
    this.kind = definition.kind;
    this.text = text;
    this.remedy = fill(definition.remedy, data);
    this.data = data;
    this.places = places;
  }
}

/** The way a module refuses: only by codes of its own table. */
export const refuser =
  <Table extends RefusalTable>(table: Table) =>
  (code: keyof Table & string, data: Readonly<Record<string, unknown>> = {}, places: readonly Place[] = []): Refused => {
    const definition = table[code as keyof Table] as RefusalDefinition;
    return new Refused(code, definition, data, places);
  };

export const commonRefusals = {
  'common.invalid-input': {
    kind: 'INVALID',
    text: word('填写的内容有误：{detail}', 'The input is not right: {detail}'),
    remedy: word('请按提示逐项更正后重新提交。', 'Correct the places named and send it again.'),
  },
  'common.sign-in-required': {
    kind: 'UNAUTHENTICATED',
    text: word('尚未登录，或登录已失效。', 'You are not signed in, or your session has ended.'),
    remedy: word('请登录后再试。', 'Sign in and try again.'),
  },
  'common.forbidden': {
    kind: 'FORBIDDEN',
    text: word('您的岗位没有“{title}”的权限。', 'Your role does not allow “{title}”.'),
    remedy: word('请联系安全管理员授权，或转由有权限的岗位办理。', 'Ask the security administrator for the right, or hand the matter to somebody who has it.'),
  },
  'common.not-found': {
    kind: 'MISSING',
    text: word('没有找到{what}。', '{what} was not found.'),
    remedy: word('请核对编号，或从列表中重新打开。', 'Check the number, or open it again from the list.'),
  },
  'common.stale': {
    kind: 'STALE',
    text: word('这条记录刚刚被他人修改（当前版本 {current}，您看到的是 {seen}）。', 'Somebody has just changed this record (it is at version {current}, you saw {seen}).'),
    remedy: word('请刷新后核对最新内容，再行提交。', 'Reload, look at the newest version and submit again.'),
  },
  'common.idempotency-key-reused': {
    kind: 'CONFLICT',
    text: word('同一个幂等键已用于另一项内容不同的请求。', 'This idempotency key was used for a different request.'),
    remedy: word('新的请求请使用新的幂等键。', 'Use a new key for a new request.'),
  },
  'common.too-large': {
    kind: 'TOO_LARGE',
    text: word('提交的内容超过上限（{limit}）。', 'What was sent is over the limit ({limit}).'),
    remedy: word('请精简内容或分批提交。', 'Shorten it, or send it in parts.'),
  },
} as const satisfies RefusalTable;

export const refuseCommon = refuser(commonRefusals);
