import type { Instant } from '../kernel/time.ts';
import { addHours } from '../kernel/time.ts';
import { departmentRoles, separatedRoles, type DepartmentId, type Role } from './model.ts';
import { refuseAccess } from './refusals.ts';

/** Five wrong passwords in a row lock an account for half an hour (GB/T 22239-2019 8.1.4.1: handling of failed sign-ins). */
export const SIGN_IN_TRIES = 5;
export const LOCK_MINUTES = 30;
/** A session ends after twelve hours, or when it is signed out. */
export const SESSION_HOURS = 12;

const MIN_PASSWORD = 10;

/** Refuses a password that is short, of one kind of character, or made of the user name. */
export function decidePassword(password: string, userName: string): void {
  const faults = [
    password.length < MIN_PASSWORD && `不足 ${MIN_PASSWORD} 位`,
    !/\p{L}/u.test(password) && '没有字母',
    !/\d/.test(password) && '没有数字',
    password.toLowerCase().includes(userName.toLowerCase()) && '包含用户名',
  ].filter((fault) => fault !== false);
  if (faults.length > 0) throw refuseAccess('access.weak-password', { detail: faults.join('、') });
}

/** Refuses roles that one person may not hold together, or that need a department. */
export function decideRoles(roles: readonly Role[], departmentId: DepartmentId | null): void {
  const separated = roles.filter((role) => (separatedRoles as readonly Role[]).includes(role));
  if (separated.length > 0 && roles.length > 1) throw refuseAccess('access.separated-roles');
  const needsDepartment = roles.some((role) => (departmentRoles as readonly Role[]).includes(role));
  if (needsDepartment && departmentId === null) throw refuseAccess('access.department-needed');
}

/** What a wrong password does to the count, and until when it locks. */
export function computeFailedSignIn(failedSignIns: number, at: Instant): { failedSignIns: number; lockedUntil: Instant | null } {
  const count = failedSignIns + 1;
  return count < SIGN_IN_TRIES ? { failedSignIns: count, lockedUntil: null } : { failedSignIns: 0, lockedUntil: addHours(at, LOCK_MINUTES / 60) };
}
