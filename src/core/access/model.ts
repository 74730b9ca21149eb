import { z } from 'zod';
import { idSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/time.ts';
import { word, type Words } from '../kernel/words.ts';

export const accountIdSchema = idSchema('account');
export type AccountId = z.infer<typeof accountIdSchema>;

/** A department's id stands here because the lowest module names it in accounts; everything else about departments is `registry`. */
export const departmentIdSchema = idSchema('department');
export type DepartmentId = z.infer<typeof departmentIdSchema>;

export const roles = [
  'DISPATCHER',
  'DEPARTMENT_LIAISON',
  'DEPARTMENT_HEAD',
  'ESTABLISHMENT_OFFICER',
  'LEGAL_ADVISOR',
  'DISTRICT_LEADER',
  'SUPERVISION_OFFICER',
  'AUDITOR',
  'SYSTEM_ADMIN',
  'SECURITY_ADMIN',
  'AUDIT_ADMIN',
  'SERVICE',
  'SYSTEM',
] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const roleWords: Words<Role> = {
  DISPATCHER: word('派单员（热线、信访）', 'Dispatcher'),
  DEPARTMENT_LIAISON: word('部门联络员', 'Department liaison'),
  DEPARTMENT_HEAD: word('部门负责人', 'Department head'),
  ESTABLISHMENT_OFFICER: word('编办工作人员', 'Establishment officer'),
  LEGAL_ADVISOR: word('法律顾问', 'Legal advisor'),
  DISTRICT_LEADER: word('区领导', 'District leader'),
  SUPERVISION_OFFICER: word('督查室工作人员', 'Supervision officer'),
  AUDITOR: word('审计人员', 'Auditor'),
  SYSTEM_ADMIN: word('系统管理员', 'System administrator'),
  SECURITY_ADMIN: word('安全管理员', 'Security administrator'),
  AUDIT_ADMIN: word('审计管理员', 'Audit administrator'),
  SERVICE: word('对接系统', 'Connected system'),
  SYSTEM: word('本系统', 'The system itself'),
};

/** The three administrators are three people, never one (procedures.md 10, GB/T 22239-2019 8.1.5). */
export const separatedRoles = ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'] as const satisfies readonly Role[];

/** Roles that act for one department and mean nothing without it. */
export const departmentRoles = ['DEPARTMENT_LIAISON', 'DEPARTMENT_HEAD'] as const satisfies readonly Role[];

export const accountStates = ['ACTIVE', 'DISABLED'] as const;
export const accountStateSchema = z.enum(accountStates);
export type AccountState = z.infer<typeof accountStateSchema>;
export const accountStateWords: Words<AccountState> = {
  ACTIVE: word('启用', 'Active'),
  DISABLED: word('停用', 'Disabled'),
};

export const accountSchema = z.object({
  accountId: accountIdSchema,
  userName: z.string(),
  displayName: z.string(),
  roles: z.array(roleSchema),
  departmentId: departmentIdSchema.nullable(),
  departmentName: z.string().nullable(),
  state: accountStateSchema,
  lockedUntil: instantSchema.nullable(),
  version: z.number().int(),
});
export type Account = z.infer<typeof accountSchema>;

/** Who acts. `accountId` is null for the public and for the system itself. */
export interface Actor {
  readonly accountId: AccountId | null;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly departmentId: DepartmentId | null;
}

export const systemActor: Actor = { accountId: null, name: 'system', roles: ['SYSTEM'], departmentId: null };
export const publicActor: Actor = { accountId: null, name: 'public', roles: [], departmentId: null };
