import type { Guards } from '../kernel/machine.ts';
import type { Reason } from '../kernel/reasons.ts';
import { word, type Word } from '../kernel/words.ts';
import type { DepartmentId } from '../registry/model.ts';
import { routingNeeds, type DisputeNeed } from './machine.ts';
import type { PositionKind } from './model.ts';

export interface PositionFact {
  readonly departmentId: DepartmentId;
  readonly kind: PositionKind;
  readonly settlementVersion: number;
  readonly round: number;
}

/** What the guards look at: the file, and who acts. */
export interface DisputeFacts {
  readonly level: number;
  readonly round: number;
  readonly parties: readonly { readonly departmentId: DepartmentId; readonly departmentName: string }[];
  /** 0 while nothing has been proposed. */
  readonly settlementVersion: number;
  /** In the order in which they were taken. */
  readonly positions: readonly PositionFact[];
  /** Who has signed the settlement of this version. */
  readonly signedBy: readonly DepartmentId[];
  /** That the level it stands at has failed is on record. */
  readonly levelFailed: boolean;
  /** The limit of the state has run out. */
  readonly overdue: boolean;
  /** A reminder was given in this state, and the time after it has run out too. */
  readonly reminderLapsed: boolean;
  /** How many written rounds the place asks for before a meeting. */
  readonly roundsBeforeMeeting: number;
  /** Every establishment officer belongs to a party. */
  readonly officeRecused: boolean;
  readonly actorDepartmentId: DepartmentId | null;
  readonly actorIsHead: boolean;
}

const because = (need: DisputeNeed, text: Word): readonly Reason[] => [{ rule: `disputes.${need}`, v: 1, text, sources: [] }];
const holdsOr = (holds: boolean, need: DisputeNeed, text: Word): readonly Reason[] => (holds ? [] : because(need, text));

/** The parties whose signature on the present settlement is missing, in the order of the file. */
export const listUnsigned = ({ parties, signedBy }: Pick<DisputeFacts, 'parties' | 'signedBy'>) => parties.filter(({ departmentId }) => !signedBy.includes(departmentId));

const names = (parties: readonly { readonly departmentName: string }[]): string => parties.map((party) => party.departmentName).join('、');

const hasSigned = ({ signedBy, actorDepartmentId }: DisputeFacts): boolean => actorDepartmentId !== null && signedBy.includes(actorDepartmentId);

/** Whether every other party has signed, so that this signature is the last. */
const othersSigned = (facts: DisputeFacts): boolean => listUnsigned(facts).every(({ departmentId }) => departmentId === facts.actorDepartmentId);

function positionTaken({ positions, settlementVersion, actorDepartmentId }: DisputeFacts): readonly Reason[] {
  const last = positions.findLast(({ departmentId }) => departmentId === actorDepartmentId);
  if (last === undefined || last.settlementVersion !== settlementVersion) {
    return because('positionTaken', word('本部门尚未对现方案表明意见，请先表明“一致”或“保留”。', 'Your department has not taken a position on the present settlement: agree or reserve first.'));
  }
  return holdsOr(last.kind !== 'OBJECT', 'positionTaken', word('本部门对现方案的意见是“不同意”，不能签署。', 'Your department objects to the present settlement and cannot sign it.'));
}

function allPartiesSigned(facts: DisputeFacts): readonly Reason[] {
  const unsigned = listUnsigned(facts);
  const text = word(`${names(unsigned)}尚未签署，协商工作纪要须各方全部签署后方可报备。`, `Not yet signed by ${names(unsigned)}; all parties must sign before filing.`);
  return holdsOr(facts.settlementVersion > 0 && unsigned.length === 0, 'allPartiesSigned', text);
}

/** A written round ends when everybody has answered, or with its limit: silence leads on, it is never consent (procedures 3.7). */
function roundEnded({ parties, positions, round, overdue }: DisputeFacts): readonly Reason[] {
  const silent = parties.filter(({ departmentId }) => !positions.some((position) => position.departmentId === departmentId && position.round === round));
  const text = word(`第 ${round} 轮书面征求意见未满期限，${names(silent)}尚未答复。`, `Round ${round} is still running and ${names(silent)} has not answered.`);
  return holdsOr(overdue || silent.length === 0, 'roundEnded', text);
}

export const disputeGuards: Guards<DisputeNeed, DisputeFacts> = {
  settlementProposed: ({ settlementVersion }) => holdsOr(settlementVersion > 0, 'settlementProposed', word('还没有分工方案。', 'No settlement has been proposed yet.')),
  signerIsHead: ({ actorIsHead }) => holdsOr(actorIsHead, 'signerIsHead', word('协商工作纪要须由部门负责人签署。', 'The head of the department signs.')),
  positionTaken,
  notYetSigned: (facts) => holdsOr(!hasSigned(facts), 'notYetSigned', word('本部门已签署现方案；如有异议，请重新提出分工方案。', 'Your department has signed the present settlement; propose another one if you disagree.')),
  allPartiesSigned,
  levelFailed: ({ levelFailed }) => holdsOr(levelFailed, 'levelFailed', word('还没有记录本级协商（协调）不成，不能越级申请。', 'It is not on record that this level has failed; no level is skipped.')),
  noRoundYet: ({ round }) => holdsOr(round === 0, 'noRoundYet', word('第一轮书面征求意见已经进行过。', 'The first written round has been held.')),
  oneRoundHeld: ({ round }) => holdsOr(round === 1, 'oneRoundHeld', word('须在第一轮之后进行，且书面征求意见以两轮为限。', 'It follows the first round, and there are at most two.')),
  roundsHeld: ({ round, roundsBeforeMeeting: needed }) =>
    holdsOr(round >= needed, 'roundsHeld', word(`本区规定 ${needed} 轮书面征求意见仍未一致的，方可召开协调会议；已进行 ${round} 轮。`, `A meeting is called only after ${needed} written rounds; ${round} held so far.`)),
  roundEnded,
  overdue: ({ overdue }) => holdsOr(overdue, 'overdue', word('本环节期限未满。', 'The time has not run out.')),
  reminderLapsed: ({ reminderLapsed }) => holdsOr(reminderLapsed, 'reminderLapsed', word('尚未提醒，或提醒后的期限未满。', 'No reminder yet, or the time after it has not run out.')),
  roundsMissing: ({ round, roundsBeforeMeeting }) => holdsOr(round < roundsBeforeMeeting, 'roundsMissing', word('规定的书面轮次已满。', 'The written rounds have been held.')),
  officeRecused: ({ officeRecused }) => holdsOr(officeRecused, 'officeRecused', word('编办不是争议一方，仍由编办办理。', 'The establishment office is no party: it stays with the office.')),
  othersUnsigned: (facts) => holdsOr(!othersSigned(facts), 'othersUnsigned', word('其他各方均已签署。', 'All the others have signed.')),
  othersSigned: (facts) => holdsOr(othersSigned(facts), 'othersSigned', word('其他各方尚未全部签署。', 'Others have yet to sign.')),
  atLevel1: ({ level }) => holdsOr(level === 1, 'atLevel1', word('不在部门协商阶段。', 'It is not at level 1.')),
  atLevel2: ({ level }) => holdsOr(level === 2, 'atLevel2', word('不在专题协调阶段。', 'It is not at level 2.')),
  atLevel3: ({ level }) => holdsOr(level === 3, 'atLevel3', word('不在编办协调阶段。', 'It is not at level 3.')),
};

const routingRules: readonly string[] = routingNeeds.map((need) => `disputes.${need}`);

/** The reasons somebody can act on: not those that only choose between two lines of one action. */
export const withoutRouting = (reasons: readonly Reason[]): readonly Reason[] => reasons.filter(({ rule }) => !routingRules.includes(rule));
