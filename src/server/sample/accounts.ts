import type { Role } from '../../core/access/model.ts';

/** Printed at the start and on no other instance: the sample is for trying out. */
export const SAMPLE_PASSWORD = 'Lishun2026';

export interface SampleAccount {
  readonly userName: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  /** Code of the department it belongs to. */
  readonly department: string;
}

/** The accounts that are printed; besides them every department has `<code>.liaison` and `<code>.head`. */
export const sampleAccounts: readonly SampleAccount[] = [
  { userName: 'dispatcher', displayName: '派单员（区行政审批局 12345）', roles: ['DISPATCHER'], department: 'approval' },
  { userName: 'office', displayName: '编办工作人员（区委编办）', roles: ['ESTABLISHMENT_OFFICER'], department: 'establishment-office' },
  { userName: 'housing.liaison', displayName: '区住房和城乡建设局联络员', roles: ['DEPARTMENT_LIAISON'], department: 'housing' },
  { userName: 'housing.head', displayName: '区住房和城乡建设局负责人', roles: ['DEPARTMENT_HEAD'], department: 'housing' },
  { userName: 'urban-management.liaison', displayName: '区综合行政执法局联络员', roles: ['DEPARTMENT_LIAISON'], department: 'urban-management' },
  { userName: 'urban-management.head', displayName: '区综合行政执法局负责人', roles: ['DEPARTMENT_HEAD'], department: 'urban-management' },
  { userName: 'fire.head', displayName: '区消防救援大队负责人', roles: ['DEPARTMENT_HEAD'], department: 'fire' },
  { userName: 'legal', displayName: '法律顾问（区司法局）', roles: ['LEGAL_ADVISOR'], department: 'justice' },
  { userName: 'leader', displayName: '区领导', roles: ['DISTRICT_LEADER'], department: 'government-office' },
  { userName: 'supervision', displayName: '督查室工作人员', roles: ['SUPERVISION_OFFICER'], department: 'government-office' },
  { userName: 'auditor', displayName: '审计人员（区审计局）', roles: ['AUDITOR'], department: 'audit' },
  { userName: 'system-admin', displayName: '系统管理员', roles: ['SYSTEM_ADMIN'], department: 'approval' },
  { userName: 'security-admin', displayName: '安全管理员', roles: ['SECURITY_ADMIN'], department: 'approval' },
  { userName: 'audit-admin', displayName: '审计管理员', roles: ['AUDIT_ADMIN'], department: 'approval' },
];
