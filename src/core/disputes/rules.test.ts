import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { drawMachine } from '../../../scripts/diagrams.ts';
import type { Role } from '../access/model.ts';
import { Refused } from '../kernel/refusal.ts';
import { toInstant } from '../kernel/time.ts';
import { buildWorkingCalendar, workingCalendarFileSchema } from '../kernel/working-days.ts';
import type { DepartmentId } from '../registry/model.ts';
import type { DisputeFacts } from './guards.ts';
import { computeHost } from './host.ts';
import { computeDueAt, computeProcedure, disputeProceduresSchema, findProcedure } from './procedure.ts';
import { disputeEntries, disputeMachine } from './machine.ts';
import { computeOrigin, computeStanding, isOfficeRecused } from './roles.ts';
import { computeInterim, decideInterimRule, decideParties, decidePosition, decideStep, listDisputeSteps } from './rules.ts';
import { computeEntryContent, decideAuthority, decideDecision } from './settlement.ts';

const id = (text: string) => text as DepartmentId;
const party = (name: string, isListedLead = false) => ({ departmentId: id(name), departmentName: name, isListedLead });
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (fault) {
    if (fault instanceof Refused) return fault.code;
    throw fault;
  }
  return 'nothing';
};

describe('the host of a consultation', () => {
  it('is the named lead, of several the one listed first, else who proposed it', () => {
    const host = (parties: Parameters<typeof computeHost>[0], proposer: string | null, rule: 'FIRST_PROPOSER' | 'FIRST_OBJECTOR' = 'FIRST_PROPOSER', objector: string | null = null) =>
      computeHost(parties, { proposerId: proposer === null ? null : id(proposer), firstObjectorId: objector === null ? null : id(objector) }, { v: 1, hostWithoutLead: { rule, source: '某规定' } });
    expect(host([party('水务局'), party('城管局', true)], '水务局').hostDepartmentId).toBe('城管局');
    expect(host([party('水务局'), party('城管局', true), party('住建局', true)], '水务局').reasons[0]).toMatchObject({ rule: 'disputes.host-first-lead', text: { zh: '现有规定列明 2 个牵头部门，城管局排列在前，由其主办协商。' } });
    expect(host([party('水务局'), party('城管局')], '城管局')).toMatchObject({ hostDepartmentId: '城管局', reasons: [{ rule: 'disputes.host-proposer', sources: [{}, { kind: 'parameter', label: '某规定' }] }] });
    expect(host([party('水务局'), party('城管局')], '水务局', 'FIRST_OBJECTOR', '城管局')).toMatchObject({ hostDepartmentId: '城管局', reasons: [{ rule: 'disputes.host-objector' }] });
    expect(host([party('水务局'), party('城管局')], '水务局', 'FIRST_PROPOSER', '城管局').hostDepartmentId).toBe('水务局');
    expect(host([party('水务局'), party('城管局')], '城管局', 'FIRST_OBJECTOR').hostDepartmentId).toBe('城管局');
    expect(host([party('水务局'), party('城管局')], null)).toMatchObject({ hostDepartmentId: '水务局', reasons: [{ rule: 'disputes.host-first-listed' }] });
  });
});

const parties = [party('水务局'), party('城管局')];
const standing = (role: Role, department: string | null) => computeStanding({ roles: [role], departmentId: department === null ? null : id(department) }, parties.map(({ departmentId }) => departmentId), id('水务局'));
const facts: DisputeFacts = { level: 1, round: 0, parties, settlementVersion: 1, positions: [], signedBy: [], levelFailed: false, overdue: false, reminderLapsed: false, roundsBeforeMeeting: 2, officeRecused: false, actorDepartmentId: id('城管局'), actorIsHead: true };

describe('who acts in a dispute', () => {
  it('is host, party, or somebody from outside', () => {
    expect(standing('DEPARTMENT_HEAD', '水务局').roles).toEqual(['host', 'party']);
    expect(standing('DEPARTMENT_LIAISON', '城管局').roles).toEqual(['party']);
    expect(standing('DEPARTMENT_HEAD', '民政局').roles).toEqual([]);
    expect(standing('ESTABLISHMENT_OFFICER', '编办').roles).toEqual(['establishmentOffice']);
  });

  it('is recused from conducting or deciding it when the own department is a party', () => {
    expect(codeOf(() => decideStep('APPLIED', 'accept', standing('ESTABLISHMENT_OFFICER', '水务局'), facts))).toBe('disputes.recused');
    expect(codeOf(() => decideStep('REPORTED', 'decideDispute', standing('DISTRICT_LEADER', '城管局'), facts))).toBe('disputes.recused');
    expect(codeOf(() => decideStep('APPLIED', 'accept', standing('ESTABLISHMENT_OFFICER', null), facts))).toBe('nothing');
  });

  it('is the leader where every officer of the establishment office belongs to a party', () => {
    const takeUp = (role: Role, department: string | null, officeRecused: boolean) => codeOf(() => decideStep('APPLIED', 'takeUp', standing(role, department), { ...facts, officeRecused }));
    expect(takeUp('DISTRICT_LEADER', '政府办', true)).toBe('nothing');
    expect(takeUp('DISTRICT_LEADER', '政府办', false)).toBe('disputes.step-closed');
    expect(takeUp('DISTRICT_LEADER', '城管局', true)).toBe('disputes.recused');
    expect(takeUp('ESTABLISHMENT_OFFICER', '编办', true)).toBe('disputes.wrong-role');
    const both = [id('编办'), id('水务局')];
    expect([[id('编办')], [id('编办'), null], [id('编办'), id('司法局')], []].map((officers) => isOfficeRecused(officers, both))).toEqual([true, false, false, false]);
  });

  it('opens it as a party when the own department is one, whatever else the office held', () => {
    expect(computeOrigin(['ESTABLISHMENT_OFFICER'], false)).toBe('ESTABLISHMENT_OFFICE');
    expect(computeOrigin(['ESTABLISHMENT_OFFICER'], true)).toBe('DEPARTMENT');
  });

  it('learns who should act instead', () => {
    expect(codeOf(() => decideStep('CONSULTING', 'signSettlement', standing('DEPARTMENT_HEAD', '民政局'), facts))).toBe('disputes.not-a-party');
    expect(codeOf(() => decideStep('AGREED', 'fileAgreement', standing('DEPARTMENT_HEAD', '城管局'), facts))).toBe('disputes.wrong-role');
    expect(codeOf(() => decideStep('SETTLED', 'withdraw', standing('DEPARTMENT_HEAD', '水务局'), facts))).toBe('disputes.step-closed');
  });
});

describe('a signature', () => {
  const sign = (change: Partial<DisputeFacts>) => codeOf(() => decideStep('CONSULTING', 'signSettlement', standing('DEPARTMENT_HEAD', '城管局'), { ...facts, ...change }));
  const position = { departmentId: id('城管局'), kind: 'AGREE' as const, settlementVersion: 1, round: 0 };

  it('follows the own position on this very version', () => {
    expect(sign({})).toBe('disputes.position-needed');
    expect(sign({ positions: [position] })).toBe('nothing');
    expect(sign({ positions: [position], settlementVersion: 2 })).toBe('disputes.position-needed');
    expect(sign({ positions: [position, { ...position, kind: 'OBJECT' }] })).toBe('disputes.position-needed');
    expect(sign({ positions: [position, { ...position, kind: 'RESERVE' }] })).toBe('nothing');
  });

  it('is given once, by the head, to something', () => {
    expect(sign({ positions: [position], signedBy: [id('城管局')] })).toBe('disputes.already-signed');
    expect(sign({ settlementVersion: 0 })).toBe('disputes.no-settlement');
    expect(sign({ positions: [position], actorIsHead: false })).toBe('disputes.step-closed');
  });

  it('leads to the agreement when it is the last', () => {
    const last = decideStep('CONSULTING', 'signSettlement', standing('DEPARTMENT_HEAD', '城管局'), { ...facts, positions: [position], signedBy: [id('水务局')] });
    expect(last.to).toBe('AGREED');
  });

  it('that is missing keeps an agreement from being filed, by name', () => {
    const file = () => decideStep('AGREED', 'fileAgreement', standing('DEPARTMENT_HEAD', '水务局'), { ...facts, signedBy: [id('水务局')] });
    expect(file).toThrow('城管局尚未签署');
    expect(codeOf(file)).toBe('disputes.unsigned-party');
  });
});

describe('the steps on the screen', () => {
  it('are those of the own role, closed ones with the reason', () => {
    const steps = listDisputeSteps('CONSULTING', standing('DEPARTMENT_HEAD', '城管局'), facts);
    expect(steps.map(({ action, open }) => [action, open])).toEqual([['proposeSettlement', true], ['takePosition', true], ['signSettlement', false]]);
    expect(steps[2]?.reasons.map(({ rule }) => rule)).toEqual(['disputes.positionTaken']);
    expect(listDisputeSteps('CONSULTING', standing('AUDITOR', null), facts)).toEqual([]);
  });

  it('tell the host whose signature the filing waits for', () => {
    const filing = listDisputeSteps('CONSULTING', standing('DEPARTMENT_HEAD', '水务局'), facts).find(({ action }) => action === 'fileAgreement');
    expect(filing).toMatchObject({ open: false, reasons: [{ rule: 'disputes.allPartiesSigned' }] });
    expect(codeOf(() => decideStep('CONSULTING', 'fileAgreement', standing('DEPARTMENT_HEAD', '水务局'), facts))).toBe('disputes.unsigned-party');
  });

  it('leave out what belongs to another level', () => {
    expect(listDisputeSteps('AGREED', standing('DISPATCHER', null), facts).map(({ action }) => action)).toEqual(['setInterimRule']);
    expect(() => decideStep('AGREED', 'proposeSettlement', standing('DISPATCHER', null), facts)).toThrow('不在专题协调阶段');
  });

  it('show an officer of a party that he is recused', () => {
    expect(listDisputeSteps('APPLIED', standing('ESTABLISHMENT_OFFICER', '水务局'), facts).find(({ action }) => action === 'accept')).toMatchObject({ open: false, reasons: [{ rule: 'disputes.recused' }] });
  });
});

describe('what is handed in', () => {
  it('names each party once, and only departments in being', () => {
    const at = toInstant('2026-03-02');
    const named = (name: string, validTo: string | null = null) => ({ departmentId: id(name), departmentName: name, validTo: validTo === null ? null : toInstant(validTo) });
    expect(codeOf(() => decideParties([named('水务局'), named('水务局')], at))).toBe('disputes.party-twice');
    expect(codeOf(() => decideParties([named('水务局'), named('规划局', '2019-03-01')], at))).toBe('disputes.abolished-party');
    expect(codeOf(() => decideParties([named('水务局'), named('规划局', '2027-03-01')], at))).toBe('nothing');
  });

  it('has a reason for every reservation, and an interim lead exactly for acting first', () => {
    expect(codeOf(() => decidePosition('OBJECT', ''))).toBe('disputes.reason-needed');
    expect(codeOf(() => decidePosition('AGREE', ''))).toBe('nothing');
    expect(codeOf(() => decideInterimRule('ACT_FIRST', null))).toBe('disputes.interim-lead-needed');
    expect(codeOf(() => decideInterimRule('FREEZE', id('水务局')))).toBe('disputes.interim-lead-needed');
    expect(codeOf(() => decideInterimRule('ACT_FIRST', id('水务局')))).toBe('nothing');
  });
});

describe('the limits', () => {
  const procedures = disputeProceduresSchema.parse(parse(readFileSync('parameters/disputes.yaml', 'utf8')));
  const [procedure] = procedures.versions as [(typeof procedures.versions)[0]];
  const calendar = buildWorkingCalendar(workingCalendarFileSchema.parse(parse(readFileSync('parameters/calendar-2026.yaml', 'utf8'))));
  const at = toInstant('2026-03-02T09:00:00+08:00');

  it('are on file for every clock of the table', () => {
    const named = [...disputeMachine.transitions.flatMap((line) => line.clock ?? []), ...Object.values(disputeEntries).map(({ clock }) => clock)];
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(procedure.clocks).toSorted());
  });

  it('count working days, and the opinion’s run on from the acceptance', () => {
    expect(computeDueAt('consultation', { at, enteredAt: () => undefined }, procedure, calendar)).toBe(toInstant('2026-03-16T23:59:59.999+08:00'));
    expect(computeDueAt('opinion', { at, enteredAt: () => toInstant('2026-02-24T09:00:00+08:00') }, procedure, calendar)).toBe(toInstant('2026-03-16T23:59:59.999+08:00'));
    expect(computeDueAt(undefined, { at, enteredAt: () => undefined }, procedure, calendar)).toBeNull();
  });
});

describe('the rules that differ between places', () => {
  const [first] = disputeProceduresSchema.parse(parse(readFileSync('parameters/disputes.yaml', 'utf8'))).versions as [never];
  const file = disputeProceduresSchema.parse({ versions: [{ ...(first as object), v: 2, on: '2026-05-01', writtenRounds: { beforeMeeting: 0, source: 'GQ' } }, first] });

  it('are those in force when a dispute is opened, and it keeps them', () => {
    expect([computeProcedure(file, toInstant('2026-04-30')).v, computeProcedure(file, toInstant('2026-05-01')).v, computeProcedure(file, toInstant('2020-01-01')).v]).toEqual([1, 2, 1]);
    expect(findProcedure(file, 1).writtenRounds.beforeMeeting).toBe(2);
    expect(() => findProcedure(file, 3)).toThrow('version 3');
    expect(disputeProceduresSchema.safeParse({ versions: [first, first] }).success).toBe(false);
  });

  it('say how many written rounds come before a meeting', () => {
    const meet = (state: 'ACCEPTED' | 'WRITTEN_ROUND_1' | 'WRITTEN_ROUND_2', round: number, roundsBeforeMeeting: number) =>
      codeOf(() => decideStep(state, 'callMeeting', standing('ESTABLISHMENT_OFFICER', null), { ...facts, round, roundsBeforeMeeting, overdue: true }));
    expect([meet('ACCEPTED', 0, 0), meet('ACCEPTED', 0, 1), meet('WRITTEN_ROUND_1', 1, 1), meet('WRITTEN_ROUND_1', 1, 2), meet('WRITTEN_ROUND_2', 2, 2)]).toEqual(['nothing', 'disputes.step-closed', 'nothing', 'disputes.step-closed', 'nothing']);
  });

  it('say what governs until it is settled, unless something else is asked for', () => {
    expect(computeInterim(undefined, null, 'FREEZE', id('水务局'))).toEqual({ interimRule: 'FREEZE', interimLeadDepartmentId: null });
    expect(computeInterim(undefined, null, 'ACT_FIRST', id('水务局'))).toEqual({ interimRule: 'ACT_FIRST', interimLeadDepartmentId: '水务局' });
    expect(computeInterim('KEEP_CURRENT', null, 'ACT_FIRST', id('水务局'))).toEqual({ interimRule: 'KEEP_CURRENT', interimLeadDepartmentId: null });
    expect(codeOf(() => computeInterim('ACT_FIRST', null, 'KEEP_CURRENT', id('水务局')))).toBe('disputes.interim-lead-needed');
  });

  it('say who decides in the end', () => {
    const committee = { decisionAuthority: { rule: 'ESTABLISHMENT_COMMITTEE' as const, names: ['编委', '机构编制委员会'], source: 'LN' } };
    expect(codeOf(() => decideAuthority('区委机构编制委员会', committee))).toBe('nothing');
    expect(codeOf(() => decideAuthority('区政府常务会议', committee))).toBe('disputes.wrong-authority');
    expect(() => decideAuthority('区政府常务会议', committee)).toThrow('（机构编制委员会）');
    expect(codeOf(() => decideAuthority('区委编办', first))).toBe('disputes.wrong-authority');
  });
});

describe('a settlement', () => {
  it('becomes the content of a division entry', () => {
    const settlement = { matterId: 'm', title: '河道垃圾清理', boundary: { scope: '', includes: '', excludes: '', stage: '' }, leadDepartmentId: id('水务局'), responsible: [], bases: [], measures: '每周巡查', handOver: '', reviewOn: null };
    const content = computeEntryContent(settlement as never, 'CONSULTATION', { body: '有关部门协商一致', meeting: '', on: null, documentNumber: '' });
    expect(content).toMatchObject({ title: '河道垃圾清理', leadDepartmentId: '水务局', formedBy: 'CONSULTATION', fallbackDepartmentId: null });
    expect(content).not.toHaveProperty('measures');
  });
});

describe('a decision', () => {
  const whole = { body: '区政府常务会议', meeting: '第12次', on: '2026-03-20' as never, documentNumber: '' };
  const missing = (change: object): unknown => {
    try {
      return decideDecision({ ...whole, ...change });
    } catch (fault) {
      return (fault as Refused).places.map(({ path }) => path);
    }
  };

  it('names who decided, the meeting or the number, and the day', () => {
    expect(missing({})).toBeUndefined();
    expect(missing({ meeting: '', documentNumber: '示府纪〔2026〕12号' })).toBeUndefined();
    expect(missing({ body: '' })).toEqual(['decision.body']);
    expect(missing({ body: '', meeting: '', on: null })).toEqual(['decision.body', 'decision.meeting', 'decision.on']);
    expect(() => decideDecision({ ...whole, body: '' })).toThrow('缺少：决定机关');
  });
});

describe('the diagram', () => {
  it('draws every state and both ends', () => {
    const drawn = drawMachine(disputeMachine);
    expect(drawn).toMatch(/^stateDiagram-v2\n {2}\[\*\] --> CONSULTING\n/);
    expect(drawn).toContain('AGREED --> FILED: fileAgreement [host]');
    expect(drawn).toContain('SETTLED --> [*]');
  });
});
