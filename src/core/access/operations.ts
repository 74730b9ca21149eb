import { z } from 'zod';
import { pageInput, pageOf, versionSchema, type Operations } from '../kernel/operation.ts';
import { instantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { accountIdSchema, accountSchema, departmentIdSchema, roleSchema } from './model.ts';
import type { Permission } from './permissions.ts';

export const sessionSchema = z.object({
  account: accountSchema.nullable(),
  permissions: z.array(z.string()),
  district: z.string(),
});

const password = z.string().min(1).max(200);

export const accessOperations = {
  signIn: {
    name: 'access.signIn', method: 'POST', path: '/session', title: word('登录', 'Sign in'), effect: 'change', permission: 'public',
    input: z.object({ userName: z.string().trim().min(1).max(60), password }),
    result: sessionSchema.extend({ sessionToken: z.string() }),
    refuses: ['access.wrong-credentials', 'access.locked', 'access.disabled'], secret: ['password'], secretAnswer: true,
  },
  signOut: {
    name: 'access.signOut', method: 'DELETE', path: '/session', title: word('退出登录', 'Sign out'), effect: 'change', permission: 'signed-in',
    input: z.object({}), result: z.object({}), refuses: [],
  },
  viewSession: {
    name: 'access.viewSession', method: 'GET', path: '/session', title: word('当前登录人', 'Who is signed in'), effect: 'read', permission: 'public',
    input: z.object({}), result: sessionSchema, refuses: [],
  },
  changePassword: {
    name: 'access.changePassword', method: 'PUT', path: '/session/password', title: word('修改密码', 'Change password'), effect: 'change', permission: 'signed-in',
    input: z.object({ oldPassword: password, newPassword: password }), result: z.object({}),
    refuses: ['access.wrong-credentials', 'access.weak-password'], secret: ['oldPassword', 'newPassword'],
  },
  listAccounts: {
    name: 'access.listAccounts', method: 'GET', path: '/accounts', title: word('账号列表', 'Accounts'), effect: 'read', permission: 'access:read-accounts',
    input: z.object({ q: z.string().max(60).optional(), ...pageInput }), result: pageOf(accountSchema), refuses: [],
  },
  createAccount: {
    name: 'access.createAccount', method: 'POST', path: '/accounts', title: word('新建账号', 'Create an account'), effect: 'change', permission: 'access:create-accounts',
    input: z.object({ userName: z.string().trim().regex(/^[a-z][a-z0-9._-]{2,59}$/), displayName: z.string().trim().min(1).max(60), departmentId: departmentIdSchema.nullable().default(null), password }),
    result: accountSchema, refuses: ['access.user-name-taken', 'access.weak-password'], secret: ['password'],
  },
  resetPassword: {
    name: 'access.resetPassword', method: 'PUT', path: '/accounts/:accountId/password', title: word('重置密码', 'Reset a password'), effect: 'change', permission: 'access:create-accounts',
    input: z.object({ accountId: accountIdSchema, version: versionSchema, password }), result: accountSchema,
    refuses: ['access.weak-password', 'common.stale', 'common.not-found'], secret: ['password'],
  },
  changeAccountState: {
    name: 'access.changeAccountState', method: 'PUT', path: '/accounts/:accountId/state', title: word('启用或停用账号', 'Enable or disable an account'), effect: 'change', permission: 'access:create-accounts',
    input: z.object({ accountId: accountIdSchema, version: versionSchema, state: z.enum(['ACTIVE', 'DISABLED']) }), result: accountSchema,
    refuses: ['common.stale', 'common.not-found'],
  },
  grantRoles: {
    name: 'access.grantRoles', method: 'PUT', path: '/accounts/:accountId/roles', title: word('授予岗位', 'Grant roles'), effect: 'change', permission: 'access:grant-roles',
    input: z.object({ accountId: accountIdSchema, version: versionSchema, roles: z.array(roleSchema).max(6), departmentId: departmentIdSchema.nullable() }), result: accountSchema,
    refuses: ['access.separated-roles', 'access.department-needed', 'access.own-roles', 'common.stale', 'common.not-found'],
  },
  createServiceToken: {
    name: 'access.createServiceToken', method: 'POST', path: '/accounts/:accountId/tokens', title: word('签发接口令牌', 'Make a service token'), effect: 'change', permission: 'access:grant-roles',
    input: z.object({ accountId: accountIdSchema, label: z.string().trim().min(1).max(60), expiresAt: instantSchema }),
    result: z.object({ token: z.string(), label: z.string(), expiresAt: instantSchema }), refuses: ['common.not-found'], secretAnswer: true,
  },
} as const satisfies Operations<Permission>;
