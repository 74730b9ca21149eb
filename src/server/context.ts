import type { Actor } from '../core/access/model.ts';
import type { DisputeId } from '../core/disputes/model.ts';
import type { DivisionDraftId, DivisionEntryId } from '../core/division/model.ts';
import type { Id, JurisdictionId } from '../core/kernel/ids.ts';
import type { InputOf, Operation, Operations, ResultOf } from '../core/kernel/operation.ts';
import type { Instant } from '../core/kernel/time.ts';
import type { BasisEffect } from '../core/registry/basis-changes.ts';
import type { BasisChangeId, DepartmentId, MatterId } from '../core/registry/model.ts';
import type { Reading, Tx } from './platform/database.ts';
import type { Encoded } from './platform/encoded.ts';
import type { UnitOfWork, Writes } from './platform/unit-of-work.ts';
import type { Names } from './registry/names.ts';

/** What a lower module says has happened, for higher ones to act on. */
export type Happening =
  /** A paper was amended, repealed or interpreted: what rests on the clauses touched is to be listed. */
  | { readonly kind: 'registry.basisChanged'; readonly basisChangeId: BasisChangeId; readonly effect: BasisEffect }
  /** Their end has come: what they had in hand goes to those who carry on. */
  | { readonly kind: 'registry.departmentsEnded'; readonly departmentIds: readonly DepartmentId[] }
  | { readonly kind: 'division.published'; readonly divisionEntryId: DivisionEntryId; readonly matterId: MatterId; readonly disputeId: DisputeId | null }
  | { readonly kind: 'division.discarded'; readonly divisionDraftId: DivisionDraftId; readonly disputeId: DisputeId; readonly reason: string };

/** What a reading handler works with. */
export interface ReadContext {
  readonly db: Reading;
  readonly actor: Actor;
  readonly at: Instant;
  readonly jurisdictionId: JurisdictionId;
  readonly names: Names;
  /** The session's token, for the handlers that end or renew it. */
  readonly token: string | null;
}

/** What a changing handler works with; `tx` is the one transaction that also takes the journal record. */
export interface ChangeContext extends ReadContext {
  readonly tx: Tx;
  readonly unit: Pick<UnitOfWork, 'tries' | 'assume' | 'look'>;
  newId<Brand extends string>(): Id<Brand>;
  /** Writes at the end of the transaction, in one statement with its journal record, or before whatever is asked next. See `UnitOfWork`. */
  send(writes: Writes): Promise<void>;
  /** Names the record that is changed, for the journal. */
  about(kind: string, id: string): void;
  /** Says what has happened; the reactions run in the same transaction, after the handler. */
  happened(happening: Happening): void;
}

type AnswerOf<Op extends Operation> = ResultOf<Op> | Encoded<ResultOf<Op>>;

type HandlerOf<Op extends Operation> = Op['effect'] extends 'change'
  ? (context: ChangeContext, input: InputOf<Op>) => Promise<AnswerOf<Op>>
  : (context: ReadContext, input: InputOf<Op>) => Promise<AnswerOf<Op>>;

/** One function for each operation: one without the other does not compile. */
export type Handlers<Ops extends Operations> = { readonly [Name in keyof Ops]: HandlerOf<Ops[Name]> };
