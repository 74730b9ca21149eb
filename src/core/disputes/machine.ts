import type { Machine, Transition } from '../kernel/machine.ts';
import { word, type Words } from '../kernel/words.ts';
import type { DisputeOrigin, DisputeRole, DisputeState } from './model.ts';
import { plainSteps } from './operations.ts';

export const disputeActions = ['takePosition', 'proposeSettlement', 'signSettlement', 'fileAgreement', 'setInterimRule', 'issueOpinion', 'decideDispute', ...plainSteps, 'sendBack', 'settle', 'remind', 'moveOn'] as const;
export type DisputeAction = (typeof disputeActions)[number];

export const disputeActionWords: Words<DisputeAction | 'open'> = {
  open: word('提出争议', 'Opened'),
  takePosition: word('表明意见', 'Take a position'),
  proposeSettlement: word('提出分工方案', 'Propose a settlement'),
  signSettlement: word('签署协商工作纪要', 'Sign the consultation record'),
  fileAgreement: word('报备协商结果', 'File the agreement'),
  setInterimRule: word('确定待决期间规则', 'Set the interim rule'),
  issueOpinion: word('出具协调意见', 'Issue the coordination opinion'),
  decideDispute: word('记录议定事项', 'Record the decision'),
  withdraw: word('撤回争议', 'Withdraw'),
  failConsultation: word('记录协商不成', 'Record that consultation failed'),
  convene: word('召集专题协调', 'Convene special coordination'),
  closeSpecialCoordination: word('记录专题协调不成', 'Record that special coordination failed'),
  apply: word('申请编办协调', 'Apply to the establishment office'),
  requestSupplement: word('要求补正材料', 'Request a supplement'),
  supplement: word('提交补正材料', 'Hand in the supplement'),
  accept: word('受理', 'Accept'),
  reject: word('不予受理', 'Reject'),
  forward: word('转送其他机关', 'Forward'),
  openFirstRound: word('启动第一轮书面征求意见', 'Open the first written round'),
  openSecondRound: word('启动第二轮书面征求意见', 'Open the second written round'),
  callMeeting: word('召开协调会议', 'Call a meeting'),
  report: word('提请专题研究', 'Report to leaders'),
  takeUp: word('提级办理', 'Take it up in the office’s place'),
  sendBack: word('退回分工草案', 'Send the draft back'),
  settle: word('纳入职责任务分工表', 'Enter it in the division table'),
  remind: word('逾期提醒', 'Reminder: the time has run out'),
  moveOn: word('逾期仍无进展，转入下一环节', 'Moved on: nothing came of the reminder'),
};

/** Those of `routingNeeds` choose between lines of one action and are never shown as a reason. */
export const disputeNeeds = [
  'settlementProposed', 'signerIsHead', 'positionTaken', 'notYetSigned', 'allPartiesSigned', 'levelFailed', 'noRoundYet', 'oneRoundHeld', 'roundsHeld', 'roundEnded', 'officeRecused', 'overdue', 'reminderLapsed', 'roundsMissing',
  'othersUnsigned', 'othersSigned', 'atLevel1', 'atLevel2', 'atLevel3',
] as const;
export type DisputeNeed = (typeof disputeNeeds)[number];
export const routingNeeds: readonly DisputeNeed[] = ['roundsMissing', 'othersUnsigned', 'othersSigned', 'atLevel1', 'atLevel2', 'atLevel3'];

export type DisputeTransition = Transition<DisputeState, DisputeAction, DisputeRole, DisputeNeed>;

/** The states in which the parties still argue and may yet agree. */
const negotiating = ['CONSULTING', 'SPECIAL_COORDINATION', 'ACCEPTED', 'WRITTEN_ROUND_1', 'WRITTEN_ROUND_2', 'MEETING', 'OPINION_ISSUED'] as const satisfies readonly DisputeState[];

export const finalStates = ['SETTLED', 'REJECTED', 'FORWARDED', 'WITHDRAWN'] as const satisfies readonly DisputeState[];

const pendingStates = [...negotiating, 'AGREED', 'FILED', 'APPLIED', 'SUPPLEMENT_REQUESTED', 'REPORTED', 'DECIDED'] as const satisfies readonly DisputeState[];

const proposersAt: { readonly [State in Exclude<(typeof negotiating)[number], 'OPINION_ISSUED'>]: readonly DisputeRole[] } = {
  CONSULTING: ['host', 'party'],
  SPECIAL_COORDINATION: ['host', 'party', 'dispatcher'],
  ACCEPTED: ['host', 'party', 'establishmentOffice'],
  WRITTEN_ROUND_1: ['host', 'party', 'establishmentOffice'],
  WRITTEN_ROUND_2: ['host', 'party', 'establishmentOffice'],
  MEETING: ['host', 'party', 'establishmentOffice'],
};

const signing = ['settlementProposed', 'signerIsHead', 'notYetSigned', 'positionTaken'] as const satisfies readonly DisputeNeed[];

const positions = negotiating.map((state): DisputeTransition => ({ from: state, action: 'takePosition', to: state, by: ['host', 'party'], needs: ['notYetSigned'], source: '3.8' }));

const proposals = (Object.keys(proposersAt) as (keyof typeof proposersAt)[]).map(
  (state): DisputeTransition => ({ from: state, action: 'proposeSettlement', to: state, by: proposersAt[state], source: '3.6' }),
);

const signatures = negotiating.flatMap((state): DisputeTransition[] => [
  { from: state, action: 'signSettlement', to: state, by: ['host', 'party'], needs: [...signing, 'othersUnsigned'], source: '3.6' },
  { from: state, action: 'signSettlement', to: 'AGREED', by: ['host', 'party'], needs: [...signing, 'othersSigned'], clock: 'filing', document: '协商工作纪要', source: '3.6' },
]);

const interimRules = pendingStates.map((state): DisputeTransition => ({ from: state, action: 'setInterimRule', to: state, by: ['dispatcher', 'establishmentOffice', 'leader'], source: '3.4' }));

const withdrawals = (['CONSULTING', 'SPECIAL_COORDINATION', 'APPLIED', 'SUPPLEMENT_REQUESTED', 'ACCEPTED'] as const).map(
  (state): DisputeTransition => ({ from: state, action: 'withdraw', to: 'WITHDRAWN', by: ['host'], source: '3.10' }),
);

/** Level 1 and 2: departments among themselves, and before the dispatcher; what is agreed at any level is filed here. */
const consultation: readonly DisputeTransition[] = [
  { from: 'CONSULTING', action: 'failConsultation', to: 'CONSULTING', by: ['host'], source: '3.2' },
  { from: 'CONSULTING', action: 'convene', to: 'SPECIAL_COORDINATION', by: ['dispatcher'], clock: 'specialCoordination', document: '专题协调通知', source: '3.2' },
  { from: 'CONSULTING', action: 'apply', to: 'APPLIED', by: ['host'], needs: ['levelFailed'], clock: 'acceptance', document: '职责争议协调申请', source: '3.6' },
  { from: 'SPECIAL_COORDINATION', action: 'closeSpecialCoordination', to: 'SPECIAL_COORDINATION', by: ['dispatcher'], source: '3.2' },
  { from: 'SPECIAL_COORDINATION', action: 'apply', to: 'APPLIED', by: ['host', 'dispatcher'], needs: ['levelFailed'], clock: 'acceptance', document: '职责争议协调申请', source: '3.6' },
  { from: 'AGREED', action: 'fileAgreement', to: 'FILED', by: ['host'], needs: ['allPartiesSigned'], clock: 'publication', document: '备案表', source: '3.4' },
  { from: 'AGREED', action: 'proposeSettlement', to: 'CONSULTING', by: ['host', 'party'], needs: ['atLevel1'], clock: 'consultation', source: '3.6' },
  { from: 'AGREED', action: 'proposeSettlement', to: 'SPECIAL_COORDINATION', by: ['host', 'party', 'dispatcher'], needs: ['atLevel2'], clock: 'specialCoordination', source: '3.6' },
  { from: 'AGREED', action: 'proposeSettlement', to: 'ACCEPTED', by: ['host', 'party', 'establishmentOffice'], needs: ['atLevel3'], clock: 'opinion', source: '3.6' },
  // the draft it became is discarded: the signatures stand, and it may be filed again or proposed anew
  { from: 'FILED', action: 'sendBack', to: 'AGREED', by: ['establishmentOffice'], clock: 'filing', source: '3.10' },
  { from: 'FILED', action: 'settle', to: 'SETTLED', by: ['system'], source: '3.9' },
];

/** Level 3: the establishment office. */
const coordination: readonly DisputeTransition[] = [
  { from: 'APPLIED', action: 'requestSupplement', to: 'SUPPLEMENT_REQUESTED', by: ['establishmentOffice'], clock: 'supplement', document: '补正通知', source: '3.4' },
  { from: 'SUPPLEMENT_REQUESTED', action: 'supplement', to: 'APPLIED', by: ['host'], clock: 'acceptance', source: '3.4' },
  { from: 'APPLIED', action: 'accept', to: 'ACCEPTED', by: ['establishmentOffice'], clock: 'opinion', document: '受理通知', source: '3.4' },
  { from: 'APPLIED', action: 'reject', to: 'REJECTED', by: ['establishmentOffice'], document: '不予受理通知', source: '3.4' },
  { from: 'APPLIED', action: 'forward', to: 'FORWARDED', by: ['establishmentOffice'], document: '转送函', source: '3.4' },
  { from: 'ACCEPTED', action: 'openFirstRound', to: 'WRITTEN_ROUND_1', by: ['establishmentOffice'], needs: ['noRoundYet'], clock: 'writtenRound', document: '征求意见函', source: '3.4' },
  { from: 'ACCEPTED', action: 'openSecondRound', to: 'WRITTEN_ROUND_2', by: ['establishmentOffice'], needs: ['oneRoundHeld'], clock: 'writtenRound', document: '征求意见函', source: '3.4' },
  { from: 'ACCEPTED', action: 'callMeeting', to: 'MEETING', by: ['establishmentOffice'], needs: ['roundsHeld'], clock: 'opinion', document: '会议通知', source: '3.4' },
  { from: 'WRITTEN_ROUND_1', action: 'openSecondRound', to: 'WRITTEN_ROUND_2', by: ['establishmentOffice'], needs: ['oneRoundHeld', 'roundEnded'], clock: 'writtenRound', document: '征求意见函', source: '3.4' },
  { from: 'WRITTEN_ROUND_1', action: 'callMeeting', to: 'MEETING', by: ['establishmentOffice'], needs: ['roundsHeld', 'roundEnded'], clock: 'opinion', document: '会议通知', source: '12.3' },
  { from: 'WRITTEN_ROUND_2', action: 'callMeeting', to: 'MEETING', by: ['establishmentOffice'], needs: ['roundsHeld', 'roundEnded'], clock: 'opinion', document: '会议通知', source: '3.4' },
  { from: 'MEETING', action: 'issueOpinion', to: 'OPINION_ISSUED', by: ['establishmentOffice'], clock: 'report', document: '协调意见书', source: '3.4' },
];

/** The states in which the establishment office has the next word, as one that is no party itself. */
const inOffice = ['APPLIED', 'SUPPLEMENT_REQUESTED', 'ACCEPTED', 'WRITTEN_ROUND_1', 'WRITTEN_ROUND_2', 'MEETING', 'OPINION_ISSUED'] as const satisfies readonly DisputeState[];

/** A party never decides its own dispute: where the office itself is one, the leaders take its place (procedures 3.5, 486号令 art. 10). */
const takenUp = inOffice.map((state): DisputeTransition => ({ from: state, action: 'takeUp', to: 'REPORTED', by: ['leader'], needs: ['officeRecused'], clock: 'decision', source: '3.5' }));

const SILENCE = '3.7';

/** Silence leads to a reminder and then on, at last to the leaders; it is never consent. Above the leaders there is nobody: they are reminded again, like those who only have to write down what is settled. */
const silence: readonly DisputeTransition[] = [
  ...pendingStates.map((state): DisputeTransition => ({ from: state, action: 'remind', to: state, by: ['system'], needs: ['overdue'], source: SILENCE })),
  { from: 'CONSULTING', action: 'moveOn', to: 'APPLIED', by: ['system'], needs: ['reminderLapsed'], clock: 'acceptance', source: SILENCE },
  { from: 'SPECIAL_COORDINATION', action: 'moveOn', to: 'APPLIED', by: ['system'], needs: ['reminderLapsed'], clock: 'acceptance', source: SILENCE },
  { from: 'SUPPLEMENT_REQUESTED', action: 'moveOn', to: 'APPLIED', by: ['system'], needs: ['reminderLapsed'], clock: 'acceptance', source: SILENCE },
  { from: 'WRITTEN_ROUND_1', action: 'moveOn', to: 'WRITTEN_ROUND_2', by: ['system'], needs: ['reminderLapsed', 'roundsMissing'], clock: 'writtenRound', document: '征求意见函', source: SILENCE },
  { from: 'WRITTEN_ROUND_1', action: 'moveOn', to: 'MEETING', by: ['system'], needs: ['reminderLapsed', 'roundsHeld'], clock: 'opinion', document: '会议通知', source: SILENCE },
  { from: 'WRITTEN_ROUND_2', action: 'moveOn', to: 'MEETING', by: ['system'], needs: ['reminderLapsed'], clock: 'opinion', document: '会议通知', source: SILENCE },
  ...(['APPLIED', 'ACCEPTED', 'MEETING', 'OPINION_ISSUED'] as const).map((state): DisputeTransition => ({ from: state, action: 'moveOn', to: 'REPORTED', by: ['system'], needs: ['reminderLapsed'], clock: 'decision', source: SILENCE })),
];

/** Level 4: the district's leaders, on the office's proposal. */
const study: readonly DisputeTransition[] = [
  ...takenUp,
  { from: 'OPINION_ISSUED', action: 'report', to: 'REPORTED', by: ['establishmentOffice'], clock: 'decision', document: '请示', source: '3.5' },
  { from: 'REPORTED', action: 'decideDispute', to: 'DECIDED', by: ['leader'], clock: 'feedback', document: '会议纪要', source: '3.5' },
  { from: 'DECIDED', action: 'sendBack', to: 'REPORTED', by: ['establishmentOffice'], clock: 'decision', source: '3.10' },
  { from: 'DECIDED', action: 'settle', to: 'SETTLED', by: ['system'], source: '3.9' },
];

/** The ladder of four levels; `source` is the section of the procedures of the domain. */
export const disputeMachine: Machine<DisputeState, DisputeAction, DisputeRole, DisputeNeed> = {
  name: 'dispute',
  v: 3,
  initial: 'CONSULTING',
  final: finalStates,
  transitions: [...proposals, ...positions, ...signatures, ...consultation, ...coordination, ...study, ...silence, ...interimRules, ...withdrawals],
};

/** Where a dispute enters the ladder: the dispatcher convenes at once; the office starts by itself or on the leaders' order (procedures 3.2, 3.4, 3.10). */
export const disputeEntries: Readonly<Record<DisputeOrigin, { readonly state: DisputeState; readonly clock: string }>> = {
  DEPARTMENT: { state: 'CONSULTING', clock: 'consultation' },
  ORDER_RETURN: { state: 'CONSULTING', clock: 'consultation' },
  DISPATCHER: { state: 'SPECIAL_COORDINATION', clock: 'specialCoordination' },
  ESTABLISHMENT_OFFICE: { state: 'ACCEPTED', clock: 'opinion' },
  LEADERS: { state: 'ACCEPTED', clock: 'opinion' },
};

const levels: Partial<Record<DisputeState, number>> = {
  CONSULTING: 1, SPECIAL_COORDINATION: 2, APPLIED: 3, SUPPLEMENT_REQUESTED: 3, ACCEPTED: 3, WRITTEN_ROUND_1: 3, WRITTEN_ROUND_2: 3, MEETING: 3, OPINION_ISSUED: 3,
  REJECTED: 3, FORWARDED: 3, REPORTED: 4, DECIDED: 4,
};

/** The level of the mechanism a state belongs to; agreed, filed, settled and withdrawn disputes keep the level they had. */
export const computeLevel = (state: DisputeState, before: number): number => levels[state] ?? before;

/** Which written round runs or ran last, 0 to 2. */
export function computeRound(to: DisputeState, before: number): number {
  if (to === 'WRITTEN_ROUND_1') return 1;
  return to === 'WRITTEN_ROUND_2' ? 2 : before;
}
